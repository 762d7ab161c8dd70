import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_PARTS, type WorkingHours } from '../../bot/rules/programme.ts';
import { type Busy, freeSlots, type SlotQuestion, window } from '../../bot/rules/slots.ts';
import { HOUR, type Interval, MINUTE, WEEKDAYS } from '../../bot/rules/time.ts';
import { slowSlots, slowWindow } from './slots-slow.ts';

const RUNS = 400;
const ZONES = [
  'Europe/Amsterdam',
  'Europe/Lisbon',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
];
/** Clock changes in those zones, and an ordinary day. */
const AROUND = [
  '2026-10-25T01:00Z',
  '2027-03-28T01:00Z',
  '2026-11-01T06:00Z',
  '2027-03-14T07:00Z',
  '2026-10-03T15:30Z',
  '2027-04-03T15:00Z',
  '2026-12-10T12:00Z',
].map((text) => Date.parse(text));

const wallTime = fc
  .oneof(
    fc.integer({ min: 0, max: 95 }).map((n) => n * 15),
    fc.integer({ min: 0, max: 1439 }),
  )
  .map(
    (minutes) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  );
const times = fc
  .tuple(wallTime, fc.oneof({ weight: 3, arbitrary: wallTime }, fc.constantFrom('24:00', '00:00')))
  .map(([a, b]) => (b === '24:00' || b === '00:00' || a <= b ? { from: a, to: b } : { from: b, to: a }));
const hours: fc.Arbitrary<WorkingHours> = fc.oneof(
  fc.record(Object.fromEntries(WEEKDAYS.map((day) => [day, fc.array(times, { maxLength: 3 })])), {
    requiredKeys: [],
  }),
  fc.constant(Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '00:00', to: '24:00' }]]))),
);

/** Intervals around a moment: odd milliseconds, overlapping, some of no length, in any order. */
const intervalsNear = (middle: number): fc.Arbitrary<readonly Interval[]> =>
  fc.array(
    fc
      .record({
        at: fc.integer({ min: -4 * 24 * 60, max: 6 * 24 * 60 }),
        minutes: fc.oneof(fc.integer({ min: 0, max: 240 }), fc.constantFrom(0, 60, 24 * 60)),
        odd: fc.constantFrom(0, 0, 0, 1, -1, 30_001),
      })
      .map(({ at, minutes, odd }) => {
        const start = middle + at * MINUTE + odd;
        return { start, end: start + minutes * MINUTE };
      }),
    { maxLength: 14 },
  );
const busyNear = (middle: number): fc.Arbitrary<Busy> =>
  fc.oneof(
    { weight: 20, arbitrary: intervalsNear(middle) },
    { weight: 1, arbitrary: fc.constant('unknown' as const) },
  );

const question: fc.Arbitrary<SlotQuestion> = fc.constantFrom(...AROUND).chain((middle) =>
  fc.record({
    now: fc.integer({ min: 0, max: 3 * 24 * 60 }).map((before) => middle - before * MINUTE - (before % 3)),
    zone: fc.constantFrom(...ZONES),
    firstDay: fc
      .integer({ min: -3, max: 1 })
      .map((days) => new Date(middle + days * 24 * HOUR).toISOString().slice(0, 10)),
    settings: fc.record({
      noticeHours: fc.constantFrom(0, 1, 24, 30),
      bufferMinutes: fc.constantFrom(0, 5, 15, 60),
      gridMinutes: fc.constantFrom(5, 10, 15, 30, 60),
      horizonDays: fc.integer({ min: 0, max: 4 }),
      directorHours: hours,
    }),
    minutes: fc.constantFrom(60, 75, 90),
    days: fc.oneof(fc.constant([]), fc.subarray([...WEEKDAYS])),
    parts: fc.oneof(fc.constant([]), fc.subarray([...DAY_PARTS])),
    coach: fc.record({
      zone: fc.constantFrom(...ZONES),
      hours,
      busy: busyNear(middle),
      bookings: intervalsNear(middle),
    }),
    director: fc.record({ busy: busyNear(middle), bookings: intervalsNear(middle) }),
  }),
);

describe('free slots against a slow reading of the rules', () => {
  it('both find the same slots', () => {
    let found = 0;
    fc.assert(
      fc.property(question, (q) => {
        const slots = freeSlots(q);
        expect(slots).toEqual(slowSlots(q));
        expect(window(q)).toEqual({ start: slowWindow(q).from, end: slowWindow(q).until });
        found += slots.length;
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(RUNS);
  });
});
