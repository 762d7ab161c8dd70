import type { Booking, BookingEffect } from './booking.ts';
import { type Decision, never } from './decision.ts';
import { HOUR, type Interval, type Moment } from './time.ts';

/** Who wants a change. `outlook`: somebody in the programme's mailbox. `stop`: the director left the programme. */
export type By = 'director' | 'coach' | 'outlook' | 'stop';

export type BookingEvent =
  | { readonly kind: 'created' }
  | { readonly kind: 'not-created' }
  | { readonly kind: 'expired' }
  /** `shown`: what it costs stood before the director's eyes when they confirmed. */
  | { readonly kind: 'cancel'; readonly by: By; readonly shown?: boolean }
  /** The new time was found free by who asks; the exclusion constraint has the last word. */
  | { readonly kind: 'move'; readonly by: By; readonly to: Interval }
  /** By the coach: it took place, or it did not. Each corrects the other. */
  | { readonly kind: 'held' }
  | { readonly kind: 'missed' }
  /** The coach did not say, asked twice. */
  | { readonly kind: 'unanswered' };

/**
 * - `already-released`: the event that turned up in Outlook is for nobody: it is removed.
 * - `not-confirmed`: Outlook does not know of it yet, so there is nothing to move or to mark.
 * - `started`: too late to move or cancel. `not-over`: too early to mark.
 * - `off`: cancelled or let go.
 */
export type BookingWhy =
  | 'already-confirmed'
  | 'already-released'
  | 'not-confirmed'
  | 'started'
  | 'not-over'
  | 'off';

/** What a session costs, by the programme's settings. */
export type Terms = {
  readonly now: Moment;
  /** Cancelling later than this before the start is late. */
  readonly lateCancelHours: number;
  readonly lateCancelCounts: boolean;
  readonly missedCounts: boolean;
};

type Decided = Decision<Booking, BookingEffect, BookingWhy>;
type Event<Kind extends BookingEvent['kind']> = Extract<BookingEvent, { kind: Kind }>;

/** Closed: every pair of state and event is decided (the table stands in the test). A repeat decides the same again, without effects. */
export function decideBooking(booking: Booking, event: BookingEvent, terms: Terms): Decided {
  switch (event.kind) {
    case 'created':
    case 'not-created':
    case 'expired':
      return answered(booking, event.kind);
    case 'cancel':
      return cancel(booking, event, terms);
    case 'move':
      return move(booking, event, terms);
    case 'held':
    case 'missed':
      return mark(booking, event.kind, terms);
    case 'unanswered':
      return unanswered(booking, terms);
    default:
      return never(event);
  }
}

/** What a cancellation by the director costs at this moment: shown before they confirm. */
export function cancelling(
  booking: Booking,
  terms: Terms,
): { readonly late: boolean; readonly counts: boolean } {
  const late = terms.now > booking.when.start - terms.lateCancelHours * HOUR;
  return { late, counts: late && terms.lateCancelCounts };
}

/** What came of the create in Outlook. */
function answered(booking: Booking, kind: 'created' | 'not-created' | 'expired'): Decided {
  switch (booking.state) {
    case 'held':
      return kind === 'created'
        ? told({ ...booking, state: 'confirmed' })
        : told({ ...booking, state: 'released', counts: false });
    case 'released':
    case 'cancelled':
    case 'cancelled-late':
      return kind === 'created' ? refused('already-released') : unchanged(booking);
    case 'confirmed':
    case 'done':
    case 'missed':
    case 'unconfirmed':
      return kind === 'created' ? unchanged(booking) : refused('already-confirmed');
    default:
      return never(booking.state);
  }
}

/** Whoever cancels: only a late cancellation by the director can count, and only when that was shown before. */
function cancel(booking: Booking, event: Event<'cancel'>, terms: Terms): Decided {
  switch (booking.state) {
    case 'held':
      return off({ ...booking, state: 'cancelled', counts: false });
    case 'confirmed': {
      if (terms.now >= booking.when.start) return refused('started');
      const { late, counts } = cancelling(booking, terms);
      return event.by === 'director' && late
        ? off({ ...booking, state: 'cancelled-late', counts: counts && event.shown === true })
        : off({ ...booking, state: 'cancelled', counts: false });
    }
    case 'released':
    case 'cancelled':
    case 'cancelled-late':
      return unchanged(booking);
    case 'done':
    case 'missed':
    case 'unconfirmed':
      return refused('started');
    default:
      return never(booking.state);
  }
}

/** A move never costs anything. One that Outlook itself made needs no call there. */
function move(booking: Booking, event: Event<'move'>, terms: Terms): Decided {
  switch (booking.state) {
    case 'held':
      return refused('not-confirmed');
    case 'confirmed':
      if (terms.now >= booking.when.start) return refused('started');
      if (same(event.to, booking.when)) return unchanged(booking);
      return decided({ ...booking, when: event.to }, ['calendar.move', 'people.tell']);
    case 'released':
    case 'cancelled':
    case 'cancelled-late':
      return refused('off');
    case 'done':
    case 'missed':
    case 'unconfirmed':
      return refused('started');
    default:
      return never(booking.state);
  }
}

function mark(booking: Booking, kind: 'held' | 'missed', terms: Terms): Decided {
  const state = kind === 'held' ? 'done' : 'missed';
  const next: Booking = { ...booking, state, counts: kind === 'held' || terms.missedCounts };
  switch (booking.state) {
    case 'held':
      return refused('not-confirmed');
    case 'confirmed':
      return terms.now < booking.when.start ? refused('not-over') : told(next);
    case 'done':
    case 'missed':
      return booking.state === state ? unchanged(booking) : told(next);
    case 'unconfirmed':
      return told(next);
    case 'released':
    case 'cancelled':
    case 'cancelled-late':
      return refused('off');
    default:
      return never(booking.state);
  }
}

/** No answer is no charge. */
function unanswered(booking: Booking, terms: Terms): Decided {
  switch (booking.state) {
    case 'held':
      return refused('not-confirmed');
    case 'confirmed':
      return terms.now < booking.when.end
        ? refused('not-over')
        : told({ ...booking, state: 'unconfirmed', counts: false });
    case 'done':
    case 'missed':
    case 'unconfirmed':
      return unchanged(booking);
    case 'released':
    case 'cancelled':
    case 'cancelled-late':
      return refused('off');
    default:
      return never(booking.state);
  }
}

export function same(a: Interval, b: Interval): boolean {
  return a.start === b.start && a.end === b.end;
}

function off(next: Booking): Decided {
  return decided(next, ['calendar.remove', 'people.tell']);
}

function told(next: Booking): Decided {
  return decided(next, ['people.tell']);
}

function unchanged(next: Booking): Decided {
  return decided(next, []);
}

function decided(next: Booking, kinds: readonly BookingEffect['kind'][]): Decided {
  return { kind: 'decided', next, effects: kinds.map((kind) => ({ kind, booking: next.id })) };
}

function refused(why: BookingWhy): Decided {
  return { kind: 'refused', why };
}
