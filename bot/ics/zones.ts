import ICAL from 'ical.js';
import type { Moment } from '../rules/time.ts';
import { WINDOWS_ZONES } from '../rules/windows-zones.ts';
import { Unreadable } from './unreadable.ts';

/** A time as it stands on a wall. */
export type Wall = Temporal.PlainDateTime;
/** Of a wall time that a zone has twice, or not at all: which of the two moments. What is busy lasts the longer. */
export type Side = 'earlier' | 'later';
export type Component = InstanceType<typeof ICAL.Component>;
export type Time = InstanceType<typeof ICAL.Time>;
export type Zone = {
  moment(wall: Wall, side: Side): Moment;
  wall(at: Moment): Wall;
};

/** A zone of the database of zones. */
export function ianaZone(name: string): Zone {
  return {
    moment: (wall, disambiguation) => wall.toZonedDateTime(name, { disambiguation }).epochMilliseconds,
    wall: (at) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).toPlainDateTime(),
  };
}

/**
 * The zone that a TZID names, in this order: a name of the database (also behind a prefix, `/example.org/Europe/Rome`),
 * a zone that the file itself describes, a name of Windows. Any other is refused: a guess would be an hour or more off.
 */
export function zonesOf(calendar: Component): (tzid: string) => Zone {
  const known = new Map<string, Zone>();
  const described = new Map(
    calendar.getAllSubcomponents('vtimezone').map((one) => [String(one.getFirstPropertyValue('tzid')), one]),
  );
  const find = (tzid: string): Zone => {
    const name = ianaName(tzid);
    if (name !== null) return ianaZone(name);
    const own = described.get(tzid);
    if (own !== undefined) return describedZone(own, tzid);
    const windows = WINDOWS_ZONES.get(tzid);
    if (windows !== undefined) return ianaZone(windows);
    throw new Unreadable('zone');
  };
  return (tzid) => {
    const zone = known.get(tzid) ?? find(tzid);
    known.set(tzid, zone);
    return zone;
  };
}

/** Names without a slash stand for different things in different places (`EST`), but for these. */
const PLAIN = /^(UTC|GMT|Z)$/i;

function ianaName(tzid: string): string | null {
  if (PLAIN.test(tzid)) return 'UTC';
  const parts = tzid.split('/').filter((part) => part !== '');
  for (let from = 0; from < parts.length - 1; from++) {
    const name = parts.slice(from).join('/');
    if (isKnown(name)) return name;
  }
  return null;
}

function isKnown(name: string): boolean {
  if (!/^[A-Za-z]+(\/[\w+-]+)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * A VTIMEZONE. The library gives one offset for each wall time; around a change the hours before and after are asked
 * too, so that a wall time that comes twice is both.
 */
function describedZone(component: Component, tzid: string): Zone {
  const first = firstChange(component);
  const zone = new ICAL.Timezone({ component, tzid });
  const offset = (wall: Wall) =>
    zone.utcOffset(timeOf(Temporal.PlainDateTime.compare(wall, first) < 0 ? first : wall)) * 1_000;
  const utc = ianaZone('UTC');
  return {
    moment(wall, side) {
      const about = side === 'earlier' ? wall.subtract({ hours: 1 }) : wall.add({ hours: 1 });
      const moments = [wall, about].map((one) => utc.moment(wall, side) - offset(one));
      return side === 'earlier' ? Math.min(...moments) : Math.max(...moments);
    },
    wall(at) {
      const there = utc.wall(at);
      return there.add({ milliseconds: offset(there.add({ milliseconds: offset(there) })) });
    },
  };
}

/** From when on the description speaks; before that its first offset stands. One that leaves something out is refused. */
function firstChange(component: Component): Wall {
  const changes = component
    .getAllSubcomponents()
    .filter(({ name }) => name === 'standard' || name === 'daylight');
  const starts = changes.map((change) => {
    const start = change.getFirstPropertyValue('dtstart');
    const offsets = change.hasProperty('tzoffsetto') && change.hasProperty('tzoffsetfrom');
    if (!(start instanceof ICAL.Time) || !offsets) throw new Unreadable('zone');
    return wallOf(start);
  });
  const [first] = starts.sort(Temporal.PlainDateTime.compare);
  if (first === undefined) throw new Unreadable('zone');
  return first;
}

/** Without a zone: repetitions are worked out on the wall. */
export function timeOf(wall: Wall, isDate = false): Time {
  const { year, month, day, hour, minute, second } = wall;
  return new ICAL.Time({ year, month, day, hour, minute, second, isDate }, ICAL.Timezone.localTimezone);
}

/** A leap second is the second before it; no other time that does not exist is taken. */
export function wallOf({ year, month, day, hour, minute, second }: Time): Wall {
  return Temporal.PlainDateTime.from(
    { year, month, day, hour, minute, second: Math.min(second, 59) },
    { overflow: 'reject' },
  );
}
