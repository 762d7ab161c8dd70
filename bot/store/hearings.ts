import { type Selectable, sql } from 'kysely';
import type { Hearing } from '../rules/hearing.ts';
import type { BookingId } from '../rules/ids.ts';
import type { Interval, Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** What Outlook told of one event of ours, and what was last read of it. */
export type Heard = Hearing & {
  readonly event: string;
  /** The etag that every hint since the last look named; empty when they differ or named none; null without a hint. */
  readonly hint: string | null;
  /** One of them said that it was removed. */
  readonly removed: boolean;
  /** Of the newest state that we know: our own change, or what was read. */
  readonly etag: string | null;
  readonly changedAt: Moment | null;
};

/** Takes a hearing until the end of the transaction, also a first one: whoever tells at the same time waits. */
export async function open(trx: Trx, event: string, now: Moment): Promise<Heard> {
  await trx
    .insertInto('hearings')
    .values({ event, since: new Date(now), hints: 0 })
    .onConflict((c) => c.column('event').doNothing())
    .execute();
  const heard = await take(trx, event);
  if (!heard) throw new Error('a hearing that was opened is gone');
  return heard;
}

/** Takes a hearing until the end of the transaction; null when nothing was ever told. */
export async function take(trx: Trx, event: string): Promise<Heard | null> {
  const row = await trx
    .selectFrom('hearings')
    .selectAll()
    .where('event', '=', event)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row ? convert(row) : null;
}

/** The same without waiting: null also when another transaction has it now. */
export async function takeIfFree(trx: Trx, event: string): Promise<Heard | null> {
  const row = await trx
    .selectFrom('hearings')
    .selectAll()
    .where('event', '=', event)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row ? convert(row) : null;
}

export async function find(db: Db | Trx, event: string): Promise<Heard | null> {
  const row = await db.selectFrom('hearings').selectAll().where('event', '=', event).executeTakeFirst();
  return row ? convert(row) : null;
}

export async function save(trx: Trx, heard: Heard): Promise<void> {
  const values = {
    event: heard.event,
    since: new Date(heard.since),
    hints: heard.hints,
    look_until: heard.lookUntil === null ? null : new Date(heard.lookUntil),
    hint: heard.hint,
    removed: heard.removed,
    etag: heard.etag,
    changed_at: heard.changedAt === null ? null : new Date(heard.changedAt),
  };
  await trx
    .insertInto('hearings')
    .values(values)
    .onConflict((c) => c.column('event').doUpdateSet(values))
    .execute();
}

/**
 * We know this state of an event: from the answer to a change of our own, or because it was read. False, and
 * nothing kept, when a newer state is known already: then this one must change nothing.
 */
export async function know(
  trx: Trx,
  q: { readonly event: string; readonly etag: string; readonly changedAt: Moment; readonly now: Moment },
): Promise<boolean> {
  const changed_at = new Date(q.changedAt);
  const known = { etag: q.etag, changed_at };
  const row = await trx
    .insertInto('hearings')
    .values({ event: q.event, since: new Date(q.now), hints: 0, ...known })
    .onConflict((c) =>
      c
        .column('event')
        .doUpdateSet(known)
        .where((e) =>
          e.or([e('hearings.changed_at', 'is', null), e('hearings.changed_at', '<=', changed_at)]),
        ),
    )
    .returning('event')
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of these are events of sessions that are to take place, and of which booking; what is off or over is left alone. */
export async function ours(db: Db | Trx, events: readonly string[]): Promise<ReadonlyMap<string, BookingId>> {
  if (events.length === 0) return new Map();
  const rows = await db
    .selectFrom('bookings')
    .select(['event', 'id'])
    .where('event', '=', sql<string>`any(${[...events]}::text[])`)
    .where('state', '=', 'confirmed')
    .execute();
  return new Map(rows.flatMap(({ event, id }) => (event === null ? [] : [[event, id] as const])));
}

/** Which of these no booking has, while an event is being made: one of them may be that. */
export async function strange(db: Db | Trx, events: readonly string[]): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set();
  const { rows } = await sql<{ event: string }>`
    select event from unnest(${[...events]}::text[]) as event
    where exists (select from bookings where state = 'held' and attempted)
      and not exists (select from bookings where bookings.event = event.event)
  `.execute(db);
  return new Set(rows.map(({ event }) => event));
}

/** Events that should stand in the calendar within a period. */
export async function standing(db: Db | Trx, period: Interval): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('bookings')
    .select('event')
    .where('state', '=', 'confirmed')
    .where('event', 'is not', null)
    .where('starts', '<', new Date(period.end))
    .where('ends', '>', new Date(period.start))
    .execute();
  return rows.flatMap(({ event }) => event ?? []);
}

/** Forgets what nobody told anything of since a moment. */
export async function wipe(db: Db | Trx, before: Moment): Promise<void> {
  await db.deleteFrom('hearings').where('since', '<', new Date(before)).execute();
}

function convert(row: Selectable<Tables['hearings']>): Heard {
  return {
    event: row.event,
    since: row.since.getTime(),
    hints: row.hints,
    lookUntil: row.look_until?.getTime() ?? null,
    hint: row.hint,
    removed: row.removed,
    etag: row.etag,
    changedAt: row.changed_at?.getTime() ?? null,
  };
}
