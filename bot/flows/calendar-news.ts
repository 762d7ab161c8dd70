import type { SeenEvent } from '../ports.ts';
import type { BookingId } from '../rules/ids.ts';
import * as bookings from '../store/bookings.ts';
import { isConflict } from '../store/errors.ts';
import * as hearings from '../store/hearings.ts';
import { cancelBooking } from './cancel.ts';
import type { Context } from './context.ts';
import { hearEvent } from './hear.ts';

/** How the event of a booking stands in Outlook; null when it is gone. */
export type CalendarNews = {
  readonly booking: BookingId;
  readonly event: string;
  readonly seen: SeenEvent | null;
};

/**
 * Outlook was looked at: chat, store and both calendars come to say the same. The same look twice changes nothing,
 * and neither does what was read before something newer was known, in whatever order it arrives here. The
 * booking is taken first, as whoever changes it does, so that neither waits for the other.
 */
export async function heard(c: Context, { booking: id, event, seen }: CalendarNews): Promise<void> {
  const within = (taken: boolean) =>
    c.db.transaction().execute(async (trx) => {
      if (!(await bookings.take(trx, id))) return;
      if (seen && !(await hearings.know(trx, { event, ...seen, now: c.clock.now() }))) return;
      await hearEvent(c, trx, { id, seen, taken });
    });
  try {
    await within(false);
  } catch (error) {
    // The exclusion constraint spoke: one of the two has another session at the time in Outlook.
    if (!isConflict(error)) throw error;
    await within(true);
  }
}

/** A change of ours found that somebody took the event out of the programme's mailbox: the session is off, it costs nothing, both are told. */
export function removedByHand(c: Context, id: BookingId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    await cancelBooking(c, trx, { id, by: 'outlook', actor: 'klankbord' });
  });
}
