import type { SeenEvent } from '../ports.ts';
import type { BookingId } from '../rules/ids.ts';
import * as hearings from '../store/hearings.ts';
import { cancelBooking } from './cancel.ts';
import type { Context } from './context.ts';

/** How the event of a booking stands in Outlook; null when it is gone. */
export type CalendarNews = {
  readonly booking: BookingId;
  readonly event: string;
  readonly seen: SeenEvent | null;
};

/** Outlook was looked at. What was read before something newer was known, in whatever order it arrives here, changes nothing. */
export function heard(c: Context, { booking: id, event, seen }: CalendarNews): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    if (seen && !(await hearings.know(trx, { event, ...seen, now: c.clock.now() }))) return;
    if (seen === null || seen.cancelled)
      await cancelBooking(c, trx, { id, by: 'outlook', actor: 'klankbord' });
  });
}

/** A change of ours found that somebody took the event out of the programme's mailbox: the session is off, it costs nothing, both are told. */
export function removedByHand(c: Context, id: BookingId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    await cancelBooking(c, trx, { id, by: 'outlook', actor: 'klankbord' });
  });
}
