import { describe, expect, it } from 'vitest';
import { type HoldFacts, hold, left, OFFER_FRESH_MS } from '../../bot/rules/booking.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';
import { bookingId, bookingIn, choice, NOW, slotAt } from './situations.ts';

const later = slotAt(NOW + 96 * HOUR);
const yesterday = slotAt(NOW - 24 * HOUR);

describe('holding a slot', () => {
  it('a free slot is held, the calendar is owed, and both moments stand', () => {
    const facts = choice();
    expect(hold(facts)).toEqual({
      kind: 'decided',
      next: bookingIn('held', facts.slot),
      effects: [{ kind: 'calendar.create', booking: bookingId }],
      due: [
        { at: NOW + MINUTE, kind: 'booking.slow', subject: bookingId },
        { at: facts.slot.start - 24 * HOUR, kind: 'booking.expire', subject: bookingId },
      ],
    });
  });

  it('a hold just before the notice lives two minutes', () => {
    const slot = slotAt(NOW + 24 * HOUR);
    const decision = hold(choice({ slot, free: [slot], offered: [slot] }));
    expect(decision).toMatchObject({ due: [{}, { at: NOW + 2 * MINUTE, kind: 'booking.expire' }] });
  });

  it('the number counts sessions of before an import, once', () => {
    expect(hold(choice({ before: 1, sessions: 2 }))).toMatchObject({ next: { number: 2 } });
    const second = bookingIn('done', slotAt(NOW - 48 * HOUR), 2);
    expect(hold(choice({ before: 1, sessions: 2, bookings: [second] }))).toMatchObject({
      next: { number: 3 },
    });
    // Booked by an earlier version, which began at one.
    const first = bookingIn('done', slotAt(NOW - 48 * HOUR), 1);
    expect(hold(choice({ before: 1, sessions: 2, bookings: [first] }))).toMatchObject({
      next: { number: 3 },
    });
    const off = bookingIn('cancelled', slotAt(NOW - 48 * HOUR), 2);
    expect(hold(choice({ before: 1, sessions: 2, bookings: [off] }))).toMatchObject({ next: { number: 2 } });
  });
  it('the number counts what was not released', () => {
    const bookings = [bookingIn('confirmed', yesterday), bookingIn('released', later)];
    expect(hold(choice({ bookings }))).toMatchObject({ next: { number: 2 } });
  });

  const taken = { free: [] };
  const stale = { ...taken, offer: { ...choice().offer, checkedAt: NOW - OFFER_FRESH_MS - 1 } };
  const past = { ...stale, noticeHours: 73 };
  const notOffered = { ...past, offered: [later] };
  const oneAtATime = { ...notOffered, bookings: [bookingIn('held', later)] };
  const noneLeft = { ...oneAtATime, sessions: 1 };
  const refusals: readonly (readonly [string, Partial<HoldFacts>])[] = [
    ['taken', taken],
    ['stale', stale],
    ['past', past],
    ['not-offered', notOffered],
    ['one-at-a-time', oneAtATime],
    ['none-left', noneLeft],
  ];
  it.each(refusals)('%s comes before every reason after it', (why, more) => {
    expect(hold(choice(more))).toEqual({ kind: 'refused', why });
  });

  it('a slot with the same start and another end was not offered', () => {
    const facts = choice();
    expect(hold({ ...facts, slot: { ...facts.slot, end: facts.slot.end + MINUTE } })).toMatchObject({
      why: 'not-offered',
    });
  });

  it.each([
    [
      'an offer of exactly a minute old is fresh',
      { offer: { ...choice().offer, checkedAt: NOW - OFFER_FRESH_MS } },
    ],
    ['exactly the notice is early enough', { noticeHours: 72 }],
    ['a session that is over does not stand in the way', { bookings: [bookingIn('confirmed', yesterday)] }],
    ['a released booking does not stand in the way', { bookings: [bookingIn('released', later)] }],
  ])('%s', (_, more) => expect(hold(choice(more)).kind).toBe('decided'));

  it.each([
    ['a held booking in the past', bookingIn('held', yesterday)],
    ['a session still to come', bookingIn('confirmed', later)],
    ['a session that ends this moment', bookingIn('confirmed', { start: NOW - HOUR, end: NOW })],
  ])('%s stands in the way', (_, booking) => {
    expect(hold(choice({ bookings: [booking] }))).toMatchObject({ why: 'one-at-a-time' });
  });
});

describe('what is left', () => {
  it('three sessions are three holds, one after another, and never a fourth', () => {
    let bookings = [bookingIn('released', yesterday)];
    for (const number of [1, 2, 3]) {
      expect(left(bookings, 3)).toBe(4 - number);
      const decision = hold(choice({ bookings }));
      if (decision.kind === 'refused') throw new Error(decision.why);
      expect(decision.next.number).toBe(number);
      bookings = [...bookings, { ...decision.next, state: 'confirmed', when: yesterday }];
    }
    expect(left(bookings, 3)).toBe(0);
    expect(hold(choice({ bookings }))).toEqual({ kind: 'refused', why: 'none-left' });
  });

  it('twenty places with three sessions are sixty', () => {
    const places = Array.from({ length: 20 }, () => left([], 3));
    expect(places.reduce((sum, sessions) => sum + sessions, 0)).toBe(60);
    const used = Array.from({ length: 20 }, (_, n) =>
      left(
        Array.from({ length: n % 4 }, () => bookingIn('confirmed', yesterday)),
        3,
      ),
    );
    expect(used.reduce((sum, sessions) => sum + sessions, 0)).toBe(60 - 5 * (0 + 1 + 2 + 3));
  });

  it('is never below zero, also when the entitlement was lowered', () => {
    expect(left([bookingIn('held', later), bookingIn('confirmed', yesterday)], 1)).toBe(0);
  });
});
