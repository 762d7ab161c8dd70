import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { allSessions, bookable } from '../../bot/rules/entitlement.ts';
import type { RequestId } from '../../bot/rules/ids.ts';
import { answerRequest, costOf, nextRequestAt, type Request, share } from '../../bot/rules/request.ts';
import { dayOf } from '../../bot/rules/time.ts';
import { isWorkingDay } from '../../bot/rules/working-days.ts';

const at = (iso: string) => Date.parse(iso);
const ZONE = 'Europe/Amsterdam';
const PRICE = { cents: 2_062_500, places: 20, sessions: 3 };
const REQUEST: Request = {
  id: '00000000-0000-4000-8000-000000000001' as RequestId,
  askedAt: 0,
  asked: { places: 2, sessions: 1 },
  price: PRICE,
  given: null,
};

describe('an answer', () => {
  test.each([
    ['a no to both', { places: 0, sessions: 0 }],
    ['a part', { places: 1, sessions: 0 }],
    ['everything', { places: 2, sessions: 1 }],
  ])('%s is taken', (_, given) => {
    expect(answerRequest(REQUEST, given)).toEqual({ kind: 'decided', given });
  });

  test.each([
    ['more than was asked', { places: 3, sessions: 1 }],
    ['more sessions than were asked', { places: 0, sessions: 2 }],
    ['less than none', { places: -1, sessions: 0 }],
    ['a half', { places: 0.5, sessions: 0 }],
    ['no number', { places: Number.NaN, sessions: 0 }],
    ['no end', { places: Number.POSITIVE_INFINITY, sessions: 0 }],
  ])('%s is refused', (_, answer) => {
    expect(answerRequest(REQUEST, answer)).toEqual({ kind: 'refused', why: 'out-of-range' });
  });

  it('is given once', () => {
    const answered = { ...REQUEST, given: { places: 0, sessions: 0 } };
    expect(answerRequest(answered, { places: 2, sessions: 1 })).toEqual({
      kind: 'refused',
      why: 'already-answered',
    });
  });

  it('goes to who asked first, and everybody hears one thing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.nat(30), (asked, given) => {
        const { yes, no } = share(given, asked);
        expect(yes).toHaveLength(Math.min(given, asked.length));
        expect([...yes, ...no]).toEqual(asked);
      }),
    );
  });
});

describe('what it costs', () => {
  test.each([
    [{ places: 1 }, 103_125],
    [{ sessions: 1 }, 34_375],
    [{ places: 20 }, 2_062_500],
    [{ sessions: 60 }, 2_062_500],
    [{ places: 2, sessions: 1 }, 240_625],
    [{}, 0],
  ])('%o is %i cents of € 20.625 for twenty', (amounts, cents) => {
    expect(costOf(PRICE, amounts)).toBe(cents);
  });

  it('a fraction of a cent is rounded once, over all of them: all places cost what was agreed', () => {
    expect(costOf({ cents: 100, places: 3, sessions: 1 }, { places: 3 })).toBe(100);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000_000_000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 10 }),
        (cents, places, sessions) => {
          const price = { cents, places, sessions };
          expect(costOf(price, { places })).toBe(cents);
          expect(Number.isSafeInteger(costOf(price, { places: 1, sessions: 1 }))).toBe(true);
        },
      ),
    );
  });
});

describe('the weekly moment', () => {
  const monday = { day: 'mon', time: '09:00' } as const;
  test.each([
    ['a Thursday', '2026-11-26T10:00:00+01:00', '2026-11-30T09:00:00+01:00'],
    ['the moment itself is over', '2026-11-30T09:00:00+01:00', '2026-12-07T09:00:00+01:00'],
    ['a minute before', '2026-11-30T08:59:00+01:00', '2026-11-30T09:00:00+01:00'],
    ['a Sunday', '2026-11-29T23:59:00+01:00', '2026-11-30T09:00:00+01:00'],
    ['Easter Monday goes to Tuesday', '2027-03-26T10:00:00+01:00', '2027-03-30T09:00:00+02:00'],
    ['on Easter Monday itself', '2027-03-29T12:00:00+02:00', '2027-03-30T09:00:00+02:00'],
    ['over the change to summer time', '2027-03-23T10:00:00+01:00', '2027-03-30T09:00:00+02:00'],
  ])('%s', (_, now, next) => {
    expect(new Date(nextRequestAt(at(now), monday, ZONE)).toISOString()).toBe(new Date(next).toISOString());
  });

  it('a Friday that is Christmas goes to the Monday after it, and not into the next week’s', () => {
    const friday = { day: 'fri', time: '16:00' } as const;
    const first = nextRequestAt(at('2026-12-21T09:00:00+01:00'), friday, ZONE);
    expect(dayOf(first, ZONE)).toBe('2026-12-28');
    // New Year's Day is a Friday too.
    expect(dayOf(nextRequestAt(first, friday, ZONE), ZONE)).toBe('2027-01-04');
  });

  it('is always later, on a working day, and at most two weeks away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2024-01-01'), max: at('2035-01-01') }),
        fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri'),
        (now, day) => {
          const next = nextRequestAt(now, { day, time: '09:00' }, ZONE);
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThan(13 * 24 * 3_600_000);
          expect(isWorkingDay(dayOf(next, ZONE))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('sessions that were added count, and those of before an import do not come back', () => {
  expect(bookable({ sessions: 3, extra: 0, before: 0 })).toBe(3);
  expect(bookable({ sessions: 3, extra: 1, before: 2 })).toBe(2);
  expect(bookable({ sessions: 3, extra: 0, before: 5 })).toBe(0);
  expect(allSessions({ sessions: 3, extra: 1, before: 2 })).toBe(4);
});
