import { expired, slow } from '../flows/booking-news.ts';
import type { Context } from '../flows/context.ts';
import { wipeOffer } from '../flows/make-offer.ts';
import type { Due } from '../rules/decision.ts';
import type { BookingId, OfferId } from '../rules/ids.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';

/**
 * Runs what fell due by our clock, one moment a transaction: its row goes and what it means stands, or
 * neither. Several processes sweep at once and take different rows. Answers how many ran.
 */
export async function sweep(c: Context): Promise<number> {
  let ran = 0;
  while (await c.db.transaction().execute((trx) => sweepOne(c, trx))) ran += 1;
  return ran;
}

async function sweepOne(c: Context, trx: Trx): Promise<boolean> {
  const [fallen] = await due.take(trx, c.clock.now(), 1);
  if (!fallen) return false;
  await run(c, trx, fallen);
  return true;
}

/** `kind` and `subject` were written by a flow of ours. */
function run(c: Context, trx: Trx, { kind, subject }: Due): Promise<void> {
  switch (kind) {
    case 'booking.slow':
      return slow(c, trx, subject as BookingId);
    case 'booking.expire':
      return expired(c, trx, subject as BookingId);
    case 'offer.wipe':
      return wipeOffer(c, trx, subject as OfferId);
    default:
      throw new Error(`a due row of unknown kind: ${kind}`);
  }
}
