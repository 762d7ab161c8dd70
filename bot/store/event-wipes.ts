import type { BookingId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** An event in Outlook whose booking is no longer kept. */
export type EventWipe = {
  readonly booking: BookingId;
  /** Null when Outlook never answered: it may turn up until then. */
  readonly event: string | null;
  readonly until: Moment;
};

export async function insert(trx: Trx, wipes: readonly EventWipe[]): Promise<void> {
  if (wipes.length === 0) return;
  const rows = wipes.map(({ booking, event, until }) => ({ booking, event, until: new Date(until) }));
  await trx
    .insertInto('event_wipes')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute();
}

export async function find(db: Db | Trx, booking: BookingId): Promise<EventWipe | null> {
  const row = db.selectFrom('event_wipes').selectAll().where('booking', '=', booking);
  const found = await row.executeTakeFirst();
  return found ? { ...found, until: found.until.getTime() } : null;
}

/** The event that was on its way when its booking was erased. False when nothing was erased. */
export async function turnedUp(
  trx: Trx,
  q: { readonly booking: BookingId; readonly event: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('event_wipes')
    .set({ event: q.event })
    .where('booking', '=', q.booking)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function done(trx: Trx, booking: BookingId): Promise<void> {
  await trx.deleteFrom('event_wipes').where('booking', '=', booking).execute();
}
