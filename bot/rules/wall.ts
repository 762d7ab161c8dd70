import { type Merged, merge } from './intervals.ts';
import type { DayPart, WorkingHours } from './programme.ts';
import { HOUR, type Interval, MINUTE, type Moment, type WallTime, WEEKDAYS, type Weekday } from './time.ts';

/** A stretch of time in which a zone keeps one offset: local = moment + offset, in milliseconds. */
export type Stretch = Interval & { readonly offset: number };

/** Per weekday, Monday first: stretches of the local day, in milliseconds after its 00:00. */
export type Week = readonly (readonly Interval[])[];

const DAY_MS = 24 * HOUR;
const NOON = 12 * HOUR;
const EVENING = 17 * HOUR;
const PART: { readonly [part in DayPart]: Interval } = {
  morning: { start: 0, end: NOON },
  afternoon: { start: NOON, end: EVENING },
  evening: { start: EVENING, end: DAY_MS },
};
const WHOLE_DAY: Interval = { start: 0, end: DAY_MS };

/** How a zone's offset runs over a period: adjoining stretches, in order. An unknown zone throws. */
export function offsets(zone: string, period: Interval): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(period.start).toZonedDateTimeISO(zone);
  let start = period.start;
  while (start < period.end) {
    const offset = at.offsetNanoseconds / 1e6;
    const change = at.getTimeZoneTransition('next');
    const end = Math.min(change?.epochMilliseconds ?? period.end, period.end);
    stretches.push({ start, end, offset });
    if (change !== null) at = change;
    start = end;
  }
  return stretches;
}

/**
 * The moments at which the wall clock stands within the week's times. A wall time that is skipped makes a
 * stretch shorter; one that occurs twice counts both times.
 */
export function momentsWithin(stretches: readonly Stretch[], week: Week): Merged {
  const found: Interval[] = [];
  for (const { start, end, offset } of stretches) {
    const lastDay = Math.floor((end - 1 + offset) / DAY_MS);
    for (let day = Math.floor((start + offset) / DAY_MS); day <= lastDay; day++) {
      const base = day * DAY_MS - offset;
      for (const times of week[weekdayIndex(day)] ?? []) {
        found.push({ start: Math.max(base + times.start, start), end: Math.min(base + times.end, end) });
      }
    }
  }
  return merge(found);
}

/** Working hours as a week; `24:00`, or `00:00` as an end, is the end of the day. */
export function weekOf(hours: WorkingHours): Week {
  return WEEKDAYS.map((weekday) =>
    (hours[weekday] ?? []).map(({ from, to }) => ({
      start: sinceMidnight(from),
      end: sinceMidnight(to) || DAY_MS,
    })),
  );
}

/** The days and parts of the day somebody asks for as a week; an empty list is no preference. */
export function weekOfWishes(days: readonly Weekday[], parts: readonly DayPart[]): Week {
  const times = parts.length === 0 ? [WHOLE_DAY] : parts.map((part) => PART[part]);
  return WEEKDAYS.map((weekday) => (days.length === 0 || days.includes(weekday) ? times : []));
}

/** Local day (counted from 1970-01-01) and part of the day of a moment inside the stretch. */
export function wallOf(moment: Moment, offset: number): { readonly day: number; readonly part: DayPart } {
  const local = moment + offset;
  const day = Math.floor(local / DAY_MS);
  const time = local - day * DAY_MS;
  return { day, part: time < NOON ? 'morning' : time < EVENING ? 'afternoon' : 'evening' };
}

/** 1970-01-01 was a Thursday; the index counts from Monday. */
function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function sinceMidnight(time: WallTime): number {
  return Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) * MINUTE;
}
