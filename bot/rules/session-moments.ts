import type { Booking } from './booking.ts';
import type { Due } from './decision.ts';
import type { Reminder, SessionTerms } from './programme.ts';
import {
  dayOf,
  HOUR,
  type Interval,
  type Moment,
  momentAt,
  nextWorkingMorning,
  workingMorningBefore,
} from './time.ts';

/** Every moment that a booking may owe. `booking.*`: while it is held, written by `hold`. */
export const MOMENTS = [
  'booking.slow',
  'booking.expire',
  'session.over',
  'session.over-again',
  'session.unanswered',
  'remind.day',
  'remind.hour',
  'checkin.ask',
  'checkin.wipe',
] as const;
export type MomentKind = (typeof MOMENTS)[number];

export type MomentFacts = Pick<SessionTerms, 'reminders'> & {
  readonly now: Moment;
  /** The programme's zone. */
  readonly zone: string;
};

type Owed = Due & { readonly kind: MomentKind };

/** A check-in, its answer and a call-back are kept this long after the session. */
const WIPE_AFTER_MS = 30 * 24 * HOUR;

/** What a booking owes from the moment it came into its state: nothing once it is off. Nothing is owed in the past. */
export function momentsOf(booking: Booking, facts: MomentFacts): readonly Owed[] {
  const { id: subject, when } = booking;
  if (booking.state === 'confirmed')
    return [{ at: when.end, kind: 'session.over', subject }, ...reminders(booking, facts)];
  if (booking.state !== 'done') return [];
  const morning = nextWorkingMorning(Math.max(facts.now, when.end), facts.zone);
  return [
    { at: morning, kind: 'checkin.ask', subject },
    { at: Math.max(morning, when.end) + WIPE_AFTER_MS, kind: 'checkin.wipe', subject },
  ];
}

/** On the morning of the working day before, and an hour before: two at most. */
function reminders({ id: subject, when }: Booking, { now, zone, reminders }: MomentFacts): readonly Owed[] {
  const at = { day: workingMorningBefore(when.start, zone), hour: when.start - HOUR };
  return reminders
    .filter((reminder) => at[reminder] > now)
    .map((reminder) => ({ at: at[reminder], kind: `remind.${reminder}`, subject }) as const);
}

/** The reminder of the day comes so late that the one of the hour says it as well. */
export function isOvertaken(
  reminder: Reminder,
  when: Interval,
  q: Pick<MomentFacts, 'now' | 'reminders'>,
): boolean {
  return reminder === 'day' && q.now >= when.start - HOUR && q.reminders.includes('hour');
}

/** The morning card of a coach on a day with sessions; null when that morning has passed. `subject`: the coach and the day. */
export function todayOf(booking: Booking, q: { readonly now: Moment; readonly zone: string }): Due | null {
  if (booking.state !== 'confirmed') return null;
  const day = dayOf(booking.when.start, q.zone);
  const at = Math.min(momentAt(day, '07:30', q.zone), booking.when.start - HOUR);
  return at > q.now ? { at, kind: 'coach.today', subject: `${booking.coach}:${day}` } : null;
}
