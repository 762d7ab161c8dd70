import { drawCard, summaryOf } from '../../cards/draw.ts';
import type { Context } from '../flows/context.ts';
import { owePutOnceMore } from '../flows/put-once-more.ts';
import type { Outcome } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Put } from '../store/puts.ts';
import * as puts from '../store/puts.ts';
import { putNewest, settleUpdate, updateCard } from './deliver.ts';
import { putAfterAll } from './wipe.ts';
import type { Ran, Work } from './work.ts';

/** Taken in one transaction, and put in one job: its calls go out together. */
const TAKEN = 64;
const TOGETHER = 8;
/** A call that may have come through is repeated after this long, in a job of its own with the queue's back-off. */
const AGAIN_MS = 1_000;

/**
 * The updates that waited long enough become jobs, several in one: an update waits on the row of its card, and a
 * card that was replaced meanwhile owes none. Answers how many; `by` null takes those that still wait as well.
 */
export async function owePuts(c: Context, by: Moment | null): Promise<number> {
  let owed = 0;
  for (let taken = TAKEN; taken === TAKEN; owed += taken) taken = await oweSome(c, by);
  return owed;
}

function oweSome(c: Context, by: Moment | null): Promise<number> {
  return c.db.transaction().execute(async (trx) => {
    const ids = await puts.take(trx, { by, limit: TAKEN });
    for (let n = 0; n < ids.length; n += TOGETHER)
      await c.jobs.owe(trx, { kind: 'chat.put', cards: ids.slice(n, n + TOGETHER) });
    return ids.length;
  });
}

/** An earlier attempt at these may have sent its updates, and nobody heard how that ended. */
export function mayBeOut(c: Context, ids: readonly CardId[]): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    for (const id of ids) await owePutOnceMore(c, trx, id);
  });
}

type Answered = { readonly put: Put; readonly answer: Outcome<void> };

/** Puts cards where they stand. One that fails goes on by itself, and holds up none of the others. */
export async function putCards(w: Work, ids: readonly CardId[]): Promise<Ran> {
  const found = await puts.find(w.c.db, w.c.box, ids);
  const answers = await Promise.all(found.map(async (put) => ({ put, answer: await send(w, put) })));
  const erased = await w.c.db.transaction().execute((trx) => settle(w, trx, answers));
  for (const { id: card, chat: to, activity } of erased) await putAfterAll(w, { to, card, activity });
  // Replaced, or with nowhere to go: each for itself, which says how it ends.
  const alone = ids.filter((id) => !found.some((put) => put.id === id));
  for (const id of alone) await updateCard(w, id);
  return 'done';
}

function send(w: Work, { id, chat, activity, language, view }: Put): Promise<Outcome<void>> {
  const card = drawCard(view, { language, zone: w.c.programme().zone, card: id });
  return w.chat.update(chat, activity, { card, summary: summaryOf(view, language) });
}

/** Answers those that may stand now and whose card was erased while they were on their way. */
async function settle(w: Work, trx: Trx, answers: readonly Answered[]): Promise<readonly Put[]> {
  const states = await puts.states(
    trx,
    answers.map(({ put }) => put.id),
  );
  const standing = answers.filter(({ put }) => (states.get(put.id)?.state ?? 'replaced') !== 'replaced');
  // Wanted once more meanwhile, it is settled by the update that was owed for that.
  const arrived = standing.filter(
    ({ put, answer }) => answer.kind === 'done' && states.get(put.id)?.wanted === put.wanted,
  );
  await puts.shown(
    trx,
    arrived.map(({ put }) => put.id),
  );
  for (const one of standing) await settleOne(w, trx, one);
  for (const { put, answer } of answers) {
    const replaced = states.get(put.id)?.state === 'replaced' && (await cards.find(trx, put.id));
    if (!replaced) continue;
    if (answer.kind === 'unknown') await owePutOnceMore(w.c, trx, put.id);
    await putNewest(w.c, trx, replaced);
  }
  const mayStand = answers.filter(({ answer }) => answer.kind === 'done' || answer.kind === 'unknown');
  return mayStand.flatMap(({ put }) => (states.has(put.id) ? [] : [put]));
}

async function settleOne(w: Work, trx: Trx, { put, answer }: Answered): Promise<void> {
  const { id, chat, wanted } = put;
  switch (answer.kind) {
    case 'done':
      return;
    case 'later':
      return w.c.jobs.owe(trx, { kind: 'chat.update', card: id }, { afterMs: answer.afterMs });
    case 'unknown':
      await owePutOnceMore(w.c, trx, id);
      return w.c.jobs.owe(trx, { kind: 'chat.update', card: id }, { afterMs: AGAIN_MS });
    case 'refused':
      await settleUpdate(w.c, trx, { id, answer, to: chat, wanted });
      return;
    default:
      return never(answer);
  }
}
