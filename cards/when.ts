import type { Language, Place } from '../bot/rules/programme.ts';
import type { Interval, Moment } from '../bot/rules/time.ts';
import { textOf } from './text.ts';

/** The zone that needs no name: the reader expects it. */
const HOME = 'Europe/Amsterdam';

/** What the drawing says about the reader. */
export type Reader = { readonly language: Language; readonly zone: string };

/** "donderdag 26 november 2026" · "Thursday 26 November 2026", in the reader's zone. */
export function dayOf(at: Moment, reader: Reader): string {
  const parts = partsOf(at, reader, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${parts('weekday')} ${parts('day')} ${parts('month')} ${parts('year')}`;
}

/** "donderdag 26 november 2026, 10.00 uur" · "Thursday 26 November 2026, 10:00"; a zone other than home is named. */
export function momentOf(at: Moment, reader: Reader): string {
  const zone = zoneOf(at, reader);
  return `${dayOf(at, reader)}, ${hours(timeOf(at, reader), reader)}${zone === null ? '' : ` (${zone})`}`;
}

/** "donderdag 26 november 2026, 10.00–11.15 uur"; over midnight both days are named. */
export function intervalOf(slot: Interval, reader: Reader): string {
  const zone = zoneOf(slot.start, reader);
  return `${plain(slot, reader)}${zone === null ? '' : ` (${zone})`}`;
}

/** "donderdag 26 november 2026, 10.00–11.15 uur (online)". */
export function meetingOf(
  meeting: { readonly slot: Interval; readonly place: Place },
  reader: Reader,
): string {
  const zone = zoneOf(meeting.slot.start, reader);
  const place = textOf(reader.language).words.place[meeting.place];
  return `${plain(meeting.slot, reader)} (${zone === null ? place : `${place}, ${zone}`})`;
}

/** "14.05 uur" · "14:05". */
export function clockOf(at: Moment, reader: Reader): string {
  return hours(timeOf(at, reader), reader);
}

/** "€ 1.031,25 excl. btw" · "€1,031.25 excl. VAT", from whole cents without VAT. */
export function amountOf(cents: number, language: Language): string {
  const amount = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency: 'EUR' });
  return `${amount.format(cents / 100)} ${language === 'nl' ? 'excl. btw' : 'excl. VAT'}`;
}

/** "maandag, dinsdag en vrijdag". */
export function listOf(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(items);
}

function plain(slot: Interval, reader: Reader): string {
  const [from, to] = [timeOf(slot.start, reader), timeOf(slot.end, reader)];
  const [first, last] = [dayOf(slot.start, reader), dayOf(slot.end, reader)];
  if (first === last) return `${first}, ${hours(`${from}–${to}`, reader)}`;
  return `${first}, ${hours(from, reader)} – ${last}, ${hours(to, reader)}`;
}

function hours(time: string, reader: Reader): string {
  return reader.language === 'nl' ? `${time} uur` : time;
}

function timeOf(at: Moment, reader: Reader): string {
  const parts = partsOf(at, reader, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${parts('hour')}${reader.language === 'nl' ? '.' : ':'}${parts('minute')}`;
}

function zoneOf(at: Moment, reader: Reader): string | null {
  if (reader.zone === HOME) return null;
  return partsOf(at, reader, { timeZoneName: 'longGeneric' })('timeZoneName');
}

function partsOf(at: Moment, reader: Reader, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(localeOf(reader.language), { ...options, timeZone: reader.zone });
  const parts = format.formatToParts(at);
  return (type: Intl.DateTimeFormatPartTypes): string => {
    const part = parts.find((each) => each.type === type);
    if (part === undefined) throw new Error(`no ${type} in a date`);
    return part.value;
  };
}

function localeOf(language: Language): string {
  return language === 'nl' ? 'nl-NL' : 'en-GB';
}
