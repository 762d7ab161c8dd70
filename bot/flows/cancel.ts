import type { View } from '../../cards/view.ts';
import { left } from '../rules/booking.ts';
import type { By } from '../rules/booking-events.ts';
import { never } from '../rules/decision.ts';
import type { BookingId, CardId, PersonId } from '../rules/ids.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as people from '../store/people.ts';
import { type Changed, changeBooking } from './change-booking.ts';
import type { Context } from './context.ts';
import { bookableSessions } from './entitlement.ts';
import * as show from './show.ts';

/** Cards that show a session as it was. */
export const SESSION_CARDS = [
  'held',
  'confirmed',
  'preview',
  'session-moved',
  'session-choice',
  'session-tentative',
  'reminder',
  'earlier',
  'move-times',
  'cancel-ask',
  'coach-booked',
  'coach-preferences',
  'coach-moved',
] as const;
/** Cards of a coach with sessions of several directors on them. */
export const LIST_CARDS = ['coach-sessions', 'session-choice'] as const;

type Cancel = {
  readonly id: BookingId;
  readonly by: By;
  /** The person who asked, for the record and so that the card they pressed stays theirs; else `klankbord`. */
  readonly actor: PersonId | 'klankbord';
  /** What it costs was shown before: only then it can cost anything. */
  readonly shown?: boolean;
};

/**
 * Cancels one session: the slot is free, the event is owed to go, and the other side is told once. Whoever cancelled
 * sees it on the card that the caller answers with; by `outlook` both are told, by `stop` nobody (see `cancelComing`).
 */
export async function cancelBooking(c: Context, trx: Trx, q: Cancel): Promise<Changed> {
  const changed = await changeBooking(c, trx, {
    ...q,
    event: { kind: 'cancel', by: q.by, shown: q.shown ?? false },
  });
  if (changed.kind !== 'changed' || q.by === 'stop') return changed;
  const { booking } = changed;
  if (q.by !== 'director') await tellDirector(c, trx, { booking, by: q.by });
  if (q.by !== 'coach' && changed.before.state === 'confirmed')
    await tellCoach(c, trx, { booking, by: q.by });
  return changed;
}

/**
 * Cancels every session still to come of a director who leaves, quietly: events go from Outlook by owed jobs, and
 * the coach is told once, by dates alone (`whose` is the coach: nothing of the director is in it). Answers how many.
 * A session that is going on now stays.
 */
export async function cancelComing(c: Context, trx: Trx, director: PersonId): Promise<number> {
  const { gone, count } = await cancelQuietly(c, trx, { director, actor: director });
  for (const coach of await bookings.coachesOf(trx, director))
    await show.retire(c, trx, { subject: coach, kinds: LIST_CARDS, recipient: coach });
  for (const coach of new Set(gone.map((booking) => booking.coach))) {
    const theirs = gone.filter((booking) => booking.coach === coach);
    const view: View = { kind: 'coach-ended', director: null, slots: theirs.map(({ when }) => when) };
    const [first] = theirs;
    if (first) await show.send(c, trx, { view, subject: first.id, to: coach, once: `ended:${first.id}` });
  }
  return count;
}

/**
 * `off`: every one that is off now; `gone`: those of them that their coach had heard of. Whom to tell, and in which
 * words, is the caller's.
 */
export async function cancelQuietly(
  c: Context,
  trx: Trx,
  { director, actor }: { readonly director: PersonId; readonly actor: PersonId },
): Promise<{ readonly gone: readonly Booked[]; readonly off: readonly Booked[]; readonly count: number }> {
  const coming = await bookings.coming(trx, { person: director, now: c.clock.now() });
  const theirs = coming.filter((booking) => booking.director === director);
  const gone: Booked[] = [];
  const off: Booked[] = [];
  for (const { id } of theirs) {
    const changed = await cancelBooking(c, trx, { id, by: 'stop', actor });
    if (changed.kind !== 'changed') continue;
    await show.retire(c, trx, { subject: id, kinds: SESSION_CARDS });
    off.push(changed.booking);
    if (changed.before.state === 'confirmed') gone.push(changed.booking);
  }
  return { gone, off, count: theirs.length };
}

type Told = { readonly booking: Booked; readonly by: 'director' | 'coach' | 'outlook' };

async function tellDirector(c: Context, trx: Trx, { booking, by }: Told): Promise<void> {
  await show.retire(c, trx, { subject: booking.id, kinds: SESSION_CARDS, recipient: booking.director });
  await show.send(c, trx, {
    view: await cancelledView(c, trx, { booking, by }),
    subject: booking.id,
    to: booking.director,
    once: `cancelled:${booking.id}`,
  });
}

async function tellCoach(c: Context, trx: Trx, { booking, by }: Told): Promise<void> {
  await show.retire(c, trx, { subject: booking.id, kinds: SESSION_CARDS, recipient: booking.coach });
  await show.send(c, trx, {
    view: await coachCancelledView(trx, { booking, by }),
    subject: booking.id,
    whose: booking.director,
    to: booking.coach,
    once: `coach-cancelled:${booking.id}`,
  });
}

/** The other cards of who changed a session themselves: the pressed one becomes the receipt. */
export function retireOwn(
  c: Context,
  trx: Trx,
  q: { readonly id: BookingId; readonly recipient: PersonId; readonly except: CardId },
): Promise<void> {
  const { recipient, except } = q;
  return show.retire(c, trx, { subject: q.id, kinds: SESSION_CARDS, recipient, except });
}

/** To the director: what it means for the sessions they have. */
export async function cancelledView(c: Context, trx: Trx, { booking, by }: Told): Promise<View> {
  const all = await bookings.ofIntake(trx, booking.intake);
  const remaining = left(all, await bookableSessions(c, trx, booking.intake));
  const { when: slot, counts } = booking;
  return { kind: 'session-cancelled', slot, by: seenAs(by, 'director'), counts, left: remaining };
}

export async function coachCancelledView(trx: Trx, { booking, by }: Told): Promise<View> {
  const director = await people.byId(trx, booking.director);
  const { when: slot, number } = booking;
  return { kind: 'coach-cancelled', director: director.name, slot, number, by: seenAs(by, 'coach') };
}

/** `other`: the one they meet. Who in the programme's mailbox it was, nobody is told. */
export function seenAs(by: Told['by'], reader: 'director' | 'coach'): 'self' | 'other' | 'office' {
  switch (by) {
    case 'outlook':
      return 'office';
    case 'director':
    case 'coach':
      return by === reader ? 'self' : 'other';
    default:
      return never(by);
  }
}
