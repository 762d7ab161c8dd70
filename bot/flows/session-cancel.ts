import type { View } from '../../cards/view.ts';
import { left } from '../rules/booking.ts';
import { cancelling } from '../rules/booking-events.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { cancelBooking, cancelledView, coachCancelledView, retireOwn } from './cancel.ts';
import { termsOf } from './change-booking.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { bookableSessions } from './entitlement.ts';
import { partOf, standing, withSession } from './session-target.ts';

/** Shows once more what would be cancelled, and what that costs. */
export const askCancel: Handler = withSession('cancel', (p, { id }) =>
  p.commit(
    async (trx) => {
      const booking = await bookings.find(trx, id);
      const view = booking && (await askView(p.c, trx, { booking, person: p.person }));
      return view
        ? { view, subject: id, whose: booking.director }
        : standing(p.c, trx, { person: p.person, id });
    },
    (trx) => bookings.take(trx, id),
  ),
);

/** Cancels, at the cost that was shown: when it costs more by now, that is shown first. */
export const cancelSession: Handler = (p) => {
  const id = p.card.subject as BookingId;
  return p.commit(
    (trx) => cancelNow(p, trx, id),
    (trx) => bookings.take(trx, id),
  );
};

async function cancelNow(p: Pressed, trx: Trx, id: BookingId): Promise<Reply> {
  const { c, person } = p;
  const booking = await bookings.find(trx, id);
  const now = booking && (await askView(c, trx, { booking, person }));
  if (!booking || !now) return standing(c, trx, { person, id });
  const shown = await cards.view(trx, c.box, p.card);
  const same = shown?.kind === 'cancel-ask' && shown.counts === now.counts;
  const whose = booking.director;
  if (!same) return { view: now, subject: id, whose };
  const by = now.as;
  const changed = await cancelBooking(c, trx, { id, by, actor: person.id, shown: true });
  await retireOwn(c, trx, { id, recipient: person.id, except: p.card.id });
  const told = { booking: changed.booking, by };
  const view = by === 'director' ? await cancelledView(c, trx, told) : await coachCancelledView(trx, told);
  return { view, subject: id, whose };
}

type Ask = Extract<View, { kind: 'cancel-ask' }>;

/** Null when there is nothing to cancel for this person. */
async function askView(
  c: Context,
  trx: Trx,
  q: { readonly booking: Booked; readonly person: Person },
): Promise<Ask | null> {
  const { booking, person } = q;
  const as = partOf(booking, person);
  const terms = termsOf(c);
  if (!as || booking.state !== 'confirmed' || booking.when.start <= terms.now) return null;
  const { late, counts } = as === 'director' ? cancelling(booking, terms) : { late: false, counts: false };
  const others = (await bookings.ofIntake(trx, booking.intake)).filter(({ id }) => id !== booking.id);
  const who = await people.byId(trx, as === 'director' ? booking.coach : booking.director);
  return {
    kind: 'cancel-ask',
    as,
    who: who.name,
    slot: booking.when,
    place: booking.place,
    late,
    counts,
    left: left([...others, { counts }], await bookableSessions(c, trx, booking.intake)),
    lateHours: terms.lateCancelHours,
  };
}
