import { fits, isOld, type Part } from '../rules/hear.ts';
import type { BookingId } from '../rules/ids.ts';
import { HOUR, type Interval } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import { isConflict } from '../store/errors.ts';
import type { Offer } from '../store/offers.ts';
import * as people from '../store/people.ts';
import { SESSION_CARDS } from './cancel.ts';
import { changeBooking } from './change-booking.ts';
import type { Context } from './context.ts';
import { declined } from './hear.ts';
import { isFreeBeside, moveOffer, timesCard } from './session-times.ts';
import { movedView, tellMoved } from './session-told.ts';
import * as show from './show.ts';

type Q = { readonly booking: BookingId; readonly part: Part };
type Answer = { readonly booking: Booked; readonly part: Part };

/**
 * Director or coach asked in Outlook for another time. When both are free then and it can be a session, it is moved
 * there; else they get times to choose from. `again`: calendars can not be read now.
 */
export async function considerProposal(c: Context, q: Q): Promise<'done' | 'again'> {
  const before = await bookings.find(c.db, q.booking);
  const to = before && pending(c, before, q.part);
  if (!before || !to) return 'done';
  const offer = await moveOffer(c, { booking: before, freshMs: 0 });
  if (!offer) return 'again';
  const within = (taken: boolean) =>
    c.db.transaction().execute((trx) => answer(c, trx, { ...q, offer, taken }));
  try {
    await within(false);
  } catch (error) {
    if (!isConflict(error)) throw error;
    await within(true);
  }
  return 'done';
}

/** The time they asked for; null when the session changed since, or nothing was asked. */
function pending(c: Context, booking: Booked, part: Part): Interval | null {
  const heard = booking.heard[part];
  const live = booking.state === 'confirmed' && booking.when.start > c.clock.now();
  if (!live || !heard?.proposed || isOld(heard, booking.changedAt)) return null;
  return heard.proposed;
}

async function answer(
  c: Context,
  trx: Trx,
  q: Q & { readonly offer: Offer; readonly taken: boolean },
): Promise<void> {
  const booking = await bookings.take(trx, q.booking);
  const to = booking && pending(c, booking, q.part);
  if (!booking || !to) return;
  await people.lock(trx, [booking.coach, booking.director]);
  const now = c.clock.now();
  const { noticeHours } = c.programme().slots;
  const good =
    !q.taken &&
    fits(to, { now, noticeMs: noticeHours * HOUR }) &&
    (await isFreeBeside(c, trx, { booking, offer: q.offer, to }));
  if (good) return accept(c, trx, { ...q, booking, to });
  // A no took it out of their own calendar: it can not stay as it is.
  return booking.heard[q.part]?.answer === 'declined'
    ? declined(c, trx, { booking, who: q.part })
    : offerOthers(c, trx, { ...q, booking });
}

async function accept(c: Context, trx: Trx, q: Answer & { readonly to: Interval }): Promise<void> {
  const { part, to } = q;
  const was = q.booking.when;
  const changed = await changeBooking(c, trx, {
    id: q.booking.id,
    event: { kind: 'move', by: part, to },
    actor: q.booking[part],
  });
  if (changed.kind !== 'changed') return;
  const moved = { booking: changed.booking, was, by: part };
  await tellMoved(c, trx, moved);
  await show.retire(c, trx, { subject: q.booking.id, kinds: SESSION_CARDS, recipient: q.booking[part] });
  await show.send(c, trx, {
    view: await movedView(trx, { ...moved, to: part }),
    subject: q.booking.id,
    whose: q.booking.director,
    to: q.booking[part],
    once: `proposed:${q.booking.id}:${part}:${changed.booking.changedAt}`,
  });
}

async function offerOthers(c: Context, trx: Trx, q: Answer & { readonly offer: Offer }): Promise<void> {
  const { booking, offer, part } = q;
  const who = await people.byId(trx, part === 'director' ? booking.coach : booking.director);
  await show.send(c, trx, {
    view: await timesCard(c, trx, { booking, offer, who: who.name, notice: 'proposal' }),
    subject: booking.id,
    whose: booking.director,
    to: booking[part],
    once: `other-times:${booking.id}:${part}:${booking.heard[part]?.answeredAt}`,
  });
}
