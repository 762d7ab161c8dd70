import type { Interval, Moment } from '../bot/rules/time.ts';

/** Graph's `dateTimeTimeZone`: a wall-clock time without offset, and the zone it is meant in. */
export type ZonedText = { readonly dateTime: string; readonly timeZone: string };

/**
 * Windows zone names with the IANA zones they stand for; the first is how the name is read back.
 * Source: Unicode CLDR, windowsZones.xml, territories in Europe.
 */
const WINDOWS: Readonly<Record<string, readonly string[]>> = {
  UTC: ['UTC', 'Etc/UTC', 'Etc/GMT', 'GMT'],
  'W. Europe Standard Time': [
    'Europe/Berlin',
    'Europe/Amsterdam',
    'Europe/Vienna',
    'Europe/Zurich',
    'Europe/Rome',
    'Europe/Oslo',
    'Europe/Stockholm',
    'Europe/Luxembourg',
    'Europe/Malta',
    'Europe/Monaco',
    'Europe/Vaduz',
    'Europe/San_Marino',
    'Europe/Vatican',
    'Europe/Andorra',
    'Europe/Gibraltar',
  ],
  'Romance Standard Time': ['Europe/Paris', 'Europe/Brussels', 'Europe/Copenhagen', 'Europe/Madrid'],
  'GMT Standard Time': ['Europe/London', 'Europe/Dublin', 'Europe/Lisbon', 'Atlantic/Canary'],
  'Central Europe Standard Time': [
    'Europe/Budapest',
    'Europe/Prague',
    'Europe/Bratislava',
    'Europe/Belgrade',
    'Europe/Ljubljana',
    'Europe/Tirane',
  ],
  'Central European Standard Time': ['Europe/Warsaw', 'Europe/Zagreb', 'Europe/Sarajevo', 'Europe/Skopje'],
  'FLE Standard Time': [
    'Europe/Kyiv',
    'Europe/Kiev',
    'Europe/Helsinki',
    'Europe/Riga',
    'Europe/Sofia',
    'Europe/Tallinn',
    'Europe/Vilnius',
  ],
  'GTB Standard Time': ['Europe/Bucharest', 'Europe/Athens', 'Asia/Nicosia'],
  'E. Europe Standard Time': ['Europe/Chisinau'],
  'Turkey Standard Time': ['Europe/Istanbul'],
  'Greenwich Standard Time': ['Atlantic/Reykjavik'],
  'Azores Standard Time': ['Atlantic/Azores'],
};

/** The Windows name of an IANA zone (mailboxes may refuse the IANA one), or null when none is known here. */
export function windowsName(iana: string): string | null {
  return Object.keys(WINDOWS).find((name) => WINDOWS[name]?.includes(iana)) ?? null;
}

/** The IANA zone of a name as Graph writes it (Windows, IANA, `tzone://Microsoft/Utc`); null when unknown. */
export function ianaName(name: string): string | null {
  if (/^(utc|tzone:\/\/microsoft\/utc)$/i.test(name)) return 'UTC';
  const listed = WINDOWS[name]?.[0];
  if (listed !== undefined) return listed;
  return /^[A-Za-z]+(\/[\w+-]+)+$/.test(name) && known(name) ? name : null;
}

/**
 * The moment of a text of Graph (up to nine fractional digits), or null when it can not be read. A wall
 * time that a zone has twice or not at all is read as the `side` says; in UTC, which is what every call
 * here asks for, the question does not arise.
 */
export function momentOf(text: ZonedText, side: 'earlier' | 'later'): Moment | null {
  const zone = ianaName(text.timeZone);
  if (zone === null) return null;
  try {
    return Temporal.PlainDateTime.from(text.dateTime).toZonedDateTime(zone, { disambiguation: side })
      .epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The moment of a text with an offset (`…Z`), or null when it can not be read. */
export function instantOf(text: string): Moment | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** As Graph takes a moment in a query or as an expiry: seconds, in UTC. */
export function utcStamp(at: Moment): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' });
}

export function utcText(at: Moment): ZonedText {
  return { dateTime: wall(at, 'UTC').toString({ smallestUnit: 'second' }), timeZone: 'UTC' };
}

/**
 * Start and end of an event as Graph takes them. The wall time of the programme's zone, because an invited
 * mailbox elsewhere shows the words of the invitation ("09:00, Amsterdam") and UTC would read as another
 * hour. But in the hour that comes twice at the end of summer time a wall time names two moments, and
 * then, as for a zone without a Windows name, both are in UTC, which always names one.
 */
export function eventTimes(when: Interval, zone: string): { start: ZonedText; end: ZonedText } {
  const timeZone = windowsName(zone);
  const exact = namesOneMoment(when.start, zone) && namesOneMoment(when.end, zone);
  if (timeZone === null || !exact) return { start: utcText(when.start), end: utcText(when.end) };
  const text = (at: Moment) => ({ dateTime: wall(at, zone).toString({ smallestUnit: 'second' }), timeZone });
  return { start: text(when.start), end: text(when.end) };
}

function wall(at: Moment, zone: string): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
}

function namesOneMoment(at: Moment, zone: string): boolean {
  const text = wall(at, zone);
  const both = (['earlier', 'later'] as const).map((disambiguation) =>
    text.toZonedDateTime(zone, { disambiguation }),
  );
  return both.every((moment) => moment.epochMilliseconds === at);
}

function known(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
