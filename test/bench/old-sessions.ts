import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, type Cloud, openCloud, startOurs } from './bots.ts';
import { type Caller, openCaller } from './caller.ts';
import { allSettled, type Director, directorOf } from './directors.ts';
import { compare, type Figure } from './figure.ts';
import { oneAtATime } from './load.ts';
import { addOldSessions } from './old-sessions-sql.ts';
import { onServer, type Server } from './postgres.ts';
import { directorUpns } from './programme.ts';
import type { Size } from './sign-up-turn.ts';
import { median, type Pair } from './stats.ts';

export type OldSessionsQ = {
  readonly server: Server;
  readonly size: Size;
  readonly quick: boolean;
  readonly say: (line: string) => void;
};

const FEW = 1_000;
const MANY = 1_000_000;
const MANY_QUICK = 100_000;
/** Everybody can book once, so so many rounds share the hundred directors. */
const BOOKING_ROUNDS = 5;

/** The same bot on two stores: turns and booking presses beside many old sessions and beside few. */
export async function oldSessions(q: OldSessionsQ): Promise<readonly Figure[]> {
  const many = q.quick ? MANY_QUICK : MANY;
  const folder = await mkdtemp(join(tmpdir(), 'klankbord-bench-old-'));
  const houses: House[] = [];
  try {
    for (const count of [FEW, many])
      houses.push(await open(q, { count, dataDir: join(folder, String(count)) }));
    const [few, lots] = houses;
    if (!few || !lots) throw new Error('unreachable: there are two');
    return await measure(q, { few, lots, many });
  } finally {
    for (const house of houses) await house.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type House = {
  readonly directors: readonly Director[];
  readonly databaseUrl: string;
  close(): Promise<void>;
};

async function open(q: OldSessionsQ, { count, dataDir }: { count: number; dataDir: string }): Promise<House> {
  const databaseUrl = await q.server.newDatabase();
  const cloud: Cloud = await openCloud();
  const bot: Bot = await startOurs(cloud, { databaseUrl, dataDir });
  const start = performance.now();
  await addOldSessions(databaseUrl, count);
  q.say(
    `${count.toLocaleString('en')} old sessions stand in a store after ${((performance.now() - start) / 1_000).toFixed(0)} s`,
  );
  const caller: Caller = openCaller(bot.url, await cloud.token());
  const directors = directorUpns.map((upn) => directorOf(cloud, caller, upn));
  await Promise.all(directors.map((director) => director.install()));
  await allSettled(directors);
  return {
    directors,
    databaseUrl,
    async close() {
      caller.close();
      await bot.stop();
      await cloud.stop();
    },
  };
}

type Houses = { readonly few: House; readonly lots: House; readonly many: number };

async function measure(q: OldSessionsQ, { few, lots, many }: Houses): Promise<readonly Figure[]> {
  const turns: Pair[] = [];
  const bookings: Pair[] = [];
  for (let round = 0; round < q.size.rounds; round++) {
    const baseline = await turnsOf(few, q.size.alone);
    turns.push({ baseline, ours: await turnsOf(lots, q.size.alone) });
  }
  const each = few.directors.length / BOOKING_ROUNDS;
  for (let round = 0; round < BOOKING_ROUNDS; round++) {
    const of = (house: House) => house.directors.slice(round * each, (round + 1) * each);
    bookings.push({ baseline: await bookingsOf(of(few)), ours: await bookingsOf(of(lots)) });
  }
  await Promise.all([mustHaveBooked(few), mustHaveBooked(lots)]);
  const name = (what: string) =>
    `${what}, p50 with ${many.toLocaleString('en')} old sessions, baseline with 1,000`;
  const bar = { atMost: 1.2 };
  return [
    compare({ name: name('sign-up turn'), unit: 'ms', pairs: turns, bar }),
    compare({ name: name('press that books'), unit: 'ms', pairs: bookings, bar }),
  ];
}

async function turnsOf({ directors }: House, count: number): Promise<number> {
  const p50 = median(await oneAtATime(directors, count));
  await allSettled(directors);
  return p50;
}

async function bookingsOf(directors: readonly Director[]): Promise<number> {
  const times: number[] = [];
  for (const director of directors) times.push(await director.book());
  return median(times);
}

/** A press that was refused is no booking: each director has one that is still to come. */
async function mustHaveBooked({ databaseUrl, directors }: House): Promise<void> {
  const coming = `select id from bookings where state in ('held', 'confirmed') and starts > now()`;
  const { length } = await onServer(databaseUrl, coming);
  if (length !== directors.length)
    throw new Error(`${length} of ${directors.length} presses booked a session`);
}
