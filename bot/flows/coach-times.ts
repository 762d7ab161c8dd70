import {
  type Fields,
  type HoursFault,
  joinWindows,
  MOST_WINDOWS,
  type PauseFault,
  readHours,
  readPause,
  readWindow,
  type WindowFault,
} from '../rules/coach-times.ts';
import type { PersonId } from '../rules/ids.ts';
import type { CoachNow } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import type { Window } from '../store/coach-times.ts';
import * as times from '../store/coach-times.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';

/** How the fields of the form are called. */
export { hoursField, STRETCHES } from '../rules/coach-times.ts';

/** When a coach can be booked, as it stands. */
export type Times = { readonly coach: CoachNow; readonly windows: readonly Window[] };
export type Saved<Fault> = { readonly kind: 'saved' } | { readonly kind: 'fault'; readonly fault: Fault };

/** Null for who is no coach. */
export async function timesOf(c: Context, person: PersonId): Promise<Times | null> {
  const coach = (await people.coaches(c.db)).find(({ id }) => id === person);
  if (!coach) return null;
  return { coach, windows: await times.windowList(c.db, { person, from: c.clock.now() }) };
}

export async function saveHours(c: Context, coach: CoachNow, fields: Fields): Promise<Saved<HoursFault>> {
  const read = readHours(fields);
  if (read.kind === 'fault') return read;
  const hours = read.value;
  await change(c, coach, { action: 'coach.hours', outcome: 'own' }, (trx) =>
    times.setHours(trx, { person: coach.id, hours, now: c.clock.now() }),
  );
  return { kind: 'saved' };
}

/** Back to what the programme file says. */
export function clearHours(c: Context, coach: CoachNow): Promise<void> {
  return change(c, coach, { action: 'coach.hours', outcome: 'programme' }, (trx) =>
    times.clearHours(trx, coach.id),
  );
}

export async function addWindow(c: Context, coach: CoachNow, fields: Fields): Promise<Saved<WindowFault>> {
  const read = readWindow(fields, { now: c.clock.now(), zone: coach.zone });
  if (read.kind === 'fault') return read;
  let many = false;
  await change(c, coach, { action: 'coach.window', outcome: 'added' }, async (trx) => {
    const there = await times.windowList(trx, { person: coach.id, from: c.clock.now() });
    many = there.length >= MOST_WINDOWS;
    if (many) return;
    const { window, gone } = joinWindows(there, read.value);
    await times.removeWindows(
      trx,
      coach.id,
      gone.map(({ id }) => id),
    );
    await times.addWindow(trx, coach.id, { ...window, id: c.random.uuid() });
  });
  return many ? { kind: 'fault', fault: 'many' } : { kind: 'saved' };
}

export function removeWindow(c: Context, coach: CoachNow, id: string): Promise<void> {
  return change(c, coach, { action: 'coach.window', outcome: 'removed' }, (trx) =>
    times.removeWindows(trx, coach.id, [id]),
  );
}

/** Nothing new is offered then; sessions that are booked stay. A pause that it overlaps is the new one from here on. */
export async function setPause(c: Context, coach: CoachNow, fields: Fields): Promise<Saved<PauseFault>> {
  const read = readPause(fields, { now: c.clock.now(), zone: coach.zone });
  if (read.kind === 'fault') return read;
  await change(c, coach, { action: 'coach.pause', outcome: 'set' }, (trx) =>
    times.setPause(trx, coach.id, read.value),
  );
  return { kind: 'saved' };
}

/** The pause that begins then; all of them when told null. */
export function endPause(c: Context, coach: CoachNow, start: Moment | null): Promise<void> {
  return change(c, coach, { action: 'coach.pause', outcome: 'ended' }, (trx) =>
    times.clearPause(trx, coach.id, start),
  );
}

/** Whoever holds a slot of this coach goes before or after, never between. */
function change(
  c: Context,
  coach: CoachNow,
  line: { readonly action: string; readonly outcome: string },
  work: (trx: Trx) => Promise<void>,
): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    await people.lock(trx, [coach.id]);
    await work(trx);
    await minute(c, trx, { actor: coach.id, object: coach.id, ...line });
  });
}
