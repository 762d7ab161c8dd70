import { z } from 'zod';

const body = z.union([z.strictObject({ advance: z.string() }), z.strictObject({ now: z.string() })]);

export type ClockMove =
  | { readonly kind: 'to'; readonly moment: number }
  | { readonly kind: 'broken'; readonly why: string };

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const HOW = 'Stuur {"advance":"PT2H"} of {"now":"2026-12-01T09:00:00+01:00"}.';

/** Reads where the clock must go. Days and longer are counted in `zone`, so that a day keeps its wall-clock time. */
export function readClockMove(input: unknown, now: number, zone: string): ClockMove {
  const parsed = body.safeParse(input);
  if (!parsed.success) return broken(`Dit is geen verzetting van de klok. ${HOW}`);
  const moment =
    'advance' in parsed.data ? advanced(parsed.data.advance, now, zone) : instant(parsed.data.now);
  if (moment === null) return broken(`Die tijd kan ik niet lezen. ${HOW}`);
  if (moment < EARLIEST || moment >= LATEST) return broken('De klok blijft tussen 2000 en 2100.');
  return { kind: 'to', moment };
}

/** Null when it is no ISO 8601 duration, or a negative one. */
function advanced(text: string, now: number, zone: string): number | null {
  return orNull(() => {
    const duration = Temporal.Duration.from(text);
    if (duration.sign < 0) return null;
    return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).add(duration)
      .epochMilliseconds;
  });
}

/** Null when it is no ISO 8601 moment with an offset or Z. */
function instant(text: string): number | null {
  return orNull(() => Temporal.Instant.from(text).epochMilliseconds);
}

function orNull(read: () => number | null): number | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function broken(why: string): ClockMove {
  return { kind: 'broken', why };
}
