import { sql } from 'kysely';
import type { Programme } from '../rules/programme.ts';
import type { Db, Trx } from './database.ts';

/** As applied, with a hash of the file it came from. Written only by `apply`, so read back as it was parsed. */
export async function load(db: Db | Trx): Promise<{ settings: Programme; sourceHash: string } | null> {
  const row = await db.selectFrom('programme').selectAll().executeTakeFirst();
  return row ? { settings: row.settings as Programme, sourceHash: row.source_hash } : null;
}

export async function save(
  trx: Trx,
  q: { settings: Programme; sourceHash: string; now: number },
): Promise<void> {
  const row = {
    settings: JSON.stringify(q.settings),
    source_hash: q.sourceHash,
    applied_at: new Date(q.now),
  };
  await trx
    .insertInto('programme')
    .values({ id: 1, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .execute();
}

/** One apply at a time, also the first, when there is no row to take. */
export async function lockTable(trx: Trx): Promise<void> {
  await sql`lock table programme in share row exclusive mode`.execute(trx);
}

/** Takes the programme until the end of the transaction: who counts places counts alone. */
export async function lock(trx: Trx): Promise<void> {
  await trx.selectFrom('programme').select('id').forNoKeyUpdate().execute();
}
