import type { View } from '../../cards/view.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import { MINUTE } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import * as offers from '../store/offers.ts';
import { toSlots } from './booking.ts';
import { bookingView, liveBooking } from './booking-view.ts';
import { coachLeft } from './coach-left.ts';
import type { Handler, Pressed, Shown } from './context.ts';
import { signUpForm } from './intake.ts';
import { lookForCoaches, makeOfferLater, matching, nobody, searchCoaches, whyNobody } from './offer.ts';
import { sessionsOf } from './sessions.ts';
import { slotsCard } from './slots-card.ts';

/** "Wat zien anderen?": the event as an assistant with access to the calendar would see it. */
export const preview: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const intake = await intakes.ofDirector(trx, c.box, person.id);
    if (!intake?.preferences) return { view: { kind: 'closed' }, subject: p.card.subject };
    const { subject } = c.programme();
    const live = await liveBooking(trx, intake.id, c.clock.now());
    if (live)
      return {
        view: { kind: 'preview', subject, slot: live.when, place: live.place, back: true },
        subject: live.id,
      };
    return {
      view: await previewOf(p, trx, { ...intake, preferences: intake.preferences }),
      subject: intake.id,
    };
  });

/** Of the time that is ticked on the card; without one, the card again. */
async function previewOf(
  p: Pressed,
  trx: Trx,
  intake: Intake & { preferences: NonNullable<Intake['preferences']> },
): Promise<View> {
  const { c, person, inputs } = p;
  const gone = await coachLeft(c, trx, { intake: intake.id, pressed: p.card.id });
  if (gone) return gone;
  const offer = await offers.latest(trx, c.box, { intake: intake.id, director: person.id });
  if (!offer || intake.state !== 'coached') return { kind: 'closed' };
  const start = offer.facts?.shown.find((moment) => String(moment) === inputs.slot);
  if (start === undefined)
    return { ...(await slotsCard(c, trx, { intake, offer, notice: null })), faults: ['slot'] };
  const slot = { start, end: start + intake.preferences.length * MINUTE };
  return {
    kind: 'preview',
    subject: c.programme().subject,
    slot,
    place: intake.preferences.place,
    back: true,
  };
}

/** The step where this director is now. */
export const back: Handler = async (p) => {
  const { c, person } = p;
  const intake = await intakes.ofDirector(c.db, c.box, person.id);
  if (!intake) return p.commit((trx) => signUpForm(c, trx, person));
  const live = await liveBooking(c.db, intake.id, c.clock.now());
  if (live) return toBooking(p, live);
  switch (intake.state) {
    case 'signing-up':
    case 'asking':
      return p.commit((trx) => signUpForm(c, trx, person));
    case 'choosing':
      return toCoaches(p, intake);
    case 'coached':
      return toSlots(p);
    case 'matching':
      return p.commit(async (trx) => ({ view: await matching(c, trx, intake), subject: intake.id }));
    case 'nobody':
      return p.commit(async (trx) => ({
        view: await nobody(c, trx, { intake, why: whyNobody(intake) }),
        subject: intake.id,
      }));
  }
};

/** As it stands now; when it was let go meanwhile, what is left. */
function toBooking(p: Pressed, { id, intake }: Booked): Promise<Shown> {
  const { c, person } = p;
  return p.commit(
    async (trx) => {
      const live = await liveBooking(trx, intake, c.clock.now());
      if (live) return { view: await bookingView(c, trx, live), subject: live.id };
      return { view: await sessionsOf(c, trx, person), subject: person.id };
    },
    (trx) => bookings.take(trx, id),
  );
}

async function toCoaches(p: Pressed, before: Intake): Promise<Shown> {
  const { c, person } = p;
  const search = await searchCoaches(c, { person, wishes: wishesOf(before) });
  return p.commit(async (trx) => {
    const intake = await intakes.take(trx, c.box, before.id);
    if (intake?.state !== 'choosing')
      return { view: { kind: 'already', about: 'coached' }, subject: before.id };
    const view =
      search.kind === 'found'
        ? await lookForCoaches(c, trx, { intake, person, facts: search.facts })
        : await makeOfferLater(c, trx, intake);
    return { view, subject: intake.id };
  });
}
