import type { Booking } from './booking.ts';
import type { Due } from './decision.ts';
import type { SessionTerms } from './programme.ts';
import type { Moment } from './time.ts';

/** Every moment that a booking may owe. `booking.*`: while it is held, written by `hold`. */
export const MOMENTS = ['booking.slow', 'booking.expire'] as const;
export type MomentKind = (typeof MOMENTS)[number];

export type MomentFacts = Pick<SessionTerms, 'reminders'> & {
  readonly now: Moment;
  /** The programme's zone. */
  readonly zone: string;
};

/** What a booking owes from the moment it came into its state: nothing once it is off or marked. */
export function momentsOf(
  _booking: Booking,
  _facts: MomentFacts,
): readonly (Due & { readonly kind: MomentKind })[] {
  return [];
}
