import type { View } from '../../cards/view.ts';
import { isOff } from '../rules/booking.ts';
import { same } from '../rules/booking-events.ts';
import type { BookingId, IntakeId } from '../rules/ids.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import { HOUR, type Interval } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as wishes from '../store/earlier-wishes.ts';
import * as intakes from '../store/intakes.ts';
import type { Offer } from '../store/offers.ts';
import * as people from '../store/people.ts';
import { liveBooking } from './booking-view.ts';
import type { Context, Handler } from './context.ts';
import { isUsedUp } from './entitlement.ts';
import { searchCoaches } from './offer.ts';
import { freeBeside, moveOffer } from './session-times.ts';
import { sessionsReply } from './sessions.ts';
import * as show from './show.ts';
import { freeNow } from './slots-card.ts';

/** Calendars are looked at for a wish at most so often; what we know ourselves is followed at once. */
const EVERY_MS = 24 * HOUR;

/** "Waarschuw mij als er eerder plek is." */
export const wishEarlier: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const intake = await intakes.ofDirector(trx, c.box, person.id);
    if (intake?.state !== 'coached') return sessionsReply(c, trx, person);
    await wishes.keep(trx, intake.id, c.clock.now());
    await due.owe(trx, { kind: 'wish.look', subject: intake.id, at: c.clock.now() + EVERY_MS });
    return { view: { kind: 'wish-kept' }, subject: intake.id };
  });

/** A session moved or went off: whoever waits for its coach is looked for. */
export async function freed(c: Context, trx: Trx, booking: Booked): Promise<void> {
  for (const intake of await wishes.ofCoach(trx, booking.coach))
    if (intake !== booking.intake) await c.jobs.owe(trx, { kind: 'wish.look', intake });
}

/** Its event left its time in Outlook: only now calendars show that as free. */
export function freedInOutlook(c: Context, id: BookingId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    const booking = await bookings.find(trx, id);
    if (booking) await freed(c, trx, booking);
  });
}

/** Once a day. */
export async function wishDue(c: Context, trx: Trx, intake: IntakeId): Promise<void> {
  if (!(await wishes.exists(trx, intake))) return;
  await c.jobs.owe(trx, { kind: 'wish.look', intake });
  await due.owe(trx, { kind: 'wish.look', subject: intake, at: c.clock.now() + EVERY_MS });
}

/** Tells once when there is an earlier time, and then waits no more; a wish that has nothing to wait for ends. `again`: calendars can not be read now, or something changed while they were. */
export async function lookEarlier(c: Context, id: IntakeId): Promise<'done' | 'again'> {
  const asked = await wishes.askedAt(c.db, id);
  if (asked === null) return 'done';
  const intake = await intakes.byId(c.db, c.box, id);
  const coming = intake && (await liveBooking(c.db, id, c.clock.now()));
  if (intake?.state !== 'coached' || !intake.coach || !intake.preferences) return end(c, id);
  // Its last session went off late and counts: there is none to choose a time for.
  if (!coming && (await isUsedUp(c, c.db, id))) return end(c, id);
  const now = c.clock.now();
  const all = await bookings.ofIntake(c.db, id);
  if (all.some((one) => !isOff(one) && one.when.start >= asked && one.when.start <= now)) return end(c, id);
  const offer = coming ? await moveOffer(c, { booking: coming, freshMs: 0 }) : await newOffer(c, intake);
  if (!offer) return 'again';
  return c.db.transaction().execute(async (trx) => {
    if (!(await isAsRead(c, trx, { intake, coming }))) return 'again';
    const slot = await earliest(c, trx, { intake, coming, offer });
    if (!slot || !(await wishes.drop(trx, id))) return 'done';
    await due.cancel(trx, 'wish.look', id);
    const view: View = { kind: 'earlier', slot, booked: coming !== null };
    const once = `earlier:${id}:${slot.start}`;
    await show.send(c, trx, { view, subject: coming?.id ?? id, to: intake.director, once });
    return 'done';
  });
}

/** Reading calendars takes a moment: meanwhile the session may have moved or gone off, or somebody else have become the coach. */
async function isAsRead(c: Context, trx: Trx, { intake, coming }: Omit<Q, 'offer'>): Promise<boolean> {
  const taken = coming && (await bookings.take(trx, coming.id));
  const live = await liveBooking(trx, intake.id, c.clock.now());
  const now = await intakes.byId(trx, c.box, intake.id);
  if (now?.state !== intake.state || now.coach !== intake.coach) return false;
  return coming
    ? taken?.state === coming.state && same(taken.when, coming.when) && live?.id === coming.id
    : live === null;
}

type Q = { readonly intake: Intake; readonly coming: Booked | null; readonly offer: Offer };

async function earliest(c: Context, trx: Trx, { intake, coming, offer }: Q): Promise<Interval | null> {
  if (!coming) return (await freeNow(c, trx, { intake, offer }))[0] ?? null;
  const free = await freeBeside(c, trx, { booking: coming, offer });
  return free.find(({ start }) => start < coming.when.start) ?? null;
}

async function newOffer(c: Context, intake: Intake): Promise<Offer | null> {
  if (!intake.coach) return null;
  const person = await people.byId(c.db, intake.director);
  const search = await searchCoaches(c, { person, wishes: wishesOf(intake), only: intake.coach });
  if (search.kind === 'unread') return null;
  const id = c.random.uuid() as Offer['id'];
  return { id, intake: intake.id, checkedAt: c.clock.now(), facts: search.facts };
}

async function end(c: Context, id: IntakeId): Promise<'done'> {
  await c.db.transaction().execute(async (trx) => {
    await wishes.drop(trx, id);
    await due.cancel(trx, 'wish.look', id);
  });
  return 'done';
}
