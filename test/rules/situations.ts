import type { Booking, BookingState, HoldFacts } from '../../bot/rules/booking.ts';
import type { BookingId, Id, IntakeId, OfferId, PersonId } from '../../bot/rules/ids.ts';
import type { Intake, IntakeState } from '../../bot/rules/intake.ts';
import type { Coach, Preferences } from '../../bot/rules/programme.ts';
import { HOUR, type Interval, MINUTE, type Moment } from '../../bot/rules/time.ts';

export function idOf<Noun extends string>(text: string): Id<Noun> {
  return text as Id<Noun>;
}

export const director: PersonId = idOf('director');
export const coachA: PersonId = idOf('coach-a');
export const coachB: PersonId = idOf('coach-b');
export const intakeId: IntakeId = idOf('intake');
export const bookingId: BookingId = idOf('booking');
const offerId: OfferId = idOf('offer');

/** Thursday 19 November 2026, 10:00 in Amsterdam. */
export const NOW: Moment = Date.parse('2026-11-19T09:00:00Z');

export const wishes: Preferences = {
  themes: ['role', 'team'],
  length: 60,
  place: 'teams',
  days: [],
  parts: [],
  language: 'nl',
  avoid: null,
};

export function coachNamed(id: string, more: Partial<Coach> = {}): Coach {
  return {
    id: idOf(id),
    name: id,
    mail: `${id}@klaarwater.example`,
    line: { nl: '', en: '' },
    languages: ['nl'],
    themes: [],
    places: ['teams'],
    zone: 'Europe/Amsterdam',
    hours: {},
    calendar: 'tenant',
    maxDirectors: 4,
    ...more,
  };
}

/** An intake as it stands in each state. */
export function intakeIn(state: IntakeState, more: Partial<Intake> = {}): Intake {
  const consented = state !== 'signing-up' && state !== 'asking';
  return {
    id: intakeId,
    director,
    state,
    preferences: consented ? wishes : null,
    consentedAt: consented ? NOW - HOUR : null,
    coach: state === 'coached' ? coachA : null,
    handedOverAt: state === 'coached' ? NOW - HOUR : null,
    ...more,
  };
}

export function slotAt(start: Moment, minutes = 60): Interval {
  return { start, end: start + minutes * MINUTE };
}

export function bookingIn(state: BookingState, when: Interval, number = 1): Booking {
  const counts = !['released', 'cancelled', 'unconfirmed'].includes(state);
  const place = 'teams';
  return { id: bookingId, intake: intakeId, director, coach: coachA, number, when, place, state, counts };
}

/** A choice that can be held: offered just now, free, well before the notice. */
export function choice(more: Partial<HoldFacts> = {}): HoldFacts {
  const slot = slotAt(NOW + 72 * HOUR);
  return {
    now: NOW,
    id: bookingId,
    intake: intakeId,
    director,
    coach: coachA,
    place: 'teams',
    slot,
    free: [slot],
    offered: [slot],
    offer: { id: offerId, checkedAt: NOW },
    bookings: [],
    sessions: 3,
    before: 0,
    noticeHours: 24,
    ...more,
  };
}
