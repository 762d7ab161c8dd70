import { type Decision, type Due, never } from './decision.ts';
import type { BookingId, IntakeId, OfferId, PersonId } from './ids.ts';
import type { Place } from './programme.ts';
import { HOUR, type Interval, MINUTE, type Moment } from './time.ts';

/**
 * - `held`: the slot is ours; Outlook does not know yet.
 * - `confirmed`: the event stands in Outlook.
 * - `released`: the create surely failed, or the slot's notice passed; the slot is free again.
 */
export type BookingState = 'held' | 'confirmed' | 'released';

export type Booking = {
  readonly id: BookingId;
  readonly intake: IntakeId;
  readonly director: PersonId;
  readonly coach: PersonId;
  /** 1, 2, 3 … */
  readonly number: number;
  readonly when: Interval;
  readonly place: Place;
  readonly state: BookingState;
};

export type HoldFacts = {
  readonly now: Moment;
  readonly id: BookingId;
  readonly intake: IntakeId;
  readonly director: PersonId;
  readonly coach: PersonId;
  readonly place: Place;
  readonly slot: Interval;
  /** Slots that are free by the facts of this moment (own bookings) and the offer's free/busy. */
  readonly free: readonly Interval[];
  /** Slots that were ever shown with this offer. */
  readonly offered: readonly Interval[];
  readonly offer: { readonly id: OfferId; readonly checkedAt: Moment };
  /** This director's bookings in this intake, any state. */
  readonly bookings: readonly Booking[];
  readonly sessions: number;
  readonly noticeHours: number;
};

export type BookingEffect =
  | { readonly kind: 'calendar.create'; readonly booking: BookingId }
  | { readonly kind: 'people.tell'; readonly booking: BookingId };

/**
 * - `stale`: the offer is older than a minute: check once more, then ask again.
 * - `not-offered`: the slot never was in the offer (altered data, or no such time).
 * - `past`: the notice has passed. `taken`: no longer free.
 * - `one-at-a-time`: a session is held or still to come. `none-left`: the entitlement is used.
 */
export type HoldWhy = 'stale' | 'not-offered' | 'past' | 'taken' | 'one-at-a-time' | 'none-left';

export type BookingEvent =
  | { readonly kind: 'created' }
  | { readonly kind: 'not-created' }
  | { readonly kind: 'expired' };
export type BookingWhy = 'already-confirmed' | 'already-released';

type Decided<Why> = Decision<Booking, BookingEffect, Why>;

/** An offer may be booked from without another look at the calendars for this long. */
export const OFFER_FRESH_MS = MINUTE;
/** After this long the director hears that it takes longer. */
const SLOW_MS = MINUTE;
/** A hold lives at least this long, so that the calendar gets a fair try. */
const LEAST_HOLD_MS = 2 * MINUTE;

/** Due rows: `booking.slow` after 60 s, `booking.expire` when the notice passes. The first reason to refuse, in the order of the checks. */
export function hold(facts: HoldFacts): Decided<HoldWhy> {
  const why = whyNot(facts);
  if (why !== null) return { kind: 'refused', why };
  return {
    kind: 'decided',
    next: {
      id: facts.id,
      intake: facts.intake,
      director: facts.director,
      coach: facts.coach,
      number: used(facts.bookings) + 1,
      when: facts.slot,
      place: facts.place,
      state: 'held',
    },
    effects: [{ kind: 'calendar.create', booking: facts.id }],
    due: dueOf(facts),
  };
}

/** Closed over held/confirmed/released × event; a repeat decides the same without effects. An event that was created for a released booking is refused with `already-released`: the flow then owes its removal. */
export function decideBooking(booking: Booking, event: BookingEvent, _now: Moment): Decided<BookingWhy> {
  switch (booking.state) {
    case 'held':
      return told({ ...booking, state: event.kind === 'created' ? 'confirmed' : 'released' });
    case 'confirmed':
      return event.kind === 'created' ? unchanged(booking) : { kind: 'refused', why: 'already-confirmed' };
    case 'released':
      return event.kind === 'created' ? { kind: 'refused', why: 'already-released' } : unchanged(booking);
    default:
      return never(booking.state);
  }
}

/** What is left: held and confirmed count as used; released does not. Never below 0. */
export function left(bookings: readonly Booking[], sessions: number): number {
  return Math.max(0, sessions - used(bookings));
}

function whyNot(facts: HoldFacts): HoldWhy | null {
  const { now, slot } = facts;
  if (left(facts.bookings, facts.sessions) === 0) return 'none-left';
  if (facts.bookings.some((booking) => isOpen(booking, now))) return 'one-at-a-time';
  if (!includes(facts.offered, slot)) return 'not-offered';
  if (slot.start < now + facts.noticeHours * HOUR) return 'past';
  if (now - facts.offer.checkedAt > OFFER_FRESH_MS) return 'stale';
  if (!includes(facts.free, slot)) return 'taken';
  return null;
}

/** Held, or confirmed and not yet over. */
function isOpen(booking: Booking, now: Moment): boolean {
  return booking.state === 'held' || (booking.state === 'confirmed' && booking.when.end >= now);
}

function includes(slots: readonly Interval[], slot: Interval): boolean {
  return slots.some(({ start, end }) => start === slot.start && end === slot.end);
}

function dueOf({ now, id, slot, noticeHours }: HoldFacts): readonly Due[] {
  const noticePasses = slot.start - noticeHours * HOUR;
  return [
    { at: now + SLOW_MS, kind: 'booking.slow', subject: id },
    { at: Math.max(noticePasses, now + LEAST_HOLD_MS), kind: 'booking.expire', subject: id },
  ];
}

function used(bookings: readonly Booking[]): number {
  return bookings.filter(({ state }) => state !== 'released').length;
}

function told(next: Booking): Decided<BookingWhy> {
  return { kind: 'decided', next, effects: [{ kind: 'people.tell', booking: next.id }] };
}

function unchanged(next: Booking): Decided<BookingWhy> {
  return { kind: 'decided', next, effects: [] };
}
