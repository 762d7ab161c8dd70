import type { View } from '../../cards/view.ts';
import { left } from '../rules/booking.ts';
import type { BookingId, CardId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import { changeBooking } from './change-booking.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { bookableSessions } from './entitlement.ts';
import { partOf, standing } from './session-target.ts';
import * as show from './show.ts';

type Mark = 'held' | 'missed';

/** The coach says that a session took place, or that it did not; each corrects the other. */
export const markHeld: Handler = (p) => mark(p, 'held');
export const markMissed: Handler = (p) => mark(p, 'missed');

/** The director says that a session took place of which the coach never did. */
export const tookPlace: Handler = (p) => {
  const id = p.card.subject as BookingId;
  return p.commit(
    async (trx) => {
      const booking = await bookings.find(trx, id);
      if (!booking || booking.director !== p.person.id) return standing(p.c, trx, { person: p.person, id });
      const event = { kind: 'held' } as const;
      const changed = await changeBooking(p.c, trx, { id, event, actor: p.person.id });
      return { view: await nextView(p.c, trx, changed.booking), subject: id };
    },
    (trx) => bookings.take(trx, id),
  );
};

function mark(p: Pressed, kind: Mark) {
  const id = p.card.subject as BookingId;
  return p.commit(
    (trx) => marked(p, trx, { id, kind }),
    (trx) => bookings.take(trx, id),
  );
}

async function marked(p: Pressed, trx: Trx, q: { id: BookingId; kind: Mark }): Promise<Reply> {
  const { c, person } = p;
  const { id, kind } = q;
  const before = await bookings.find(trx, id);
  if (!before || partOf(before, person) !== 'coach') return standing(c, trx, { person, id });
  const changed = await changeBooking(c, trx, { id, event: { kind }, actor: person.id });
  if (changed.kind === 'refused') return standing(c, trx, { person, id });
  const { booking } = changed;
  if (changed.kind === 'changed') await tellDirector(c, trx, { booking, pressed: p.card.id });
  await show.retire(c, trx, { subject: id, kinds: COACH_CARDS, recipient: person.id, except: p.card.id });
  const director = await people.byId(trx, booking.director);
  const { when: slot, number } = booking;
  const as = booking.state === 'done' ? 'done' : 'missed';
  return {
    view: { kind: 'session-marked', director: director.name, slot, number, as },
    subject: id,
    whose: booking.director,
  };
}

const COACH_CARDS = ['session-over', 'session-marked'] as const;
const DIRECTOR_CARDS = ['next-session', 'session-missed', 'session-unsure', 'checkin'] as const;

/** What follows for the director, kindly: after each mark one message, also when it corrects an earlier one. */
async function tellDirector(
  c: Context,
  trx: Trx,
  { booking, pressed }: { readonly booking: Booked; readonly pressed: CardId },
): Promise<void> {
  const { id, director: to, state } = booking;
  await show.retire(c, trx, { subject: id, kinds: DIRECTOR_CARDS, recipient: to });
  const view = state === 'done' ? await nextView(c, trx, booking) : await missedView(c, trx, booking);
  await show.send(c, trx, { view, subject: id, to, once: `${state}:${id}:${pressed}` });
}

async function nextView(c: Context, trx: Trx, booking: Booked): Promise<View> {
  const { helpline, terms } = c.programme();
  return { kind: 'next-session', left: await remaining(c, trx, booking), days: terms.spacingDays, helpline };
}

async function missedView(c: Context, trx: Trx, booking: Booked): Promise<View> {
  const { when: slot, counts } = booking;
  return { kind: 'session-missed', slot, counts, left: await remaining(c, trx, booking) };
}

async function remaining(c: Context, trx: Trx, { intake }: Booked): Promise<number> {
  return left(await bookings.ofIntake(trx, intake), await bookableSessions(c, trx, intake));
}
