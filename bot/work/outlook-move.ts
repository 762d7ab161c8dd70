import { removedByHand } from '../flows/calendar-news.ts';
import type { Context } from '../flows/context.ts';
import { freed } from '../flows/earlier.ts';
import { knowEvent } from '../flows/hints.ts';
import type { Calendar, CreatedEvent, Outcome, Random } from '../ports.ts';
import { same } from '../rules/booking-events.ts';
import { never } from '../rules/decision.ts';
import type { BookingId } from '../rules/ids.ts';
import { type Interval, MINUTE } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import { DEAD_SECRET, later } from './outlook.ts';
import type { Ran } from './work.ts';

/** A PATCH whose end nobody saw is surely over after this long: its call ends sooner. */
const OVER_MS = MINUTE;
/** … and one that was answered without saying whether it happened, after this. */
const OVER_ANSWERED_MS = 10_000;
const LOOK_AGAIN_MS = 3_000;
const ANOTHER_TIME_MS = 5 * MINUTE;

/** What moves an event. */
type Moving = {
  readonly c: Context;
  readonly calendar: Pick<Calendar, 'move' | 'read'>;
  readonly random: Pick<Random, 'uuid'>;
};

type Begun =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'patch'; readonly event: string; readonly to: Interval; readonly mark: string }
  /** A PATCH is out, or its end was lost. */
  | { readonly kind: 'look'; readonly event: string };

/**
 * Brings the event to the time of the booking: one PATCH of start and end. Its mark is written before; while it
 * stands no second PATCH goes, so that two can not overtake each other, and whoever finds it (a repeat, a process
 * that died, an ambiguous answer) looks at the event first. A move that came meanwhile follows after.
 */
export async function moveEvent(w: Moving, id: BookingId): Promise<Ran> {
  const begun = await w.c.db.transaction().execute((trx) => begin(w, trx, id));
  switch (begun.kind) {
    case 'nothing':
      return 'done';
    case 'look':
      return look(w, id, begun.event);
    case 'patch':
      return patched(w, id, begun, await w.calendar.move(begun.event, begun.to));
    default:
      return never(begun);
  }
}

async function begin(w: Moving, trx: Trx, id: BookingId): Promise<Begun> {
  const booking = await bookings.take(trx, id);
  if (!booking?.event || !isBehind(booking)) return { kind: 'nothing' };
  if (booking.patching) return { kind: 'look', event: booking.event };
  const mark = w.random.uuid();
  await bookings.setPatching(trx, id, { mark, since: w.c.clock.now() });
  return { kind: 'patch', event: booking.event, to: booking.when, mark };
}

/** Only a session that is to take place is moved: what is off is removed, and the past stays as it is. */
function isBehind(booking: Booked): boolean {
  return booking.state === 'confirmed' && (!booking.outlook || !same(booking.outlook, booking.when));
}

/**
 * Somebody else took the mark away: a run whose lease had ended, and whose "again" counts for nothing. What is left
 * to do is ours.
 */
function rest(booking: Booked | null): Ran {
  return booking && !booking.patching && isBehind(booking) ? { againMs: 1 } : 'done';
}

type Patch = Extract<Begun, { kind: 'patch' }>;

async function patched(w: Moving, id: BookingId, patch: Patch, answer: Outcome<CreatedEvent>): Promise<Ran> {
  switch (answer.kind) {
    case 'done':
      return settle(w, id, { ...patch, moved: answer.value });
    case 'refused':
      await settle(w, id, { ...patch, moved: null });
      if (answer.code === 'ErrorItemNotFound') return removedByHand(w.c, id).then(() => 'done');
      // Nothing changed there; chat and store stand, and an operator mends a dead secret.
      return DEAD_SECRET.test(answer.code) ? { againMs: MINUTE } : { againMs: 5 * MINUTE };
    case 'later':
      await settle(w, id, { ...patch, moved: null });
      return { againMs: answer.afterMs };
    case 'unknown':
      await answered(w, id, patch.mark);
      return { againMs: LOOK_AGAIN_MS };
    default:
      return never(answer);
  }
}

function answered(w: Moving, id: BookingId, mark: string): Promise<void> {
  return w.c.db.transaction().execute(async (trx) => {
    const booking = await bookings.take(trx, id);
    const since = w.c.clock.now() - OVER_MS + OVER_ANSWERED_MS;
    if (booking?.patching?.mark === mark) await bookings.setPatching(trx, id, { mark, since });
  });
}

async function look(w: Moving, id: BookingId, event: string): Promise<Ran> {
  const answer = await w.calendar.read(event);
  if (answer.kind !== 'done') return later(answer);
  if (!answer.value || answer.value.cancelled) return removedByHand(w.c, id).then(() => 'done');
  const { when, changedAt } = answer.value;
  return w.c.db.transaction().execute(async (trx) => {
    const booking = await bookings.take(trx, id);
    if (!booking?.patching) return rest(booking);
    const arrived = same(when, booking.when);
    if (!arrived && w.c.clock.now() - booking.patching.since < OVER_MS) return { againMs: LOOK_AGAIN_MS };
    await bookings.setOutlook(trx, id, when, arrived ? Math.min(booking.changedAt, changedAt) : null);
    await bookings.setPatching(trx, id, null);
    return arrived ? 'done' : { againMs: 1 };
  });
}

type Back = Pick<Patch, 'mark' | 'to'> & { readonly moved: CreatedEvent | null };

/**
 * The PATCH came back. Somebody may have moved the session meanwhile: then the next one follows. When Outlook made
 * another time of it than was asked, it is not asked again at once: whoever is invited gets a mail each time.
 */
function settle(w: Moving, id: BookingId, q: Back): Promise<Ran> {
  return w.c.db.transaction().execute(async (trx) => {
    const booking = await bookings.take(trx, id);
    if (booking?.patching?.mark !== q.mark) return rest(booking);
    if (q.moved) {
      await bookings.setOutlook(trx, id, q.moved.when, q.moved.changedAt);
      await knowEvent(w.c, trx, q.moved);
      await freed(w.c, trx, booking);
    }
    await bookings.setPatching(trx, id, null);
    if (!q.moved || !isBehind({ ...booking, outlook: q.moved.when })) return 'done';
    return { againMs: same(q.moved.when, q.to) ? 1 : ANOTHER_TIME_MS };
  });
}
