import type { Outcome } from '../../bot/ports.ts';
import type { Chance } from './chance.ts';
import type { Strands } from './strands.ts';

/** What the way to another server does with one call. */
export const FATES = [
  'arrives',
  /** 429: surely nothing happened. */
  'throttled',
  /** Nobody listens there: surely nothing happened. */
  'unreached',
  /** 503 or a broken connection, with nothing done. */
  'fails-before',
  /** 504 or a broken connection after it was done. */
  'fails-after',
  /** The caller's time limit passes; the call arrives later, or never. */
  'slow',
] as const;
export type Fate = (typeof FATES)[number];

type Flight = {
  readonly what: string;
  readonly perform: () => unknown;
  readonly dead: () => boolean;
  readonly sentAt: number;
};

/** No call is on its way for longer: whoever sent it gave up long before, and it is lost. */
const LONGEST_MS = 2 * 60_000;

export type Net = ReturnType<typeof createNet>;

/** Between the house and the servers. While `calm`, every call arrives. */
export function createNet({
  chance,
  strands,
  now,
}: {
  readonly chance: Chance;
  readonly strands: Strands;
  readonly now: () => number;
}) {
  const flights = new Set<Flight>();
  const counts = new Map<string, number>();
  let calm = true;
  const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);

  const isLost = ({ sentAt }: Flight) => Math.abs(now() - sentAt) >= LONGEST_MS;

  function fateOf(what: string): Fate {
    if (calm) return 'arrives';
    const fate = chance.weigh({
      arrives: 71,
      throttled: 4,
      unreached: 3,
      'fails-before': 4,
      'fails-after': 6,
      slow: 12,
    });
    if (fate !== 'arrives') count(`${what} ${fate}`);
    return fate;
  }

  return {
    counts: (): ReadonlyMap<string, number> => counts,
    count,
    calm(): void {
      calm = true;
    },
    /** From here on calls go wrong. */
    storm(): void {
      calm = false;
    },
    /** One call, in two legs; what `perform` does is done at one moment, at the server. */
    async call<T>(what: string, perform: () => Outcome<T>): Promise<Outcome<T>> {
      let late = false;
      const dropped = strands.fate();
      const flight: Flight = { what, perform, dead: () => late || dropped(), sentAt: now() };
      flights.add(flight);
      await strands.wait({ what, leg: 'out' });
      if (!calm && isLost(flight)) {
        flights.delete(flight);
        count(`${what} took too long`);
        return { kind: 'unknown', code: 'timeout' };
      }
      const fate = fateOf(what);
      switch (fate) {
        case 'throttled':
          flights.delete(flight);
          return { kind: 'later', code: 'TooManyRequests', afterMs: 1_000 * (1 + chance.int(60)) };
        case 'unreached':
          flights.delete(flight);
          return { kind: 'later', code: 'ECONNREFUSED', afterMs: 5_000 };
        case 'fails-before':
          flights.delete(flight);
          return { kind: 'unknown', code: 'ServiceUnavailable' };
        case 'slow':
          late = true;
          return { kind: 'unknown', code: 'timeout' };
        case 'arrives':
        case 'fails-after': {
          flights.delete(flight);
          const answer = perform();
          await strands.wait({ what, leg: 'back' });
          return fate === 'arrives' ? answer : { kind: 'unknown', code: 'UnknownError' };
        }
      }
    },
    /** Whether a call is on its way that may still arrive. */
    busy: (): boolean => [...flights].some((flight) => !isLost(flight)),
    /** Calls on their way of which nobody waits for the answer any more (a time limit, a process that died). */
    strays(): readonly Flight[] {
      const dead = [...flights].filter((flight) => flight.dead());
      for (const flight of dead.filter(isLost)) flights.delete(flight);
      return dead.filter((flight) => !isLost(flight));
    },
    /** A stray arrives after all, or is lost on the way. */
    land(flight: Flight, arrives: boolean): void {
      flights.delete(flight);
      count(`${flight.what} ${arrives ? 'arrives late' : 'never arrives'}`);
      if (arrives) flight.perform();
    },
  };
}
