import { type Booking, isOff } from '../rules/booking.ts';
import {
  type BookingEvent,
  type BookingWhy,
  decideBooking,
  same,
  type Terms,
} from '../rules/booking-events.ts';
import type { BookingId } from '../rules/ids.ts';
import { MOMENTS, momentsOf, todayOf } from '../rules/session-moments.ts';
import type { Moment } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { freed } from './earlier.ts';
import { minute } from './minutes.ts';
import { retain } from './retention.ts';

export type Changed =
  | { readonly kind: 'changed'; readonly booking: Booked; readonly before: Booked }
  | { readonly kind: 'unchanged'; readonly booking: Booked }
  | { readonly kind: 'refused'; readonly why: BookingWhy; readonly booking: Booked };

type Change = {
  readonly id: BookingId;
  readonly event: BookingEvent;
  /** Who, for the record: a person, or `klankbord`. */
  readonly actor: string;
  /** When it changed, where that was before now. */
  readonly since?: Moment;
};

/**
 * The one way in which a booking changes: the rule decides, and state, due moments, owed calendar jobs and a line of
 * the record stand together. Whom to tell is the caller's. Throws a conflict (23P01) when a new time is taken.
 */
export async function changeBooking(c: Context, trx: Trx, q: Change): Promise<Changed> {
  const before = await bookings.take(trx, q.id);
  if (!before) throw new Error(`no booking ${q.id}`);
  const decision = decideBooking(before, q.event, termsOf(c));
  if (decision.kind === 'refused') return { kind: 'refused', why: decision.why, booking: before };
  if (decision.effects.length === 0) return { kind: 'unchanged', booking: before };
  const changedAt = q.since ?? changedAtOf(c, before, decision.next);
  const booking = { ...before, ...decision.next, changedAt };
  await bookings.save(trx, booking);
  if (q.since === undefined && isBack(before, booking) && booking.event !== null)
    await c.jobs.owe(trx, { kind: 'calendar.hear', event: booking.event });
  await settleMoments(c, trx, booking);
  for (const effect of decision.effects) if (effect.kind !== 'people.tell') await c.jobs.owe(trx, effect);
  await retain(c, trx, booking.intake);
  // A time of this coach came free. What stands in Outlook is free there when its event is gone (`freedInOutlook`).
  if (isOff(booking) && booking.event === null) await freed(c, trx, booking);
  const action = `booking.${q.event.kind}`;
  await minute(c, trx, { actor: q.actor, action, object: q.id, outcome: booking.state });
  return { kind: 'changed', booking, before };
}

/** Only a new time makes answers in Outlook old; one that Outlook had all along makes none so. */
function changedAtOf(c: Context, before: Booked, next: Booking): Moment {
  if (same(before.when, next.when)) return before.changedAt;
  return isBack(before, next) ? before.createdAt : c.clock.now();
}

/** It was moved and moved back before Outlook knew: what was answered there meanwhile is about this time, and looked at anew. */
function isBack(before: Booked, next: Booking): boolean {
  const { outlook, patching } = before;
  const moved = !same(before.when, next.when);
  return moved && patching === null && outlook !== null && same(outlook, next.when);
}

export function termsOf(c: Pick<Context, 'clock' | 'programme'>): Terms {
  return { now: c.clock.now(), ...c.programme().terms };
}

/** What is owed at which moment follows from the booking alone: the rest is no longer owed. */
export async function settleMoments(c: Context, trx: Trx, booking: Booking): Promise<void> {
  const owed = momentsOf(booking, { now: c.clock.now(), zone: c.programme().zone, ...c.programme().terms });
  for (const kind of MOMENTS) {
    const moment = owed.find((one) => one.kind === kind);
    if (moment) await due.owe(trx, moment);
    else await due.cancel(trx, kind, booking.id);
  }
  const coach = (await people.coaches(trx)).find(({ id }) => id === booking.coach);
  const zone = coach?.zone ?? c.programme().zone;
  const today = todayOf(booking, { now: c.clock.now(), zone });
  if (today) await due.owe(trx, today);
}
