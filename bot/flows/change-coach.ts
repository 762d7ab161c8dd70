import type { View } from '../../cards/view.ts';
import { decideIntake, type Intake, wishesOf } from '../rules/intake.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import { moveCallback } from './callback-reader.ts';
import { cancelQuietly, LIST_CARDS } from './cancel.ts';
import type { Context, Handler, Pressed, Reply } from './context.ts';
import { tellCoordinator, withdrawMatch } from './coordinator.ts';
import { isUsedUp } from './entitlement.ts';
import { minute } from './minutes.ts';
import { lookForCoaches, makeOfferLater, matching, type Search, searchCoaches } from './offer.ts';
import { sessionsReply } from './sessions.ts';
import * as show from './show.ts';

/** Asks once more, and for no reason. */
export const askChangeCoach: Handler = (p) =>
  p.commit(async (trx) => {
    const { c, person } = p;
    const intake = await intakes.ofDirector(trx, c.box, person.id);
    if (!canChange(intake)) return sessionsReply(c, trx, person);
    const coming = await bookings.coming(trx, { person: person.id, now: c.clock.now() });
    // An older card still led here: there is nothing to choose anybody for.
    if (coming.length === 0 && (await isUsedUp(c, trx, intake.id))) return sessionsReply(c, trx, person);
    const { matching: by, firm } = c.programme();
    const view: View = {
      kind: 'change-coach',
      coming: coming.length > 0,
      firm: by === 'coordinator' ? firm : null,
    };
    return { view, subject: intake.id };
  });

/** The contact with the coach ends, sessions to come are off and count for nothing, and the search begins anew. */
export const changeCoach: Handler = async (p) => {
  const { c, person } = p;
  const before = await intakes.ofDirector(c.db, c.box, person.id);
  if (!canChange(before)) return p.commit((trx) => sessionsReply(c, trx, person));
  const search = await searchCoaches(c, { person, wishes: wishesOf(before) });
  return p.commit((trx) => change(p, trx, { before, search }));
};

function canChange(intake: Intake | null): intake is Intake {
  return intake?.state === 'coached' && intake.coach !== null && intake.preferences !== null;
}

async function change(p: Pressed, trx: Trx, q: { before: Intake; search: Search }): Promise<Reply> {
  const { c, person } = p;
  const taken = await intakes.take(trx, c.box, q.before.id);
  const event = { kind: 'change-coach', matching: c.programme().matching } as const;
  const decision = taken && decideIntake(taken, event, c.clock.now());
  if (decision?.kind !== 'decided') return sessionsReply(c, trx, person);
  const intake = decision.next;
  await intakes.save(trx, c.box, intake);
  const { gone } = await cancelQuietly(c, trx, { director: person.id, actor: person.id });
  await tellFormer(c, trx, { person, former: taken, gone });
  await show.retire(c, trx, {
    subject: intake.id,
    kinds: ['slots', 'looking', 'preview', 'change-coach'],
    recipient: person.id,
    except: p.card.id,
  });
  await withdrawMatch(c, trx, { intake: intake.id });
  const line = { actor: person.id, action: 'intake.change-coach', object: intake.id, outcome: intake.state };
  await minute(c, trx, line);
  return { view: await goOn(c, trx, { intake, person, search: q.search }), subject: intake.id };
}

/** That the contact ended, and which times are free again; never why, or who comes after. Their call is another's. */
export async function tellFormer(
  c: Context,
  trx: Trx,
  q: { readonly person: Person; readonly former: Intake | null; readonly gone: readonly Booked[] },
): Promise<void> {
  const { person, former, gone } = q;
  if (!former?.coach) return;
  await moveCallback(c, trx, { director: person.id, former: former.coach });
  const theirs = gone.filter(({ coach }) => coach === former.coach);
  await show.retire(c, trx, { subject: former.coach, kinds: LIST_CARDS, recipient: former.coach });
  await show.send(c, trx, {
    view: { kind: 'coach-ended', director: person.name, slots: theirs.map(({ when }) => when) },
    subject: former.id,
    to: former.coach,
    whose: person.id,
    once: `changed:${former.id}:${former.coach}:${former.handedOverAt}`,
  });
}

async function goOn(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly person: Person; readonly search: Search },
): Promise<View> {
  const { intake, person, search } = q;
  if (intake.state === 'matching') {
    await tellCoordinator(c, trx, { intake, person, choices: [] });
    return matching(c, trx, intake);
  }
  if (search.kind === 'unread') return makeOfferLater(c, trx, intake);
  return lookForCoaches(c, trx, { intake, person, facts: search.facts });
}
