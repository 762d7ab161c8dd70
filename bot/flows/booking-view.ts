import type { View } from '../../cards/view.ts';
import { isLive, left } from '../rules/booking.ts';
import type { IntakeId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Db, Trx } from '../store/database.ts';
import type { Context } from './context.ts';
import { bookableSessions } from './entitlement.ts';

/** What the director sees of a live booking: held, or standing in Outlook. */
export async function bookingView(c: Context, trx: Trx, booking: Booked): Promise<View> {
  const { when: slot, place } = booking;
  if (booking.state === 'held') return { kind: 'held', slot, place, slow: false };
  const { subject } = c.programme();
  const sessions = await bookableSessions(c, trx, booking.intake);
  const remaining = left(await bookings.ofIntake(trx, booking.intake), sessions);
  return { kind: 'confirmed', slot, place, subject, left: remaining };
}

/** The session that is held or still to come. */
export async function liveBooking(db: Db | Trx, intake: IntakeId, now: Moment): Promise<Booked | null> {
  const all = await bookings.ofIntake(db, intake);
  return all.find((booking) => isLive(booking) && booking.when.end > now) ?? null;
}
