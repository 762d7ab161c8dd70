import type { View } from '../../cards/view.ts';
import type { PersonId } from '../rules/ids.ts';
import { decideIntake, type Intake } from '../rules/intake.ts';
import * as bookings from '../store/bookings.ts';
import * as callbacks from '../store/callbacks.ts';
import type { Trx } from '../store/database.ts';
import * as drafts from '../store/drafts.ts';
import * as due from '../store/due.ts';
import * as extras from '../store/extras.ts';
import * as intakes from '../store/intakes.ts';
import * as offers from '../store/offers.ts';
import type { Person } from '../store/people.ts';
import * as settings from '../store/programme.ts';
import * as waiting from '../store/waiting.ts';
import { cancelComing } from './cancel.ts';
import type { Context, Handler } from './context.ts';
import { coordinatorOf, withdrawLists, withdrawMatch } from './coordinator.ts';
import { minute } from './minutes.ts';
import { givePlaces } from './places.ts';
import { kept } from './promise.ts';
import { retain } from './retention.ts';
import * as show from './show.ts';
import { leave } from './waiting.ts';

/** `stoppen`: all that it does and what stays, before anything happens. */
export async function stopAsk(c: Context, trx: Trx, person: Person): Promise<View> {
  const { firm, retention, helpline } = c.programme();
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  const draft = await drafts.find(trx, c.box, { person: person.id, kind: 'sign-up' });
  const takesPart =
    (await waiting.ofDirector(trx, person.id)) !== null ||
    draft !== null ||
    (intake !== null && (intake.preferences !== null || isOnTheWay(intake)));
  const coming = await comingOf(c, trx, person.id);
  const told = intake !== null && isKnown(intake);
  const call = await callbacks.waits(trx, person.id);
  return { kind: 'stop', takesPart, coming, told, call, firm, retention, helpline };
}

/** Confirmed on that card. Pressed again there is nothing left to stop, and it says the same. */
export const confirmStop: Handler = (p) =>
  p.commit(
    async (trx) => {
      const { c, person } = p;
      const { cancelled, told } = await stopDirector(c, trx, { person, tell: true });
      const { helpline } = c.programme();
      const call = await callbacks.waits(trx, person.id);
      return { view: { kind: 'stopped', cancelled, told, call, helpline }, subject: person.id };
    },
    (trx) => settings.lock(trx),
  );

export async function comingOf(c: Context, trx: Trx, person: PersonId) {
  const all = await bookings.coming(trx, { person, now: c.clock.now() });
  return all.filter(({ director }) => director === person).map(({ when }) => when);
}

type Stop = {
  readonly person: Person;
  /** False when all that others have of this person is erased: then nobody is sent another name. */
  readonly tell: boolean;
};

/**
 * Takes the consent back: coming sessions are cancelled, wishes, form and calendars that were read are gone at
 * once, the place is free by its state. A request to be called stays: who stops may want that call all the more,
 * and can take it back. The coach hears from `cancelComing`, the coordinator here; nobody why. Whoever calls this has taken the programme.
 */
export async function stopDirector(
  c: Context,
  trx: Trx,
  q: Stop,
): Promise<{ cancelled: number; told: boolean }> {
  const { person } = q;
  await drafts.remove(trx, { person: person.id, kind: 'sign-up' });
  await leave(c, trx, person.id);
  const before = await intakes.ofDirector(trx, c.box, person.id);
  const intake = before && (await intakes.take(trx, c.box, before.id));
  if (!intake) return { cancelled: 0, told: false };
  const cancelled = await cancelComing(c, trx, person.id);
  const decision = decideIntake(intake, { kind: 'stop' }, c.clock.now());
  if (decision.kind === 'refused') throw new Error('stopping is never refused');
  await intakes.save(trx, c.box, decision.next);
  await intakes.finish(trx, { intake: intake.id, at: null });
  for (const offer of await offers.forget(trx, intake.id)) await due.cancel(trx, 'offer.wipe', offer);
  await kept(trx, intake.id);
  await withdrawMatch(c, trx, { intake: intake.id });
  await withdrawLists(c, trx);
  await askNoMore(c, trx, intake);
  await show.retire(c, trx, { subject: intake.id, kinds: STANDING, recipient: person.id });
  const told = isKnown(intake);
  if (told && q.tell) await tellCoordinator(c, trx, { intake, person });
  await retain(c, trx, intake.id);
  await givePlaces(c, trx);
  const line = { actor: person.id, action: 'intake.stop', object: intake.id, outcome: intake.state };
  await minute(c, trx, line);
  return { cancelled, told };
}

/** One more session is asked for nobody: neither in the week's request, nor given when it went out already. */
async function askNoMore(c: Context, trx: Trx, { id }: Intake): Promise<void> {
  const open = await extras.takeOpen(trx, id);
  if (!open) return;
  await extras.withdraw(trx, open.id);
  await show.withdraw(c, trx, { subject: id, kinds: ['extra-asked', 'coach-extra'] });
}

/** The director's own cards about the way to a coach: they lead nowhere any more. */
const STANDING: readonly View['kind'][] = [
  'sign-up',
  'consent',
  'looking',
  'coaches',
  'nobody',
  'matching',
  'still-waiting',
  'slots',
  'preview',
];

async function tellCoordinator(c: Context, trx: Trx, q: { intake: Intake; person: Person }): Promise<void> {
  const { intake, person } = q;
  await show.send(c, trx, {
    view: { kind: 'coaching-ended', director: person.name },
    subject: intake.id,
    whose: person.id,
    to: (await coordinatorOf(trx)).id,
    once: `stopped:${intake.id}:${intake.handedOverAt}`,
  });
}

/** Signed up, whatever became of it. */
function isOnTheWay({ state }: Intake): boolean {
  return state !== 'asking' && state !== 'signing-up';
}

/** From the hand-over on, the firm knows who it is (A17); who is still looked for is known by the question itself. */
function isKnown({ handedOverAt }: Intake): boolean {
  return handedOverAt !== null;
}
