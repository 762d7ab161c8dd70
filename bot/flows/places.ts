import type { CardId, PersonId, WaitingId } from '../rules/ids.ts';
import { keep, nextInQueue, offer, type Places, type Waiting, type When } from '../rules/waiting.ts';
import type { Db, Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as places from '../store/places.ts';
import * as settings from '../store/programme.ts';
import * as waiting from '../store/waiting.ts';
import type { Context } from './context.ts';
import { minute } from './minutes.ts';
import * as show from './show.ts';

/** How many places there are and who holds them, as seen by one director or (null) by nobody. */
export function placesOf(c: Context, db: Db | Trx, director: PersonId | null): Promise<Places> {
  const { places: own, sessions } = c.programme();
  return places.count(db, { places: own, sessions, director, now: c.clock.now() });
}

/**
 * Gives what is free to the first in the queue. By state: whatever freed a place, this finds it. The
 * programme is taken first, so that a place is given once. `answering`: who is told by the answer to their press.
 */
export async function givePlaces(
  c: Context,
  trx: Trx,
  q: { readonly answering?: PersonId } = {},
): Promise<void> {
  await settings.lock(trx);
  const free = await placesOf(c, trx, null);
  for (const next of nextInQueue(free, await waiting.queue(trx)))
    await giveTo(c, trx, next, next.director !== q.answering);
}

async function giveTo(c: Context, trx: Trx, next: Waiting, tell: boolean): Promise<void> {
  const given = await keepFor(c, trx, { ...next, wait: offer(next.wait, whenOf(c)) });
  await putAway(c, trx, next.director);
  if (tell) await tellFree(c, trx, given);
}

/** Until when it is kept is a moment that falls due. */
export async function keepFor(c: Context, trx: Trx, given: Waiting): Promise<Waiting> {
  const { id, wait } = given;
  await waiting.setWait(trx, id, wait);
  if (wait.kind !== 'waiting') await due.owe(trx, { kind: 'place.lapse', subject: id, at: wait.until });
  await minute(c, trx, { actor: 'klankbord', action: 'waiting.keep', object: id, outcome: wait.kind });
  return given;
}

/** News, so a message of its own, once for each time that they are asked. */
export async function tellFree(c: Context, trx: Trx, { id, director, wait }: Waiting): Promise<void> {
  if (wait.kind !== 'offered') return;
  const view = { kind: 'place-free', until: wait.until, again: wait.told === 2 } as const;
  await show.send(c, trx, { view, subject: director, to: director, once: `place-free:${id}:${wait.told}` });
}

/** Somebody who had a place opens the form again: nobody else gets it meanwhile. */
export async function keepWhileFilling(c: Context, trx: Trx, director: PersonId): Promise<void> {
  const id = c.random.uuid() as WaitingId;
  const wait = keep(whenOf(c));
  if (await waiting.join(trx, { id, director, wait })) await keepFor(c, trx, { id, director, wait });
}

/** What earlier cards say of the queue is over; nobody is sent anything for it. The card that is pressed becomes its answer. */
export function putAway(c: Context, trx: Trx, director: PersonId, pressed?: CardId): Promise<void> {
  return show.withdraw(c, trx, {
    subject: director,
    kinds: ['waiting', 'place-refused', 'place-free'],
    ...(pressed && { except: pressed }),
    view: () => ({ kind: 'already', about: 'place' }),
  });
}

export function whenOf(c: Context): When {
  const { zone, keepPlace } = c.programme();
  return { now: c.clock.now(), zone, keep: keepPlace };
}
