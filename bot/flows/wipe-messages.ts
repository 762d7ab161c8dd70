import type { WipeId } from '../rules/ids.ts';
import { MINUTE } from '../rules/time.ts';
import type { TakenOut } from '../store/card-wipes.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import type { Context } from './context.ts';
import { owePutOnceMore, PUT_ONCE_MORE, STRAY_MS } from './put-once-more.ts';

export const WIPE_AGAIN = 'message.wipe-again';
/** An update that was made longer ago has come to its end, or is owed still. */
const LATELY_MS = 5 * MINUTE;

/** What taking cards out needs to know of now. */
export function wiping(c: Context) {
  const now = c.clock.now();
  return { now, uuid: () => c.random.uuid(), since: now - LATELY_MS, moment: PUT_ONCE_MORE };
}

/**
 * Owes the overwriting of every message whose card is gone. An update that is on its way may reach Teams after that:
 * then it is overwritten once more when that is over, and a card that stays in such a place is put once more.
 */
export async function wipeMessages(c: Context, trx: Trx, gone: TakenOut): Promise<void> {
  for (const { id, activity, again } of gone.wipes) {
    if (activity !== null) await c.jobs.owe(trx, { kind: 'message.wipe', wipe: id });
    if (again) await oweWipeAgain(c, trx, id);
  }
  for (const card of gone.stands) await owePutOnceMore(c, trx, card);
}

export function oweWipeAgain(c: Context, trx: Trx, wipe: WipeId): Promise<void> {
  return due.owe(trx, { kind: WIPE_AGAIN, subject: wipe, at: c.clock.now() + STRAY_MS });
}

export function wipeAgain(c: Context, trx: Trx, wipe: WipeId): Promise<void> {
  return c.jobs.owe(trx, { kind: 'message.wipe', wipe });
}
