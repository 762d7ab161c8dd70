import type { ExtraId, IntakeId, RequestId } from '../rules/ids.ts';
import type { Db, Trx } from './database.ts';

/** A session beyond somebody's own, asked for by the director, by the coach, or by both. */
export type Extra = {
  readonly id: ExtraId;
  readonly intake: IntakeId;
  readonly by_director: boolean;
  readonly by_coach: boolean;
  readonly request: RequestId | null;
};
export type Asker = 'director' | 'coach';

const COLUMNS = ['id', 'intake', 'by_director', 'by_coach', 'request'] as const;

/** Asks once: a second asker joins the first. */
export async function ask(trx: Trx, q: { id: ExtraId; intake: IntakeId; by: Asker }): Promise<void> {
  const column = q.by === 'director' ? 'by_director' : 'by_coach';
  const by = { by_director: q.by === 'director', by_coach: q.by === 'coach' };
  await trx
    .insertInto('extras')
    .values({ id: q.id, intake: q.intake, ...by, state: 'asked', request: null })
    .onConflict((c) =>
      c
        .column('intake')
        .where('state', '=', 'asked')
        .doUpdateSet({ [column]: true }),
    )
    .execute();
}

/** The one that waits for an answer; null when there is none. */
export async function open(db: Db | Trx, intake: IntakeId): Promise<Extra | null> {
  const row = db.selectFrom('extras').select(COLUMNS).where('intake', '=', intake);
  return (await row.where('state', '=', 'asked').executeTakeFirst()) ?? null;
}

/** As `open`, taken until the end of the transaction. */
export async function takeOpen(trx: Trx, intake: IntakeId): Promise<Extra | null> {
  const row = trx.selectFrom('extras').select(COLUMNS).where('intake', '=', intake);
  return (await row.where('state', '=', 'asked').forUpdate().executeTakeFirst()) ?? null;
}

export async function withdraw(trx: Trx, id: ExtraId): Promise<void> {
  await trx.deleteFrom('extras').where('id', '=', id).execute();
}

/** Of directors who are so still, in order. */
export async function unasked(db: Db | Trx): Promise<readonly Extra[]> {
  return waiting(db).where('request', 'is', null).execute();
}

/** Those that this request asked for and that are still wanted, taken until the end of the transaction. */
export async function askedBy(trx: Trx, request: RequestId): Promise<readonly Extra[]> {
  return waiting(trx).where('request', '=', request).forUpdate().execute();
}

export async function setAsked(trx: Trx, ids: readonly ExtraId[], request: RequestId): Promise<void> {
  if (ids.length > 0) await trx.updateTable('extras').set({ request }).where('id', 'in', ids).execute();
}

export async function settle(trx: Trx, id: ExtraId, state: 'given' | 'refused'): Promise<void> {
  await trx.updateTable('extras').set({ state }).where('id', '=', id).execute();
}

function waiting(db: Db | Trx) {
  const intakes = db
    .selectFrom('intakes')
    .innerJoin('roles', (on) =>
      on.onRef('roles.person', '=', 'intakes.director').on('roles.role', '=', 'director'),
    )
    .select('intakes.id');
  return db
    .selectFrom('extras')
    .select(COLUMNS)
    .where('state', '=', 'asked')
    .where('intake', 'in', intakes)
    .orderBy('number');
}
