import { describe, expect, it } from 'vitest';
import {
  addDays,
  addWorkingDays,
  dayOf,
  isoWeekMonday,
  midnight,
  momentAt,
  WEEKDAYS,
  weekdayNumbered,
  weekdayOf,
} from '../../bot/rules/time.ts';
import { easter, isHoliday, isWorkingDay } from '../../bot/rules/working-days.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const at = (text: string) => Date.parse(text);

describe('days in a zone', () => {
  it('a moment has the day of the place where it is read', () => {
    expect(dayOf(at('2026-11-25T23:30:00Z'), AMSTERDAM)).toBe('2026-11-26');
    expect(dayOf(at('2026-11-25T23:30:00Z'), 'America/New_York')).toBe('2026-11-25');
  });
  it('midnight follows summer and winter time', () => {
    expect(midnight('2026-07-01', AMSTERDAM)).toBe(at('2026-06-30T22:00:00Z'));
    expect(midnight('2026-12-01', AMSTERDAM)).toBe(at('2026-11-30T23:00:00Z'));
  });
  it('a day without a midnight starts at its first wall time', () => {
    expect(midnight('2024-03-31', 'Asia/Beirut')).toBe(at('2024-03-30T22:00:00Z'));
  });
  it('the days of a clock change have 25 and 23 hours', () => {
    const hours = (day: string) =>
      (midnight(addDays(day, 1), AMSTERDAM) - midnight(day, AMSTERDAM)) / 3_600_000;
    expect([hours('2026-10-25'), hours('2027-03-28'), hours('2027-03-29')]).toEqual([25, 23, 24]);
  });
  it('days are added over months and years, also backwards', () => {
    expect([addDays('2026-12-31', 1), addDays('2028-02-28', 1), addDays('2026-03-01', -1)]).toEqual([
      '2027-01-01',
      '2028-02-29',
      '2026-02-28',
    ]);
  });
  it('the weekday of a day', () => {
    expect(weekdayOf('2024-10-11')).toBe('fri');
    expect(weekdayOf('2024-10-09')).toBe('wed');
    expect(WEEKDAYS.map((_, index) => weekdayNumbered(index + 1))).toEqual(WEEKDAYS);
    expect(() => weekdayNumbered(8)).toThrow('no weekday has number 8');
  });
  it('a wall time that occurs twice is the earlier, one that is skipped moves on', () => {
    expect(momentAt('2026-10-25', '02:30', AMSTERDAM)).toBe(at('2026-10-25T00:30:00Z'));
    expect(momentAt('2027-03-28', '02:30', AMSTERDAM)).toBe(at('2027-03-28T01:30:00Z'));
  });
});

describe('ISO weeks', () => {
  it.each([
    ['2024-W48', '2024-11-25'],
    ['2026-W48', '2026-11-23'],
    ['2026-W01', '2025-12-29'],
    ['2026-W53', '2026-12-28'],
    ['2020-W53', '2020-12-28'],
    ['2027-W01', '2027-01-04'],
  ])('%s starts on Monday %s', (week, monday) => {
    expect(isoWeekMonday(week)).toBe(monday);
  });
  it.each([
    '2024-W53',
    '2025-W53',
    '2026-W00',
    '2026-W54',
    '2026-48',
    '2026-W1',
    'W48',
    '',
    '2026-W48-1',
    ' 2026-W48',
  ])('"%s" is no week', (text) => expect(isoWeekMonday(text)).toBeNull());
  it('every Monday of forty years is the Monday of exactly its own week', () => {
    for (let day = '2010-01-04'; day < '2050-01-01'; day = addDays(day, 7)) {
      const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(day);
      expect(isoWeekMonday(`${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`)).toBe(day);
    }
  });
});

describe('working days', () => {
  // The dates of Easter as published by the US Census Bureau.
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2029, '2029-04-01'],
    [2030, '2030-04-21'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('Easter of %i is %s', (year, day) => expect(easter(year)).toBe(day));

  it('the holidays of 2027 that fall on a weekday', () => {
    const days = Array.from({ length: 365 }, (_, index) => addDays('2027-01-01', index));
    expect(days.filter((day) => isHoliday(day) && !['sat', 'sun'].includes(weekdayOf(day)))).toEqual([
      '2027-01-01',
      '2027-03-26',
      '2027-03-29',
      '2027-04-27',
      '2027-05-05',
      '2027-05-06',
      '2027-05-17',
    ]);
  });
  it("the King's birthday on a Sunday is kept the day before", () => {
    expect([isHoliday('2025-04-26'), isHoliday('2025-04-27'), isHoliday('2026-04-27')]).toEqual([
      true,
      false,
      true,
    ]);
  });
  it('weekends and holidays are no working days', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-12-25'].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
  it.each([
    ['Thursday plus two is Monday', '2026-11-19T10:00:00+01:00', 2, '2026-11-23T17:00:00+01:00'],
    ['the day is the local one', '2026-11-19T23:30:00Z', 1, '2026-11-23T17:00:00+01:00'],
    ['Saturday plus one is Monday', '2026-11-21T10:00:00+01:00', 1, '2026-11-23T17:00:00+01:00'],
    ['Christmas is passed over', '2026-12-24T10:00:00+01:00', 1, '2026-12-28T17:00:00+01:00'],
    [
      'Easter is passed over, over the clock change',
      '2027-03-25T10:00:00+01:00',
      1,
      '2027-03-30T17:00:00+02:00',
    ],
    ['none on a working day is that day', '2026-11-19T20:00:00+01:00', 0, '2026-11-19T17:00:00+01:00'],
    ['none on a Sunday is Monday', '2026-11-22T20:00:00+01:00', 0, '2026-11-23T17:00:00+01:00'],
  ])('%s', (_, from, count, due) => {
    expect(addWorkingDays(at(from), count, AMSTERDAM)).toBe(at(due));
  });
});
