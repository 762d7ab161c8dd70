import type { View } from '../../cards/view.ts';
import { whyNotThen } from '../rules/booking.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Interval } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import { isConflict } from '../store/errors.ts';
import type { Offer } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import * as people from '../store/people.ts';
import { retireOwn } from './cancel.ts';
import { changeBooking } from './change-booking.ts';
import type { Handler, Pressed, Reply, Shown } from './context.ts';
import { forgetOffer } from './forget-offer.ts';
import { partOf, standing, withSession } from './session-target.ts';
import { freeBeside, type MoveTimes, moveOffer, timesCard } from './session-times.ts';
import { movedView, tellMoved } from './session-told.ts';

type Notice = MoveTimes['notice'];

/** Other times for a session that stands: calendars of both are read now, once. */
export const openMove: Handler = withSession('move', (p, booking) => times(p, booking, { notice: null }));

export const moreMoveTimes: Handler = async (p) => {
  const booking = await bookings.find(p.c.db, p.card.subject as BookingId);
  return booking && partOf(booking, p.person) ? times(p, booking, { notice: null, page: 1 }) : gone(p);
};

/** Moves: one getSchedule when the times are older than a minute, and one PATCH by a job. */
export const moveSession: Handler = async (p) => {
  const booking = await bookings.find(p.c.db, p.card.subject as BookingId);
  if (!booking || !partOf(booking, p.person)) return gone(p);
  const start = Number(p.inputs.slot);
  if (p.inputs.slot === undefined || !Number.isSafeInteger(start))
    return times(p, booking, { notice: null, faulty: true });
  const length = booking.when.end - booking.when.start;
  const newer = await moveOffer(p.c, { booking, freshMs: FRESH_MS });
  const commit = () =>
    inSession(p, booking.id, (trx, now) =>
      moveTo(p, trx, { booking: now, newer, to: { start, end: start + length } }),
    );
  try {
    return await commit();
  } catch (error) {
    // The exclusion constraint spoke: somebody else has that time now, and the second look sees that.
    if (isConflict(error)) return commit();
    throw error;
  }
};

/** Times from calendars older than this are not moved to without another look; and not shown after that. */
const FRESH_MS = 60_000;
const OLD_MS = 15 * 60_000;

type Times = { readonly notice: Notice; readonly page?: 1; readonly faulty?: boolean };

async function times(p: Pressed, booking: Booked, q: Times): Promise<Shown> {
  const newer = await moveOffer(p.c, { booking, freshMs: q.page || q.faulty ? OLD_MS : 0 });
  return inSession(p, booking.id, async (trx, now) => {
    const offer = newer ?? (await latest(p, trx, now));
    return timesReply(p, trx, { ...q, booking: now, offer });
  });
}

/** With the session taken, as it is now; how things stand when it can not be moved any more. */
function inSession(
  p: Pressed,
  id: BookingId,
  work: (trx: Trx, booking: Booked) => Promise<Reply>,
): Promise<Shown> {
  return p.commit(
    async (trx) => {
      const booking = await bookings.find(trx, id);
      if (booking?.state !== 'confirmed' || booking.when.start <= p.c.clock.now())
        return standing(p.c, trx, { person: p.person, id });
      return work(trx, booking);
    },
    (trx) => bookings.take(trx, id),
  );
}

type Move = { readonly booking: Booked; readonly newer: Offer | null; readonly to: Interval };

async function moveTo(p: Pressed, trx: Trx, { booking, newer, to }: Move): Promise<Reply> {
  const { c, person } = p;
  const as = partOf(booking, person);
  if (!as) return standing(c, trx, { person, id: booking.id });
  await people.lock(trx, [booking.coach, booking.director]);
  const offer = newer ?? (await latest(p, trx, booking));
  const length = to.end - to.start;
  const why = whyNotThen({
    now: c.clock.now(),
    slot: to,
    free: await freeBeside(c, trx, { booking, offer }),
    offered: offer?.facts?.shown.map((start) => ({ start, end: start + length })) ?? [],
    offer: { checkedAt: offer?.checkedAt ?? 0 },
    noticeHours: c.programme().slots.noticeHours,
  });
  if (why) return timesReply(p, trx, { booking, offer, notice: why === 'stale' ? 'unread' : why });
  const changed = await changeBooking(c, trx, {
    id: booking.id,
    event: { kind: 'move', by: as, to },
    actor: person.id,
  });
  if (changed.kind !== 'changed') return standing(c, trx, { person, id: booking.id });
  const moved = { booking: changed.booking, was: booking.when, by: as };
  await forgetOffer(c, trx, booking);
  await tellMoved(c, trx, moved);
  await retireOwn(c, trx, { id: booking.id, recipient: person.id, except: p.card.id });
  return { view: await movedView(trx, { ...moved, to: as }), subject: booking.id, whose: booking.director };
}

async function timesReply(
  p: Pressed,
  trx: Trx,
  q: Times & { readonly booking: Booked; readonly offer: Offer | null },
): Promise<Reply> {
  const { booking } = q;
  const as = partOf(booking, p.person);
  const who = await people.byId(trx, as === 'director' ? booking.coach : booking.director);
  const view: View = await timesCard(p.c, trx, { ...q, who: who.name });
  return { view, subject: booking.id, whose: booking.director };
}

function latest(p: Pressed, trx: Trx, { intake, director }: Booked): Promise<Offer | null> {
  return offers.latest(trx, p.c.box, { intake, director });
}

function gone(p: Pressed): Promise<Shown> {
  return p.commit((trx) => standing(p.c, trx, { person: p.person, id: p.card.subject as BookingId }));
}
