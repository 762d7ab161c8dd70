/** A moment: whole milliseconds since 1970-01-01T00:00Z. Zones only matter where people read or work. */
export type Moment = number;

/** Half open: [start, end). */
export type Interval = { readonly start: Moment; readonly end: Moment };

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A calendar day, `2026-11-26`. */
export type Day = string;
/** A wall-clock time, `09:00`. */
export type WallTime = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
