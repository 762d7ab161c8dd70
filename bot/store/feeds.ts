import type { Validators } from '../ports.ts';
import type { FeedReading } from '../rules/feeds.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';

/** What was read of a calendar behind an address, and what tells whether it changed since. */
export type Kept = { readonly reading: FeedReading; readonly validators: Validators };
/** Of a coach: an address is a secret, and what it gave too. Both are sealed with the coach's key. */
export type Feed = { readonly address: string; readonly kept: Kept | null; readonly readAt: Moment | null };

/** Null when there is none, or its coach was erased. */
export async function find(db: Db | Trx, box: Box, person: PersonId): Promise<Feed | null> {
  const row = await db.selectFrom('feeds').selectAll().where('person', '=', person).executeTakeFirst();
  if (!row) return null;
  const address = await box.open(db, person, place(person, 'address_sealed'), row.address_sealed);
  // Written below, as text.
  if (address === 'erased') return null;
  return {
    address: address as string,
    kept: await open(db, box, person, row.reading_sealed),
    readAt: row.read_at?.getTime() ?? null,
  };
}

export async function exists(trx: Trx, person: PersonId): Promise<boolean> {
  const row = trx.selectFrom('feeds').select('person').where('person', '=', person);
  return (await row.executeTakeFirst()) !== undefined;
}

/** A new address in place of any before: what was read there is another calendar's. */
export async function put(
  trx: Trx,
  box: Box,
  { person, address }: { readonly person: PersonId; readonly address: string },
): Promise<void> {
  const row = {
    address_sealed: await box.seal(trx, person, place(person, 'address_sealed'), address),
    ...{ reading_sealed: null, read_at: null, fault: null },
  };
  await trx
    .insertInto('feeds')
    .values({ person, ...row })
    .onConflict((c) => c.column('person').doUpdateSet(row))
    .execute();
}

/** Those of everybody else go; answers whose. */
export async function keepOnly(trx: Trx, people: readonly PersonId[]): Promise<readonly PersonId[]> {
  const others = trx.deleteFrom('feeds').returning('person');
  const rows = await (people.length === 0 ? others : others.where('person', 'not in', people)).execute();
  return rows.map(({ person }) => person);
}

/** It was read anew. */
export async function save(
  trx: Trx,
  box: Box,
  q: { readonly person: PersonId; readonly kept: Kept; readonly now: Moment },
): Promise<void> {
  const sealed = await box.seal(trx, q.person, place(q.person, 'reading_sealed'), q.kept);
  await trx
    .updateTable('feeds')
    .set({ reading_sealed: sealed, read_at: new Date(q.now), fault: null })
    .where('person', '=', q.person)
    .execute();
}

/** It did not change since. */
export async function same(trx: Trx, person: PersonId, now: Moment): Promise<void> {
  await trx
    .updateTable('feeds')
    .set({ read_at: new Date(now), fault: null })
    .where('person', '=', person)
    .execute();
}

/** It could not be read. What was read before stays while it counts, and no longer. */
export async function failed(
  trx: Trx,
  q: { readonly person: PersonId; readonly code: string; readonly staleBefore: Moment },
): Promise<void> {
  await trx.updateTable('feeds').set({ fault: q.code }).where('person', '=', q.person).execute();
  await trx
    .updateTable('feeds')
    .set({ reading_sealed: null })
    .where('person', '=', q.person)
    .where('read_at', '<', new Date(q.staleBefore))
    .execute();
}

/** Takes the row until the end of the transaction. */
export async function take(trx: Trx, box: Box, person: PersonId): Promise<Feed | null> {
  await trx.selectFrom('feeds').select('person').where('person', '=', person).forUpdate().execute();
  return find(trx, box, person);
}

/** What is known of these; who is not in the answer has no feed. */
export async function readings(
  db: Db | Trx,
  box: Box,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, { readonly reading: FeedReading | null; readonly readAt: Moment | null }>> {
  if (people.length === 0) return new Map();
  const rows = await db.selectFrom('feeds').selectAll().where('person', 'in', people).execute();
  const known = rows.map(async ({ person, reading_sealed, read_at }) => {
    const kept = await open(db, box, person, reading_sealed);
    return [person, { reading: kept?.reading ?? null, readAt: read_at?.getTime() ?? null }] as const;
  });
  return new Map(await Promise.all(known));
}

/** How many were not read since then. */
export async function unreadSince(db: Db | Trx, since: Moment): Promise<number> {
  const row = await db
    .selectFrom('feeds')
    .select((e) => e.fn.countAll().as('count'))
    .where((e) => e.or([e('read_at', 'is', null), e('read_at', '<', new Date(since))]))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function open(
  db: Db | Trx,
  box: Box,
  person: PersonId,
  sealed: Uint8Array | null,
): Promise<Kept | null> {
  const kept = sealed && (await box.open(db, person, place(person, 'reading_sealed'), sealed));
  // Written only above.
  return kept === 'erased' ? null : (kept as Kept | null);
}

const place = (row: PersonId, column: 'address_sealed' | 'reading_sealed') => ({
  ...{ table: 'feeds', column, row },
});
