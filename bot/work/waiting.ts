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
  const { id } = await cards.current(trx, sent);
  const newest = await cards.take(trx, id);
  return newest?.state === 'owed' && newest.by === 'update' && newest.activity === null ? newest : null;
}

/** A process died while this was on its way: nobody knows whether it came through. */
export async function lost(trx: Trx, sent: Card): Promise<void> {
  const waiting = await waitingFor(trx, sent);
  if (waiting) await cards.settle(trx, waiting.id, { state: 'unknown' });
}
