import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCloud } from './bots.ts';
import { bulk } from './bulk.ts';
import { countedCalls } from './calls.ts';
import type { Row } from './figure.ts';
import { oldSessions } from './old-sessions.ts';
import { openServer, type Server } from './postgres.ts';
import { type SignUpQ, type Size, signUpTurn, turnWithoutDisk } from './sign-up-turn.ts';
import { slotSearch } from './slot-search.ts';
import { table } from './table.ts';

const HELP = `npm run bench: what Klankbord costs, beside baselines that run in the same minutes.
  --json       the figures as JSON, and nothing else, on standard output
  --quick      fewer and shorter rounds: to see that it works, not to quote
  --real       bulk on the clock of the wall: takes six minutes, in place of four times as fast
  --only NAME  one of: sign-up, sign-up-pglite, slots, calls, old-sessions, bulk
  --help       this text
Ratios are ours ÷ baseline: the median over neighbouring rounds; "rounds" is the lowest and the highest.
Numbers want a quiet machine. A bar that does not hold is reported and is no failure.
`;

const SIZE: Size = { rounds: 5, alone: 400, crowd: 2_000, starts: 5 };
const QUICK: Size = { rounds: 2, alone: 60, crowd: 200, starts: 2 };

type Q = { readonly size: Size; readonly quick: boolean; readonly say: (line: string) => void };

const PARTS: { readonly [name: string]: (q: Q) => Promise<readonly Row[]> } = {
  'sign-up': (q) => onServer(q, (server) => signUp(q, { store: 'PostgreSQL', server })),
  'sign-up-pglite': (q) => signUp(q, { store: 'PGlite', server: null }),
  slots: async (q) => slotSearch(q),
  calls: countedCalls,
  'old-sessions': (q) => onServer(q, (server) => oldSessions({ ...q, server })),
  bulk: (q) => onServer(q, (server) => bulk({ ...q, server, scale: values.real ? 1 : 4 })),
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    real: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
// Bots and servers of this run end with it: their `finally` and 'exit' handlers need an orderly end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
if (values.help) process.stdout.write(HELP);
else if (values.only !== undefined && !(values.only in PARTS)) process.stderr.write(HELP);
else await bench(values);

async function bench({ json, quick, only }: Omit<typeof values, 'help' | 'real'>): Promise<void> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: availableParallelism() };
  const before = loadavg()[0] ?? 0;
  say(`Node ${machine.node}, ${machine.cores} × ${machine.cpu}, load ${before.toFixed(1)} before the start`);
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (only !== undefined && only !== name) continue;
    rows.push(...(await part({ size: quick ? QUICK : SIZE, quick, say })));
  }
  const out = json ? JSON.stringify({ ...machine, load: before, rows }, null, 2) : table(rows);
  process.stdout.write(`${out}\n`);
}

type Store = { readonly store: string; readonly server: Server | null };

async function signUp(q: Q, on: Store): Promise<readonly Row[]> {
  const rows = await inCloud(q, on, signUpTurn);
  return on.server ? [...rows, ...(await inCloud(q, on, turnWithoutDisk))] : rows;
}

/** A cloud and a database of its own: nothing of one measurement stands in the way of the next. */
async function inCloud(
  { size, say }: Q,
  { store, server }: Store,
  measure: (q: SignUpQ) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const cloud = await openCloud();
  const dataDir = await mkdtemp(join(tmpdir(), 'klankbord-bench-data-'));
  try {
    const databaseUrl = server && (await server.newDatabase());
    return await measure({ cloud, store, databaseUrl, dataDir, bars: server !== null, size, say });
  } finally {
    await cloud.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function onServer(
  { say }: Q,
  measure: (server: Server) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const server = await openServer();
  if (!server)
    return [{ name: 'figures on PostgreSQL', missing: 'no DATABASE_URL and no PostgreSQL binaries' }];
  say('PostgreSQL is up, with fsync');
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}
