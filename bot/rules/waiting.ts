import type { PersonId, WaitingId } from './ids.ts';
import { addWorkingDays, type Moment } from './time.ts';

/**
 * One director in the queue for a place. Nothing else is known of them here: no wishes, no consent.
 * - `waiting`: in the order in which they came.
 * - `offered`: a place is kept for them until a moment, and they were told so: once, or once more.
 * - `kept`: they had a place and opened the form again; it stays theirs while they fill it in.
 */
export type Wait =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'offered'; readonly until: Moment; readonly told: 1 | 2 }
  | { readonly kind: 'kept'; readonly until: Moment };
export type Waiting = { readonly id: WaitingId; readonly director: PersonId; readonly wait: Wait };

/** Counted at one moment; a director is counted in one place only. */
export type Places = {
  /** Those of the programme, with the extra ones that were agreed to. */
  readonly places: number;
  /** Held by others who gave consent. */
  readonly held: number;
  /** Kept for others. */
  readonly kept: number;
  /** Sessions that others had who hold no place any more, and how many a place has. */
  readonly used: number;
  readonly sessions: number;
  /** Others who wait. */
  readonly waiting: number;
  /** Where the director who asks stands: in the queue, or with a place already; null: neither. */
  readonly mine: Wait['kind'] | 'holds' | null;
};

/** How long a place is kept: the first time, and after asking once more. In working days. */
export type KeepDays = { readonly first: number; readonly again: number };

/** Places that are there for somebody new. Never below 0. */
export function freePlaces(p: Places): number {
  return Math.max(0, p.places - p.held - p.kept - spentPlaces(p));
}

/**
 * Places that are not for this director: whoever waits goes before somebody who comes new. What they hold or is
 * kept for them is theirs, also when others wait, or the programme has fewer places since.
 */
export function takenBefore(p: Places): number {
  if (p.mine !== null && p.mine !== 'waiting') return 0;
  return p.held + p.kept + spentPlaces(p) + p.waiting;
}

/** Who gets a place now: as many as are free, in the order of the queue. */
export function nextInQueue(places: Places, queue: readonly Waiting[]): readonly Waiting[] {
  return queue.filter(({ wait }) => wait.kind === 'waiting').slice(0, freePlaces(places));
}

export type When = { readonly now: Moment; readonly zone: string; readonly keep: KeepDays };

/** A place is kept for who waits. Anybody else stays as they are. */
export function offer(wait: Wait, { now, zone, keep }: When): Wait {
  if (wait.kind !== 'waiting') return wait;
  return { kind: 'offered', until: addWorkingDays(now, keep.first, zone), told: 1 };
}

/** The place of somebody who opens the form again. */
export function keep({ now, zone, keep: days }: When): Wait {
  return { kind: 'kept', until: addWorkingDays(now, days.first, zone) };
}

/** `gone`: the place is for the next. `gone-quietly`: theirs was never told about. `unchanged`: not yet, or not any more. */
export type Lapse =
  | { readonly kind: 'asked-again'; readonly wait: Wait }
  | { readonly kind: 'gone' | 'gone-quietly' | 'unchanged' };

/** The moment came until which a place was kept. */
export function lapse(wait: Wait, { now, zone, keep: days }: When): Lapse {
  if (wait.kind === 'waiting' || wait.until > now) return { kind: 'unchanged' };
  if (wait.kind === 'kept') return { kind: 'gone-quietly' };
  if (wait.told === 2) return { kind: 'gone' };
  const until = addWorkingDays(now, days.again, zone);
  return { kind: 'asked-again', wait: { kind: 'offered', until, told: 2 } };
}

/**
 * Sessions are what was bought: those that people had who left are not there for somebody else. So a place comes
 * free as a whole, and what is left of several adds up.
 */
function spentPlaces({ used, sessions }: Places): number {
  return Math.ceil(used / sessions);
}
