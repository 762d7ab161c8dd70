import type { Decision } from './decision.ts';
import type { BookingId, IntakeId, OfferId, PersonId } from './ids.ts';
import type { Place } from './programme.ts';
import type { Interval, Moment } from './time.ts';

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

export type BookingEffect = { readonly kind: 'calendar.create'; readonly booking: BookingId } | { readonly kind: 'people.tell'; readonly booking: BookingId };

/**
 * - `stale`: the offer is older than a minute: check once more, then ask again.
 * - `not-offered`: the slot never was in the offer (altered data, or no such time).
 * - `past`: the notice has passed. `taken`: no longer free.
 * - `one-at-a-time`: a session is held or still to come. `none-left`: the entitlement is used.
 */
export type HoldWhy = 'stale' | 'not-offered' | 'past' | 'taken' | 'one-at-a-time' | 'none-left';

/** An offer may be booked from without another look at the calendars for this long. */
export declare const OFFER_FRESH_MS: number; // 60_000

/** Due rows: `booking.slow` after 60 s, `booking.expire` when the notice passes. */
export declare function hold(facts: HoldFacts): Decision<Booking, BookingEffect, HoldWhy>;

export type BookingEvent =
  | { readonly kind: 'created' }
  | { readonly kind: 'not-created' }
  | { readonly kind: 'expired' };
export type BookingWhy = 'already-confirmed' | 'already-released';

/** Closed over held/confirmed/released × event; a repeat decides the same without effects. An event that was created for a released booking is refused with `already-released`: the flow then owes its removal. */
export declare function decideBooking(booking: Booking, event: BookingEvent, now: Moment): Decision<Booking, BookingEffect, BookingWhy>;

/** What is left: held and confirmed count as used; released does not. */
export declare function left(bookings: readonly Booking[], sessions: number): number;
