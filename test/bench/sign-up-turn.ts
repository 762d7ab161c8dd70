import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, type Cloud, startEcho, startOurs } from './bots.ts';
import { openCaller } from './caller.ts';
import { bareCommit, withoutDisk } from './commit.ts';
import { allSettled, type Director, directorOf, talkerOf } from './directors.ts';
import { compare, type Figure, type Row, report } from './figure.ts';
import { oneAtATime, type Player, together } from './load.ts';
import { directorUpns } from './programme.ts';
import { median, type Pair } from './stats.ts';

export type SignUpQ = {
  readonly cloud: Cloud;
  /** `PostgreSQL` or `PGlite`: stands in the names of the figures. */
  readonly store: string;
  /** PGlite without. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** With the bars of the issue; without, the figures are only reported. */
  readonly bars: boolean;
  readonly size: Size;
  readonly say: (line: string) => void;
};
/** How much is measured: rounds, turns in a round one at a time and together, and starts. */
export type Size = {
  readonly rounds: number;
  readonly alone: number;
  readonly crowd: number;
  readonly starts: number;
};

const WIDTHS = [16, 64] as const;

/** The whole turn of ours beside that of the echo bot: both alive, in alternating rounds. */
export async function signUpTurn(q: SignUpQ): Promise<readonly Row[]> {
  const cold = await coldStarts(q);
  return withBots(q, async (running) => [...(await rounds(q, running)), cold, memory(q, running)]);
}

/** One at a time on a database that does not wait for its disk: what of the turn is ours. */
export async function turnWithoutDisk(q: SignUpQ): Promise<readonly Row[]> {
  const relaxed = { ...q, databaseUrl: q.databaseUrl && withoutDisk(q.databaseUrl) };
  return withBots(relaxed, async ({ directors, talkers }) => {
    await warmUp(q, { directors, talkers });
    const pairs: Pair[] = [];
    for (let round = 1; round <= q.size.rounds; round++)
      pairs.push(await aloneRound(q, { directors, talkers }));
    const name = `sign-up turn, ${q.store}: one at a time, p50, not waiting for the disk`;
    return [compare({ name, unit: 'ms', pairs })];
  });
}

async function withBots(
  q: SignUpQ,
  measure: (running: Running) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const echo = await startEcho(q.cloud);
  const ours = await startBot(q);
  try {
    const token = await q.cloud.token();
    const callers = { ours: openCaller(ours.url, token), echo: openCaller(echo.url, token) };
    const directors = directorUpns.map((upn) => directorOf(q.cloud, callers.ours, upn));
    const talkers = directorUpns.map((upn) => talkerOf(q.cloud, callers.echo, upn));
    await Promise.all(directors.map((director) => director.install()));
    const rows = await measure({ directors, talkers, ours, echo });
    callers.ours.close();
    callers.echo.close();
    return rows;
  } finally {
    await Promise.all([ours.stop(), echo.stop()]);
  }
}

type People = { readonly directors: readonly Director[]; readonly talkers: readonly Player[] };
type Running = People & { readonly ours: Bot; readonly echo: Bot };

async function rounds(q: SignUpQ, running: Running): Promise<readonly Row[]> {
  const { size, say } = q;
  const alone: Pair[] = [];
  const commits: number[] = [];
  const crowds = WIDTHS.map((width) => ({ width, rounds: [] as Crowd[] }));
  await warmUp(q, running);
  for (let round = 1; round <= size.rounds; round++) {
    if (q.databaseUrl !== null) commits.push(await bareCommit(q.databaseUrl, size.alone));
    const both = await aloneRound(q, running);
    alone.push(both);
    for (const crowd of crowds) crowd.rounds.push(await crowdRound(q, running, crowd.width));
    const times = `${both.ours.toFixed(1)} beside ${both.baseline.toFixed(1)} ms`;
    say(`${q.store} round ${round} of ${size.rounds}: one at a time ${times}`);
  }
  const name = (what: string) => `sign-up turn, ${q.store}: ${what}`;
  const one = { name: name('one at a time, p50'), unit: 'ms', pairs: alone };
  return [
    compare({ ...one, ...(q.bars && { bar: { atMost: 1.2 } }) }),
    ...(commits.length > 0
      ? [report({ name: name('a durable insert by itself, p50'), unit: 'ms', values: commits })]
      : []),
    ...crowds.flatMap((crowd) => crowdRows(q, crowd)),
  ];
}

/** `size.alone` turns of each, one after the other; what is owed of ours is done before anything else is measured. */
async function aloneRound({ size }: SignUpQ, { directors, talkers }: People): Promise<Pair> {
  const baseline = median(await oneAtATime(talkers, size.alone));
  const ours = median(await oneAtATime(directors, size.alone));
  await allSettled(directors);
  return { ours, baseline };
}

function crowdRows(
  q: SignUpQ,
  { width, rounds }: { readonly width: number; readonly rounds: readonly Crowd[] },
): readonly Row[] {
  const name = (what: string) => `sign-up turn, ${q.store}: ${width} at a time${what}`;
  const rate = { name: name(''), unit: '/s', pairs: rounds };
  return [
    compare({ ...rate, ...(q.bars && { bar: { atLeast: 0.8 } }) }),
    settledRow(
      name(', until the last update arrived after the last answer'),
      rounds.map((round) => round.settledMs),
    ),
    compare({
      name: name(', processor time of the bot for a turn'),
      unit: 'ms',
      pairs: rounds.map((round) => round.processor),
    }),
  ];
}

/** Both bots have compiled what they run often before anything is measured. */
async function warmUp({ size }: SignUpQ, { directors, talkers }: People): Promise<void> {
  await together(talkers, { width: 16, count: size.crowd });
  await together(directors, { width: 16, count: size.crowd });
  await allSettled(directors);
}

/** A round that left updates owed has no time, and no median hides it. */
function settledRow(name: string, values: readonly (number | null)[]): Row {
  const times = values.filter((ms) => ms !== null);
  if (times.length === values.length) return report({ name, unit: 'ms', values: times });
  const late = values.length - times.length;
  return {
    name,
    missing: `updates were still owed after half a minute in ${late} of ${values.length} rounds`,
  };
}

type Crowd = Pair & { readonly settledMs: number | null; readonly processor: Pair };

async function crowdRound({ size, store, say }: SignUpQ, running: Running, width: number): Promise<Crowd> {
  const { directors, talkers, ours, echo } = running;
  const count = size.crowd;
  const perSecond = (ms: number) => (count / ms) * 1_000;
  const before = { ours: ours.processorMs(), echo: echo.processorMs() };
  const baselineMs = await together(talkers, { width, count });
  const oursMs = await together(directors, { width, count });
  const answered = performance.now();
  const settled = await allSettled(directors);
  if (!settled)
    say(`${store}: updates of ${count} turns, ${width} at a time, still owed after half a minute`);
  return {
    ours: perSecond(oursMs),
    baseline: perSecond(baselineMs),
    settledMs: settled ? performance.now() - answered : null,
    processor: {
      ours: (ours.processorMs() - before.ours) / count,
      baseline: (echo.processorMs() - before.echo) / count,
    },
  };
}

/** Starts on a database that has its tables and this programme, as at every start but the first. */
async function coldStarts(q: SignUpQ): Promise<Figure> {
  await (await startBot(q)).stop();
  const pairs: Pair[] = [];
  for (let n = 0; n < q.size.starts; n++) {
    const echo = await startEcho(q.cloud);
    await echo.stop();
    const ours = await startBot(q);
    await ours.stop();
    pairs.push({ ours: ours.coldMs, baseline: echo.coldMs });
    await sleep(200);
  }
  const name = `sign-up turn, ${q.store}: cold start`;
  return compare({ name, unit: 'ms', pairs, ...(q.bars && { bar: { atMost: 2 } }) });
}

function memory(q: SignUpQ, { ours, echo }: { readonly ours: Bot; readonly echo: Bot }): Figure {
  const pairs = [{ ours: ours.peakMb(), baseline: echo.peakMb() }];
  const name = `sign-up turn, ${q.store}: peak memory`;
  return compare({ name, unit: 'MB', pairs, ...(q.bars && { bar: { atMost: 1.5 } }) });
}

function startBot({ cloud, databaseUrl, dataDir }: SignUpQ): Promise<Bot> {
  return startOurs(cloud, { dataDir, ...(databaseUrl !== null && { databaseUrl }) });
}
