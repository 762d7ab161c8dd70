import { describe, expect, it } from 'vitest';
import { BOOKING_STATES } from '../../bot/rules/booking.ts';
import { momentsOf, todayOf } from '../../bot/rules/session-moments.ts';
import { bookingId, bookingIn, coachA, slotAt } from './situations.ts';

const zone = 'Europe/Amsterdam';
const moment = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
const facts = (now: string, reminders: readonly ('day' | 'hour')[] = ['day', 'hour']) => ({
  now: moment(now),
  zone,
  reminders,
});
const session = (start: string) => bookingIn('confirmed', slotAt(moment(start)));
const owed = (start: string, now: string, reminders?: readonly ('day' | 'hour')[]) =>
  Object.fromEntries(momentsOf(session(start), facts(now, reminders)).map(({ kind, at }) => [kind, at]));

describe('what a session owes', () => {
  it('a reminder on the working day before and one an hour before, and a question when it is over', () => {
    expect(owed('2026-12-03T10:00', '2026-11-20T12:00')).toEqual({
      'remind.day': moment('2026-12-02T09:00'),
      'remind.hour': moment('2026-12-03T09:00'),
      'session.over': moment('2026-12-03T11:00'),
    });
  });

  it.each([
    ['a Monday', '2026-12-07T10:00', '2026-12-04T09:00'],
    ['the day after Christmas and a weekend', '2026-12-28T10:00', '2026-12-24T09:00'],
    ['the day after Easter Monday', '2027-03-30T10:00', '2027-03-25T09:00'],
    ['the day after summer time began', '2027-03-29T10:00', '2027-03-25T09:00'],
    ['the Monday after summer time ended', '2026-10-26T10:00', '2026-10-23T09:00'],
    ['the day after King’s day', '2027-04-28T10:00', '2027-04-26T09:00'],
  ])('the working day before %s', (_, start, at) => {
    expect(owed(start, '2026-10-01T12:00')['remind.day']).toBe(moment(at));
  });

  it('an hour is an hour, also in the night in which the clock changes', () => {
    for (const start of ['2027-03-28T03:30', '2026-10-25T03:30']) {
      const { when } = session(start);
      expect(owed(start, '2026-10-01T12:00')['remind.hour']).toBe(when.start - 3_600_000);
    }
  });

  it('nothing in the past, and only what the programme sets', () => {
    expect(owed('2026-12-03T10:00', '2026-12-02T12:00')['remind.day']).toBe(undefined);
    expect(Object.keys(owed('2026-12-03T10:00', '2026-12-03T09:30'))).toEqual(['session.over']);
    expect(Object.keys(owed('2026-12-03T10:00', '2026-11-20T12:00', ['hour']))).toEqual([
      'session.over',
      'remind.hour',
    ]);
    expect(Object.keys(owed('2026-12-03T10:00', '2026-11-20T12:00', []))).toEqual(['session.over']);
  });

  it('after it took place: a check-in the next working morning, wiped thirty days later', () => {
    const done = bookingIn('done', slotAt(moment('2026-12-04T15:00')));
    const [ask, wipe] = momentsOf(done, facts('2026-12-04T16:30'));
    expect(ask).toEqual({ kind: 'checkin.ask', subject: bookingId, at: moment('2026-12-07T09:00') });
    expect(wipe?.at).toBe(moment('2026-12-07T09:00') + 30 * 24 * 3_600_000);
    const late = momentsOf(done, facts('2026-12-09T10:00'));
    expect(late[0]?.at).toBe(moment('2026-12-10T09:00'));
  });

  it.each(BOOKING_STATES)(
    '%s: no reminder unless it is to take place, no check-in unless it did',
    (state) => {
      const kinds = momentsOf(bookingIn(state, session('2026-12-03T10:00').when), facts('2026-11-20T12:00'));
      const expected = { confirmed: 'session.over', done: 'checkin.ask' };
      expect(kinds[0]?.kind).toBe(expected[state as keyof typeof expected]);
    },
  );

  it('a morning card on the coach’s own day, before the first session', () => {
    const early = session('2026-12-03T08:00');
    const now = moment('2026-12-01T10:00');
    expect(todayOf(early, { now, zone })).toEqual({
      kind: 'coach.today',
      subject: `${coachA}:2026-12-03`,
      at: moment('2026-12-03T07:00'),
    });
    expect(todayOf(session('2026-12-03T13:00'), { now, zone })?.at).toBe(moment('2026-12-03T07:30'));
    expect(todayOf(early, { now: early.when.start, zone })).toBe(null);
  });
});
