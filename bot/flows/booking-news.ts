import type { View } from '../../cards/view.ts';
import type { CreatedEvent } from '../ports.ts';
import type { BookingEvent } from '../rules/booking-events.ts';
import { never } from '../rules/decision.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as eventWipes from '../store/event-wipes.ts';
import * as intakes from '../store/intakes.ts';
import * as offers from '../store/offers.ts';
import * as people from '../store/people.ts';
import { bookingView } from './booking-view.ts';
import { changeBooking } from './change-booking.ts';
import type { Context } from './context.ts';
import { forgetOffer } from './forget-offer.ts';
import { meetEvent } from './hints.ts';
import { makeOfferLater, nobody } from './offer.ts';
import * as show from './show.ts';
import { slotsCard } from './slots-card.ts';

/**
 * The event stands in Outlook: the director's card says so, and the coach is told. `found`: it was made some
 * time ago, so that somebody may have answered it already.
 */
export function created(
  c: Context,
  id: BookingId,
  event: CreatedEvent,
  how: 'made' | 'found' = 'made',
): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    // Erased while it was on its way: it goes again.
    const wipe = await eventWipes.turnedUp(trx, { booking: id, event: event.id });
    if (wipe) return c.jobs.owe(trx, { kind: 'event.wipe', wipe });
    const booking = await decide(c, trx, { id, event: { kind: 'created' } });
    if (booking === 'off') {
      await bookings.setCalendarId(trx, id, event.id);
      return c.jobs.owe(trx, { kind: 'calendar.remove', booking: id });
    }
    if (booking === 'unchanged') return;
    await bookings.setEvent(trx, c.box, {
      booking,
      event: event.id,
      iCalUId: event.iCalUId,
      joinUrl: event.joinUrl,
      when: event.when,
      since: how === 'made' ? event.changedAt : Math.min(booking.changedAt, event.changedAt),
    });
    await meetEvent(c, trx, { event, how });
    await forgetOffer(c, trx, booking);
    await tellDirector(c, trx, booking);
    await tellCoach(c, trx, booking);
  });
}

/** Outlook surely refused: the slot is free again, and other times are offered. */
export function notCreated(c: Context, id: BookingId): Promise<void> {
  return c.db.transaction().execute((trx) => release(c, trx, { id, event: { kind: 'not-created' } }));
}

/** The notice passed while Outlook never answered. An event that turns up later is removed. */
export function expired(c: Context, trx: Trx, id: BookingId): Promise<void> {
  return release(c, trx, { id, event: { kind: 'expired' } });
}

/** A minute has passed and Outlook has not answered: the card says that it takes longer. */
export async function slow(c: Context, trx: Trx, id: BookingId): Promise<void> {
  const booking = await bookings.take(trx, id);
  if (booking?.state !== 'held') return;
  const { when: slot, place } = booking;
  const view = { kind: 'held', slot, place, slow: true } as const;
  await show.change(c, trx, { view, subject: id, to: booking.director, kinds: ['held'], once: `slow:${id}` });
}

async function release(c: Context, trx: Trx, q: News): Promise<void> {
  const booking = await decide(c, trx, q);
  if (booking === 'off' || booking === 'unchanged') return;
  const view = await otherTimes(c, trx, booking);
  const once = `not-booked:${q.id}`;
  const about = booking.intake;
  await show.change(c, trx, { view, subject: q.id, about, to: booking.director, kinds: ['held'], once });
}

/** From the calendars that were just read; after their hour they are read again, and the card changes by itself. */
async function otherTimes(c: Context, trx: Trx, booking: Booked): Promise<View> {
  const intake = await intakes.byId(trx, c.box, booking.intake);
  if (!intake) throw new Error(`booking ${booking.id} has no intake`);
  if (!intake.preferences) return { kind: 'closed' };
  if (!intake.coach || !(await people.hasRole(trx, intake.coach, 'coach')))
    return nobody(c, trx, { intake, why: 'coach-left' });
  const offer = await offers.latest(trx, c.box, { intake: intake.id, director: booking.director });
  if (!offer?.facts || offers.isWiped(offer.facts)) return makeOfferLater(c, trx, intake);
  return slotsCard(c, trx, { intake, offer, notice: 'not-booked' });
}

type News = { readonly id: BookingId; readonly event: BookingEvent };

/** Answers the booking only when something changed. `off`: what turned up in Outlook is for nobody. */
async function decide(c: Context, trx: Trx, q: News): Promise<Booked | 'unchanged' | 'off'> {
  const changed = await changeBooking(c, trx, { ...q, actor: 'klankbord' });
  switch (changed.kind) {
    case 'changed':
      return changed.booking;
    case 'unchanged':
      return 'unchanged';
    case 'refused':
      return changed.why === 'already-released' ? 'off' : 'unchanged';
    default:
      return never(changed);
  }
}

async function tellDirector(c: Context, trx: Trx, booking: Booked): Promise<void> {
  await show.change(c, trx, {
    view: await bookingView(c, trx, booking),
    subject: booking.id,
    to: booking.director,
    kinds: ['held', 'preview'],
    once: `confirmed:${booking.id}`,
  });
}

async function tellCoach(c: Context, trx: Trx, booking: Booked): Promise<void> {
  await show.send(c, trx, {
    view: await coachBookedView(trx, booking),
    subject: booking.id,
    whose: booking.director,
    to: booking.coach,
    once: `coach-booked:${booking.id}`,
  });
}

/** A session as its coach sees it. */
export async function coachBookedView(trx: Trx, booking: Booked): Promise<View> {
  const director = await people.byId(trx, booking.director);
  const { when: slot, place, number } = booking;
  return { kind: 'coach-booked', director: director.name, slot, place, number };
}
