import type { BookingId } from '../rules/ids.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Context, Work } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

const CARDS = ['checkin', 'checkin-answered'] as const;

/** On the working morning after a session that took place: how are you? Personal, and to the director alone. */
export async function askCheckin(c: Context, trx: Trx, id: BookingId): Promise<void> {
  const booking = await bookings.take(trx, id);
  if (booking?.state !== 'done') return;
  const { firm, helpline } = c.programme();
  await show.send(c, trx, {
    view: { kind: 'checkin', firm, helpline },
    subject: id,
    to: booking.director,
    once: `checkin:${id}`,
  });
}

/** The answer is thanked for and kept nowhere, but sealed on the card; the record says that there was one. */
const answered =
  (as: 'fine' | 'not-now'): Work =>
  async ({ c, person, card }, trx) => {
    const line = { actor: person.id, action: 'checkin.answer', object: card.subject, outcome: 'answered' };
    await minute(c, trx, line);
    const { helpline } = c.programme();
    return { view: { kind: 'checkin-answered', as, helpline }, subject: card.subject };
  };

export const checkinFine: Work = answered('fine');
export const checkinNotNow: Work = answered('not-now');

/** Thirty days after the session nothing of it is kept. */
export async function wipeCheckin(c: Context, trx: Trx, id: BookingId): Promise<void> {
  const old = await cards.allAbout(trx, { subject: id, kinds: CARDS });
  await show.retire(c, trx, { subject: id, kinds: CARDS });
  await cards.explained(
    trx,
    old.map((card) => card.id),
  );
}
