import type { DataRequestId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

export type DataRequest = {
  readonly id: DataRequestId;
  readonly person: PersonId;
  readonly handler: Tables['data_requests']['handler'];
  readonly state: Tables['data_requests']['state'];
  readonly askedAt: Moment;
  readonly settledAt: Moment | null;
};

export async function insert(trx: Trx, request: DataRequest): Promise<void> {
  const { id, person, handler, state } = request;
  await trx
    .insertInto('data_requests')
    .values({ id, person, handler, state, asked_at: new Date(request.askedAt) })
    .execute();
}

/** Takes it until the end of the transaction. */
export async function take(trx: Trx, id: DataRequestId): Promise<DataRequest | null> {
  const row = trx.selectFrom('data_requests').selectAll().where('id', '=', id).forUpdate();
  return read(await row.executeTakeFirst());
}

export async function openOf(trx: Trx, person: PersonId): Promise<DataRequest | null> {
  const row = trx.selectFrom('data_requests').selectAll().where('person', '=', person);
  return read(await row.where('state', '=', 'asked').forUpdate().executeTakeFirst());
}

export async function ofPerson(db: Db | Trx, person: PersonId): Promise<readonly DataRequest[]> {
  const rows = await db
    .selectFrom('data_requests')
    .selectAll()
    .where('person', '=', person)
    .orderBy('asked_at')
    .execute();
  return rows.flatMap((row) => read(row) ?? []);
}

export async function settle(
  trx: Trx,
  q: { readonly id: DataRequestId; readonly state: 'granted' | 'refused'; readonly now: Moment },
): Promise<void> {
  const done = { state: q.state, settled_at: new Date(q.now) };
  await trx.updateTable('data_requests').set(done).where('id', '=', q.id).execute();
}

type Row = {
  readonly id: DataRequestId;
  readonly person: PersonId;
  readonly handler: DataRequest['handler'];
  readonly state: DataRequest['state'];
  readonly asked_at: Date;
  readonly settled_at: Date | null;
};

function read(row: Row | undefined): DataRequest | null {
  if (!row) return null;
  const { id, person, handler, state } = row;
  const settledAt = row.settled_at?.getTime() ?? null;
  return { id, person, handler, state, askedAt: row.asked_at.getTime(), settledAt };
}
