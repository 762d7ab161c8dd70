import type { Slots } from '../../cards/view.ts';
import { type HoldWhy, hold, OFFER_FRESH_MS } from '../rules/booking.ts';
import { never } from '../rules/decision.ts';
import { bookable } from '../rules/entitlement.ts';
import type { BookingId } from '../rules/ids.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import type { Interval, Moment } from '../rules/time.ts';
import { MINUTE } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import { isConflict } from '../store/errors.ts';
import * as intakes from '../store/intakes.ts';
import type { Offer } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import * as people from '../store/people.ts';
import { coachLeft } from './coach-left.ts';
import type { Handler, Pressed, Reply, Shown } from './context.ts';
import { wishesForm } from './correct.ts';
import { entitlementOf, isUsedUp } from './entitlement.ts';
import { minute } from './minutes.ts';
import { makeOfferLater, searchCoaches } from './offer.ts';
import { retain } from './retention.ts';
import { sessionsReply } from './sessions.ts';
import { coachOf, freeNow, slotsCard } from './slots-card.ts';

/** Chooses a time: held at once under the exclusion constraint, in Outlook by a job within seconds. */
export const chooseSlot: Handler = (p) =>
  settled(p, async (trx, ready) => {
    const start = Number(p.inputs.slot);
    if (p.inputs.slot === undefined || !Number.isSafeInteger(start))
      return again(p, trx, { ...ready, faults: ['slot'] });
    return holdSlot(p, trx, { ...ready, start });
  });

/** Six other times; after the last page it starts anew and says so. */
export const moreSlots: Handler = (p) =>
  settled(
    p,
    async (trx, { intake, offer }) => {
      const page = (offer.facts?.page ?? 0) + 1;
      const next = { ...offer, facts: offer.facts && { ...offer.facts, page } };
      const card = await slotsCard(p.c, trx, { intake, offer: next, notice: null });
      if (card.slots.length > 0) return { view: card, subject: intake.id };
      const first = { ...offer, facts: offer.facts && { ...offer.facts, page: 0 } };
      return {
        view: await slotsCard(p.c, trx, { intake, offer: first, notice: 'no-more' }),
        subject: intake.id,
      };
    },
    OLD_OFFER_MS,
  );

/** Back to the times (from a preview, or from `afspraken`). */
export const toSlots: Handler = (p) =>
  settled(
    p,
    async (trx, { intake, offer }) =>
      (await isUsedUp(p.c, trx, intake.id))
        ? sessionsReply(p.c, trx, p.person)
        : { view: await slotsCard(p.c, trx, { intake, offer, notice: null }), subject: intake.id },
    OLD_OFFER_MS,
  );

/** Times from an offer older than this are not shown again without another look at the calendars. */
const OLD_OFFER_MS = 15 * MINUTE;

type Ready = { readonly intake: Intake; readonly offer: Offer };

/** Everything a choice of times needs; calendars are read once more, outside the transaction, when the offer is too old. */
async function settled(
  p: Pressed,
  work: (trx: Trx, ready: Ready) => Promise<Reply>,
  freshMs = OFFER_FRESH_MS,
): Promise<Shown> {
  const newer = await newerOffer(p, freshMs);
  const commit = () =>
    p.commit(async (trx) => {
      const { c, person } = p;
      // Whoever changes the coach goes before or after: a time is never held with one who was just replaced.
      const intake = await intakes.takeOf(trx, c.box, person.id);
      if (intake?.state !== 'coached' || !intake.coach)
        return { view: { kind: 'closed' }, subject: p.card.subject };
      const gone = await coachLeft(c, trx, { intake: intake.id, pressed: p.card.id });
      if (gone) return { view: gone, subject: intake.id };
      // The wishes were wiped after the last session: they are asked again, and the coach stays.
      if (!intake.preferences) return wishesForm(c, intake);
      const offer = newer ?? (await offers.latest(trx, c.box, { intake: intake.id, director: person.id }));
      if (!offer?.facts || offers.isWiped(offer.facts))
        return { view: await makeOfferLater(c, trx, intake), subject: intake.id };
      await people.lock(trx, [intake.coach, person.id]);
      return work(trx, { intake, offer });
    });
  try {
    return await commit();
  } catch (error) {
    // The exclusion constraint spoke: somebody else holds it now, and the second look sees that.
    if (isConflict(error)) return commit();
    throw error;
  }
}

async function newerOffer(p: Pressed, freshMs: number): Promise<Offer | null> {
  const { c, person } = p;
  const intake = await intakes.ofDirector(c.db, c.box, person.id);
  if (intake?.state !== 'coached' || !intake.coach || !intake.preferences) return null;
  const offer = await offers.latest(c.db, c.box, { intake: intake.id, director: person.id });
  const fresh = offer?.facts && !offers.isWiped(offer.facts) && c.clock.now() - offer.checkedAt <= freshMs;
  if (fresh) return null;
  const search = await searchCoaches(c, { person, wishes: wishesOf(intake), only: intake.coach });
  if (search.kind === 'unread') return null;
  const { shown, page } = offer?.facts ?? { shown: [], page: 0 };
  const id = offer?.id ?? (c.random.uuid() as Offer['id']);
  return { id, intake: intake.id, checkedAt: c.clock.now(), facts: { ...search.facts, shown, page } };
}

async function holdSlot(p: Pressed, trx: Trx, q: Ready & { start: Moment }): Promise<Reply> {
  const { c, person } = p;
  const { intake, offer } = q;
  const wishes = wishesOf(intake);
  const coach = await coachOf(trx, intake);
  const length = wishes.length * MINUTE;
  const asSlot = (start: Moment): Interval => ({ start, end: start + length });
  const { slots } = c.programme();
  const entitlement = await entitlementOf(c, trx, intake.id);
  const decision = hold({
    now: c.clock.now(),
    id: c.random.uuid() as BookingId,
    intake: intake.id,
    director: person.id,
    coach: coach.id,
    place: wishes.place,
    slot: asSlot(q.start),
    free: await freeNow(c, trx, q),
    offered: offer.facts?.shown.map(asSlot) ?? [],
    offer,
    bookings: await bookings.ofIntake(trx, intake.id),
    sessions: bookable(entitlement),
    before: entitlement.before,
    noticeHours: slots.noticeHours,
  });
  if (decision.kind === 'refused') return refused(p, trx, { ...q, why: decision.why });
  const booking = decision.next;
  await bookings.insert(trx, booking, c.clock.now());
  for (const moment of decision.due ?? []) await due.owe(trx, moment);
  await retain(c, trx, intake.id);
  await c.jobs.owe(trx, { kind: 'calendar.create', booking: booking.id });
  await minute(c, trx, { actor: person.id, action: 'booking.hold', object: booking.id, outcome: 'held' });
  return {
    view: { kind: 'held', slot: booking.when, place: booking.place, slow: false },
    subject: booking.id,
  };
}

async function refused(p: Pressed, trx: Trx, q: Ready & { why: HoldWhy }): Promise<Reply> {
  switch (q.why) {
    case 'taken':
    case 'past':
    case 'not-offered':
      return again(p, trx, { ...q, notice: q.why });
    case 'stale':
      return again(p, trx, { ...q, notice: 'unread' });
    case 'none-left':
      return sessionsReply(p.c, trx, p.person);
    case 'one-at-a-time':
      return { view: { kind: 'already', about: 'booked' }, subject: q.intake.id };
    default:
      return never(q.why);
  }
}

type Again = Ready & { readonly notice?: Slots['notice']; readonly faults?: Slots['faults'] };

async function again(p: Pressed, trx: Trx, q: Again): Promise<Reply> {
  const card = await slotsCard(p.c, trx, { intake: q.intake, offer: q.offer, notice: q.notice ?? null });
  return { view: { ...card, faults: q.faults ?? [] }, subject: q.intake.id };
}
