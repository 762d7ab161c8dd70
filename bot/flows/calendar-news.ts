import type { BookingId } from '../rules/ids.ts';
import { cancelBooking } from './cancel.ts';
import type { Context } from './context.ts';

/** Somebody took the event out of the programme's mailbox: the session is off, it costs nothing, both are told. */
export function removedByHand(c: Context, id: BookingId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    await cancelBooking(c, trx, { id, by: 'outlook', actor: 'klankbord' });
  });
}
