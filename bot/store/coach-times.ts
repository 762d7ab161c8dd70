import type { PersonId } from '../rules/ids.ts';
import type { WorkingHours } from '../rules/programme.ts';
import type { Interval, Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** What coaches fill in on their own page. It stands beside what the programme file says, and before it. */
export type Window = Interval & { readonly id: string };

export async function setHours(
  trx: Trx,
  q: { readonly person: PersonId; readonly hours: WorkingHours; readonly now: Moment },
): Promise<void> {
  const row = { hours: JSON.stringify(q.hours), changed_at: new Date(q.now) };
  await trx
    .insertInto('coach_hours')
    .values({ person: q.person, ...row })
    .onConflict((c) => c.column('person').doUpdateSet(row))
    .execute();
}

export async function clearHours(trx: Trx, person: PersonId): Promise<void> {
  await trx.deleteFrom('coach_hours').where('person', '=', person).execute();
}

/** It takes the place of every pause that it overlaps; another one stays. */
export async function setPause(trx: Trx, person: PersonId, pause: Interval): Promise<void> {
  const [starts, ends] = [new Date(pause.start), new Date(pause.end)];
  await trx
    .deleteFrom('coach_pauses')
    .where('person', '=', person)
    .where('starts', '<', ends)
    .where('ends', '>', starts)
    .execute();
  await trx.insertInto('coach_pauses').values({ person, starts, ends }).execute();
}

/** The pause that begins then; all of them when told null. */
export async function clearPause(trx: Trx, person: PersonId, start: Moment | null): Promise<void> {
  const all = trx.deleteFrom('coach_pauses').where('person', '=', person);
  await (start === null ? all : all.where('starts', '=', new Date(start))).execute();
}

/** In order of time. */
export async function windowList(
  db: Db | Trx,
  q: { readonly person: PersonId; readonly from: Moment },
): Promise<readonly Window[]> {
  const rows = await db
    .selectFrom('coach_windows')
    .selectAll()
    .where('person', '=', q.person)
    .where('ends', '>', new Date(q.from))
    .orderBy('starts')
    .execute();
  return rows.map(({ id, starts, ends }) => ({ id, start: starts.getTime(), end: ends.getTime() }));
}

/** Windows by coach, in any order. */
export async function windowsOf(
  db: Db | Trx,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, readonly Interval[]>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('coach_windows')
    .select(['person', 'starts', 'ends'])
    .where('person', 'in', people)
    .execute();
  const found = new Map<PersonId, Interval[]>();
  for (const { person, starts, ends } of rows) {
    const list = found.get(person) ?? [];
    list.push({ start: starts.getTime(), end: ends.getTime() });
    found.set(person, list);
  }
  return found;
}

export async function addWindow(trx: Trx, person: PersonId, window: Window): Promise<void> {
  const { id, start, end } = window;
  await trx
    .insertInto('coach_windows')
    .values({ id, person, starts: new Date(start), ends: new Date(end) })
    .execute();
}

/** Only one's own; one that is not there (any more) is no error. */
export async function removeWindows(trx: Trx, person: PersonId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom('coach_windows').where('person', '=', person).where('id', 'in', ids).execute();
}

export async function wipe(db: Db | Trx, before: Moment): Promise<void> {
  for (const table of ['coach_windows', 'coach_pauses'] as const)
    await db.deleteFrom(table).where('ends', '<', new Date(before)).execute();
}
