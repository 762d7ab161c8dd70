import type { Of, View } from '../../cards/view.ts';
import type { CardId, PersonId, WaitingId } from '../rules/ids.ts';
import { freePlaces, lapse, type Places, type Waiting } from '../rules/waiting.ts';
import type { Trx } from '../store/database.ts';
import * as drafts from '../store/drafts.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import * as settings from '../store/programme.ts';
import * as requests from '../store/requests.ts';
import * as waiting from '../store/waiting.ts';
import type { Context, Handler } from './context.ts';
import { minute } from './minutes.ts';
import { givePlaces, keepFor, placesOf, putAway, tellFree, whenOf } from './places.ts';
import * as show from './show.ts';
import { nextRequest, oweRequest } from './weekly.ts';

/** A place in the queue. When one is free after all, it is theirs at once. */
export const joinQueue: Handler = (p) =>
  p.commit(
    async (trx) => {
      const { c, person } = p;
      const intake = await intakes.ofDirector(trx, c.box, person.id);
      if (intake && intake.state !== 'signing-up' && intake.state !== 'asking')
        return { view: { kind: 'already', about: 'coached' }, subject: intake.id };
      const id = c.random.uuid() as WaitingId;
      if (await waiting.join(trx, { id, director: person.id, wait: { kind: 'waiting' } })) {
        await minute(c, trx, { actor: person.id, action: 'waiting.join', object: id, outcome: 'waiting' });
        // Whoever waits has asked for nothing yet: that is all that is kept of them.
        await drafts.remove(trx, { person: person.id, kind: 'sign-up' });
        if (intake?.preferences) await intakes.save(trx, c.box, { ...intake, preferences: null });
        await givePlaces(c, trx, { answering: person.id });
        await oweRequest(c, trx);
      }
      return { view: await queueView(c, trx, person.id), subject: person.id };
    },
    (trx) => settings.lock(trx),
  );

/** Out of the queue, or the place that was kept goes to the next. */
export const leaveQueue: Handler = (p) =>
  p.commit(
    async (trx) => {
      const { c, person } = p;
      await leave(c, trx, person.id, p.card.id);
      return { view: { kind: 'waiting-left' }, subject: person.id };
    },
    (trx) => settings.lock(trx),
  );

/**
 * Somebody waits no more, by their own choice, because they got a place, or because they left the programme.
 * Whoever calls this has taken the programme.
 */
export async function leave(c: Context, trx: Trx, director: PersonId, pressed?: CardId): Promise<void> {
  const standing = await waiting.ofDirector(trx, director);
  if (!standing) return;
  await waiting.leave(trx, director);
  await minute(c, trx, { actor: director, action: 'waiting.leave', object: standing.id, outcome: 'left' });
  await putAway(c, trx, director, pressed);
  await givePlaces(c, trx);
}

/** Places as this director meets them; a free one is given first, when they are in the queue. `counted`: when they were. */
export async function placesFor(c: Context, trx: Trx, director: PersonId, counted?: Places): Promise<Places> {
  const places = counted ?? (await placesOf(c, trx, director));
  if (places.mine !== 'waiting' || freePlaces(places) === 0) return places;
  await givePlaces(c, trx, { answering: director });
  return placesOf(c, trx, director);
}

/** All places are taken: where they stand in the queue, or how to get in. */
export async function queueView(c: Context, trx: Trx, director: PersonId): Promise<View> {
  const { municipality, helpline } = c.programme();
  const standing = await waiting.ofDirector(trx, director);
  if (!standing || standing.wait.kind === 'kept')
    return { kind: 'full', municipality, helpline, asks: await nextRequest(c, trx) };
  if (standing.wait.kind === 'offered')
    return { kind: 'place-free', until: standing.wait.until, again: standing.wait.told === 2 };
  return { kind: 'waiting', municipality, helpline, ...(await stepOf(c, trx, standing)) };
}

type Step = Pick<Of<'waiting'>, 'step' | 'asks'>;

async function stepOf(c: Context, trx: Trx, { asked }: waiting.Standing): Promise<Step> {
  if (asked === null) {
    const asks = await nextRequest(c, trx);
    return { step: asks === null ? 'listed' : 'to-ask', asks };
  }
  const open = (await requests.unanswered(trx)).some(({ id }) => id === asked);
  return { step: open ? 'asked' : 'listed', asks: null };
}

/** The moment until which a place was kept: asked once more, then it is the next one's. */
export async function placeLapsed(c: Context, trx: Trx, id: WaitingId): Promise<void> {
  await settings.lock(trx);
  const kept = await waiting.take(trx, id);
  const decision = kept && lapse(kept.wait, whenOf(c));
  if (!kept || !decision || decision.kind === 'unchanged') return;
  if (decision.kind === 'asked-again') {
    await putAway(c, trx, kept.director);
    return tellFree(c, trx, await keepFor(c, trx, { ...kept, wait: decision.wait }));
  }
  await waiting.leave(trx, kept.director);
  await minute(c, trx, { actor: 'klankbord', action: 'waiting.lapse', object: id, outcome: decision.kind });
  await putAway(c, trx, kept.director);
  if (decision.kind === 'gone') {
    const message = { view: { kind: 'place-passed' }, subject: kept.director, to: kept.director } as const;
    await show.send(c, trx, { ...message, once: `place-passed:${id}` });
  }
  await givePlaces(c, trx);
}

/** No extra place for now, to who still waits. They stay in the queue. */
export async function tellRefused(c: Context, trx: Trx, q: Waiting): Promise<void> {
  const { firm, firmContact, helpline } = c.programme();
  await putAway(c, trx, q.director);
  await show.send(c, trx, {
    view: { kind: 'place-refused', firm, ...firmContact, helpline },
    subject: q.director,
    to: q.director,
    once: `place-refused:${q.id}`,
  });
}

/** Looks after the queue: who is no director any more is not in it, and what is free is given. */
export async function tendQueue(
  c: Context,
  within: (work: (trx: Trx) => Promise<void>) => Promise<void>,
): Promise<void> {
  for (const director of await waiting.withoutRole(c.db))
    await within(async (trx) => {
      await settings.lock(trx);
      if (!(await people.hasRole(trx, director, 'director'))) await leave(c, trx, director);
    });
  const places = await placesOf(c, c.db, null);
  if (places.waiting > 0 && freePlaces(places) > 0) await within((trx) => givePlaces(c, trx));
}
