import type { Express } from 'express';
import type { GraphCredential } from '../graph/credential.ts';
import { createGraph } from '../graph/graph.ts';
import type { Recorder } from '../graph/record.ts';
import type { Wanted } from './flows/apply-programme.ts';
import type { Context } from './flows/context.ts';
import { unreadFeeds } from './flows/feeds.ts';
import { createEntra, type EntraQ } from './http/entra.ts';
import { notifications } from './http/notifications.ts';
import { pages } from './http/pages.ts';
import { createServer } from './http/server.ts';
import { createFeeds } from './ics/feeds.ts';
import type { Log } from './log.ts';
import type { Clock, Pace, Random } from './ports.ts';
import { createBox } from './store/box.ts';
import { type Database, openDatabase, type Where } from './store/database.ts';
import { allRead } from './store/grants.ts';
import { checkStore } from './store/health.ts';
import { openJobs } from './store/jobs.ts';
import { migrate } from './store/migrate.ts';
import * as processes from './store/processes.ts';
import { createSigner } from './store/signer.ts';
import { isOn } from './store/watch.ts';
import { pacedInstall } from './teams/paced-install.ts';
import { Pacer, realTime } from './teams/pacer.ts';
import { createTeams, type TeamsQ } from './teams/teams.ts';
import { turnEdge } from './teams/turn-edge.ts';
import { createEngine, type Engine } from './work/engine.ts';

/** Everything that differs between production, local mode and tests. */
export type PartsQ = {
  readonly store: Where;
  /** By id; the first seals, the others still open. */
  readonly masterKeys: ReadonlyMap<string, Uint8Array>;
  readonly tenant: string;
  readonly publicUrl: string;
  /** Proxies of one's own in front of this process; none unless told. */
  readonly proxies?: number;
  readonly programme: Wanted;
  /** The registration with which people sign in on a page; null or absent: by code alone. */
  readonly signIn?: Omit<EntraQ, 'publicUrl'> | null;
  readonly teams: Pick<TeamsQ, 'guard' | 'credentials' | 'time'>;
  readonly graph: {
    readonly baseUrl: string;
    readonly credential: GraphCredential | null;
    readonly otherTenant?: (tenant: string) => GraphCredential | null;
    readonly record: Recorder | null;
  };
  /** Whether coaches' ICS addresses may be on this machine: local mode and tests. */
  readonly loopbackFeeds?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Told of each job that ended: what local mode shows of the background. */
  readonly onJob?: (kind: string, done: boolean) => void;
  /** Mounted before the pages: the console of local mode. */
  readonly extra?: (app: Express) => void;
};

export type Parts = {
  readonly app: Express;
  readonly engine: Engine;
  readonly c: Context;
  stop(): Promise<void>;
};

/** Puts the house together. Nothing runs until `engine.start()`; no module of the house keeps a part for itself. */
export async function buildParts(q: PartsQ): Promise<Parts> {
  const database = await openDatabase(q.store, {
    onFault: (fault) =>
      q.log.warn({ event: 'store.connection-lost', ...fault }, 'a database connection broke'),
  });
  await migrate(database);
  const jobs = await openJobs(database);
  const [currentKeyId = ''] = q.masterKeys.keys();
  const box = createBox({ masterKeys: q.masterKeys, currentKeyId, random: q.random });
  const { calendar, mail, directory, subscriptions, install } = createGraph({
    ...q.graph,
    appId: q.teams.credentials.appId,
    mailbox: q.programme.settings.mailbox,
    zone: q.programme.settings.zone,
    timeouts: { readMs: 10_000, writeMs: 20_000 },
    clock: q.clock,
  });
  const programme = () => engine.programme();
  const signer = createSigner(q.masterKeys);
  const { db } = database;
  const c: Context = {
    db,
    box,
    signer,
    jobs,
    calendar,
    clock: q.clock,
    random: q.random,
    programme,
    publicUrl: q.publicUrl,
  };
  const edge = turnEdge(c, () => teams.chat);
  const teams = createTeams({ ...q.teams, ...edge, log: q.log });
  const { publicUrl, random, log, tenant } = q;
  const installs = new Pacer(realTime);
  const work = {
    c,
    calendar,
    subscriptions,
    mail,
    feeds: createFeeds({ loopback: q.loopbackFeeds ?? false }),
    install: pacedInstall(install, installs),
    random,
    publicUrl,
    chat: teams.chat,
    pace: teams.pace,
  };
  const among =
    database.kind === 'postgres'
      ? amongOthers(database, { id: random.uuid(), paces: [teams.pace, installs] })
      : null;
  const told = q.onJob && { onJob: q.onJob };
  const engine = createEngine({ work, jobs, directory, tenant, log, among, wanted: q.programme, ...told });
  const ready = async () => ({
    store: (await checkStore(database)).ok,
    programme: engine.hasProgramme(),
    teams: (await teams.check()).keys,
    jobs: (await jobs.dead()).length === 0,
    groups: await allRead(database.db),
    outlook: await isOn(database.db, q.clock.now()),
    'unread-calendars': engine.hasProgramme() ? await unreadFeeds(c) : 0,
  });
  const app = createServer({
    messages: teams.messages,
    notifications: notifications(c, log),
    pages: pages({ c, publicUrl, entra: q.signIn ? createEntra({ ...q.signIn, publicUrl }) : null }),
    proxies: q.proxies ?? 0,
    ready,
    log,
    ...(q.extra && { extra: q.extra }),
  });
  const stop = async () => {
    await engine.stop();
    await database.close();
  };
  return { app, engine, c, stop };
}

/** A PGlite has one process, and its lock proves it. */
function amongOthers(
  { db }: Database,
  q: { readonly id: string; readonly paces: readonly Pick<Pace, 'share'>[] },
) {
  return {
    beat: async () => {
      const running = await processes.beat(db, q.id);
      for (const pace of q.paces) pace.share(running);
    },
    leave: () => processes.leave(db, q.id),
  };
}
