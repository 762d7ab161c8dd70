import { type Booking, isOff } from './booking.ts';
import { same } from './booking-events.ts';
import { DAY, HOUR, type Interval, type Moment } from './time.ts';

/** What one of the two answered in Outlook. `proposed`: another time that they ask for with it. */
export type Answer = {
  readonly answer: 'none' | 'accepted' | 'tentative' | 'declined';
  readonly answeredAt: Moment | null;
  readonly proposed: Interval | null;
};
export const PARTS = ['director', 'coach'] as const;
export type Part = (typeof PARTS)[number];
/** What was acted upon; a part that never answered is absent. */
export type Answers = { readonly [part in Part]?: Answer };

export type HearFacts = {
  readonly now: Moment;
  readonly booking: Booking;
  /** The time that Outlook was known to have; another than the booking's: a change of ours is still owed. */
  readonly outlook: Interval | null;
  /** The last change of time that was ours. */
  readonly changedAt: Moment;
  readonly before: Answers;
  /** The event as it stands; null when there is none. */
  readonly seen: { readonly cancelled: boolean; readonly when: Interval; readonly answers: Answers } | null;
};

/**
 * - `remove`: the session is off and its event stands all the same. `catch-up`: a change of ours has not arrived.
 *   `arrived`: it has. `gone`: somebody took the event away. `moved`: somebody moved it. `put-back`: to a time
 *   that is over, or is no time of a session: a whole day, or no time at all.
 * - `answered`: director or coach; of several at once the earlier first, and nothing after a decline. Also after
 *   `arrived` and `moved`: nobody tells a second time what was said of the new time before we looked.
 */
export type News =
  | { readonly kind: 'remove' | 'catch-up' | 'arrived' | 'gone' | 'put-back' }
  | { readonly kind: 'moved'; readonly to: Interval }
  | { readonly kind: 'answered'; readonly who: Part; readonly as: 'declined' | 'tentative' | 'proposed' };

/** Our clock and Outlook's may differ by this much. */
const SKEW_MS = 5_000;

/**
 * Who has the last word. While a change of ours is owed to Outlook, ours wins: it is the last thing a person asked
 * for. When nothing is owed, what stands in Outlook is what somebody did there, and we follow. An answer to an
 * earlier time is no answer. What began is as it is.
 */
export function hear(facts: HearFacts): readonly News[] {
  const { booking, seen, outlook, now } = facts;
  if (isOff(booking)) return seen && !seen.cancelled ? [{ kind: 'remove' }] : [];
  if (booking.state !== 'confirmed' || booking.when.start <= now) return [];
  if (!seen || seen.cancelled) return [{ kind: 'gone' }];
  const there = same(seen.when, booking.when);
  if (!outlook || !same(outlook, booking.when))
    return there ? [{ kind: 'arrived' }, ...answered(facts, seen.answers)] : [{ kind: 'catch-up' }];
  if (there) return answered(facts, seen.answers);
  if (seen.when.start <= now || !canBe(seen.when)) return [{ kind: 'put-back' }];
  // A new time makes earlier answers void in Outlook: what stands beside it was said of it.
  const changedAt = Math.min(facts.changedAt, ...answeredAts(seen.answers));
  return [{ kind: 'moved', to: seen.when }, ...answered({ ...facts, changedAt }, seen.answers)];
}

function answered(facts: HearFacts, answers: Answers): readonly News[] {
  const fresh = PARTS.flatMap((who) => {
    const answer = answers[who];
    return answer && isNew(facts, who, answer) ? [{ who, answer }] : [];
  }).sort((a, b) => (a.answer.answeredAt ?? 0) - (b.answer.answeredAt ?? 0));
  const news: News[] = [];
  for (const { who, answer } of fresh) {
    const as = meaning(answer);
    if (as) news.push({ kind: 'answered', who, as });
    if (as === 'declined') break;
  }
  return news;
}

function isNew({ before, changedAt }: HearFacts, who: Part, answer: Answer): boolean {
  if (isOld(answer, changedAt)) return false;
  const last = before[who];
  return !last || last.answer !== answer.answer || last.answeredAt !== answer.answeredAt;
}

export function answeredAts(answers: Answers): readonly Moment[] {
  return PARTS.flatMap((who) => answers[who]?.answeredAt ?? []);
}

/** Outlook also takes an event without length, and one of whole days. */
function canBe({ start, end }: Interval): boolean {
  return end > start && end - start < DAY - HOUR;
}

/** About a time that the session had before. */
export function isOld({ answeredAt }: Answer, changedAt: Moment): boolean {
  return answeredAt !== null && answeredAt < changedAt - SKEW_MS;
}

/** Another time is a wish, whatever button it came with. */
function meaning({ answer, proposed }: Answer): 'declined' | 'tentative' | 'proposed' | null {
  if (answer === 'none' || answer === 'accepted') return null;
  return proposed ? 'proposed' : answer;
}

/** A proposed time that can be a session: as long as sessions are, and not before the notice. */
export function fits(to: Interval, q: { readonly now: Moment; readonly noticeMs: number }): boolean {
  const minutes = (to.end - to.start) / 60_000;
  return Number.isInteger(minutes) && minutes >= 60 && minutes <= 90 && to.start >= q.now + q.noticeMs;
}
