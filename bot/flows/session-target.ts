import type { View } from '../../cards/view.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Db, Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { coachBookedView } from './booking-news.ts';
import { bookingView } from './booking-view.ts';
import type { Context, Handler, Pressed, Reply, Shown, Work } from './context.ts';
import { sessionsReply } from './sessions.ts';

export type About = 'move' | 'cancel';

/** Sessions that a person can still move or cancel, in either part. */
export async function changeable(
  db: Db | Trx,
  q: { readonly person: Person; readonly now: number },
): Promise<readonly Booked[]> {
  const all = await bookings.coming(db, { person: q.person.id, now: q.now });
  return all.filter((booking) => booking.state === 'confirmed' && booking.when.start > q.now);
}

/** In which part a person has a session; null when it is not theirs. */
export function partOf(booking: Booked, person: Person): 'director' | 'coach' | null {
  if (booking.director === person.id) return 'director';
  return booking.coach === person.id ? 'coach' : null;
}

/**
 * Finds out which session a press is about (the card's own; of a list the one that is ticked, or the only one there
 * is) and does the work; asks when there are several, and shows how things stand when that one can not be changed any
 * more. A card acts on what it shows: another session that a press names is as if none was named.
 */
export function withSession(about: About, work: (p: Pressed, booking: Booked) => Promise<Shown>): Handler {
  return async (p) => {
    const { c, person } = p;
    const all = await changeable(c.db, { person, now: c.clock.now() });
    const [only, ...others] = all;
    const shown = LISTS.has(p.card.kind) ? await cards.view(c.db, c.box, p.card) : null;
    const own = all.find(({ id }) => id === (ticked(p, shown) ?? p.card.subject));
    if (own) return work(p, own);
    if (only && others.length === 0 && shown && isOn(shown, only)) return work(p, only);

    const id = p.card.subject as BookingId;
    const faulty = p.card.kind === 'session-choice';
    return p.commit((trx) =>
      LISTS.has(p.card.kind) ? choice(c, trx, { person, about, faulty }) : standing(c, trx, { person, id }),
    );
  };
}

/** Of the sessions that can be chosen on this card. */
function ticked({ inputs }: Pressed, shown: View | null): BookingId | null {
  if (shown?.kind !== 'session-choice') return null;
  return shown.sessions.find(({ id }) => id === inputs.session)?.id ?? null;
}

/** Whether a card of several sessions has this one on it, as it stands now. */
function isOn(shown: View, { id, when }: Booked): boolean {
  switch (shown.kind) {
    case 'session-choice':
      return shown.sessions.some((one) => one.id === id);
    case 'sessions':
    case 'coach-sessions':
      return shown.entries.some(({ slot }) => slot.start === when.start);
    default:
      return false;
  }
}

/** Cards that are not about one session. */
const LISTS: ReadonlySet<View['kind']> = new Set(['sessions', 'session-choice', 'coach-sessions']);

/**
 * Asks which; with one it is clear, and the card leads on from that one. With none that can be changed, but one that
 * is under way or on its way to Outlook, the list says so.
 */
export async function choice(
  c: Context,
  trx: Trx,
  q: { readonly person: Person; readonly about: About; readonly faulty: boolean },
): Promise<Reply> {
  const now = c.clock.now();
  const all = await changeable(trx, { person: q.person, now });
  if (all.length === 0 && (await bookings.coming(trx, { person: q.person.id, now })).length > 0)
    return sessionsReply(c, trx, q.person);
  const sessions = await Promise.all(
    all.map(async (booking) => ({
      id: booking.id,
      slot: booking.when,
      place: booking.place,
      who: booking.coach === q.person.id ? (await people.byId(trx, booking.director)).name : null,
    })),
  );
  const view: View = { kind: 'session-choice', about: q.about, sessions, faulty: q.faulty };
  const [first, ...more] = all;
  return first && more.length === 0
    ? { view, subject: first.id, whose: first.director }
    : { view, subject: q.person.id };
}

/** How this session stands now for this person; the list of all when it can not be changed any more. */
export async function standing(
  c: Context,
  trx: Trx,
  q: { readonly person: Person; readonly id: BookingId },
): Promise<Reply> {
  const booking = await bookings.find(trx, q.id);
  const part = booking && partOf(booking, q.person);
  const coming = booking && booking.state === 'confirmed' && booking.when.start > c.clock.now();
  if (!booking || !part || !coming) return sessionsReply(c, trx, q.person);
  if (part === 'director') return { view: await bookingView(c, trx, booking), subject: booking.id };
  return { view: await coachBookedView(trx, booking), subject: booking.id, whose: booking.director };
}

/** "Toch zo laten." */
export const keepSession: Work = ({ c, person, card }, trx) =>
  standing(c, trx, { person, id: card.subject as BookingId });
