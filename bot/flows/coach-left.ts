import type { View } from '../../cards/view.ts';
import type { CardId, IntakeId } from '../rules/ids.ts';
import { decideIntake } from '../rules/intake.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import { moveCallback } from './callback-reader.ts';
import type { Context } from './context.ts';
import { tellCoordinator, withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { nobody } from './offer.ts';
import * as show from './show.ts';

type Q = {
  readonly intake: IntakeId;
  /** The card that is pressed now, which the answer takes the place of. */
  readonly pressed?: CardId;
};

/**
 * When the coach of this director left the pool, the coordinator finds somebody else; sessions that stand in
 * calendars stay until they are moved. Answers what the director is told; null when the coach is still there.
 */
export async function coachLeft(c: Context, trx: Trx, q: Q): Promise<View | null> {
  const intake = await intakes.take(trx, c.box, q.intake);
  if (!intake?.coach || !intake.preferences) return null;
  if (await people.hasRole(trx, intake.coach, 'coach')) return null;
  const decision = decideIntake(intake, { kind: 'coach-left', coach: intake.coach }, c.clock.now());
  if (decision.kind === 'refused' || decision.effects.length === 0) return null;
  const { next } = decision;
  await intakes.save(trx, c.box, next);
  const line = { actor: 'klankbord', action: 'intake.coach-left', object: next.id, outcome: next.state };
  await minute(c, trx, line);
  const person = await people.byId(trx, next.director);
  await moveCallback(c, trx, { director: next.director, former: intake.coach });
  await withdrawMatch(c, trx, { intake: next.id });
  await tellCoordinator(c, trx, { intake: next, person, choices: [] });
  await show.withdraw(c, trx, {
    subject: next.id,
    kinds: ['slots', 'looking', 'preview'],
    ...(q.pressed && { except: q.pressed }),
  });
  return nobody(c, trx, { intake: next, why: 'coach-left' });
}
