import { sql } from 'kysely';
import type { Programme } from '../rules/programme.ts';
import type { Db, Trx } from './database.ts';

/** What a row of an earlier version does not say. */
const EARLIER: Pick<
  Programme,
  | 'siblings'
  | 'terms'
  | 'callBackHours'
  | 'budget'
  | 'requests'
  | 'keepPlace'
  | 'retention'
  | 'requestsTo'
  | 'controller'
  | 'templates'
  | 'signInTenants'
  | 'feedHours'
> = {
  siblings: [],
  templates: [],
  signInTenants: [],
  feedHours: 3,
  callBackHours: 4,
  terms: {
    lateCancelHours: 24,
    lateCancelCounts: false,
    missedCounts: false,
    spacingDays: 21,
    reminders: ['day', 'hour'],
  },
  budget: null,
  requests: { day: 'mon', time: '09:00' },
  keepPlace: { first: 10, again: 5 },
  retention: { preferencesDays: 30, coachDays: 90, messagesDays: 90, recordDays: 365, leaversDays: 30 },
  requestsTo: 'coordinator',
  controller: null,
};

/** As applied, with a hash of the file it came from. Written only by `apply`, so read back as it was parsed. */
export async function load(db: Db | Trx): Promise<{ settings: Programme; sourceHash: string } | null> {
  const row = await db.selectFrom('programme').selectAll().executeTakeFirst();
  if (!row) return null;
  const settings = { ...EARLIER, ...(row.settings as Programme) };
  return { settings, sourceHash: row.source_hash };
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
  await trx
    .insertInto('applied')
    .values({ source_hash: q.sourceHash, at: new Date(q.now) })
    .onConflict((c) => c.column('source_hash').doUpdateSet({ at: new Date(q.now) }))
    .execute();
}

/** Whether this very file was ever applied, now or before another. */
export async function wasApplied(db: Db | Trx, sourceHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('applied')
    .select('at')
    .where('source_hash', '=', sourceHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** One apply at a time, also the first, when there is no row to take. */
export async function lockTable(trx: Trx): Promise<void> {
  await sql`lock table programme in share row exclusive mode`.execute(trx);
}

/** Takes the programme until the end of the transaction: who counts places counts alone. */
export async function lock(trx: Trx): Promise<void> {
  await trx.selectFrom('programme').select('id').forNoKeyUpdate().execute();
}

/** Places beside the file's own, agreed to by the contact person; a later file keeps them. */
export async function extraPlaces(db: Db | Trx): Promise<number> {
  const row = await db.selectFrom('programme').select('extra_places').executeTakeFirst();
  return row?.extra_places ?? 0;
}

export async function addPlaces(trx: Trx, count: number): Promise<void> {
  await trx
    .updateTable('programme')
    .set((e) => ({ extra_places: e('extra_places', '+', count) }))
    .execute();
}
