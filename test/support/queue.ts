import { tend } from '../../bot/flows/tend.ts';
import type { Where } from '../../bot/store/database.ts';
import { allEnds, idOf, pass, sample } from './faults.ts';
import { type Actor, type House, openHouse } from './house.ts';
import { ask, DAY, installed } from './review.ts';

/** A Thursday; the weekly request goes out on Monday 30 November 2026 at nine. */
const THURSDAY = '2026-11-26T10:00:00+01:00';
export const FULL = 'Alle plekken zijn nu bezet';
export const WAITS = 'U staat op de wachtlijst';
export const FREE = 'Er is een plek voor u';
export const DECISION = 'Uw besluit wordt gevraagd';
export const RECORDED = 'Het besluit is vastgelegd';

/** A house with few places: directors `d1` …, coaches `c1` and `c2`, the contact person `iris`. */
export async function openFull(
  q: { readonly programme?: Readonly<Record<string, unknown>>; readonly store?: Where } = {},
): Promise<House> {
  const programme = sample({ directors: 6, coaches: 2, programme: { places: 1, ...q.programme } });
  const house = await openHouse({ now: THURSDAY, programme, ...(q.store && { store: q.store }) });
  await installed(house, ['d1', 'd2', 'd3', 'd4', 'd5', 'c1', 'c2', 'iris', 'ruben', 'femke']);
  return house;
}

/** Finds all places taken, and waits for one. */
export async function joins(director: Actor): Promise<void> {
  await ask(director, 'aanmelden');
  if (!director.reads().includes(FULL)) throw new Error(`a place is free: ${director.reads()}`);
  await director.press('waiting.join');
}

/** To the Monday after, a day at a time. */
export async function untilMonday(house: House): Promise<void> {
  const day = () =>
    Temporal.Instant.fromEpochMilliseconds(house.clock.now()).toZonedDateTimeISO('Europe/Amsterdam')
      .dayOfWeek;
  do await pass(house, DAY);
  while (day() !== 1);
  await allEnds(house);
}

/** Looks after what a change of roles or of states left behind, as every minute does. */
export async function tended(house: House): Promise<void> {
  await tend(house.parts.c);
  await allEnds(house);
}

/** The consent is taken back: nothing of this director is on the way any more. */
export async function givesUp(house: House, director: Actor): Promise<void> {
  await house.parts.c.db
    .updateTable('intakes')
    .set({ state: 'asking', coach: null })
    .where('director', '=', await idOf(house, director))
    .execute();
}

export async function extraPlaces(house: House): Promise<number> {
  const row = house.parts.c.db.selectFrom('programme').select('extra_places');
  return (await row.executeTakeFirstOrThrow()).extra_places;
}

/** Who waits, in order, and how. */
export async function queueOf(house: House): Promise<readonly string[]> {
  const rows = await house.parts.c.db
    .selectFrom('waiting')
    .innerJoin('people', 'people.id', 'waiting.director')
    .select(['people.upn', 'waiting.state'])
    .orderBy('waiting.number')
    .execute();
  return rows.map(({ upn, state }) => `${upn.split('@')[0]} ${state}`);
}

/** Holders and kept places together, and the places there are. */
export async function given(house: House): Promise<{ readonly given: number; readonly places: number }> {
  const { db } = house.parts.c;
  const held = await db
    .selectFrom('intakes')
    .innerJoin('roles', (on) => on.onRef('person', '=', 'director').on('role', '=', 'director'))
    .select('id')
    .where('state', 'in', ['matching', 'choosing', 'nobody', 'coached'])
    .execute();
  const kept = await db.selectFrom('waiting').select('id').where('state', '!=', 'waiting').execute();
  const { places } = house.parts.engine.programme();
  return { given: held.length + kept.length, places: places + (await extraPlaces(house)) };
}

/** Amounts have a space that does not break. */
export const plain = (text: string) => text.replaceAll('\u00a0', ' ');
