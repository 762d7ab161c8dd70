import ICAL from 'ical.js';
import type { Interval } from '../rules/time.ts';
import { Unreadable } from './unreadable.ts';
import { type Component, ianaZone, type Time, timeOf, type Wall, wallOf, type Zone } from './zones.ts';

/** A start or an end as the file has it. */
export type Stamp = { readonly wall: Wall; readonly zone: Zone; readonly wholeDay: boolean };
/** `exactMs` is zero for whole days: one of them may have 23 or 25 hours. */
export type Length = { readonly wall: Temporal.Duration; readonly exactMs: number };

/** What is the same throughout a calendar. */
export type Reading = {
  readonly home: Zone;
  readonly zones: (tzid: string) => Zone;
  readonly covers: Interval;
  /** Repetitions that may still be worked out. */
  readonly steps: { left: number };
  /** Moments that may still be read as they are written. */
  readonly written: { left: number };
};
type Property = InstanceType<typeof ICAL.Property>;

const FREE_WORDS: ReadonlySet<string> = new Set(['FREE', 'WORKINGELSEWHERE']);

/** Cancelled, or marked as free: by the standard's own word or by that of Outlook. */
export function isBusy(event: Component): boolean {
  const says = (name: string) => String(event.getFirstPropertyValue(name) ?? '').toUpperCase();
  if (says('status') === 'CANCELLED' || says('transp') === 'TRANSPARENT') return false;
  return !FREE_WORDS.has(says('x-microsoft-cdo-busystatus'));
}

/** The values of a property, or others that stand in its zone. */
export function stampsOf(
  property: Property | null,
  { home, zones, written: budget }: Reading,
  others?: readonly unknown[],
): readonly Stamp[] {
  // Before anything is made of them: each takes a hundred times its text.
  budget.left -= others?.length ?? writtenIn(property);
  if (budget.left < 0) throw new Unreadable('too-many');
  const values: readonly unknown[] = others ?? property?.getValues() ?? [];
  const written: readonly unknown[] = others ?? property?.toJSON().slice(3);
  return values.map((value, at) => {
    // The library lets 31 February run on into March: then it is not what was written.
    if (!(value instanceof ICAL.Time) || String(value) !== String(written[at]))
      throw new Unreadable('unreadable');
    if (value.isDate) return { wall: wallOf(value), zone: home, wholeDay: true };
    const tzid = property?.getFirstParameter('tzid');
    const utc = value.zone === ICAL.Timezone.utcTimezone;
    return { wall: wallOf(value), zone: utc ? UTC : tzid ? zones(tzid) : home, wholeDay: false };
  });
}
const UTC = ianaZone('UTC');

/** How many values a property has, by the text alone: name, parameters and type come before them. */
export function writtenIn(property: Property | null): number {
  return property === null ? 0 : property.jCal.length - 3;
}

/** By its end, its duration, or what it is without either: a whole day, or no time at all. */
export function lengthOf(event: Component, start: Stamp, reading: Reading): Length {
  const [end] = stampsOf(event.getFirstProperty('dtend'), reading);
  const duration = event.getFirstPropertyValue('duration');
  if (end) return between(start, end);
  if (duration instanceof ICAL.Duration) {
    const { isNegative, weeks, days, hours, minutes, seconds } = duration;
    if (isNegative) throw new Unreadable('unreadable');
    const wall = Temporal.Duration.from({ weeks, days, hours, minutes, seconds });
    return { wall, exactMs: start.wholeDay ? 0 : duration.toSeconds() * 1_000 };
  }
  return { wall: Temporal.Duration.from({ days: start.wholeDay ? 1 : 0 }), exactMs: 0 };
}

function between(start: Stamp, end: Stamp): Length {
  const [from, to] = [start, end].map(({ wall, zone }) => zone.moment(wall, 'earlier'));
  if (from === undefined || to === undefined || to < from) throw new Unreadable('unreadable');
  const endThere = start.zone === end.zone ? end.wall : start.zone.wall(to);
  const wall = start.wall.until(endThere, { largestUnit: 'day' });
  return { wall, exactMs: start.wholeDay ? 0 : to - from };
}

type Repeats = { readonly start: Stamp; readonly length: Length; readonly reading: Reading };

/**
 * The walls on which an event starts, as far as they can matter: its first, and what its rules repeat. Repeating is
 * done on the wall, so that an hour stays that hour through summer time. Throws when there are too many.
 */
export function* wallsOf(event: Component, { start, length, reading }: Repeats): Generator<Wall> {
  const { covers, steps } = reading;
  const from = start.zone.wall(covers.start).subtract(length.wall).subtract(A_DAY);
  const until = start.zone.wall(covers.end).add(A_DAY);
  yield start.wall;
  for (const property of event.getAllProperties('rrule')) {
    const rule = ruleOf(property, start);
    if (rule.until && isBefore(wallOf(rule.until), from)) continue;
    const iterator = rule.iterator(timeOf(start.wall, start.wholeDay));
    for (let next = iterator.next(); next; next = iterator.next()) {
      const wall = wallOf(next);
      if (isBefore(until, wall)) break;
      if (steps.left-- <= 0) throw new Unreadable('too-many');
      if (!isBefore(wall, from)) yield wall;
    }
  }
}
const A_DAY = { days: 1 };

/** Its end as it stands on the same wall; a day alone is included whole. */
function ruleOf(property: Property, { zone, wholeDay }: Stamp) {
  const rule = property.getFirstValue();
  if (!(rule instanceof ICAL.Recur)) throw new Unreadable('unreadable');
  const { until } = rule;
  if (until === null || until === undefined) return rule;
  const copy = rule.clone();
  copy.until = timeOf(untilOn(zone, until), wholeDay);
  return copy;
}

function untilOn(zone: Zone, until: Time): Wall {
  if (until.isDate) return wallOf(until).with({ hour: 23, minute: 59, second: 59 });
  if (until.zone !== ICAL.Timezone.utcTimezone) return wallOf(until);
  return zone.wall(UTC.moment(wallOf(until), 'earlier'));
}

function isBefore(one: Wall, other: Wall): boolean {
  return Temporal.PlainDateTime.compare(one, other) < 0;
}
