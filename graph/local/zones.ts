import { WINDOWS_ZONES } from '../../bot/rules/windows-zones.ts';

/** A `dateTimeTimeZone` of Graph: a wall-clock time and the name of its zone. */
export type ZonedTime = { readonly dateTime: string; readonly timeZone: string };

/** The IANA zone of a Windows or IANA name, or null when there is no such zone. */
export function ianaZone(name: string): string | null {
  const known = WINDOWS_ZONES.get(name) ?? (/^tzone:\/\/microsoft\/utc$/i.test(name) ? 'Etc/UTC' : name);
  if (!/^[A-Za-z]/.test(known)) return null;
  try {
    return new Temporal.ZonedDateTime(0n, known).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The moment of a wall-clock time; in the hour that does not exist it moves on, in the hour that comes twice it is the first. */
export function momentOf(time: ZonedTime): number | null {
  const zone = ianaZone(time.timeZone);
  if (zone === null || !WALL.test(time.dateTime)) return null;
  return orNull(
    () =>
      Temporal.PlainDateTime.from(time.dateTime, { overflow: 'reject' }).toZonedDateTime(zone)
        .epochMilliseconds,
  );
}

/** Wall-clock time with seven fractional digits in the zone asked for, under the name it was asked by. */
export function zonedTime(moment: number, zone: string): ZonedTime {
  const wall = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(ianaZone(zone) ?? 'Etc/UTC');
  return { dateTime: wall.toPlainDateTime().toString({ fractionalSecondDigits: 7 }), timeZone: zone };
}

/** `2026-11-23T09:00:00.0000000Z`. */
export function stamp(moment: number): string {
  return Temporal.Instant.fromEpochMilliseconds(moment).toString({ fractionalSecondDigits: 7 });
}

/** An ISO 8601 date, or date and time; without an offset it is UTC, as Graph's query options read it. */
export function utcMoment(text: string): number | null {
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const [, day, time = 'T00:00', offset = 'Z'] = parts;
  return orNull(() => Temporal.Instant.from(`${day}${time}${offset}`).epochMilliseconds);
}

export function isMidnight(dateTime: string): boolean {
  return /T00:00(:00(\.0+)?)?$/.test(dateTime);
}

/** Seven days from local midnight of `day` (`2026-11-23`): 167 or 169 hours where the clock changes. */
export function weekFrom(day: string, zone: string): { start: number; end: number } | null {
  const iana = ianaZone(zone);
  if (iana === null || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  return orNull(() => {
    const first = Temporal.PlainDate.from(day, { overflow: 'reject' });
    const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(iana).epochMilliseconds;
    return { start: midnight(first), end: midnight(first.add({ days: 7 })) };
  });
}

const WALL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?$/;
const ISO = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(Z|[+-]\d\d:\d\d)?$/;

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
