import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOKING_STATES, type Booking, isLive, isOff, left } from '../../bot/rules/booking.ts';
import { type BookingEvent, cancelling, decideBooking, type Terms } from '../../bot/rules/booking-events.ts';
import { HOUR, MINUTE, type Moment } from '../../bot/rules/time.ts';
import { bookingId, bookingIn, NOW, slotAt } from './situations.ts';

const terms = (now: Moment, more: Partial<Terms> = {}): Terms => ({
  now,
  lateCancelHours: 24,
  lateCancelCounts: true,
  missedCounts: true,
  ...more,
});
const session = slotAt(NOW + 96 * HOUR);
const MOMENTS = {
  'days before': NOW,
  'an hour before': session.start - HOUR,
  during: session.start + MINUTE,
  afterwards: session.end,
} as const;
const EVENTS: Readonly<Record<string, BookingEvent>> = {
  created: { kind: 'created' },
  'not created': { kind: 'not-created' },
  expired: { kind: 'expired' },
  'cancelled by the director': { kind: 'cancel', by: 'director', shown: true },
  'cancelled by the coach': { kind: 'cancel', by: 'coach' },
  'cancelled in Outlook': { kind: 'cancel', by: 'outlook' },
  'the director stops': { kind: 'cancel', by: 'stop' },
  moved: { kind: 'move', by: 'director', to: slotAt(session.start + 24 * HOUR) },
  'moved to where it is': { kind: 'move', by: 'coach', to: session },
  'took place': { kind: 'held' },
  missed: { kind: 'missed' },
  'nobody said': { kind: 'unanswered' },
};

/** Every pair: what follows days before, an hour before, during and afterwards; one word when it is always the same. */
const TABLE: Readonly<Record<Booking['state'], Readonly<Record<keyof typeof EVENTS, string>>>> = {
  held: {
    created: 'confirmed',
    'not created': 'released',
    expired: 'released',
    'cancelled by the director': 'cancelled',
    'cancelled by the coach': 'cancelled',
    'cancelled in Outlook': 'cancelled',
    'the director stops': 'cancelled',
    moved: '!not-confirmed',
    'moved to where it is': '!not-confirmed',
    'took place': '!not-confirmed',
    missed: '!not-confirmed',
    'nobody said': '!not-confirmed',
  },
  confirmed: {
    created: '=',
    'not created': '!already-confirmed',
    expired: '!already-confirmed',
    'cancelled by the director': 'cancelled cancelled-late !started !started',
    'cancelled by the coach': 'cancelled cancelled !started !started',
    'cancelled in Outlook': 'cancelled cancelled !started !started',
    'the director stops': 'cancelled cancelled !started !started',
    moved: 'confirmed confirmed !started !started',
    'moved to where it is': '= = !started !started',
    'took place': '!not-over !not-over done done',
    missed: '!not-over !not-over missed missed',
    'nobody said': '!not-over !not-over !not-over unconfirmed',
  },
  released: off(),
  cancelled: off(),
  'cancelled-late': off(),
  done: marked({ 'took place': '=', missed: 'missed' }),
  missed: marked({ 'took place': 'done', missed: '=' }),
  unconfirmed: marked({ 'took place': 'done', missed: 'missed' }),
};

function off(): Readonly<Record<string, string>> {
  return {
    created: '!already-released',
    'not created': '=',
    expired: '=',
    'cancelled by the director': '=',
    'cancelled by the coach': '=',
    'cancelled in Outlook': '=',
    'the director stops': '=',
    moved: '!off',
    'moved to where it is': '!off',
    'took place': '!off',
    missed: '!off',
    'nobody said': '!off',
  };
}

function marked(marks: { 'took place': string; missed: string }): Readonly<Record<string, string>> {
  return {
    created: '=',
    'not created': '!already-confirmed',
    expired: '!already-confirmed',
    'cancelled by the director': '!started',
    'cancelled by the coach': '!started',
    'cancelled in Outlook': '!started',
    'the director stops': '!started',
    moved: '!started',
    'moved to where it is': '!started',
    'nobody said': '=',
    ...marks,
  };
}

const PAIRS = BOOKING_STATES.flatMap((state) =>
  Object.entries(EVENTS).flatMap(([name, event]) =>
    Object.entries(MOMENTS).map(([when, now], at) => {
      const words = (TABLE[state][name] ?? '').split(' ');
      return { state, name, event, when, now, result: words.length === 1 ? words[0] : words[at] };
    }),
  ),
);

describe('every pair of state and event', () => {
  it.each(PAIRS)('$state, $name, $when: $result', ({ state, event, now, result }) => {
    const booking = bookingIn(state, session);
    const decision = decideBooking(booking, event, terms(now));
    if (decision.kind === 'refused') return expect(`!${decision.why}`).toBe(result);
    if (decision.effects.length === 0) {
      expect(decision.next).toEqual(booking);
      return expect(result).toBe('=');
    }
    expect(decision.next.state).toBe(result);
  });

  it.each(PAIRS)('$state, $name, $when: a repeat changes nothing', ({ state, event, now }) => {
    const first = decideBooking(bookingIn(state, session), event, terms(now));
    if (first.kind === 'refused') return;
    expect(decideBooking(first.next, event, terms(now))).toEqual({
      kind: 'decided',
      next: first.next,
      effects: [],
    });
  });
});

describe('what a change costs and owes', () => {
  const decide = (event: BookingEvent, more: Partial<Terms> = {}) => {
    const decision = decideBooking(bookingIn('confirmed', session), event, terms(NOW, more));
    if (decision.kind === 'refused') throw new Error(decision.why);
    return { ...decision, kinds: decision.effects.map(({ kind }) => kind) };
  };
  const late = { now: session.start - 24 * HOUR + 1 };

  it('in time costs nothing, to the minute of the setting', () => {
    expect(decide({ kind: 'cancel', by: 'director' }, { now: session.start - 24 * HOUR }).next).toMatchObject(
      {
        state: 'cancelled',
        counts: false,
      },
    );
  });

  it.each([true, false])('late counts by the setting: %s', (lateCancelCounts) => {
    const event = { kind: 'cancel', by: 'director', shown: true } as const;
    expect(decide(event, { ...late, lateCancelCounts }).next).toMatchObject({
      state: 'cancelled-late',
      counts: lateCancelCounts,
    });
  });

  it('what was not shown is never charged', () => {
    expect(decide({ kind: 'cancel', by: 'director' }, late).next).toMatchObject({
      state: 'cancelled-late',
      counts: false,
    });
  });

  it('what is shown before confirming is what it costs', () => {
    for (const now of [NOW, late.now])
      for (const lateCancelCounts of [true, false]) {
        const more = { now, lateCancelCounts };
        const shown = cancelling(bookingIn('confirmed', session), terms(NOW, more));
        expect(decide({ kind: 'cancel', by: 'director', shown: true }, more).next.counts).toBe(shown.counts);
      }
  });

  it.each(['coach', 'outlook', 'stop'] as const)('a director never pays for who else cancels: %s', (by) => {
    expect(decide({ kind: 'cancel', by }, late).next).toMatchObject({ state: 'cancelled', counts: false });
  });

  it.each([true, false])('missed counts by the setting: %s', (missedCounts) => {
    const { next } = decide({ kind: 'missed' }, { now: session.end, missedCounts });
    expect(next.counts).toBe(missedCounts);
  });

  it('cancelling owes the removal, moving one call, marking none', () => {
    expect(decide({ kind: 'cancel', by: 'coach' }).kinds).toEqual(['calendar.remove', 'people.tell']);
    const moved = decide({ kind: 'move', by: 'coach', to: slotAt(session.start + HOUR) });
    expect(moved.kinds).toEqual(['calendar.move', 'people.tell']);
    expect(moved.next).toMatchObject({ state: 'confirmed', counts: true, number: 1 });
    expect(moved.effects.every(({ booking }) => booking === bookingId)).toBe(true);
    expect(decide({ kind: 'held' }, { now: session.end }).kinds).toEqual(['people.tell']);
  });
});

describe('the entitlement', () => {
  const steps = fc.array(
    fc.record({
      at: fc.integer({ min: -100, max: 10 }),
      event: fc.constantFrom(...Object.values(EVENTS)),
      lateCancelCounts: fc.boolean(),
      missedCounts: fc.boolean(),
    }),
    { maxLength: 12 },
  );

  it('adds up for every sequence of events: whoever is live or held a session uses one, whoever is off in time none', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 4 }), (lives) => {
        const bookings = lives.map((life) =>
          life.reduce<Booking>(
            (booking, { at, event, ...settings }) => {
              const decision = decideBooking(booking, event, terms(session.start + at * HOUR, settings));
              return decision.kind === 'decided' ? decision.next : booking;
            },
            bookingIn('held', session),
          ),
        );
        const used = bookings.filter(({ counts }) => counts).length;
        expect(left(bookings, 3)).toBe(Math.max(0, 3 - used));
        for (const booking of bookings) {
          if (isLive(booking) || booking.state === 'done') expect(booking.counts).toBe(true);
          if (['released', 'cancelled', 'unconfirmed'].includes(booking.state))
            expect(booking.counts).toBe(false);
          // Once off it stays off, once it took place or not it stays so: nothing comes back to life.
          if (isOff(booking))
            expect(decideBooking(booking, { kind: 'held' }, terms(session.end))).toMatchObject({
              kind: 'refused',
            });
        }
      }),
    );
  });
});
