import { join } from 'node:path';
import { type LocalOutlook, startLocalOutlook } from '../../graph/local/outlook.ts';
import { recordTo } from '../../graph/record.ts';
import { systemRandom } from '../clock.ts';
import type { LocalConfig } from '../config.ts';
import { keyFile } from '../key-file.ts';
import type { Log } from '../log.ts';
import { buildParts, type Parts } from '../parts.ts';
import { type ProgrammeFile, readProgrammeFile, wantedFrom } from '../programme-file.ts';
import type { Where } from '../store/database.ts';
import { lockFolder } from '../store/lock.ts';
import { LOCAL_APP, LOCAL_TENANT, openGuard } from '../teams/open-guard.ts';
import { type Activity, CLOCK_NOTE, createActivity, jobNote, teamsNote } from './activity.ts';
import { fillWeeks } from './busy.ts';
import { type MovableClock, movableClock } from './clock.ts';
import { createConsole } from './console/console.ts';
import type { ConsoleOptions } from './console/types.ts';
import { openDoor } from './door.ts';
import { jumpsFor } from './jumps.ts';
import { listen, namingPort } from './listen.ts';
import { localPeople, MAILBOX_NAME, outlookGroups, outlookPeople } from './people.ts';
import { createLocalTeams } from './teams/local-teams.ts';
import type { LocalPerson, LocalTeams } from './types.ts';

/** What the catalogue of local Teams calls it. */
const CATALOGUE_APP = '77777777-7777-4777-8777-777777777777';

export type Local = {
  readonly url: string;
  readonly parts: Parts;
  readonly people: readonly LocalPerson[];
  readonly teams: ReturnType<typeof createLocalTeams>;
  /** Null when GRAPH_BASE_URL names another. */
  readonly outlook: LocalOutlook | null;
  readonly clock: MovableClock;
  stop(): Promise<void>;
};

/** The settings of the sample can not be used as they are. */
export class BadProgramme extends Error {
  override readonly name = 'BadProgramme';
}

/** The same parts as production, with local Teams, local Outlook, sample people and a clock that can be moved. */
export async function startLocal(
  config: LocalConfig,
  log: Log,
  overrides: LocalOverrides = {},
): Promise<Local> {
  const unlock = lockFolder(join(config.dataDir, 'local'));
  try {
    return await open(config, { log, unlock, ...overrides });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** What tests choose. */
export type LocalOverrides = { readonly store?: Where };

async function open(
  config: LocalConfig,
  q: LocalOverrides & { log: Log; unlock: () => void },
): Promise<Local> {
  const read = await readProgrammeFile(config.programme);
  if (read.kind === 'faults') throw new BadProgramme(read.lines.join('\n'));
  const { file } = read;
  const clock = movableClock(join(config.dataDir, 'clock'));
  const noted = new Set<() => void>();
  const activity = createActivity(clock.now, () => {
    for (const tell of noted) tell();
  });
  const people = localPeople(file);
  const masterKeys = keyFile(config.dataDir, systemRandom);
  // Listens before anything is opened: a port in use is told at once, and /healthz answers when all is there.
  const door = openDoor();
  const url = await listen(door.server, config.port);
  const changes = new Set<(upn: string) => void>();
  const outlook =
    config.graphBaseUrl === null
      ? await openOutlook(config, { file, clock, changes, teams: () => teams })
      : null;
  const settle = async () => void (await parts.engine.settle());
  const teams = openTeams(config, { url, people, now: clock.now, activity });
  const parts = await buildParts({
    store: q.store ?? config.store,
    masterKeys,
    tenant: LOCAL_TENANT,
    publicUrl: url,
    programme: wantedFrom(file, read.text),
    teams: { guard: openGuard(), credentials: { kind: 'none', appId: LOCAL_APP, tenantId: LOCAL_TENANT } },
    graph: {
      baseUrl: outlook?.url ?? config.graphBaseUrl ?? '',
      credential: null,
      record: activity.recorder(config.graphRecord === null ? null : recordTo(config.graphRecord)),
    },
    loopbackFeeds: true,
    clock,
    random: systemRandom,
    log: q.log,
    onJob: (kind, done) => activity.note(jobNote(kind, done)),
    extra: (house) => {
      house.use(teams.connector);
      const jumps = (upn: string) => jumpsFor({ db: parts.c.db, outlook, now: clock.now })(upn);
      const { mailbox } = file.programme;
      house.use(
        '/local',
        localConsole({ teams, outlook, people, clock, settle, changes, noted, activity, jumps, mailbox }),
      );
      house.get('/', (_req, res) => res.redirect('/local'));
    },
  });
  await parts.engine.start();
  if (outlook) fillWeeks(outlook, people, parts.engine.programme().firstDay);
  door.open(parts.app);
  const stop = async () => {
    door.leave();
    await parts.stop();
    door.close();
    teams.close();
    await outlook?.close();
    q.unlock();
  };
  return { url, parts, people, teams, outlook, clock, stop };
}

type TeamsQ = {
  readonly url: string;
  readonly people: readonly LocalPerson[];
  readonly now: () => number;
  readonly activity: Activity;
};

function openTeams({ dataDir }: LocalConfig, { url, people, now, activity }: TeamsQ) {
  return createLocalTeams({
    people: () => people,
    botUrl: () => `${url}/api/messages`,
    connectorUrl: () => url,
    tenant: LOCAL_TENANT,
    appId: LOCAL_APP,
    storage: join(dataDir, 'teams.sqlite'),
    now,
    onWrite: ({ call, to, status }) => activity.note(teamsNote(call, to, status)),
  });
}

type OutlookQ = {
  readonly file: ProgrammeFile;
  readonly clock: MovableClock;
  readonly changes: ReadonlySet<(upn: string) => void>;
  readonly teams: () => Pick<LocalTeams, 'install'> & { hasApp(aadObjectId: string): boolean };
};

function openOutlook(config: LocalConfig, q: OutlookQ): Promise<LocalOutlook> {
  return startLocalOutlook({
    port: config.outlookPort,
    host: '127.0.0.1',
    file: join(config.dataDir, 'outlook.sqlite'),
    people: outlookPeople(q.file),
    groups: outlookGroups(q.file),
    apps: {
      catalogue: [{ id: CATALOGUE_APP, externalId: LOCAL_APP, displayName: 'Klankbord' }],
      has: (aad) => q.teams().hasApp(aad),
      // A bot that does not take the news hears of it when the person opens the chat.
      install: (aad) =>
        void q
          .teams()
          .install(aad)
          .catch(() => undefined),
    },
    now: q.clock.now,
    onChange: (upn) => {
      for (const tell of q.changes) tell(upn);
    },
  }).catch(namingPort('OUTLOOK_PORT', config.outlookPort));
}

type ConsoleQ = {
  readonly teams: LocalTeams;
  readonly outlook: LocalOutlook | null;
  readonly people: readonly LocalPerson[];
  readonly clock: MovableClock;
  readonly settle: () => Promise<void>;
  readonly changes: Set<(upn: string) => void>;
  readonly noted: Set<() => void>;
  readonly activity: Activity;
  readonly jumps: ConsoleOptions['jumps'];
  /** The programme's. */
  readonly mailbox: string;
};

function localConsole(q: ConsoleQ) {
  const { teams, outlook, people, clock, settle, activity, jumps, mailbox } = q;
  return createConsole({
    teams,
    people: () => people,
    clock: {
      now: clock.now,
      settle,
      set: (moment) => {
        clock.set(moment);
        activity.note(CLOCK_NOTE);
      },
    },
    jumps,
    activity: { notes: activity.notes, onChange: (listener) => subscribe(q.noted, listener) },
    outlook: {
      url: outlook?.url ?? '',
      week: (upn, from) => outlook?.week(upn, from) ?? null,
      mailbox: (upn) => outlook?.mailbox(upn) ?? [],
      mailboxes: () => (outlook === null ? [] : [{ name: MAILBOX_NAME, upn: mailbox }]),
      onChange: (listener) => subscribe(q.changes, listener),
    },
  });
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
