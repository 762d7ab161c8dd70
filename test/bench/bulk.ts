import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, systemRandom } from '../../bot/clock.ts';
import * as show from '../../bot/flows/show.ts';
import { createLog } from '../../bot/log.ts';
import { buildParts, type Parts } from '../../bot/parts.ts';
import { readProgrammeFile, wantedFrom } from '../../bot/programme-file.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import { LOCAL_TENANT, openGuard } from '../../bot/teams/open-guard.ts';
import { realTime, type Time } from '../../bot/teams/pacer.ts';
import { compare, type Row, report } from './figure.ts';
import { startGraph } from './graph.ts';
import { type LimitedConnector, type Seen, startLimitedConnector, wall } from './limited-connector.ts';
import type { Server } from './postgres.ts';
import { programmeText } from './programme.ts';
import { quantile } from './stats.ts';

/** Of the scaled clock, for an answer of the connector on top of what the way there and back takes. */
const ANSWER_MS = 20;
const APP = '22222222-2222-4222-8222-222222222222';
/** The limit of Teams for an app in a tenant. */
const A_SECOND = 30;

export type BulkQ = {
  readonly server: Server;
  readonly quick: boolean;
  /**
   * How many times as fast as the wall's both clocks run: that of the limits and that of the pacer. A message
   * takes as long as it takes, so that its own time counts so many times as heavily as it will in Teams.
   */
  readonly scale: number;
  readonly say: (line: string) => void;
};

/** A broadcast by the whole path of jobs, into a connector with Teams' limits, while some people press buttons. */
export async function bulk({ server, quick, scale, say }: BulkQ): Promise<readonly Row[]> {
  const people = quick ? 1_500 : 10_000;
  const folder = await mkdtemp(join(tmpdir(), 'klankbord-bench-bulk-'));
  const [connector, graph] = [
    await startLimitedConnector({ scale, answerMs: ANSWER_MS }),
    await startGraph(),
  ];
  const parts = await open({
    scale,
    databaseUrl: await server.newDatabase(),
    graphUrl: graph.origin,
    folder,
  });
  try {
    const everybody = await settle(parts, { count: people, prefix: 'a', serviceUrl: connector.serviceUrl });
    const some = await settle(parts, { count: 400, prefix: 'b', serviceUrl: connector.serviceUrl });
    await inBatches(everybody, (ids) => owe(parts, ids, true));
    say(`${people} messages are owed`);
    await parts.engine.start();
    const measured = await measure(parts, { connector, people, some, scale });
    return rows(measured, { people, scale });
  } finally {
    await parts.stop();
    await Promise.all([connector.stop(), graph.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

type Measured = { readonly seen: Seen; readonly asked: ReadonlyMap<string, number> };

/** Until everything came: meanwhile once in a second somebody is owed an answer. */
async function measure(
  parts: Parts,
  q: { connector: LimitedConnector; people: number; some: readonly PersonId[]; scale: number },
): Promise<Measured> {
  const asked = new Map<string, number>();
  const end = performance.now() + ((q.people / A_SECOND) * 2_000) / q.scale + 60_000;
  for (const person of q.some) {
    const seen = await q.connector.seen();
    if (broadcasts(seen).length >= q.people) break;
    if (broadcasts(seen).length > 0) {
      await owe(parts, [person], false);
      asked.set(conversation('b', q.some.indexOf(person)), wall());
    }
    await sleep(1_000 / q.scale);
  }
  for (;;) {
    const seen = await q.connector.seen();
    if (seen.arrived.size >= q.people + asked.size) return { seen, asked };
    if (performance.now() > end) throw new Error(`not all came: ${JSON.stringify(await ends(parts))}`);
    await sleep(50);
  }
}

/** How many messages ended how. */
function ends({ c }: Parts) {
  return c.db
    .selectFrom('cards')
    .select(({ fn }) => ['state', fn.countAll().as('count')])
    .groupBy('state')
    .execute();
}

function broadcasts({ arrived }: Seen): readonly number[] {
  return [...arrived].flatMap(([where, at]) => (where.startsWith('a:') ? [at] : []));
}

function rows(
  { seen, asked }: Measured,
  { people, scale }: { people: number; scale: number },
): readonly Row[] {
  const moments = broadcasts(seen);
  const first = Math.min(...moments);
  const ours = ((Math.max(...moments) - first) * scale) / 1_000;
  // The answers went within the same limit.
  const baseline = (people + asked.size) / A_SECOND;
  const waits = [...asked].map(
    ([where, at]) => (((seen.arrived.get(where) ?? Number.NaN) - at) * scale) / 1_000,
  );
  const name = `sending to ${people.toLocaleString('en')} people within the limits of Teams`;
  const slow = scale === 1 ? 'in real time' : `clock ${scale} × as fast`;
  return [
    compare({ name: `${name} (${slow})`, unit: 's', pairs: [{ ours, baseline }], bar: { atMost: 1.08 } }),
    { ...report({ name: '… refusals', unit: '', values: [seen.refused] }), holds: seen.refused === 0 },
    report({ name: '… an answer to a person meanwhile, p50', unit: 's', values: [quantile(waits, 0.5)] }),
    report({ name: '… an answer to a person meanwhile, longest', unit: 's', values: [Math.max(...waits)] }),
  ];
}

async function open(q: {
  scale: number;
  databaseUrl: string;
  graphUrl: string;
  folder: string;
}): Promise<Parts> {
  const file = join(q.folder, 'programme.yaml');
  await writeFile(file, programmeText());
  const read = await readProgrammeFile(file);
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  return buildParts({
    store: { kind: 'postgres', url: q.databaseUrl },
    masterKeys: new Map([['bench', systemRandom.bytes(32)]]),
    tenant: LOCAL_TENANT,
    publicUrl: 'http://127.0.0.1:1',
    programme: wantedFrom(read.file, read.text),
    teams: {
      guard: openGuard(),
      credentials: { kind: 'none', appId: APP, tenantId: LOCAL_TENANT },
      time: scaled(q.scale),
    },
    graph: { baseUrl: q.graphUrl, credential: null, record: null },
    clock: systemClock,
    random: systemRandom,
    log: createLog(() => undefined),
  });
}

const scaled = (scale: number): Time => ({
  now: () => realTime.now() * scale,
  after: (ms, run) => realTime.after(ms / scale, run),
});

const conversation = (prefix: string, n: number) => `${prefix}:${n}`;

/** People with a chat of their own. */
async function settle(
  { c }: Parts,
  q: { count: number; prefix: string; serviceUrl: string },
): Promise<readonly PersonId[]> {
  const ids = Array.from({ length: q.count }, () => systemRandom.uuid() as PersonId);
  const rowOf = new Map(ids.map((id, n) => [id, n]));
  await inBatches(ids, async (some) => {
    const people = some.map((id) => ({
      id,
      tenant: LOCAL_TENANT,
      aad_object_id: systemRandom.uuid(),
      upn: `${id}@voorbeeld.example`,
      name: 'Iemand',
      mail: `${id}@voorbeeld.example`,
      language: 'nl' as const,
      reach: 'teams' as const,
    }));
    await c.db.insertInto('people').values(people).execute();
    const chats = some.map((person) => ({
      person,
      tenant: LOCAL_TENANT,
      service_url: q.serviceUrl,
      conversation: conversation(q.prefix, rowOf.get(person) ?? 0),
      user_mri: `29:${person}`,
      bot: `28:${APP}`,
      state: 'open' as const,
      seen_at: new Date(),
    }));
    await c.db.insertInto('chats').values(chats).execute();
  });
  return ids;
}

function owe({ c }: Parts, people: readonly PersonId[], broadcast: boolean): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    for (const to of people) {
      const view = { kind: 'welcome', as: 'director', sessions: 3 } as const;
      await show.send(c, trx, { view, subject: to, to, once: null, broadcast });
    }
  });
}

const LANES = 6;
const BATCH = 100;

async function inBatches<T>(all: readonly T[], run: (some: readonly T[]) => Promise<void>): Promise<void> {
  const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, n) =>
    all.slice(n * BATCH, (n + 1) * BATCH),
  );
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await run(batch);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
