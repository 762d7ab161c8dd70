import type { Context } from '../flows/context.ts';
import type { CardId } from '../rules/ids.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';

/**
 * The card that a send speaks for: itself, or the newest one that took its place while it was on its way
 * and waits for its end. Null when nobody waits: what comes of the send changes nothing any more.
 */
export async function waitingFor(trx: Trx, sent: Card): Promise<Card | null> {
  if (sent.state === 'sending') return sent;
  if (sent.state !== 'replaced') return null;
  const newest = await cards.takeCurrent(trx, sent);
  return newest.state === 'owed' && newest.by === 'update' && newest.activity === null ? newest : null;
}

/** A process died while this was on its way: nobody knows whether it came through. */
export async function lost(c: Context, trx: Trx, sent: Card): Promise<void> {
  const waiting = await waitingFor(trx, sent);
  if (waiting) await unsure(c, trx, waiting);
}

/**
 * Never sent again in the chat. What somebody must act on goes out by mail as well: a call-back that is
 * asked for twice does no harm, one that nobody hears of does. A mail that may be lost is left at that.
 */
export async function unsure(c: Context, trx: Trx, card: Card): Promise<void> {
  if (!cards.ACTED_ON.includes(card.kind)) return cards.settle(trx, card.id, { state: 'unknown' });
  await oweMail(c, trx, card.id);
}

/** From here on it goes by mail, and no job of the chat sends it. */
export async function oweMail(c: Context, trx: Trx, card: CardId): Promise<void> {
  await cards.settle(trx, card, { state: 'owed', by: 'mail' });
  await c.jobs.owe(trx, { kind: 'mail.send', card });
}
