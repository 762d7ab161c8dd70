import type { CardId } from '../rules/ids.ts';
import { MINUTE } from '../rules/time.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import type { Context } from './context.ts';
import * as show from './show.ts';

export const PUT_ONCE_MORE = 'card.put-once-more';
/** Whoever sends an update gives up after seconds; what is on its way longer than this is lost for good. */
export const STRAY_MS = 2 * MINUTE;

/**
 * An update whose end nobody knows (no answer in time, or its process died) may reach Teams after one that was
 * sent later, and would then stand in its place. So what stands there is put once more when that is over.
 */
export function owePutOnceMore(c: Context, trx: Trx, card: CardId): Promise<void> {
  return due.owe(trx, { kind: PUT_ONCE_MORE, subject: card, at: c.clock.now() + STRAY_MS });
}

export async function putOnceMore(c: Context, trx: Trx, id: CardId): Promise<void> {
  const card = await cards.find(trx, id);
  if (card) await show.putAgain(c, trx, card);
}
