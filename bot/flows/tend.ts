import { decideIntake } from '../rules/intake.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { tellCoordinator, withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { nobody } from './offer.ts';
import * as show from './show.ts';

/**
 * Looks after directors whom a change of roles left alone: a coach who left the pool, a coordinator who was
 * replaced while a question was open. By state, so that it does not matter which change it was.
 */
export async function tend(c: Context): Promise<void> {
  for (const id of await intakes.withoutCoach(c.db))
    await c.db.transaction().execute((trx) => coachLeft(c, trx, id));
  for (const id of await intakes.withoutCoordinator(c.db))
    await c.db.transaction().execute((trx) => askNewCoordinator(c, trx, id));
}

/** The coordinator finds somebody else; sessions that stand in calendars stay until they are moved. */
async function coachLeft(c: Context, trx: Trx, id: intakes.Id): Promise<void> {
  const intake = await intakes.take(trx, c.box, id);
  if (!intake?.coach) return;
  const decision = decideIntake(intake, { kind: 'coach-left', coach: intake.coach }, c.clock.now());
  if (decision.kind === 'refused' || decision.effects.length === 0) return;
  const next = decision.next;
  await intakes.save(trx, c.box, next);
  await minute(c, trx, { actor: 'klankbord', action: 'intake.coach-left', object: id, outcome: next.state });
  const person = await people.byId(trx, next.director);
  await tellCoordinator(c, trx, { intake: next, person, choices: [], again: `without:${intake.coach}` });
  const view = await nobody(c, trx, { intake: id, why: 'coach-left' });
  await show.send(c, trx, { view, subject: id, to: next.director, once: `coach-left:${id}:${intake.coach}` });
}

async function askNewCoordinator(c: Context, trx: Trx, id: intakes.Id): Promise<void> {
  const intake = await intakes.take(trx, c.box, id);
  if (!intake || (intake.state !== 'matching' && intake.state !== 'nobody') || !intake.preferences) return;
  const person = await people.byId(trx, intake.director);
  for (const to of await people.formerReaders(trx, id)) await withdrawMatch(c, trx, { intake, to });
  await tellCoordinator(c, trx, { intake, person, choices: [], again: 'replaced' });
}
