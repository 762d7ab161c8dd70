import type { BookingId, EventWipeId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** An event in Outlook whose booking is no longer kept. Its number is its own: nothing else is called so. */
export type EventWipe = {
  readonly id: EventWipeId;
  readonly booking: BookingId;
  /** Null when Outlook never answered: it may turn up until then. */
  readonly event: string | null;
  readonly until: Moment;
};

export async function insert(trx: Trx, wipes: readonly EventWipe[]): Promise<void> {
  if (wipes.length === 0) return;
  const rows = wipes.map((wipe) => ({ ...wipe, until: new Date(wipe.until) }));
  await trx.insertInto('event_wipes').values(rows).execute();
}

export async function find(db: Db | Trx, id: EventWipeId): Promise<EventWipe | null> {
  const row = db.selectFrom('event_wipes').selectAll().where('id', '=', id);
  const found = await row.executeTakeFirst();
  return found ? { ...found, until: found.until.getTime() } : null;
}

/** The event that was on its way when its booking was erased: which wiping it belongs to, if any. */
export async function turnedUp(
  trx: Trx,
  q: { readonly booking: BookingId; readonly event: string },
): Promise<EventWipeId | null> {
  const row = await trx
    .updateTable('event_wipes')
    .set({ event: q.event })
    .where('booking', '=', q.booking)
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** With what Outlook told of it. */
export async function done(trx: Trx, { id, event }: Pick<EventWipe, 'id' | 'event'>): Promise<void> {
  await trx.deleteFrom('event_wipes').where('id', '=', id).execute();
  if (event !== null) await trx.deleteFrom('hearings').where('event', '=', event).execute();
}
