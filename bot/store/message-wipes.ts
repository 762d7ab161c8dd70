import type { CardId, PersonId, WipeId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** A message in Teams whose card is no longer kept. `remove`: in the chat of who was erased; `neutral`: with others. */
export type MessageWipe = {
  readonly id: WipeId;
  readonly recipient: PersonId;
  readonly card: CardId;
  /** Null while its send is still out: the end of that brings it (`arrived`). */
  readonly activity: string | null;
  readonly way: Tables['message_wipes']['way'];
};

export async function insert(trx: Trx, wipes: readonly MessageWipe[], now: Moment): Promise<void> {
  if (wipes.length === 0) return;
  await trx
    .insertInto('message_wipes')
    .values(wipes.map((wipe) => ({ ...wipe, created_at: new Date(now) })))
    .execute();
}

export async function find(db: Db | Trx, id: WipeId): Promise<MessageWipe | null> {
  const row = db.selectFrom('message_wipes').select(['id', 'recipient', 'card', 'activity', 'way']);
  return (await row.where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function done(trx: Trx, id: WipeId): Promise<void> {
  await trx.deleteFrom('message_wipes').where('id', '=', id).execute();
}

/** The message of an erased card stands in Teams after all; answers what is to be wiped. */
export async function arrived(
  trx: Trx,
  q: { readonly card: CardId; readonly activity: string },
): Promise<WipeId | null> {
  const row = await trx
    .updateTable('message_wipes')
    .set({ activity: q.activity })
    .where('card', '=', q.card)
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Messages that never arrived: nobody knows where they are, and nothing more is kept of them. */
export async function tidy(trx: Trx, before: Moment): Promise<void> {
  await trx
    .deleteFrom('message_wipes')
    .where('activity', 'is', null)
    .where('created_at', '<', new Date(before))
    .execute();
}
