import type { BookingId, CardId, PersonId } from '../rules/ids.ts';
import { LATE_MINUTES, mayBeLate } from '../rules/late.ts';
import type { SessionTemplate } from '../rules/programme.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/** A session to come, as its coach sees it. */
export type CoachSession = {
  readonly booking: Booked;
  readonly director: string;
  /** Of Teams; null for another place, or when Outlook gave none. */
  readonly joinUrl: string | null;
  /** "Ten minutes later" can be said now; `told` once it was. */
  readonly late: 'may' | 'told' | 'no';
};

/** Earliest first. That the names were read is recorded. */
export async function coachSessions(c: Context, coach: Person): Promise<readonly CoachSession[]> {
  const coming = await bookings.coming(c.db, { person: coach.id, now: c.clock.now() });
  const mine = coming.filter((booking) => booking.coach === coach.id);
  if (mine.length > 0) await record(c, { coach, object: coach.id, outcome: 'sessions' });
  return Promise.all(mine.map((booking) => sessionOf(c, booking)));
}

export type Preparation = {
  readonly session: CoachSession;
  readonly template: SessionTemplate | null;
  /** The message about this session, with what can be pressed. */
  readonly card: CardId | null;
};

/** Null: it is not this coach's, or not to come. That it was opened is recorded. */
export async function preparation(
  c: Context,
  q: { readonly coach: Person; readonly booking: BookingId },
): Promise<Preparation | null> {
  const booking = await bookings.find(c.db, q.booking);
  if (!isComing(booking, q.coach.id, c.clock.now())) return null;
  await record(c, { coach: q.coach, object: booking.id, outcome: 'preparation' });
  const standing = await cards.standingFor(c.db, { recipient: q.coach.id, limit: 1, subject: booking.id });
  const template = c.programme().templates.find(({ number }) => number === booking.number) ?? null;
  return { session: await sessionOf(c, booking), template, card: standing[0]?.id ?? null };
}

/** Tells the director, once for a session. `no`: not now, or not this coach's. */
export function tellLate(
  c: Context,
  q: { readonly coach: Person; readonly booking: BookingId },
): Promise<'told' | 'no'> {
  return c.db.transaction().execute(async (trx) => {
    const booking = await bookings.take(trx, q.booking);
    if (booking?.coach !== q.coach.id || !mayBeLate(booking, c.clock.now())) return 'no';
    const { id, director, when: slot } = booking;
    const view = { kind: 'coach-late', slot, minutes: LATE_MINUTES } as const;
    const sent = await show.send(c, trx, { view, subject: id, to: director, once: onceFor(id) });
    if (sent) await minute(c, trx, { actor: q.coach.id, action: 'coach.late', object: id, outcome: 'told' });
    return 'told';
  });
}

async function sessionOf(c: Context, booking: Booked): Promise<CoachSession> {
  const { name: director } = await people.byId(c.db, booking.director);
  const joinUrl = booking.place === 'teams' ? await bookings.joinUrl(c.db, c.box, booking) : null;
  return { booking, director, joinUrl, late: await lateOf(c, booking) };
}

async function lateOf(c: Context, booking: Booked): Promise<CoachSession['late']> {
  if (!mayBeLate(booking, c.clock.now())) return 'no';
  return (await cards.madeOnce(c.db, onceFor(booking.id))) ? 'told' : 'may';
}

function onceFor(booking: BookingId): string {
  return `coach-late:${booking}`;
}

function isComing(booking: Booked | null, coach: PersonId, now: number): booking is Booked {
  if (booking?.coach !== coach || booking.when.end <= now) return false;
  return booking.state === 'held' || booking.state === 'confirmed';
}

function record(
  c: Context,
  q: { readonly coach: Person; readonly object: string; readonly outcome: string },
): Promise<void> {
  const { coach, object, outcome } = q;
  return c.db
    .transaction()
    .execute((trx) => minute(c, trx, { actor: coach.id, action: 'page.open', object, outcome }));
}
