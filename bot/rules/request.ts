import type { RequestId } from './ids.ts';
import {
  addDays,
  dayOf,
  type Moment,
  momentAt,
  type WallTime,
  WEEKDAYS,
  type Weekday,
  weekdayOf,
  workingDayFrom,
} from './time.ts';

/** Places beyond those of the programme, and sessions beyond somebody's own. */
export type Amounts = { readonly places: number; readonly sessions: number };
export type AmountKind = keyof Amounts;

/** What was agreed: integer cents without VAT, for so many places of so many sessions. */
export type Price = { readonly cents: number; readonly places: number; readonly sessions: number };

/** What a week brought together, for the contact person: names nobody. */
export type Request = {
  readonly id: RequestId;
  readonly askedAt: Moment;
  readonly asked: Amounts;
  /** As it stood when asked; null when the programme does not say. */
  readonly price: Price | null;
  readonly given: Amounts | null;
};

export type RequestWhy = 'already-answered' | 'out-of-range';

/** A whole answer, places and sessions apart: 0 is a no. It is given once. */
export function answerRequest(
  { asked, given }: Request,
  answer: Amounts,
):
  | { readonly kind: 'decided'; readonly given: Amounts }
  | { readonly kind: 'refused'; readonly why: RequestWhy } {
  if (given) return { kind: 'refused', why: 'already-answered' };
  if (!within(answer.places, asked.places) || !within(answer.sessions, asked.sessions))
    return { kind: 'refused', why: 'out-of-range' };
  return { kind: 'decided', given: answer };
}

function within(given: number, asked: number): boolean {
  return Number.isSafeInteger(given) && given >= 0 && given <= asked;
}

/** What these cost, in whole cents; a fraction of a cent is rounded once, over all of them. */
export function costOf({ cents, places, sessions }: Price, amounts: Partial<Amounts>): number {
  const share = (amounts.places ?? 0) * sessions + (amounts.sessions ?? 0);
  return Math.round((cents * share) / (places * sessions));
}

/** The first so many get a yes, in the order in which they asked; the others a no. */
export function share<T>(
  given: number,
  asked: readonly T[],
): { readonly yes: readonly T[]; readonly no: readonly T[] } {
  return { yes: asked.slice(0, given), no: asked.slice(given) };
}

export type Weekly = { readonly day: Weekday; readonly time: WallTime };

/**
 * The next moment after `now` at which a week's requests go out; on a holiday, the working day after it.
 * Always once for each week, however many were asked for: so that the moment points at nobody.
 */
export function nextRequestAt(now: Moment, { day, time }: Weekly, zone: string): Moment {
  const today = dayOf(now, zone);
  const offset = WEEKDAYS.indexOf(day) - WEEKDAYS.indexOf(weekdayOf(today));
  for (let week = -1; ; week++) {
    const at = momentAt(workingDayFrom(addDays(today, offset + 7 * week)), time, zone);
    if (at > now) return at;
  }
}
