import type { View } from '../../cards/view.ts';
import type { By } from '../rules/booking-events.ts';
import type { Interval } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import { SESSION_CARDS, seenAs } from './cancel.ts';
import type { Context } from './context.ts';
import * as show from './show.ts';

type Moved = { readonly booking: Booked; readonly was: Interval; readonly by: Exclude<By, 'stop'> };

/**
 * Tells everybody but who moved it that a session stands at another time: one message each, and older cards about it
 * say that they are old. Who moved it sees that on the card the caller answers with.
 */
export async function tellMoved(c: Context, trx: Trx, q: Moved): Promise<void> {
  const { by } = q;
  if (by !== 'director') await tell(c, trx, { ...q, to: 'director' });
  if (by !== 'coach') await tell(c, trx, { ...q, to: 'coach' });
}

async function tell(c: Context, trx: Trx, q: Moved & { readonly to: 'director' | 'coach' }): Promise<void> {
  const { booking, to } = q;
  await show.retire(c, trx, { subject: booking.id, kinds: SESSION_CARDS, recipient: booking[to] });
  await show.send(c, trx, {
    view: await movedView(trx, q),
    subject: booking.id,
    whose: booking.director,
    to: booking[to],
    // Each move is news once: a session that comes back to an earlier time was moved again.
    once: `moved:${booking.id}:${booking.changedAt}:${booking.when.start}:${to}`,
  });
}

export async function movedView(trx: Trx, q: Moved & { readonly to: 'director' | 'coach' }): Promise<View> {
  const { booking, was, by, to } = q;
  const { when: slot, place, number } = booking;
  const seen = seenAs(by, to);
  if (to === 'director') return { kind: 'session-moved', slot, place, was, by: seen };
  const director = await people.byId(trx, booking.director);
  return { kind: 'coach-moved', director: director.name, slot, place, number, was, by: seen };
}
