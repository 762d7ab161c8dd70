import type { BookingId } from '../rules/ids.ts';
import { nextWorkingMorning } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as people from '../store/people.ts';
import { SESSION_CARDS } from './cancel.ts';
import { changeBooking } from './change-booking.ts';
import type { Context } from './context.ts';
import * as show from './show.ts';

type Asking = 'session.over' | 'session.over-again';

/** A session is over: its coach is asked whether it took place, and once more the next working morning. */
export async function sessionOver(c: Context, trx: Trx, q: { kind: Asking; id: BookingId }): Promise<void> {
  const { kind, id } = q;
  const booking = await bookings.take(trx, id);
  const now = c.clock.now();
  if (booking?.state !== 'confirmed' || booking.when.end > now) return;
  await retireAll(c, trx, booking);
  await askCoach(c, trx, { booking, again: kind === 'session.over-again' });
  const next = kind === 'session.over' ? 'session.over-again' : 'session.unanswered';
  await due.owe(trx, { kind: next, subject: id, at: nextWorkingMorning(now, c.programme().zone) });
}

async function askCoach(c: Context, trx: Trx, q: { booking: Booked; again: boolean }): Promise<void> {
  const { booking, again } = q;
  const director = await people.byId(trx, booking.director);
  const { when: slot, place, number } = booking;
  await show.send(c, trx, {
    view: { kind: 'session-over', director: director.name, slot, place, number, again },
    subject: booking.id,
    whose: booking.director,
    to: booking.coach,
    once: `over:${booking.id}:${again}`,
  });
}

/** The coach did not say, asked twice: it costs nothing, nobody is checked in with, and the director is asked neutrally. */
export async function sessionUnanswered(c: Context, trx: Trx, id: BookingId): Promise<void> {
  const event = { kind: 'unanswered' } as const;
  const changed = await changeBooking(c, trx, { id, event, actor: 'klankbord' });
  if (changed.kind !== 'changed') return;
  const { booking } = changed;
  await show.send(c, trx, {
    view: { kind: 'session-unsure', slot: booking.when },
    subject: id,
    to: booking.director,
    once: `unsure:${id}`,
  });
}

/** What could be moved or cancelled is over: no card offers that any more. */
function retireAll(c: Context, trx: Trx, { id }: Booked): Promise<void> {
  return show.retire(c, trx, { subject: id, kinds: [...SESSION_CARDS, 'session-over'] });
}
