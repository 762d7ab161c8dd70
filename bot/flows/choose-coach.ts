import type { Slots, View } from '../../cards/view.ts';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Intake, IntakeWhy } from '../rules/intake.ts';
import { decideIntake, wishesOf } from '../rules/intake.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Offer } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import * as people from '../store/people.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { keepOffer, lookForCoaches, makeOfferLater, rank, type Search, searchCoaches } from './offer.ts';
import { kept } from './promise.ts';
import * as show from './show.ts';
import { slotsCard } from './slots-card.ts';

/** The director chooses one of the coaches, or leaves it to the ranking. From here the contact is the firm's (A17). */
export const chooseCoach: Handler = async (p) => {
  const { c, person } = p;
  const again = await searchWhenGone(p);
  return p.commit(async (trx) => {
    const before = await intakes.ofDirector(trx, c.box, person.id);
    const intake = before && (await intakes.take(trx, c.box, before.id));
    if (intake?.state !== 'choosing')
      return { view: { kind: 'already', about: 'coached' }, subject: p.card.subject };
    const offer = await offerFor(c, trx, { intake, again });
    if (!offer?.facts) return { view: await makeOfferLater(c, trx, intake), subject: intake.id };
    const facts = offer.facts;
    // Directors who want the same coach go one after the other: the last place of a coach is given once.
    await people.lock(trx, Object.keys(facts.coaches) as PersonId[]);
    const ranked = await rank(c, trx, { intake, facts });
    const wanted =
      p.inputs.coach === 'any' ? ranked[0]?.id : ranked.find((one) => one.id === p.inputs.coach)?.id;
    if (!wanted) return { view: await chooseAgain(c, trx, { intake, p, facts }), subject: intake.id };
    const offered = ranked.map((one) => one.id);
    return assign(c, trx, { intake, coach: wanted, offered, offer, pressed: p.card.id });
  });
};

/** The coordinator chooses, from the pool of their own firm; the director gets times at once. */
export const matchCoach: Handler = async (p) => {
  const { c } = p;
  const before = await intakes.byId(c.db, c.box, p.card.subject as Intake['id']);
  if (!before?.preferences || before.consentedAt === null)
    return p.commit(async () => ({ view: { kind: 'match-withdrawn' }, subject: p.card.subject }));
  const coach = (await people.coaches(c.db)).find((one) => one.id === p.inputs.coach);
  if (!coach) return p.commit((trx) => askAgain(p, trx));
  const director = await people.byId(c.db, before.director);
  const search = await searchCoaches(c, { person: director, wishes: before.preferences, only: coach.id });
  return p.commit(async (trx) => {
    const intake = await intakes.take(trx, c.box, before.id);
    if (!intake) throw new Error(`no intake ${before.id}`);
    const event = { kind: 'coach', coach: coach.id, by: 'coordinator', offered: [] } as const;
    const decision = decideIntake(intake, event, c.clock.now());
    if (decision.kind === 'refused') return { view: matchRefused(decision.why), subject: intake.id };
    await saved(c, trx, { intake: decision.next, actor: p.person.id, pressed: p.card.id });
    await offerTimes(c, trx, { intake: decision.next, search });
    const view = { kind: 'match-made', director: director.name, coach: coach.name } as const;
    return { view, subject: intake.id, whose: director.id };
  });
};

/** The director took the consent back meanwhile, or chose. */
function matchRefused(why: IntakeWhy): View {
  return why === 'no-consent' ? { kind: 'match-withdrawn' } : { kind: 'already', about: 'coached' };
}

/** Nobody ticked: the same card, which says what is missing. */
async function askAgain({ c, card }: Pressed, trx: Trx): Promise<Reply> {
  const view = await cards.view(trx, c.box, card);
  if (view?.kind !== 'match-request') return { view: { kind: 'closed' }, subject: card.subject };
  return { view: { ...view, faults: ['coach'] }, subject: card.subject };
}

/** To the director, with a coach who was chosen for them. */
export async function offerTimes(c: Context, trx: Trx, q: { intake: Intake; search: Search }): Promise<void> {
  const { intake, search } = q;
  if (search.kind === 'unread') return c.jobs.owe(trx, { kind: 'offer.make', intake: intake.id });
  await sendTimes(c, trx, { intake, facts: search.facts });
}

type Times = {
  readonly intake: Intake;
  readonly facts: offers.OfferFacts;
  readonly notice?: Slots['notice'];
  readonly instead?: Slots['instead'];
};

/** On the card that says "looking"; without one a message of its own, once for this coach. */
export async function sendTimes(c: Context, trx: Trx, q: Times): Promise<void> {
  const { intake, facts, notice = null } = q;
  const offer = { id: c.random.uuid() as Offer['id'], intake: intake.id, checkedAt: c.clock.now(), facts };
  const slots = await slotsCard(c, trx, { intake, offer, notice });
  const view = q.instead ? { ...slots, instead: q.instead } : slots;
  const looking = { subject: intake.id, recipient: intake.director, kinds: ['looking'] } as const;
  if (await cards.about(trx, looking))
    return show.change(c, trx, {
      view,
      subject: intake.id,
      to: intake.director,
      kinds: ['looking'],
      once: null,
    });
  await show.send(c, trx, {
    view,
    subject: intake.id,
    to: intake.director,
    once: `times:${intake.id}:${intake.coach}:${intake.handedOverAt}`,
  });
}

type Assign = {
  readonly intake: Intake;
  readonly coach: PersonId;
  readonly offered: readonly PersonId[];
  readonly offer: Offer;
  readonly pressed: CardId;
};

async function assign(c: Context, trx: Trx, q: Assign): Promise<Reply> {
  const event = { kind: 'coach', coach: q.coach, by: 'director', offered: q.offered } as const;
  const decision = decideIntake(q.intake, event, c.clock.now());
  if (decision.kind === 'refused')
    return { view: { kind: 'already', about: 'coached' }, subject: q.intake.id };
  await saved(c, trx, { intake: decision.next, actor: q.intake.director, pressed: q.pressed });
  const view = await slotsCard(c, trx, { intake: decision.next, offer: q.offer, notice: null });
  return { view, subject: q.intake.id };
}

type Saved = { readonly intake: Intake; readonly actor: PersonId; readonly pressed: CardId };

async function saved(c: Context, trx: Trx, q: Saved): Promise<void> {
  await intakes.save(trx, c.box, q.intake);
  await kept(trx, q.intake.id);
  await withdrawMatch(c, trx, { intake: q.intake.id, except: q.pressed });
  await minute(c, trx, {
    actor: q.actor,
    action: 'intake.hand-over',
    object: q.intake.id,
    outcome: 'coach-chosen',
  });
}

/** An offer whose calendars were wiped is read again, outside the transaction. */
async function searchWhenGone(p: Pressed): Promise<Search | null> {
  const { c, person } = p;
  const intake = await intakes.ofDirector(c.db, c.box, person.id);
  if (intake?.state !== 'choosing') return null;
  const offer = await offers.latest(c.db, c.box, { intake: intake.id, director: person.id });
  return offer?.facts && !offers.isWiped(offer.facts)
    ? null
    : searchCoaches(c, { person, wishes: wishesOf(intake) });
}

async function offerFor(
  c: Context,
  trx: Trx,
  q: { intake: Intake; again: Search | null },
): Promise<Offer | null> {
  const { intake, again } = q;
  if (!again) return offers.latest(trx, c.box, { intake: intake.id, director: intake.director });
  if (again.kind === 'unread') return null;
  const offer = {
    id: c.random.uuid() as Offer['id'],
    intake: intake.id,
    checkedAt: c.clock.now(),
    facts: again.facts,
  };
  await keepOffer(c, trx, { ...offer, intake });
  return offer;
}

/** No choice, or a coach who is not free any more: the coaches who are, now. */
async function chooseAgain(
  c: Context,
  trx: Trx,
  q: { intake: Intake; p: Pressed; facts: offers.OfferFacts },
): Promise<View> {
  const view = await lookForCoaches(c, trx, { intake: q.intake, person: q.p.person, facts: q.facts });
  return view.kind === 'coaches' ? { ...view, faults: ['coach'] } : view;
}
