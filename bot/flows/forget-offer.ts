import type { Booked } from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as offers from '../store/offers.ts';
import type { Context } from './context.ts';

/** A time was taken: what was read of calendars has done its work. */
export async function forgetOffer(c: Context, trx: Trx, booking: Booked): Promise<void> {
  const offer = await offers.latest(trx, c.box, { intake: booking.intake, director: booking.director });
  if (!offer?.facts) return;
  await offers.keep(trx, c.box, { ...offer, facts: offers.wiped(offer.facts) }, booking.director);
  await due.cancel(trx, 'offer.wipe', offer.id);
}
