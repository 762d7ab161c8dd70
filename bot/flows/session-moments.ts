import type { BookingId } from '../rules/ids.ts';
import { DAY } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import { settleMoments } from './change-booking.ts';
import type { Context } from './context.ts';

/** Of what ended longer ago nobody is asked any more whether it took place. */
const ASKED_WITHIN_MS = 7 * DAY;

/** A session that was confirmed before such moments existed: from here on it owes what any other does. */
export async function oweMoments(c: Context, trx: Trx, id: BookingId): Promise<void> {
  const booking = await bookings.take(trx, id);
  if (booking?.state !== 'confirmed' || booking.when.end < c.clock.now() - ASKED_WITHIN_MS) return;
  await settleMoments(c, trx, booking);
}
