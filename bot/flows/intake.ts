import type { Consent, SignUp, View } from '../../cards/view.ts';
import type { IntakeId, PersonId } from '../rules/ids.ts';
import type { IntakeEvent, IntakeWhy } from '../rules/intake.ts';
import { decideIntake } from '../rules/intake.ts';
import type { Preferences } from '../rules/programme.ts';
import { takenBefore } from '../rules/waiting.ts';
import type { Db, Trx } from '../store/database.ts';
import * as drafts from '../store/drafts.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import * as settings from '../store/programme.ts';
import type { Context, Handler, Pressed, Reply, Work } from './context.ts';
import { withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { lookForCoaches, makeOfferLater, searchCoaches } from './offer.ts';
import { keepWhileFilling, placesOf } from './places.ts';
import { kept } from './promise.ts';
import { retain } from './retention.ts';
import { sessionsOf } from './sessions.ts';
import { type FirstStep, readConsent, readPreferences } from './sign-up-inputs.ts';
import { leave, placesFor, queueView } from './waiting.ts';
import { ask } from './welcome.ts';

/** Opens the form, filled in with what was said before. */
export async function signUpForm(c: Context, trx: Trx, person: Person): Promise<Reply> {
  const opening = { id: c.random.uuid() as IntakeId, director: person.id, now: c.clock.now() };
  const [intake, counted, draft] = await Promise.all([
    intakes.open(trx, c.box, opening),
    placesOf(c, trx, person.id),
    draftOf(c, trx, person.id),
  ]);
  // Somebody at the firm is at work for this director: where that stands, and not the form again.
  if (intake.state === 'matching' || intake.state === 'nobody')
    return { view: await sessionsOf(c, trx, person), subject: person.id };
  const places = await placesFor(c, trx, person.id, counted);
  const event = { kind: 'sign-up', placesTaken: takenBefore(places), places: places.places } as const;
  const decision = decideIntake(intake, event, c.clock.now());
  if (decision.kind === 'refused') return refusal(c, trx, { person, why: decision.why });
  if (intake.state === 'choosing') await keepWhileFilling(c, trx, person.id);
  if (decision.next !== intake) await intakes.save(trx, c.box, decision.next);
  return { view: form(c, draft ?? intake.preferences ?? {}), subject: intake.id };
}

export const signUp: Work = ({ c, person }, trx) => signUpForm(c, trx, person);

/** Step 1 of 2: kept as a sealed draft. */
export const preferences: Work = async (p, trx) => {
  const read = readPreferences(p.inputs, p.c.programme());
  if (read.kind === 'faults') return { view: form(p.c, read.filled, read.faults), subject: p.card.subject };
  await drafts.keep(trx, p.c.box, { person: p.person.id, kind: DRAFT, data: read.step });
  const [before, coaches] = await Promise.all([
    intakes.ofDirector(trx, p.c.box, p.person.id),
    people.coachNames(trx),
  ]);
  return {
    view: consentForm(p.c, { coaches, filled: before?.preferences ?? {} }),
    subject: p.card.subject,
  };
};

/** Step 2 of 2. Only a yes stores preferences and starts the search. */
export const consent: Handler = async (p) => {
  const { c, person } = p;
  const coaches = await people.coachNames(c.db);
  const read = readConsent(p.inputs, coaches);
  if (read.kind === 'faults')
    return p.commit(async () => ({ view: consentForm(c, { coaches, ...read }), subject: p.card.subject }));
  if (!read.consents) return refuseConsent(p);
  const first = await draftOf(c, c.db, person.id);
  if (!first) return p.commit((trx) => signUp(p, trx));
  const wishes: Preferences = { ...first, ...read.step };
  const search = c.programme().matching === 'director' ? await searchCoaches(c, { person, wishes }) : null;
  return p.commit(async (trx) => {
    const given = await consented(c, trx, { person, wishes });
    const intake = await event(c, trx, { person, event: given.event });
    await drafts.remove(trx, { person: person.id, kind: DRAFT });
    if (intake.kind === 'refused') return refusal(c, trx, { person, why: intake.why });
    if (given.queued) await leave(c, trx, person.id);
    await retain(c, trx, intake.next.id);
    await minute(c, trx, {
      actor: person.id,
      action: 'intake.consent',
      object: intake.next.id,
      outcome: 'given',
    });
    const view =
      search?.kind === 'found'
        ? await lookForCoaches(c, trx, { intake: intake.next, person, facts: search.facts })
        : await makeOfferLater(c, trx, intake.next);
    return { view, subject: intake.next.id };
  });
};

function refuseConsent(p: Pressed) {
  const { c, person } = p;
  return p.commit(async (trx) => {
    const decision = await event(c, trx, { person, event: { kind: 'no-consent' } });
    if (decision.kind === 'refused') return refusal(c, trx, { person, why: decision.why });
    await drafts.remove(trx, { person: person.id, kind: DRAFT });
    await kept(trx, decision.next.id);
    await withdrawMatch(c, trx, { intake: decision.next.id });
    await minute(c, trx, {
      actor: person.id,
      action: 'intake.consent',
      object: decision.next.id,
      outcome: 'refused',
    });
    return { view: ask(c), subject: decision.next.id };
  });
}

async function consented(
  c: Context,
  trx: Trx,
  q: { person: Person; wishes: Preferences },
): Promise<{ readonly event: IntakeEvent; readonly queued: boolean }> {
  const { matching } = c.programme();
  // Two directors for the last place go one after the other.
  await settings.lock(trx);
  const places = await placesFor(c, trx, q.person.id);
  const room = { placesTaken: takenBefore(places), places: places.places };
  return {
    event: { kind: 'consent', preferences: q.wishes, matching, ...room },
    queued: places.mine !== null && places.mine !== 'holds',
  };
}

/** Loads, asks the rule, and saves what it decided. */
async function event(c: Context, trx: Trx, q: { person: Person; event: IntakeEvent }) {
  const id = c.random.uuid() as IntakeId;
  const intake = await intakes.open(trx, c.box, { id, director: q.person.id, now: c.clock.now() });
  const decision = decideIntake(intake, q.event, c.clock.now());
  if (decision.kind === 'decided') await intakes.save(trx, c.box, decision.next);
  return decision;
}

const DRAFT = 'sign-up';

/** Written by `preferences` and by nobody else. */
async function draftOf(c: Context, db: Db | Trx, person: PersonId): Promise<FirstStep | null> {
  return (await drafts.find(db, c.box, { person, kind: DRAFT })) as FirstStep | null;
}

function form(c: Context, filled: Partial<FirstStep>, faults: SignUp['faults'] = []): View {
  const { themes, retention } = c.programme();
  return { kind: 'sign-up', themes, filled, faults, wipeAfterDays: retention.preferencesDays };
}

function consentForm(
  c: Context,
  q: Pick<Consent, 'coaches' | 'filled'> & { readonly faults?: Consent['faults'] },
): View {
  const { municipality, firm, firmContact } = c.programme();
  const { coaches, filled, faults = [] } = q;
  return { kind: 'consent', municipality, firm, firmContact, coaches, filled, faults };
}

async function refusal(c: Context, trx: Trx, q: { person: Person; why: IntakeWhy }): Promise<Reply> {
  const { id } = q.person;
  if (q.why === 'full') return { view: await queueView(c, trx, id), subject: id };
  return { view: { kind: 'already', about: 'coached' }, subject: id };
}
