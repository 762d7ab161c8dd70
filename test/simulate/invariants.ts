import { sql } from 'kysely';
import { bookableSessions } from '../../bot/flows/entitlement.ts';
import * as bookings from '../../bot/store/bookings.ts';
import { calendarFaults } from './in-calendars.ts';
import { answeredTwice, chatFaults, lostAnswers, toldTwice } from './in-chats.ts';
import type { Sim } from './sim.ts';

export type Violation = { readonly invariant: string; readonly what: string };

type Invariants = { readonly [name: string]: (sim: Sim) => Promise<readonly string[]> };

/** What must hold when nothing is owed any more; each by its name. */
export const INVARIANTS: Invariants = {
  'nobody is booked twice at one time': async (sim) => {
    const { rows } = await sql<{ a: string; b: string }>`
      select a.id as a, b.id as b from bookings a join bookings b on a.id < b.id
        and (a.coach = b.coach or a.director = b.director)
        and tstzrange(a.starts, a.ends, '[)') && tstzrange(b.starts, b.ends, '[)')
      where a.state in ('held', 'confirmed') and b.state in ('held', 'confirmed')`.execute(
      sim.world.database.db,
    );
    return rows.map(({ a, b }) => `${a} and ${b} overlap`);
  },
  'the calendars of all who meet say what the store says': calendarFaults,
  'every message has its end': unended,
  'chat and store say the same': chatFaults,
  'nobody is told the same twice': toldTwice,
  'what was said is answered once': answeredTwice,
  'what was answered is kept': lostAnswers,
  'nobody has more sessions than they may': entitlementFaults,
  'nothing is left half done': async (sim) => {
    const { db } = sim.world.database;
    const held = await db.selectFrom('bookings').select('id').where('state', '=', 'held').execute();
    return held.map(({ id }) => `booking ${id} is still held`);
  },
  'no step throws': thrown,
};

/** What must hold when time went on until every session was over as well. */
export const AFTERWARDS: Invariants = {
  'every session has its end': async (sim) => {
    const { db } = sim.world.database;
    const rows = await db
      .selectFrom('bookings')
      .select(['id', 'starts'])
      .where('state', 'in', ['held', 'confirmed'])
      .execute();
    return rows.map(({ id, starts }) => `booking ${id} of ${starts.toISOString()} never came to its end`);
  },
  'every message has its end': unended,
  'nobody is told the same twice': toldTwice,
  'no step throws': thrown,
};

export async function violations(
  sim: Sim,
  invariants: Invariants = INVARIANTS,
): Promise<readonly Violation[]> {
  const found: Violation[] = [];
  for (const [invariant, check] of Object.entries(invariants))
    for (const what of await check(sim)) found.push({ invariant, what });
  return found;
}

/** Whatever counts is used: no more than the programme's sessions and those that were added. */
async function entitlementFaults(sim: Sim): Promise<readonly string[]> {
  const { db } = sim.world.database;
  const terms = { programme: () => sim.world.settings };
  const faults: string[] = [];
  for (const { id } of await db.selectFrom('intakes').select('id').execute()) {
    const [used, may] = [await bookings.counted(db, id), await bookableSessions(terms, db, id)];
    if (used > may) faults.push(`${used} sessions count for intake ${id}, which may have ${may}`);
  }
  return faults;
}

async function unended(sim: Sim): Promise<readonly string[]> {
  const rows = await sim.world.database.db
    .selectFrom('cards')
    .select(['kind', 'state', 'by', 'id'])
    .where('state', 'in', ['owed', 'sending'])
    .execute();
  return rows.map(({ kind, state, by, id }) => `${kind} ${id} is ${state} by ${by}`);
}

async function thrown(sim: Sim): Promise<readonly string[]> {
  return sim.strands
    .failed()
    .map(({ name, error }) => `${name}: ${error instanceof Error ? error.stack : String(error)}`);
}
