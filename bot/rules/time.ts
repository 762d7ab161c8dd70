import { isWorkingDay } from './working-days.ts';

/** A moment: whole milliseconds since 1970-01-01T00:00Z. Zones only matter where people read or work. */
export type Moment = number;

/** Half open: [start, end). */
export type Interval = { readonly start: Moment; readonly end: Moment };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A calendar day, `2026-11-26`. */
export type Day = string;
/** A wall-clock time, `09:00`. */
export type WallTime = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Twenty-four hours: for terms, not for what people read on a clock. */
export const DAY = 24 * HOUR;

/** The hour at which a promise "within n working days" falls due. */
const END_OF_WORK = '17:00';
/** The hour at which people are written to about their sessions. */
const MORNING = '09:00';
const ISO_WEEK = /^(\d{4})-W(\d{2})$/;

/** The calendar day on which a moment falls in an IANA zone. An unknown zone throws. */
export function dayOf(moment: Moment, zone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The weekday of a calendar day. */
export function weekdayOf(day: Day): Weekday {
  return weekdayNumbered(Temporal.PlainDate.from(day).dayOfWeek);
}

/** Weekday by its ISO number, 1 = Monday … 7 = Sunday. */
export function weekdayNumbered(number: number): Weekday {
  const weekday = WEEKDAYS[number - 1];
  if (weekday === undefined) throw new Error(`no weekday has number ${number}`);
  return weekday;
}

/** The first moment of a calendar day in a zone: 00:00, or the first wall time that exists that day. */
export function midnight(day: Day, zone: string): Moment {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

/** The moment of a wall time on a day in a zone; one that occurs twice is the earlier, one that is skipped moves on. */
export function momentAt(day: Day, time: WallTime, zone: string): Moment {
  const plainTime = Temporal.PlainTime.from(time);
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}

/** The calendar day `days` later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The Monday of an ISO 8601 week written `2026-W48`; null when it is no such week (`W53` exists in few years). */
export function isoWeekMonday(week: string): Day | null {
  const [, year, number] = ISO_WEEK.exec(week) ?? [];
  if (year === undefined || number === undefined) return null;
  const inWeekOne = Temporal.PlainDate.from(`${year}-01-04`);
  const monday = inWeekOne.add({ days: 7 * (Number(number) - 1) - (inWeekOne.dayOfWeek - 1) });
  const exists = monday.yearOfWeek === Number(year) && monday.weekOfYear === Number(number);
  return exists ? monday.toString() : null;
}

/**
 * 17:00 local on the `count`-th working day after the local day of `moment`; with 0 on that day itself, or
 * the next working day when it is none. Working days are the Dutch ones, see `isWorkingDay`.
 */
export function addWorkingDays(moment: Moment, count: number, zone: string): Moment {
  let day = dayOf(moment, zone);
  for (let left = count; left > 0; left--) day = workingDayFrom(addDays(day, 1));
  return momentAt(workingDayFrom(day), END_OF_WORK, zone);
}

/** This many hours of work (9:00–17:00 local on working days) after a moment. */
export function addWorkingHours(moment: Moment, hours: number, zone: string): Moment {
  let day = workingDayFrom(dayOf(moment, zone));
  let left = hours * HOUR;
  for (;;) {
    const from = Math.max(moment, momentAt(day, MORNING, zone));
    const room = Math.max(0, momentAt(day, END_OF_WORK, zone) - from);
    if (left <= room) return from + left;
    left -= room;
    day = workingDayFrom(addDays(day, 1));
  }
}

/** 9:00 local on the first working day after the local day of `moment`. */
export function nextWorkingMorning(moment: Moment, zone: string): Moment {
  return momentAt(workingDayFrom(addDays(dayOf(moment, zone), 1)), MORNING, zone);
}

/** 9:00 local on the last working day before the local day of `moment`. */
export function workingMorningBefore(moment: Moment, zone: string): Moment {
  let day = addDays(dayOf(moment, zone), -1);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return momentAt(day, MORNING, zone);
}

/** This day when it is a working day, else the next that is. */
export function workingDayFrom(day: Day): Day {
  return isWorkingDay(day) ? day : workingDayFrom(addDays(day, 1));
}
