import { sql } from 'kysely';
import type { Due } from '../rules/decision.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import { later } from './pipeline.ts';

/** Owes one moment of a kind to a subject: the same again changes nothing, another `at` moves it. */
export async function owe(trx: Trx, due: Due): Promise<void> {
  const at = new Date(due.at);
  const row = { id: `${due.kind}:${due.subject}`, at, kind: due.kind, subject: due.subject };
  const write = trx.insertInto('due').values(row);
  await later(
    trx,
    write.onConflict((c) => c.column('id').doUpdateSet({ at })),
  );
}

/**
 * A moment that could not be run comes again at `to`. One that was run, cancelled or moved meanwhile stays as it is:
 * nothing of somebody who was erased comes back.
 */
export async function putOff(trx: Trx, { kind, subject, at }: Due, to: Moment): Promise<void> {
  const row = trx
    .updateTable('due')
    .set({ at: new Date(to) })
    .where('id', '=', `${kind}:${subject}`);
  await later(trx, row.where('at', '=', new Date(at)));
}

/** What is no longer owed; a moment that is not there is no error. */
export async function cancel(trx: Trx, kind: string, subject: string): Promise<void> {
  await later(trx, trx.deleteFrom('due').where('kind', '=', kind).where('subject', '=', subject));
}

/** When a moment of this kind is owed to a subject; null when none is. */
export async function when(db: Db | Trx, kind: string, subject: string): Promise<Moment | null> {
  const row = await db
    .selectFrom('due')
    .select('at')
    .where('subject', '=', subject)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.at.getTime() ?? null;
}

/**
 * Takes at most `limit` moments that fell due by `now`, earliest first. They are gone when the transaction
 * commits, and back when it does not; another process takes others meanwhile.
 */
export async function take(trx: Trx, now: Moment, limit: number): Promise<readonly Due[]> {
  const fallen = trx
    .selectFrom('due')
    .select('id')
    .where('at', '<=', new Date(now))
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await trx
    .deleteFrom('due')
    .where('id', '=', sql<string>`any(array(${fallen}))`)
    .returning(['at', 'kind', 'subject', 'id'])
    .execute();
  return rows
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ at, kind, subject }) => ({ at: at.getTime(), kind, subject }));
}

/** The earliest moment that is owed, fallen or not; null when there is none. */
export async function next(db: Db | Trx): Promise<Moment | null> {
  const row = await db.selectFrom('due').select('at').orderBy('at').limit(1).executeTakeFirst();
  return row?.at.getTime() ?? null;
}
