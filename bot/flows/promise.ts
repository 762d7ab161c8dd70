import type { View } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { IntakeId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import { addWorkingDays, type Moment } from '../rules/time.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { askedFor, tellCoordinator } from './coordinator.ts';
import * as show from './show.ts';

/** The promised day, and the one promised after that. */
export const PROMISES = ['intake.answer', 'intake.answer-again'] as const;
export type PromiseKind = (typeof PROMISES)[number];

/** The moment by which a director hears from a person: promised once, and kept as a due row. Null: promised twice in vain. */
export async function promised(c: Context, trx: Trx, intake: Intake): Promise<Moment | null> {
  for (const kind of PROMISES) {
    const at = await due.when(trx, kind, intake.id);
    if (at !== null) return at;
  }
  if (await cards.madeOnce(trx, onceFor('intake.answer-again', intake))) return null;
  const { answerWithinWorkingDays, zone } = c.programme();
  const at = addWorkingDays(c.clock.now(), answerWithinWorkingDays, zone);
  await due.owe(trx, { kind: 'intake.answer', subject: intake.id, at });
  return at;
}

/** It takes longer than was promised: until when, or (null) whom to call. */
export function stillWaiting(c: Context, by: Moment | null): View {
  const { firm, firmContact, helpline } = c.programme();
  return { kind: 'still-waiting', by, firm, phone: firmContact.phone, helpline };
}

/** The answer is there: nothing is promised any more. */
export async function kept(trx: Trx, intake: IntakeId): Promise<void> {
  for (const kind of PROMISES) await due.cancel(trx, kind, intake);
}

/**
 * The promised moment came. Who has no answer is told so, twice at most, and the coordinator is asked
 * again; after the second time the director hears whom to call.
 */
export async function promiseDue(
  c: Context,
  trx: Trx,
  q: { kind: PromiseKind; intake: IntakeId },
): Promise<void> {
  const intake = await intakes.take(trx, c.box, q.intake);
  if (!intake?.preferences || (intake.state !== 'matching' && intake.state !== 'nobody')) return;
  const view = stillWaiting(c, await promiseAgain(c, trx, q));
  await show.send(c, trx, { view, subject: intake.id, to: intake.director, once: onceFor(q.kind, intake) });
  const person = await people.byId(trx, intake.director);
  await tellCoordinator(c, trx, { intake, person, choices: [], again: q.kind });
}

async function promiseAgain(
  c: Context,
  trx: Trx,
  q: { kind: PromiseKind; intake: IntakeId },
): Promise<Moment | null> {
  switch (q.kind) {
    case 'intake.answer': {
      const at = addWorkingDays(c.clock.now(), 1, c.programme().zone);
      await due.owe(trx, { kind: 'intake.answer-again', subject: q.intake, at });
      return at;
    }
    case 'intake.answer-again':
      return null;
    default:
      return never(q.kind);
  }
}

function onceFor(kind: PromiseKind, intake: Intake): string {
  return `${kind}:${askedFor(intake)}`;
}
