import type { Decision, Due } from './decision.ts';
import type { BookingId, IntakeId, OfferId, PersonId } from './ids.ts';
import type { Place } from './programme.ts';
import { HOUR, type Interval, MINUTE, type Moment } from './time.ts';

/**
 * - `held`: the slot is ours; Outlook does not know yet.
 * - `confirmed`: the event stands in Outlook.
 * - `released`: the create surely failed, or the slot's notice passed; the slot is free again.
 * - `cancelled`: in time, or by anybody but the director. `cancelled-late`: by the director, after that.
 * - `done`: it took place. `missed`: it did not. `unconfirmed`: the coach never said which.
 */
export const BOOKING_STATES = [
  'held',
  'confirmed',
  'released',
  'cancelled',
  'cancelled-late',
  'done',
  'missed',
  'unconfirmed',
] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

/** The slot is taken: by the exclusion constraint nobody has two of these at a time. */
export const LIVE = ['held', 'confirmed'] as const satisfies readonly BookingState[];
/** It does not take place: an event that stands in Outlook all the same is removed. */
export const OFF = ['released', 'cancelled', 'cancelled-late'] as const satisfies readonly BookingState[];

export function isLive({ state }: Pick<Booking, 'state'>): boolean {
  return state === 'held' || state === 'confirmed';
}

export function isOff({ state }: Pick<Booking, 'state'>): boolean {
  return (OFF as readonly BookingState[]).includes(state);
}

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
  /** Whether it takes one of the sessions the director is entitled to: fixed by the settings of the moment it was decided. */
  readonly counts: boolean;
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
  /** Sessions that can stand in bookings. */
  readonly sessions: number;
  /** Sessions that were held before an import, and have no booking. */
  readonly before: number;
  readonly noticeHours: number;
};

export type BookingEffect =
  | { readonly kind: 'calendar.create'; readonly booking: BookingId }
  | { readonly kind: 'calendar.move'; readonly booking: BookingId }
  | { readonly kind: 'calendar.remove'; readonly booking: BookingId }
  | { readonly kind: 'people.tell'; readonly booking: BookingId };

/**
 * - `stale`: the offer is older than a minute: check once more, then ask again.
 * - `not-offered`: the slot never was in the offer (altered data, or no such time).
 * - `past`: the notice has passed. `taken`: no longer free.
 * - `one-at-a-time`: a session is held or still to come. `none-left`: the entitlement is used.
 */
export type HoldWhy = 'stale' | 'not-offered' | 'past' | 'taken' | 'one-at-a-time' | 'none-left';

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
      number: nextNumber(facts),
      when: facts.slot,
      place: facts.place,
      state: 'held',
      counts: true,
    },
    effects: [{ kind: 'calendar.create', booking: facts.id }],
    due: dueOf(facts),
  };
}

/** What is left of the entitlement: whatever counts is used. Never below 0. */
export function left(bookings: readonly Pick<Booking, 'counts'>[], sessions: number): number {
  return Math.max(0, sessions - used(bookings));
}

function whyNot(facts: HoldFacts): HoldWhy | null {
  if (left(facts.bookings, facts.sessions) === 0) return 'none-left';
  if (facts.bookings.some((booking) => isOpen(booking, facts.now))) return 'one-at-a-time';
  return whyNotThen(facts);
}

/** What a new time for a booking that stands is asked of, too. */
export type SlotFacts = Pick<HoldFacts, 'now' | 'slot' | 'free' | 'offered' | 'noticeHours'> & {
  readonly offer: Pick<HoldFacts['offer'], 'checkedAt'>;
};

/** The first reason against a slot, in the order of the checks; null when it can be taken. */
export function whyNotThen(facts: SlotFacts): Exclude<HoldWhy, 'one-at-a-time' | 'none-left'> | null {
  const { now, slot } = facts;
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

function used(bookings: readonly Pick<Booking, 'counts'>[]): number {
  return bookings.filter(({ counts }) => counts).length;
}

/**
 * One more than the last that counts, and than all that count with those of before an import: two sessions that are
 * still to come never share a number.
 */
function nextNumber({ bookings, before }: Pick<HoldFacts, 'bookings' | 'before'>): number {
  const numbers = bookings.filter(({ counts }) => counts).map(({ number }) => number);
  return Math.max(before + used(bookings), ...numbers) + 1;
}
