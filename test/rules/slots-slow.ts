import type { DayPart, WorkingHours } from '../../bot/rules/programme.ts';
import type { SlotQuestion } from '../../bot/rules/slots.ts';

type Found = { readonly start: number; readonly end: number };

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/**
 * The rules read out loud, slot by slot and minute by minute with Temporal. Shares no code with the product;
 * slow on purpose.
 */
export function slowSlots(q: SlotQuestion): readonly Found[] {
  if (q.coach.busy === 'unknown' || q.director.busy === 'unknown') return [];
  const taken = [...q.coach.busy, ...q.coach.bookings, ...q.director.busy, ...q.director.bookings];
  const coachWorks = wallClock(q.coach.zone, q.coach.hours);
  const directorCan = wallClock(q.zone, q.settings.directorHours);
  const { from, until } = slowWindow(q);
  const grid = q.settings.gridMinutes * 60_000;
  const buffer = q.settings.bufferMinutes * 60_000;
  const found: Found[] = [];
  for (let start = Math.floor(from / grid) * grid; start < until; start += grid) {
    const end = start + q.minutes * 60_000;
    if (start < from || !wished(q, start)) continue;
    const clash = taken.some((t) => t.end > t.start && t.start < end + buffer && start - buffer < t.end);
    if (clash) continue;
    if (everyMinute(start, end, coachWorks) && everyMinute(start, end, directorCan))
      found.push({ start, end });
  }
  return found;
}

export function slowWindow(q: SlotQuestion): { readonly from: number; readonly until: number } {
  const first = Temporal.PlainDate.from(q.firstDay).toZonedDateTime(q.zone);
  const noticed = Temporal.Instant.fromEpochMilliseconds(q.now)
    .add({ hours: q.settings.noticeHours })
    .toZonedDateTimeISO(q.zone);
  const from = Temporal.ZonedDateTime.compare(first, noticed) > 0 ? first : noticed;
  const until = from.toPlainDate().add({ days: q.settings.horizonDays }).toZonedDateTime(q.zone);
  return { from: from.epochMilliseconds, until: until.epochMilliseconds };
}

function wished(q: SlotQuestion, start: number): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(q.zone);
  const part: DayPart = local.hour < 12 ? 'morning' : local.hour < 17 ? 'afternoon' : 'evening';
  const weekday = NAMES[local.dayOfWeek - 1];
  const dayFits = q.days.length === 0 || q.days.some((day) => day === weekday);
  return dayFits && (q.parts.length === 0 || q.parts.includes(part));
}

function everyMinute(start: number, end: number, holds: (moment: number) => boolean): boolean {
  for (let moment = start; moment < end; moment += 60_000) if (!holds(moment)) return false;
  return true;
}

function wallClock(zone: string, hours: WorkingHours): (moment: number) => boolean {
  const known = new Map<number, boolean>();
  return (moment) => {
    const seen = known.get(moment);
    if (seen !== undefined) return seen;
    const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone);
    const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
    const weekday = NAMES[local.dayOfWeek - 1];
    const ranges = weekday === undefined ? [] : (hours[weekday] ?? []);
    const within = ranges.some(({ from, to }) => from <= time && time < (to === '00:00' ? '24:00' : to));
    known.set(moment, within);
    return within;
  };
}
