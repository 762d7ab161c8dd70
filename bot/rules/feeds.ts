import { merge } from './intervals.ts';
import type { Busy } from './slots.ts';
import { DAY, HOUR, type Interval, type Moment } from './time.ts';

/** A feed: a calendar behind an ICS address, read every hour. What was read of it, and for when that speaks. */
export type FeedReading = {
  readonly busy: readonly Interval[];
  readonly covers: Interval;
  /** The zone in which its whole days and its times without a zone were read. */
  readonly zone: string;
};

/** Read a little further than is asked, so that "nothing changed" can stand for some days. */
const AHEAD_MS = 3 * DAY;
const BACK_MS = DAY;

export function feedPeriod(asked: Interval): Interval {
  return { start: asked.start - BACK_MS, end: asked.end + AHEAD_MS };
}

/** Whether a reading would still do if the calendar did not change since. */
export function speaksFor(
  reading: FeedReading,
  q: { readonly asked: Interval; readonly zone: string },
): boolean {
  const { covers, zone } = reading;
  return zone === q.zone && covers.start <= q.asked.start && covers.end >= q.asked.end;
}

/**
 * The next hour's reading: each feed at its own minute of the hour, so that they are spread. From half an hour
 * to an hour and a half after the first one, and every hour after that.
 */
export function nextFeedReading(now: Moment, phase: number): Moment {
  const soonest = now + HOUR / 2;
  return soonest + ((((phase - soonest) % HOUR) + HOUR) % HOUR);
}

/** What is too old is not known, and what is not known is busy; so is what a reading does not speak for. */
export function feedBusy(
  feed: { readonly reading: FeedReading | null; readonly readAt: Moment | null },
  q: { readonly asked: Interval; readonly now: Moment; readonly staleMs: number },
): Busy {
  const { reading, readAt } = feed;
  if (reading === null || readAt === null || isStale(readAt, q)) return 'unknown';
  const { busy, covers } = reading;
  return merge([
    ...busy,
    { start: Math.min(q.asked.start, covers.start), end: covers.start },
    { start: covers.end, end: Math.max(q.asked.end, covers.end) },
  ]);
}

export function isStale(
  readAt: Moment | null,
  q: { readonly now: Moment; readonly staleMs: number },
): boolean {
  return readAt === null || q.now - readAt > q.staleMs;
}

/** Longer is none that anybody was given. */
const LONGEST = 2_000;

/**
 * Whether a text can be the address of a feed: https, and http only on this machine itself. Without a name and
 * password in it: those would travel in places where an address is expected. Where it leads is looked at when it is read.
 */
export function isFeedAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || text.length > LONGEST || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isOnThisMachine(url.hostname));
}

export function isOnThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
