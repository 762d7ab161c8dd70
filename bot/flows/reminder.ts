import type { BookingId } from '../rules/ids.ts';
import type { Reminder } from '../rules/programme.ts';
import { isOvertaken } from '../rules/session-moments.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import type { Context } from './context.ts';
import * as show from './show.ts';

/** A session comes up: said to the director, neutrally, once for each time it stands at. Too late is not at all. */
export async function remind(c: Context, trx: Trx, q: { id: BookingId; reminder: Reminder }): Promise<void> {
  const booking = await bookings.take(trx, q.id);
  if (booking?.state !== 'confirmed' || booking.when.start <= c.clock.now()) return;
  const { id, director: to, when: slot, place } = booking;
  const { reminders } = c.programme().terms;
  if (isOvertaken(q.reminder, slot, { now: c.clock.now(), reminders })) return;
  await show.retire(c, trx, { subject: id, kinds: ['reminder'], recipient: to });
  const once = `remind:${q.reminder}:${id}:${slot.start}`;
  await show.send(c, trx, { view: { kind: 'reminder', slot, place }, subject: id, to, once });
}
