import type { Selectable } from 'kysely';
import type { PersonId, RequestId, WaitingId } from '../rules/ids.ts';
import type { Wait, Waiting } from '../rules/waiting.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** At the end of the queue; false when they are in it already. */
export async function join(trx: Trx, waiting: Waiting): Promise<boolean> {
  const { id, director, wait } = waiting;
  const made = await trx
    .insertInto('waiting')
    .values({ id, director, request: null, ...columns(wait) })
    .onConflict((c) => c.column('director').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** How one director stands; `asked`: with which request a place was asked for them. */
export type Standing = Waiting & { readonly asked: RequestId | null };

export async function ofDirector(db: Db | Trx, director: PersonId): Promise<Standing | null> {
  const row = await db.selectFrom('waiting').selectAll().where('director', '=', director).executeTakeFirst();
  return row ? { ...read(row), asked: row.request } : null;
}

/** Takes one until the end of the transaction. */
export async function take(trx: Trx, id: WaitingId): Promise<Waiting | null> {
  const row = trx.selectFrom('waiting').selectAll().where('id', '=', id).forUpdate();
  return row.executeTakeFirst().then((found) => (found ? read(found) : null));
}

/** Everybody in it who is a director still, in order. */
export async function queue(db: Db | Trx): Promise<readonly Waiting[]> {
  return (await inOrder(db).execute()).map(read);
}

/** Those for whom a place was not asked yet, in order. */
export async function unasked(db: Db | Trx): Promise<readonly Waiting[]> {
  const rows = inOrder(db).where('state', '=', 'waiting').where('request', 'is', null);
  return (await rows.execute()).map(read);
}

/** Those for whom this request asked a place, and who still wait. */
export async function askedBy(trx: Trx, request: RequestId): Promise<readonly Waiting[]> {
  const rows = inOrder(trx).where('state', '=', 'waiting').where('request', '=', request);
  return (await rows.execute()).map(read);
}

export async function setAsked(trx: Trx, ids: readonly WaitingId[], request: RequestId): Promise<void> {
  if (ids.length > 0) await trx.updateTable('waiting').set({ request }).where('id', 'in', ids).execute();
}

export async function setWait(trx: Trx, id: WaitingId, wait: Wait): Promise<void> {
  await trx.updateTable('waiting').set(columns(wait)).where('id', '=', id).execute();
}

/** Nothing of it stays. */
export async function leave(trx: Trx, director: PersonId): Promise<void> {
  await trx.deleteFrom('waiting').where('director', '=', director).execute();
}

/** Who waits and is no director any more. */
export async function withoutRole(db: Db | Trx): Promise<readonly PersonId[]> {
  const directors = db.selectFrom('roles').select('person').where('role', '=', 'director');
  const rows = await db
    .selectFrom('waiting')
    .select('director')
    .where('director', 'not in', directors)
    .execute();
  return rows.map((row) => row.director);
}

function inOrder(db: Db | Trx) {
  const directors = db.selectFrom('roles').select('person').where('role', '=', 'director');
  return db.selectFrom('waiting').selectAll().where('director', 'in', directors).orderBy('number');
}

function columns(wait: Wait): { state: Wait['kind']; until: Date | null; told: number } {
  const until = wait.kind === 'waiting' ? null : new Date(wait.until);
  return { state: wait.kind, until, told: wait.kind === 'offered' ? wait.told : 0 };
}

function read(row: Selectable<Tables['waiting']>): Waiting {
  return { id: row.id, director: row.director, wait: waitOf(row) };
}

/** The constraints of the table keep `until` and `told` to the state. */
function waitOf({ state, until, told }: Selectable<Tables['waiting']>): Wait {
  if (state === 'waiting' || until === null) return { kind: 'waiting' };
  if (state === 'kept') return { kind: 'kept', until: until.getTime() };
  return { kind: 'offered', until: until.getTime(), told: told === 2 ? 2 : 1 };
}
