import { drawCard, summaryOf } from '../../cards/draw.ts';
import type { View } from '../../cards/view.ts';
import type { Context } from '../flows/context.ts';
import { owePutOnceMore } from '../flows/put-once-more.ts';
import type { ChatMessage, ChatReference, Outcome } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import * as chats from '../store/chats.ts';
import type { Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { lost, oweMail, unsure, waitingFor } from './waiting.ts';
import { putAfterAll, sentAfterAll } from './wipe.ts';
import type { Ran, Work } from './work.ts';

type Ready = { readonly to: ChatReference; readonly message: ChatMessage };

/**
 * Sends a card as a new message, at most once. `sending` is written before the POST; whoever finds it
 * there knows that a process died on the way, and the message is unknown: never sent a second time.
 */
export async function sendCard(w: Work, id: CardId): Promise<Ran> {
  const ready = await w.c.db.transaction().execute((trx) => prepareSend(w, trx, id));
  if (!ready) return 'done';
  const answer = await w.chat.send(ready.to, ready.message);
  if (answer.kind === 'done') await sentAfterAll(w, { card: id, activity: answer.value.activity });
  return w.c.db.transaction().execute((trx) => settleSend(w, trx, { id, answer, to: ready.to }));
}

async function prepareSend(w: Work, trx: Trx, id: CardId): Promise<Ready | null> {
  const card = await cards.take(trx, id);
  // It goes by mail by now: this job is one whose process died, or that was slower than its lease.
  if (!card || card.by === 'mail') return null;
  if (card.state !== 'owed') {
    await lost(w.c, trx, card);
    return null;
  }
  const person = await people.byId(trx, card.recipient);
  const chat = await chats.find(trx, card.recipient);
  const view = await cards.view(trx, w.c.box, card);
  if (!view) {
    await cards.settle(trx, id, { state: 'impossible' });
    return null;
  }
  if (!chat?.open) {
    await oweMail(w.c, trx, id);
    return null;
  }
  await cards.settle(trx, id, { state: 'sending' });
  return { to: chat, message: draw(w, { view, card, person }) };
}

type Sent = {
  readonly id: CardId;
  readonly answer: Outcome<{ readonly activity: string }>;
  readonly to: ChatReference;
};

async function settleSend(w: Work, trx: Trx, { id, answer, to }: Sent): Promise<Ran> {
  const card = await cards.take(trx, id);
  if (!card) return 'done';
  const waiting = await waitingFor(trx, card);
  switch (answer.kind) {
    case 'done':
      await arrived(w, trx, { card, activity: answer.value.activity });
      return 'done';
    case 'later':
      if (waiting) await sendLater(w.c, trx, { id: waiting.id, afterMs: answer.afterMs });
      return 'done';
    case 'unknown':
      if (waiting) await unsure(w.c, trx, waiting);
      return 'done';
    case 'refused':
      if (CLOSED.has(answer.code)) await mailInstead(w.c, trx, { card: waiting, to });
      else if (waiting) await cards.settle(trx, waiting.id, { state: 'impossible' });
      return 'done';
    default:
      return never(answer);
  }
}

/** A newer card may have taken the place of this one while it was on its way: that one is put there now. */
async function arrived(w: Work, trx: Trx, q: { card: Card; activity: string }): Promise<void> {
  const { card, activity } = q;
  if (card.state !== 'replaced') return cards.settle(trx, card.id, { state: 'shown', activity });
  await cards.settle(trx, card.id, { activity });
  const newest = await cards.takeCurrent(trx, card);
  if (newest.activity !== null || newest.by === 'send' || newest.by === 'mail') return;
  await cards.settle(trx, newest.id, { activity, state: 'owed', by: 'update' });
  await w.c.jobs.owe(trx, { kind: 'chat.update', card: newest.id });
}

const CLOSED: ReadonlySet<string> = new Set(['blocked', 'not-installed', 'disabled', 'gone']);

/** Surely nothing was sent: the card goes out as a new message. */
async function sendLater(c: Context, trx: Trx, q: { id: CardId; afterMs: number }): Promise<void> {
  await cards.settle(trx, q.id, { state: 'owed', by: 'send' });
  await c.jobs.owe(trx, { kind: 'chat.send', card: q.id }, { afterMs: q.afterMs });
}

/** Who can not be reached in Teams gets a neutral mail in its place, now and until they write again. */
async function mailInstead(c: Context, trx: Trx, q: { card: Card | null; to: ChatReference }): Promise<void> {
  const { card, to } = q;
  await chats.close(trx, to);
  if (!card) return;
  await oweMail(c, trx, card.id);
}

/** Nobody knows whether a PUT came through. */
export class PutUnknown extends Error {
  override readonly name = 'PutUnknown';
  readonly code: string;
  constructor(code: string) {
    super('the answer to an update was lost');
    this.code = code;
  }
}

/** The queue gave an update up: what the person sees is unknown, and the next `afspraken` shows the truth. */
export function updateGivenUp(c: Context, id: CardId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    const card = await cards.take(trx, id);
    if (card?.state === 'owed') await cards.settle(trx, id, { state: 'unknown' });
  });
}

/** Puts the newest card where its predecessor stands. */
export async function updateCard(w: Work, id: CardId): Promise<Ran> {
  const ready = await w.c.db.transaction().execute((trx) => prepareUpdate(w, trx, id));
  if (!ready) return 'done';
  const answer = await w.chat.update(ready.to, ready.activity, ready.message);
  const { to, activity, wanted } = ready;
  const ran = await w.c.db.transaction().execute((trx) => settleUpdate(w.c, trx, { id, answer, to, wanted }));
  if (ran !== 'erased') return ran;
  await putAfterAll(w, { to, card: id, activity });
  return 'done';
}

type ReadyToPut = Ready & Pick<Put, 'wanted'> & { readonly activity: string };

async function prepareUpdate(w: Work, trx: Trx, id: CardId): Promise<ReadyToPut | null> {
  const card = await cards.take(trx, id);
  // Without an activity the send of its predecessor is still out, and its end comes back here.
  if (card?.state !== 'owed' || card.activity === null) return null;
  const person = await people.byId(trx, card.recipient);
  const chat = await chats.find(trx, card.recipient);
  const view = await cards.view(trx, w.c.box, card);
  if (!view || !chat) {
    await cards.settle(trx, id, { state: 'impossible' });
    return null;
  }
  const { activity, wanted } = card;
  return { to: chat, activity, wanted, message: draw(w, { view, card, person }) };
}

type Put = {
  readonly id: CardId;
  readonly answer: Outcome<void>;
  readonly to: ChatReference;
  /** How often it had been wanted when this update was sent. */
  readonly wanted: number;
};

export async function settleUpdate(
  c: Context,
  trx: Trx,
  { id, answer, to, wanted }: Put,
): Promise<Ran | 'erased'> {
  const card = await cards.take(trx, id);
  if (!card) return 'erased';
  if (card.state === 'replaced') {
    if (answer.kind === 'unknown') await owePutOnceMore(c, trx, id);
    await putNewest(c, trx, card);
    return 'done';
  }
  switch (answer.kind) {
    case 'done':
      // Wanted once more meanwhile, it is settled by the update that was owed for that.
      if (card.wanted === wanted) await cards.settle(trx, id, { state: 'shown' });
      return 'done';
    case 'later':
      return { againMs: answer.afterMs };
    case 'unknown':
      // The same card in the same place may be put again: the queue does, later each time.
      throw new PutUnknown(answer.code);
    case 'refused':
      // The message is gone, or not ours to change any more: what it says now is sent anew.
      if (CLOSED.has(answer.code)) await mailInstead(c, trx, { card, to });
      else await sendLater(c, trx, { id, afterMs: 0 });
      return 'done';
    default:
      return never(answer);
  }
}

/** This PUT may have overtaken the one of a newer card: the newest is put once more. */
export async function putNewest(c: Context, trx: Trx, card: Card): Promise<void> {
  const newest = await cards.takeCurrent(trx, card);
  if (newest.activity === null || newest.by !== 'update') return;
  if (newest.state !== 'owed' && newest.state !== 'shown') return;
  await cards.want(trx, newest.id);
  await c.jobs.owe(trx, { kind: 'chat.update', card: newest.id });
}

function draw(w: Work, q: { view: View; card: Card; person: Person }): ChatMessage {
  const { language } = q.person;
  const card = drawCard(q.view, { language, zone: w.c.programme().zone, card: q.card.id });
  return { card, summary: summaryOf(q.view, language) };
}
