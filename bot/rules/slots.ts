import { intersect, type Merged, merge, subtract } from './intervals.ts';
import type { DayPart, SlotSettings, WorkingHours } from './programme.ts';
import {
  addDays,
  type Day,
  dayOf,
  HOUR,
  type Interval,
  MINUTE,
  type Moment,
  midnight,
  type Weekday,
} from './time.ts';
import { momentsWithin, offsets, type Stretch, weekOf, weekOfWishes } from './wall.ts';

export { spread } from './spread.ts';

/** Busy times of a mailbox, in any order, may overlap. What can not be read counts as busy throughout. */
export type Busy = readonly Interval[] | 'unknown';

export type SlotQuestion = {
  readonly now: Moment;
  /** The programme's zone: days and parts of the day are read in it. */
  readonly zone: string;
  readonly firstDay: Day;
  readonly settings: SlotSettings;
  readonly minutes: number;
  readonly days: readonly Weekday[];
  readonly parts: readonly DayPart[];
  readonly coach: {
    readonly zone: string;
    readonly hours: WorkingHours;
    readonly busy: Busy;
    readonly bookings: readonly Interval[];
    /** Times in which a coach who keeps no calendar here can be booked, in place of hours; null or absent: by hours. */
    readonly windows?: readonly Interval[] | null;
    /** Nothing starts or goes on in these. */
    readonly away?: readonly Interval[];
  };
  readonly director: { readonly busy: Busy; readonly bookings: readonly Interval[] };
};

/** Answers for one coach after another what `freeSlots` answers for one. */
export type SlotFinder = (coach: SlotQuestion['coach']) => readonly Interval[];

/**
 * The period in which slots may start: [from, until). Also what free/busy is asked for.
 * From the end of the notice, or the midnight of the first day when that is later; until the midnight
 * `horizonDays` calendar days after the day of `from`, in the programme's zone.
 */
export function window(q: Pick<SlotQuestion, 'now' | 'zone' | 'firstDay' | 'settings'>): Interval {
  const start = Math.max(q.now + q.settings.noticeHours * HOUR, midnight(q.firstDay, q.zone));
  return { start, end: midnight(addDays(dayOf(start, q.zone), q.settings.horizonDays), q.zone) };
}

/** Every slot in which both are free, sorted by start. */
export function freeSlots(q: SlotQuestion): readonly Interval[] {
  return slotFinder(q)(q.coach);
}

/**
 * Works out once what is the same for every coach (window, zones, the director's times) and then costs one
 * sweep over sorted intervals a coach. Zones are remembered for as long as the finder is.
 */
export function slotFinder(q: Omit<SlotQuestion, 'coach'>): SlotFinder {
  const starts = window(q);
  const length = q.minutes * MINUTE;
  const period = { start: starts.start, end: starts.end + length };
  const zones = rememberZones(period);
  const wished = intersect(momentsWithin(zones(q.zone), weekOfWishes(q.days, q.parts)), merge([starts]));
  const asked = momentsWithin(zones(q.zone), weekOf(q.settings.directorHours));
  const free = without(asked, q.director, q.settings.bufferMinutes);
  const grid = q.settings.gridMinutes * MINUTE;
  return (coach) => {
    const working = coach.windows
      ? merge(coach.windows)
      : momentsWithin(zones(coach.zone), weekOf(coach.hours));
    const there = coach.away?.length ? subtract(working, merge(coach.away)) : working;
    const together = intersect(free, without(there, coach, q.settings.bufferMinutes));
    return onGrid({ together, wished, length, grid });
  };
}

/** Takes busy times and bookings, each with its buffer on both sides, out of somebody's times. */
function without(
  times: Merged,
  person: { readonly busy: Busy; readonly bookings: readonly Interval[] },
  bufferMinutes: number,
): Merged {
  if (person.busy === 'unknown') return [];
  const buffer = bufferMinutes * MINUTE;
  const taken: Interval[] = [];
  for (const list of [person.busy, person.bookings]) {
    for (const { start, end } of list) {
      if (start < end) taken.push({ start: start - buffer, end: end + buffer });
    }
  }
  return subtract(times, merge(taken));
}

/** Starts on the grid inside `wished` whose whole slot lies inside one stretch of `together`. */
function onGrid(q: {
  readonly together: Merged;
  readonly wished: Merged;
  readonly length: number;
  readonly grid: number;
}): readonly Interval[] {
  const starts = q.together
    .filter(({ start, end }) => end - start >= q.length)
    .map(({ start, end }) => ({ start, end: end - q.length + 1 }));
  const slots: Interval[] = [];
  for (const { start, end } of intersect(starts, q.wished)) {
    for (let at = Math.ceil(start / q.grid) * q.grid; at < end; at += q.grid) {
      slots.push({ start: at, end: at + q.length });
    }
  }
  return slots;
}

function rememberZones(period: Interval): (zone: string) => readonly Stretch[] {
  const known = new Map<string, readonly Stretch[]>();
  return (zone) => {
    const stretches = known.get(zone) ?? offsets(zone, period);
    known.set(zone, stretches);
    return stretches;
  };
}
