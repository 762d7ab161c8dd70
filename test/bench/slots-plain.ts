import type { SlotFinder, SlotQuestion } from '../../bot/rules/slots.ts';
import type { Interval } from '../../bot/rules/time.ts';

/**
 * The rules read day by day with Temporal, as somebody writes them who was not asked for speed: what is the
 * same for every coach is worked out once, the rest is a filter over the director's possible starts.
 * Office hours only: a period may not cross a change of the clock, and both zones are on the same calendar day.
 */
export function plainFinder(q: Omit<SlotQuestion, 'coach'>): SlotFinder {
  const length = q.minutes * 60_000;
  const { days, from, until } = windowOf(q);
  const wanted = days.flatMap((day) => startsOn(q, day)).filter((start) => start >= from && start < until);
  const possible = wanted
    .map((start) => ({ start, end: start + length }))
    .filter((slot) => isFree(slot, q.director, q.settings.bufferMinutes));
  return (coach) => {
    const working = days.flatMap((day) => periodsOn(day, coach.zone, coach.hours));
    return possible.filter(
      (slot) =>
        working.some((period) => period.start <= slot.start && slot.end <= period.end) &&
        isFree(slot, coach, q.settings.bufferMinutes),
    );
  };
}

type Window = { readonly days: readonly Temporal.PlainDate[]; readonly from: number; readonly until: number };

/** From the end of the notice or the first day, whichever is later, for as many calendar days as the horizon. */
function windowOf({ now, zone, firstDay, settings }: Omit<SlotQuestion, 'coach'>): Window {
  const first = Temporal.PlainDate.from(firstDay).toZonedDateTime(zone);
  const noticed = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(zone)
    .add({ hours: settings.noticeHours });
  const from = Temporal.ZonedDateTime.compare(first, noticed) > 0 ? first : noticed;
  const day = from.toPlainDate();
  const days = Array.from({ length: settings.horizonDays }, (_, n) => day.add({ days: n }));
  const until = day.add({ days: settings.horizonDays }).toZonedDateTime(zone);
  return { days, from: from.epochMilliseconds, until: until.epochMilliseconds };
}

/** The director's possible starts on a day they asked for: whole sessions within the hours, in a part they asked for. */
function startsOn(q: Omit<SlotQuestion, 'coach'>, day: Temporal.PlainDate): readonly number[] {
  const weekday = NAMES[day.dayOfWeek - 1];
  if (q.days.length > 0 && !q.days.some((wanted) => wanted === weekday)) return [];
  const grid = q.settings.gridMinutes * 60_000;
  return periodsOn(day, q.zone, q.settings.directorHours).flatMap((period) => {
    const starts: number[] = [];
    const last = period.end - q.minutes * 60_000;
    for (let at = Math.ceil(period.start / grid) * grid; at <= last; at += grid)
      if (q.parts.length === 0 || q.parts.includes(partOf(at, q.zone))) starts.push(at);
    return starts;
  });
}

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function partOf(moment: number, zone: string): 'morning' | 'afternoon' | 'evening' {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
  return hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening';
}

function periodsOn(
  day: Temporal.PlainDate,
  zone: string,
  hours: SlotQuestion['settings']['directorHours'],
): readonly Interval[] {
  const weekday = NAMES[day.dayOfWeek - 1];
  const periods = weekday === undefined ? [] : (hours[weekday] ?? []);
  return periods.map(({ from, to }) => ({ start: momentOf(day, from, zone), end: momentOf(day, to, zone) }));
}

function momentOf(day: Temporal.PlainDate, time: string, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}

function isFree(slot: Interval, person: SlotQuestion['director'], bufferMinutes: number): boolean {
  if (person.busy === 'unknown') return false;
  const buffer = bufferMinutes * 60_000;
  const clashes = (taken: Interval) => taken.start < slot.end + buffer && slot.start - buffer < taken.end;
  return !person.busy.some(clashes) && !person.bookings.some(clashes);
}
