import type { Booking } from './booking.ts';
import { MINUTE, type Moment } from './time.ts';

export const LATE_MINUTES = 10;
const BEFORE_MS = 30 * MINUTE;
const AFTER_MS = 15 * MINUTE;

/** Whether a coach can say "ten minutes later": shortly before a session that stands, or just after its start. */
export function mayBeLate({ state, when }: Pick<Booking, 'state' | 'when'>, now: Moment): boolean {
  if (state !== 'confirmed' || now >= when.end) return false;
  return now >= when.start - BEFORE_MS && now <= when.start + AFTER_MS;
}
