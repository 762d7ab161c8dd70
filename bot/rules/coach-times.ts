import { merge } from './intervals.ts';
import type { WorkingHours } from './programme.ts';
import {
  addDays,
  type Day,
  HOUR,
  type Interval,
  type Moment,
  midnight,
  momentAt,
  WEEKDAYS,
  type Weekday,
} from './time.ts';

/** What a form sends: absent and empty mean the same. */
export type Fields = Readonly<Record<string, string>>;
export type Read<Value, Fault> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** Stretches a day in the form. */
export const STRETCHES = 3;
export const hoursField = (day: Weekday, stretch: number, end: 'from' | 'to') => `${day}-${stretch}-${end}`;

export type HoursFault =
  /** No hours at all: whoever wants nothing for a while takes a pause. */
  | { readonly why: 'none' }
  /** One of two times is missing, or is no time; the end is not after the start; two stretches overlap. */
  | { readonly why: 'half' | 'order' | 'overlap'; readonly day: Weekday };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Working hours as `mon-1-from`, `mon-1-to` …; stretches in any order, empty ones left out. */
export function readHours(fields: Fields): Read<WorkingHours, HoursFault> {
  const hours: Partial<Record<Weekday, readonly { from: string; to: string }[]>> = {};
  for (const day of WEEKDAYS) {
    const read = readDay(day, fields);
    if (read.kind === 'fault') return read;
    if (read.value.length > 0) hours[day] = read.value;
  }
  if (Object.keys(hours).length === 0) return fault({ why: 'none' });
  return { kind: 'read', value: hours };
}

type Stretch = { readonly from: string; readonly to: string };

function readDay(day: Weekday, fields: Fields): Read<readonly Stretch[], HoursFault> {
  const stretches: Stretch[] = [];
  for (let n = 1; n <= STRETCHES; n++) {
    const [from = '', to = ''] = [fields[hoursField(day, n, 'from')], fields[hoursField(day, n, 'to')]];
    if (from === '' && to === '') continue;
    if (!TIME.test(from) || !TIME.test(to)) return fault({ why: 'half', day });
    if (from >= to) return fault({ why: 'order', day });
    stretches.push({ from, to });
  }
  const sorted = stretches.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const overlap = sorted.some(({ from }, at) => from < (sorted[at - 1]?.to ?? ''));
  return overlap ? fault({ why: 'overlap', day }) : { kind: 'read', value: sorted };
}

/** `date`: no such day or time. `short`: the shortest session does not fit. `far`: more than a year ahead. */
export type WindowFault = 'date' | 'order' | 'short' | 'past' | 'far' | 'many';
const SHORTEST_MS = HOUR;
export const MOST_WINDOWS = 200;
const DAYS_AHEAD = 366;

export type At = { readonly now: Moment; readonly zone: string };

/** A window on one day, in the coach's zone. */
export function readWindow(fields: Fields, { now, zone }: At): Read<Interval, WindowFault> {
  const { date = '', from = '', to = '' } = fields;
  if (!isDay(date) || !TIME.test(from) || !TIME.test(to)) return fault('date');
  if (from >= to) return fault('order');
  const window = { start: momentAt(date, from, zone), end: momentAt(date, to, zone) };
  if (window.end - window.start < SHORTEST_MS) return fault('short');
  if (window.end <= now) return fault('past');
  if (window.start > now + DAYS_AHEAD * 24 * HOUR) return fault('far');
  return { kind: 'read', value: window };
}

/** A new window beside those that are there: what it touches becomes one with it, and `gone` goes. */
export function joinWindows<W extends Interval>(
  there: readonly W[],
  window: Interval,
): { readonly window: Interval; readonly gone: readonly W[] } {
  const gone = there.filter(({ start, end }) => start <= window.end && window.start <= end);
  const [joined = window] = merge([window, ...gone]);
  return { window: joined, gone };
}

/** `long`: more than a year; then the office takes somebody out of the programme. */
export type PauseFault = 'date' | 'order' | 'past' | 'long';

/** Whole days in the coach's zone, the last one included. */
export function readPause(fields: Fields, { now, zone }: At): Read<Interval, PauseFault> {
  const { first = '', last = '' } = fields;
  if (!isDay(first) || !isDay(last)) return fault('date');
  if (first > last) return fault('order');
  const pause = { start: midnight(first, zone), end: midnight(addDays(last, 1), zone) };
  if (pause.end <= now) return fault('past');
  if (pause.end - Math.max(now, pause.start) > DAYS_AHEAD * 24 * HOUR) return fault('long');
  return { kind: 'read', value: pause };
}

/** Any year that a browser's own field can give: Temporal says whether the day exists. */
function isDay(text: string): text is Day {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

function fault<Fault>(why: Fault): { readonly kind: 'fault'; readonly fault: Fault } {
  return { kind: 'fault', fault: why };
}
