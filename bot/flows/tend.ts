import * as callbacks from '../store/callbacks.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import { retrySerialization } from '../store/errors.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import { moveStray } from './callback-reader.ts';
import { coachLeft } from './coach-left.ts';
import type { Context } from './context.ts';
import { tellCoordinator, withdrawMatch } from './coordinator.ts';
import { beginLeavers } from './erase.ts';
import { tendRequests } from './request.ts';
import { beginDaily, beginTerms } from './retention.ts';
import * as show from './show.ts';
import { tendQueue } from './waiting.ts';
import { keepLooking } from './watch.ts';

/**
 * Looks after directors whom a change of roles left alone: a coach who left the pool, a coordinator who was
 * replaced while a question was open, a call that somebody was to make who is neither any more. By state, so that it does not matter which change it was.
 */
export async function tend(c: Context): Promise<void> {
  const within = (work: (trx: Trx) => Promise<void>) =>
    retrySerialization(() => c.db.transaction().execute(work));
  for (const id of await intakes.withoutCoach(c.db)) await within((trx) => tellDirector(c, trx, id));
  for (const id of await intakes.withoutCoordinator(c.db))
    await within((trx) => askNewCoordinator(c, trx, id));
  for (const id of await callbacks.strays(c.db)) await within((trx) => moveStray(c, trx, id));
  await tendQueue(c, within);
  await tendRequests(c, within);
  await within(async (trx) => {
    await beginDaily(c, trx);
    await beginTerms(c, trx);
    await beginLeavers(c, trx);
    await keepLooking(c, trx);
  });
}

async function tellDirector(c: Context, trx: Trx, id: intakes.Id): Promise<void> {
  const view = await coachLeft(c, trx, { intake: id });
  const intake = view && (await intakes.byId(trx, c.box, id));
  if (intake) await show.send(c, trx, { view, subject: id, to: intake.director, once: null });
}

async function askNewCoordinator(c: Context, trx: Trx, id: intakes.Id): Promise<void> {
  const intake = await intakes.take(trx, c.box, id);
  // Two processes tend at once: the second one finds that somebody was asked.
  if (!intake?.preferences || !(await intakes.withoutCoordinator(trx)).includes(id)) return;
  const [former] = await cards.allAbout(trx, { subject: id, kinds: ['match-request'] });
  await withdrawMatch(c, trx, { intake: id });
  const person = await people.byId(trx, intake.director);
  await tellCoordinator(c, trx, { intake, person, choices: [], again: `in-place-of:${former?.id}` });
}
