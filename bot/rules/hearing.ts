import { HOUR, MINUTE, type Moment } from './time.ts';

/** What was told of one event within the minute that began with its first hint. */
export type Hearing = {
  readonly since: Moment;
  readonly hints: number;
  /** Until when a look that was asked for is counted on; null when none is. */
  readonly lookUntil: Moment | null;
};

/** `now`: look at once. `at`: look then, in place of any later look that was meant before. */
export type Look = { readonly kind: 'now' } | { readonly kind: 'at'; readonly at: Moment };

/** One change of a person often comes as a few notifications: it has been said when it is quiet for this long. */
export const QUIET_MS = 1_000;
/** More hints than people can make in a minute: one look at its end says as much. */
const FLOOD = 30;
/** A look that was asked for and never came about (its process died for good) is asked for anew after this long. */
export const LOOK_MS = 10 * MINUTE;

/** The minute goes on, or a new one begins with this hint. */
export function counted(before: Hearing | null, now: Moment): Pick<Hearing, 'since' | 'hints'> {
  const fresh = before === null || now >= before.since + MINUTE || now < before.since;
  return fresh ? { since: now, hints: 1 } : { since: before.since, hints: before.hints + 1 };
}

/**
 * When to look at an event after a hint. The first hint is followed at once, the rest when it is quiet, and a
 * flood once more at the end of its minute: a thousand hints within a minute cost two looks.
 */
export function lookAfter(q: { readonly before: Hearing | null; readonly now: Moment }): Look {
  const { before, now } = q;
  const { since, hints } = counted(before, now);
  const awaited = before !== null && before.lookUntil !== null && before.lookUntil > now;
  if (hints === 1 && !awaited) return { kind: 'now' };
  return { kind: 'at', at: hints < FLOOD ? now + QUIET_MS : since + MINUTE };
}

/** Notifications may all be lost: this often the calendar is asked what changed. One call when nothing did. */
export const LOOK_AROUND_MS = 3 * MINUTE;

/** Within both limits that Microsoft's pages have named for events (4,230 minutes, and 10,080). */
export const SUBSCRIBED_MS = 70 * HOUR;
/** Half of that passes before a renewal: a day without Graph, or without us, does no harm. */
export function renewAt(expiresAt: Moment): Moment {
  return expiresAt - SUBSCRIBED_MS / 2;
}
/** A subscription that could not be made or renewed is tried again. */
export const SUBSCRIBE_AGAIN_MS = MINUTE;

const DAY = 24 * HOUR;
/** What was over yesterday changes nothing; what is further ahead than this comes with the next window. */
export const LOOK_BACK_MS = 2 * DAY;
export const LOOK_AHEAD_MS = 400 * DAY;

/** The window of a first look; a link keeps its window for ever, so after a month a new one is begun. */
export function windowAt(now: Moment): { readonly start: Moment; readonly end: Moment } {
  return { start: now - LOOK_BACK_MS, end: now + LOOK_AHEAD_MS };
}
export function isWindowOld(windowStart: Moment, now: Moment): boolean {
  return now - windowStart > 30 * DAY || now < windowStart;
}
