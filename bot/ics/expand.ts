import ICAL from 'ical.js';
import { merge } from '../rules/intervals.ts';
import type { Interval } from '../rules/time.ts';
import {
  isBusy,
  type Length,
  lengthOf,
  type Reading,
  type Stamp,
  stampsOf,
  wallsOf,
  writtenIn,
} from './event.ts';
import { Unreadable } from './unreadable.ts';
import { type Component, ianaZone, zonesOf } from './zones.ts';

/** In one calendar, all repetitions together: twenty years of daily events are 7,300. */
const MOST_STEPS = 200_000;
/** Starts, ends, exceptions and dates in a list: five thousand events with a start and an end are 10,000. */
const MOST_WRITTEN = 40_000;
/** Within the two months that are asked for. */
const MOST_INTERVALS = 5_000;

export type ExpandQ = {
  /** Of whose calendar it is: whole days, and times without a zone, are meant there. */
  readonly zone: string;
  readonly covers: Interval;
};

/**
 * When somebody is busy by the text of an ICS file (RFC 5545), within a period: sorted, disjoint, no subjects.
 * Throws `Unreadable` when any of it can not be read.
 */
export function expand(text: string, { zone, covers }: ExpandQ): readonly Interval[] {
  try {
    const [steps, written] = [{ left: MOST_STEPS }, { left: MOST_WRITTEN }];
    const busy = calendarsIn(text).flatMap((calendar) => {
      const reading = { home: ianaZone(zone), zones: zonesOf(calendar), covers, steps, written };
      return [...eventsOf(calendar, reading), ...givenBusy(calendar, reading)];
    });
    const merged = merge(busy.map((one) => clip(one, covers)));
    if (merged.length > MOST_INTERVALS) throw new Unreadable('too-many');
    return merged;
  } catch (error) {
    // The library tells what it can not read by errors of many kinds; the text is a stranger's.
    throw error instanceof Unreadable ? error : new Unreadable('unreadable');
  }
}

/** One, as a rule; an empty text, a page of a website, or half a file is none. */
function calendarsIn(text: string): readonly Component[] {
  const body = text.replace(/^\uFEFF/, '').trimStart();
  if (!/^BEGIN:VCALENDAR/i.test(body)) throw new Unreadable('no-calendar');
  const parsed: unknown[] = ICAL.parse(body);
  const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[][];
  return roots.map((root) => new ICAL.Component(root));
}

/** An event that repeats, and those that stand in place of one of its repetitions, share a UID. */
function eventsOf(calendar: Component, reading: Reading): readonly Interval[] {
  const events = calendar.getAllSubcomponents('vevent');
  const replaced = new Map<string, Set<number>>();
  for (const event of events) {
    const id = event.getFirstProperty('recurrence-id');
    if (id === null) continue;
    // Everything from there on would be at another time; calendars of today split the event instead.
    if (id.getFirstParameter('range')) throw new Unreadable('repetition');
    const uid = String(event.getFirstPropertyValue('uid'));
    const moments = stampsOf(id, reading).map(momentOf);
    replaced.set(uid, new Set([...(replaced.get(uid) ?? []), ...moments]));
  }
  return events.filter(isBusy).flatMap((event) => {
    if (event.hasProperty('recurrence-id')) return occurrences(event, reading, new Set());
    const uid = String(event.getFirstPropertyValue('uid'));
    return occurrences(event, reading, replaced.get(uid) ?? new Set());
  });
}

function occurrences(event: Component, reading: Reading, replaced: ReadonlySet<number>): readonly Interval[] {
  const [start] = stampsOf(event.getFirstProperty('dtstart'), reading);
  if (start === undefined) throw new Unreadable('unreadable');
  const length = lengthOf(event, start, reading);
  const left = event.getAllProperties('exdate').flatMap((one) => stampsOf(one, reading).map(momentOf));
  const out = new Set([...replaced, ...left]);
  const busy: Interval[] = [];
  const add = (stamp: Stamp) => {
    if (!out.has(momentOf(stamp))) busy.push(intervalOf(stamp, length));
  };
  for (const wall of wallsOf(event, { start, length, reading })) add({ ...start, wall });
  for (const dates of event.getAllProperties('rdate')) {
    if (dates.type === 'period') busy.push(...periodsOf(dates, reading));
    else for (const stamp of stampsOf(dates, reading)) add(stamp);
  }
  return busy;
}

/** As long on the clock as on the wall, whichever is longer: programs differ in the nights of summer time. */
function intervalOf({ wall, zone }: Stamp, { wall: length, exactMs }: Length): Interval {
  const start = zone.moment(wall, 'earlier');
  return { start, end: Math.max(start + exactMs, zone.moment(wall.add(length), 'later')) };
}

/** Components that say nothing but when somebody is busy. */
function givenBusy(calendar: Component, reading: Reading): readonly Interval[] {
  return calendar
    .getAllSubcomponents('vfreebusy')
    .flatMap((one) => one.getAllProperties('freebusy'))
    .filter((one) => one.getFirstParameter('fbtype')?.toUpperCase() !== 'FREE')
    .flatMap((one) => periodsOf(one, reading));
}

function periodsOf(property: InstanceType<typeof ICAL.Property>, reading: Reading): readonly Interval[] {
  if (writtenIn(property) > reading.written.left) throw new Unreadable('too-many');
  return property.getValues().map((period: unknown) => {
    if (!(period instanceof ICAL.Period)) throw new Unreadable('unreadable');
    const [start, end] = stampsOf(property, reading, [period.start, period.getEnd()]);
    if (!start || !end) throw new Unreadable('unreadable');
    return { start: start.zone.moment(start.wall, 'earlier'), end: end.zone.moment(end.wall, 'later') };
  });
}

function momentOf({ wall, zone }: Stamp): number {
  return zone.moment(wall, 'earlier');
}

function clip({ start, end }: Interval, within: Interval): Interval {
  return { start: Math.max(start, within.start), end: Math.min(end, within.end) };
}
