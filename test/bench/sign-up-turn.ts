import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, type Cloud, startEcho, startOurs } from './bots.ts';
import { openCaller } from './caller.ts';
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
  const echo = await startEcho(q.cloud);
  const ours = await startBot(q);
  try {
    const token = await q.cloud.token();
    const callers = { ours: openCaller(ours.url, token), echo: openCaller(echo.url, token) };
    const directors = directorUpns.map((upn) => directorOf(q.cloud, callers.ours, upn));
    const talkers = directorUpns.map((upn) => talkerOf(q.cloud, callers.echo, upn));
    await Promise.all(directors.map((director) => director.install()));
    const figures = await rounds(q, { directors, talkers, ours, echo });
    callers.ours.close();
    callers.echo.close();
    return [...figures, cold, memory(q, { ours, echo })];
  } finally {
    await Promise.all([ours.stop(), echo.stop()]);
  }
}

type People = { readonly directors: readonly Director[]; readonly talkers: readonly Player[] };
type Running = People & { readonly ours: Bot; readonly echo: Bot };

async function rounds(q: SignUpQ, running: Running): Promise<readonly Row[]> {
  const { size, say } = q;
  const { directors, talkers } = running;
  const alone: Pair[] = [];
  const apart: number[] = [];
  const crowds = WIDTHS.map((width) => ({
    width,
    answered: [] as Pair[],
    carriedOut: [] as (number | null)[],
    processor: [] as Pair[],
  }));
  await warmUp(q, { directors, talkers });
  for (let round = 1; round <= size.rounds; round++) {
    const baseline = median(await oneAtATime(talkers, size.alone));
    const ours = median(await oneAtATime(directors, size.alone));
    await allSettled(directors);
    alone.push({ ours, baseline });
    apart.push(median(await oneWithItsUpdate(directors, size.alone / 4)));
    for (const crowd of crowds) {
      const both = await crowdRound(q, running, crowd.width);
      crowd.answered.push(both);
      crowd.carriedOut.push(both.carriedOut);
      crowd.processor.push(both.processor);
    }
    say(
      `${q.store} round ${round} of ${size.rounds}: one at a time ${ours.toFixed(1)} beside ${baseline.toFixed(1)} ms`,
    );
  }
  const name = (what: string) => `sign-up turn, ${q.store}: ${what}`;
  return [
    compare({
      name: name('one at a time, p50'),
      unit: 'ms',
      pairs: alone,
      ...(q.bars && { bar: { atMost: 1.2 } }),
    }),
    report({ name: name('one at a time, each after the update of the last'), unit: 'ms', values: apart }),
    ...crowds.flatMap(({ width, answered, carriedOut, processor }) => [
      compare({
        name: name(`${width} at a time`),
        unit: '/s',
        pairs: answered,
        ...(q.bars && { bar: { atLeast: 0.8 } }),
      }),
      carriedOutRow(name(`${width} at a time, until every update arrived`), carriedOut),
      compare({
        name: name(`${width} at a time, processor time of the bot for a turn`),
        unit: 'ms',
        pairs: processor,
      }),
    ]),
  ];
}

/** Both bots have compiled what they run often before anything is measured. */
async function warmUp({ size }: SignUpQ, { directors, talkers }: People): Promise<void> {
  await together(talkers, { width: 16, count: size.crowd });
  await together(directors, { width: 16, count: size.crowd });
  await allSettled(directors);
}

/** A round that left updates owed has no rate, and no median hides it. */
function carriedOutRow(name: string, values: readonly (number | null)[]): Row {
  const rates = values.filter((rate) => rate !== null);
  if (rates.length === values.length) return report({ name, unit: '/s', values: rates });
  const late = values.length - rates.length;
  return {
    name,
    missing: `updates were still owed after half a minute in ${late} of ${values.length} rounds`,
  };
}

type Crowd = Pair & { readonly carriedOut: number | null; readonly processor: Pair };

async function crowdRound({ size, store, say }: SignUpQ, running: Running, width: number): Promise<Crowd> {
  const { directors, talkers, ours, echo } = running;
  const count = size.crowd;
  const perSecond = (ms: number) => (count / ms) * 1_000;
  const before = { ours: ours.processorMs(), echo: echo.processorMs() };
  const baselineMs = await together(talkers, { width, count });
  const start = performance.now();
  const oursMs = await together(directors, { width, count });
  const settled = await allSettled(directors);
  if (!settled)
    say(`${store}: updates of ${count} turns, ${width} at a time, still owed after half a minute`);
  return {
    ours: perSecond(oursMs),
    baseline: perSecond(baselineMs),
    carriedOut: settled ? perSecond(performance.now() - start) : null,
    processor: {
      ours: (ours.processorMs() - before.ours) / count,
      baseline: (echo.processorMs() - before.echo) / count,
    },
  };
}

/** As people press: nobody's update is still under way when the next one presses. */
async function oneWithItsUpdate(directors: readonly Director[], count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const director = directors[n % directors.length];
    if (!director) throw new Error('there are directors');
    times.push(...(await oneAtATime([director], 1)));
    await allSettled([director]);
  }
  return times;
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
