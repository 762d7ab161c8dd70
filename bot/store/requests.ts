import type { Selectable } from 'kysely';
import type { PersonId, RequestId } from '../rules/ids.ts';
import type { Amounts, Price, Request } from '../rules/request.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

export type Answered = { readonly by: PersonId | null; readonly at: Moment };
export type Kept = Request & { readonly answered: Answered | null };

export async function insert(
  trx: Trx,
  q: {
    readonly id: RequestId;
    readonly askedAt: Moment;
    readonly asked: Amounts;
    readonly price: Price | null;
  },
): Promise<void> {
  await trx
    .insertInto('requests')
    .values({
      id: q.id,
      asked_at: new Date(q.askedAt),
      ...q.asked,
      price: q.price && JSON.stringify(q.price),
      places_given: null,
      sessions_given: null,
      answered_by: null,
    })
    .execute();
}

/** Takes it until the end of the transaction: two answers go one after the other. */
export async function take(trx: Trx, id: RequestId): Promise<Kept | null> {
  const row = trx.selectFrom('requests').selectAll().where('id', '=', id).forUpdate();
  return row.executeTakeFirst().then((found) => (found ? read(found) : null));
}

/** Who decided, when, and how many of this request. */
export async function answer(
  trx: Trx,
  q: { readonly id: RequestId; readonly given: Amounts; readonly by: PersonId; readonly at: Moment },
): Promise<void> {
  await trx
    .updateTable('requests')
    .set({
      places_given: q.given.places,
      sessions_given: q.given.sessions,
      answered_by: q.by,
      answered_at: new Date(q.at),
    })
    .where('id', '=', q.id)
    .execute();
}

/** Those that nobody answered yet, oldest first. */
export async function unanswered(db: Db | Trx): Promise<readonly Kept[]> {
  const rows = db.selectFrom('requests').selectAll().where('answered_at', 'is', null);
  return (await rows.orderBy('asked_at').orderBy('id').execute()).map(read);
}

function read(row: Selectable<Tables['requests']>): Kept {
  const { places_given: places, sessions_given: sessions, answered_at } = row;
  return {
    id: row.id,
    askedAt: row.asked_at.getTime(),
    asked: { places: row.places, sessions: row.sessions },
    price: row.price,
    given: places === null || sessions === null ? null : { places, sessions },
    answered: answered_at && { by: row.answered_by, at: answered_at.getTime() },
  };
}
