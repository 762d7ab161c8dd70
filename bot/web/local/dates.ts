import { language } from './settings.ts';

/** Dates as the console shows them: in its language, in the zone of the sample organisation. */
const ZONE = 'Europe/Amsterdam';
const DAY_MS = 86_400_000;

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language() === 'en' ? 'en-GB' : 'nl-NL', { timeZone: ZONE, ...options });
const longFormat = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const timeFormat = format({ hour: '2-digit', minute: '2-digit' });
const shortFormat = format({ weekday: 'short', day: 'numeric', month: 'short' });
const headFormat = format({ weekday: 'short', day: 'numeric' });
const wallFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const isoFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short' });

export const longDay = (moment: number): string => longFormat.format(moment);
export const time = (moment: number): string => timeFormat.format(moment);
export const shortDay = (moment: number): string => shortFormat.format(moment);
export const headDay = (moment: number): string => headFormat.format(moment);
/** `09:00`, as an input takes it. */
export const wallTime = (moment: number): string => wallFormat.format(moment);
export const shortDayTime = (moment: number): string => `${shortDay(moment)}, ${time(moment)}`;

/** The local calendar day, `2026-11-26`. */
export const dayOf = (moment: number): string => isoFormat.format(moment);

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** A moment on the day that is safely inside it, for naming the day. */
export const noonOf = (day: string): number => Date.parse(`${day}T12:00Z`);

/** Minutes since local midnight. */
export function minuteOfDay(moment: number): number {
  const [hours, minutes] = wallTime(moment).split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** The next 9:00 of a working day in the zone after `now`, as an ISO moment with its offset. */
export function nextMorning(now: number): string {
  let day = minuteOfDay(now) < 9 * 60 ? dayOf(now) : addDays(dayOf(now), 1);
  while (isWeekend(day)) day = addDays(day, 1);
  return momentOn(day, '09:00');
}

/** A wall-clock time on a day in the zone, as an ISO moment with its offset. */
export function momentOn(day: string, hours: string): string {
  return `${day}T${hours}:00${offsetOn(noonOf(day))}`;
}

function isWeekend(day: string): boolean {
  return day === addDays(mondayOf(day), 5) || day === addDays(mondayOf(day), 6);
}

function offsetOn(moment: number): string {
  const name = format({ timeZoneName: 'longOffset' })
    .formatToParts(moment)
    .find((p) => p.type === 'timeZoneName');
  return name?.value.replace('GMT', '') || '+00:00';
}
