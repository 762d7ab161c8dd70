import { expect, test } from 'vitest';
import { momentOn, mondayOf, nextMorning } from '../../bot/web/local/dates.ts';

test.each([
  ['before nine', '2026-11-23T07:30:00Z', '2026-11-23T09:00:00+01:00'],
  ['after nine', '2026-11-23T09:30:00Z', '2026-11-24T09:00:00+01:00'],
  ['on Friday afternoon', '2026-11-27T15:00:00Z', '2026-11-30T09:00:00+01:00'],
  ['on Saturday', '2026-11-28T06:00:00Z', '2026-11-30T09:00:00+01:00'],
  ['over the end of summer time', '2026-10-23T15:00:00Z', '2026-10-26T09:00:00+01:00'],
  ['over its beginning', '2027-03-26T15:00:00Z', '2027-03-29T09:00:00+02:00'],
])('the next working day %s', (_, now, next) => {
  expect(nextMorning(Date.parse(now))).toBe(next);
});

test('a wall-clock time on a day carries the offset of that day', () => {
  expect(momentOn('2026-07-01', '16:00')).toBe('2026-07-01T16:00:00+02:00');
  expect(mondayOf('2026-11-29')).toBe('2026-11-23');
});
