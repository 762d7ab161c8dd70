import { PUT_ONCE_MORE } from '../../bot/flows/put-once-more.ts';
import { owePuts } from '../../bot/work/puts.ts';
import { giveAllBack, goOn, rest, startSweep, waitingJobs } from './house.ts';
import type { Replica, Sim } from './sim.ts';
import { frees, pass } from './steps.ts';

const HALF_HOUR = 30 * 60_000;
const QUIET = 2;
/** Longer than any wait of the house: a session lies at most so far ahead. */
const ROUNDS = 280;
/** After so many rounds whoever still waits does so for days. */
const SHORT = 24;
const QUARTER_OF_A_DAY = 6 * 60 * 60_000;

/**
 * Nothing goes wrong any more: what is on its way ends, and everything that is owed is done. The clock runs
 * on for who waits for a moment. Answers the virtual time that it took; null when it never ended.
 */
export async function settle(sim: Sim): Promise<number | null> {
  const { net, strands } = sim;
  const before = sim.clock.now();
  net.calm();
  for (const person of sim.world.players) sim.teams.unblock(person.id);
  await frees(sim);
  await goOn(sim);
  await giveAllBack(sim);
  for (const stray of net.strays()) net.land(stray, true);
  sim.trace.push('— nothing goes wrong any more —');
  const [replica] = sim.replicas;
  if (!replica) throw new Error('there are replicas');
  // Twice the wait of whatever looks again by itself: what was told of nobody is found out in the first.
  let quiet = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await startSweep(sim, replica);
    await goOn(sim);
    await owePuts(replica.c, null);
    // By what they do: one that is to be done again comes back under another id.
    const jobs = new Set((await waitingJobs(sim)).map(({ job }) => JSON.stringify(job)));
    await rest(sim, replica);
    if (strands.all().length > 0) throw new Error('a strand is left');
    const left = await waitingJobs(sim);
    if (left.length === 0 && !(await isPutOwed(sim))) quiet += 1;
    if (quiet > QUIET) return sim.clock.now() - before - QUIET * HALF_HOUR;
    // Jobs that only now came up are done before time passes.
    if (!left.some(({ job }) => !jobs.has(JSON.stringify(job))))
      pass(sim, round < SHORT ? HALF_HOUR : QUARTER_OF_A_DAY);
  }
  return null;
}

/** After a clock that was set back, the second look at an update that was late comes hours later. */
async function isPutOwed(sim: Sim): Promise<boolean> {
  const rows = await sim.world.database.db
    .selectFrom('due')
    .select('id')
    .where('kind', '=', PUT_ONCE_MORE)
    .execute();
  return rows.length > 0;
}

/** What a session owes to those who meet, until it has its end. */
const OF_A_SESSION = [
  'remind.day',
  'remind.hour',
  'session.over',
  'session.over-again',
  'session.unanswered',
  'checkin.ask',
];
/** So many moments are not owed to the sessions of a handful of people. */
const MOMENTS = 200;
const TIMES = 5;

/** Time goes on, from one moment that a session owes to the next, until none is left. */
export async function liveOn(sim: Sim): Promise<void> {
  const [replica] = sim.replicas;
  if (!replica) throw new Error('there are replicas');
  const { db } = sim.world.database;
  for (let moment = 0; moment < MOMENTS; moment += 1) {
    const next = await db
      .selectFrom('due')
      .select('at')
      .where('kind', 'in', OF_A_SESSION)
      .orderBy('at')
      .limit(1)
      .executeTakeFirst();
    if (!next) return;
    pass(sim, Math.max(0, next.at.getTime() - sim.clock.now()));
    await startSweep(sim, replica);
    await restAll(sim, replica);
  }
  throw new Error('sessions owe moments for ever');
}

/** What a job leads to is done as well; what is to be done again later waits for the next moment. */
async function restAll(sim: Sim, replica: Replica): Promise<void> {
  for (let time = 0; time < TIMES; time += 1) {
    await owePuts(replica.c, null);
    await rest(sim, replica);
    if ((await waitingJobs(sim)).length === 0) return;
  }
}
