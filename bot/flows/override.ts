import type { CardId, IntakeId, PersonId } from '../rules/ids.ts';
import { decideIntake, type Intake, wishesOf } from '../rules/intake.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import * as coordination from '../store/coordination.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { OfferFacts } from '../store/offers.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { cancelQuietly } from './cancel.ts';
import { tellFormer } from './change-coach.ts';
import { sendTimes } from './choose-coach.ts';
import type { Context, Handler, Pressed, Reply, Work } from './context.ts';
import { withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { type Search, searchCoaches } from './offer.ts';
import { choicesReply, fitting, isCoached, whoReply } from './override-choices.ts';
import * as show from './show.ts';

/** "Coach van iemand wijzigen": for whom? */
export const openOverride: Work = (_, trx) => whoReply(trx, false);

/** The same on a page, where no message is sent for it; answers the card. */
export function openOverrideOnPage(c: Context, person: Person): Promise<CardId> {
  return c.db
    .transaction()
    .execute(async (trx) => show.onPage(c, trx, { ...(await whoReply(trx, false)), to: person.id }));
}

/** Who else fits the director that was chosen, or once more the one of this card. Nothing changes. */
export const searchOverride: Handler = async (p) => {
  const { c, card } = p;
  const wanted = card.kind === 'override' ? card.subject : p.inputs.director;
  const known = (await coordination.coached(c.db)).find(({ intake }) => intake === wanted);
  const before = known ? await intakes.byId(c.db, c.box, known.intake) : null;
  if (!isCoached(before)) return p.commit((trx) => whoReply(trx, true));
  const director = await people.byId(c.db, before.director);
  const search = await searchCoaches(c, { person: director, wishes: wishesOf(before) });
  return p.commit(async (trx) => {
    const intake = await intakes.take(trx, c.box, before.id);
    if (!isCoached(intake)) return whoReply(trx, true);
    const fit = await fitting(c, trx, { intake, search });
    return choicesReply(c, trx, { intake, director, search, fit, again: null });
  });
};

/** Puts the chosen coach in the place of the one on the card, if that is still how things stand. */
export const overrideCoach: Handler = async (p) => {
  const { c } = p;
  const before = await intakes.byId(c.db, c.box, p.card.subject as IntakeId);
  if (!isCoached(before)) return p.commit(async () => notNeeded(p));
  const director = await people.byId(c.db, before.director);
  const search = await searchCoaches(c, { person: director, wishes: wishesOf(before) });
  const coming = await bookings.coming(c.db, { person: director.id, now: c.clock.now() });
  return p.commit(
    (trx) => put(p, trx, { director, search }),
    async (trx) => {
      // In one order, and before the card: what comes from Outlook takes a session first, too.
      for (const { id } of coming.toSorted((a, b) => (a.id < b.id ? -1 : 1))) await bookings.take(trx, id);
    },
  );
};

type Found = { readonly director: Person; readonly search: Search };

async function put(p: Pressed, trx: Trx, q: Found): Promise<Reply> {
  const { c } = p;
  const { director, search } = q;
  const intake = await intakes.take(trx, c.box, p.card.subject as IntakeId);
  const shown = await cards.view(trx, c.box, p.card);
  if (!isCoached(intake) || shown?.kind !== 'override') return notNeeded(p);
  // The last place of a coach is given once, and whoever books meanwhile is waited for.
  const coaches = search.kind === 'found' ? (Object.keys(search.facts.coaches) as PersonId[]) : [];
  await people.lock(trx, [...coaches, director.id]);
  const fit = await fitting(c, trx, { intake, search });
  const offered = fit.coaches.map(({ id }) => id);
  const coach = [...offered, intake.coach].find((id) => id === p.inputs.coach);
  if (!coach || search.kind === 'unread') {
    const again = p.inputs.coach === undefined ? 'not-ticked' : 'not-free';
    return choicesReply(c, trx, { intake, director, search, fit, again });
  }
  const event = { kind: 'override', from: shown.from, coach, offered } as const;
  const decision = decideIntake(intake, event, c.clock.now());
  if (decision.kind === 'refused') return notNeeded(p);
  const isNew = decision.effects.length > 0;
  const off = isNew
    ? await carryOut(p, trx, { director, former: intake, intake: decision.next, facts: search.facts })
    : [];
  const { name } = await people.byId(trx, coach);
  const view = { kind: 'override-done', director: director.name, coach: name, off: off.length } as const;
  return { view, subject: intake.id, whose: director.id };
}

type Done = {
  readonly director: Person;
  readonly former: Intake;
  readonly intake: Intake;
  readonly facts: OfferFacts;
};

/** Answers the sessions that are off. */
async function carryOut(p: Pressed, trx: Trx, q: Done): Promise<readonly Booked[]> {
  const { c, person } = p;
  const { intake, former, director, facts } = q;
  await intakes.save(trx, c.box, intake);
  const { gone, off } = await cancelQuietly(c, trx, { director: director.id, actor: person.id });
  await tellFormer(c, trx, { person: director, former, gone });
  await show.retire(c, trx, { subject: intake.id, kinds: OLD, recipient: director.id });
  await withdrawMatch(c, trx, { intake: intake.id, except: p.card.id });
  await tellDirector(c, trx, { intake, facts, off });
  const line = { actor: person.id, action: 'intake.override', object: intake.id, outcome: intake.state };
  await minute(c, trx, line);
  return off;
}

/** The director's cards that are about the coach of before. */
const OLD = ['slots', 'looking', 'preview', 'change-coach'] as const;

/** One message: that it is so, what is off, and times of the new coach. */
async function tellDirector(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly facts: OfferFacts; readonly off: readonly Booked[] },
): Promise<void> {
  const { intake, facts } = q;
  if (!intake.coach) throw new Error(`intake ${intake.id} has no coach to tell of`);
  const { name: coach } = await people.byId(trx, intake.coach);
  const { firm, firmContact } = c.programme();
  const off = q.off.map(({ when }) => when);
  await sendTimes(c, trx, { intake, facts, instead: { coach, off, firm, phone: firmContact.phone } });
}

/** The director stopped, or has another coach: there is nobody to put in anybody's place. */
function notNeeded({ card }: Pressed): Reply {
  return { view: { kind: 'match-withdrawn' }, subject: card.subject };
}
