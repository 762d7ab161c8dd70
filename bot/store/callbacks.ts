import type { Selectable } from 'kysely';
import type { CallbackWhen } from '../../cards/view.ts';
import type { CallbackId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

export type Callback = {
  readonly id: CallbackId;
  readonly director: PersonId;
  readonly reader: PersonId;
  readonly phone: string;
  readonly when: CallbackWhen;
  readonly state: 'asked' | 'taken';
  readonly askedAt: Moment;
};

/** Makes it, or mends the one that still waits. */
export async function save(trx: Trx, box: Box, callback: Callback): Promise<void> {
  const row = {
    director: callback.director,
    reader: callback.reader,
    phone_sealed: await box.seal(trx, callback.director, place(callback.id), callback.phone),
    wish: callback.when,
    state: callback.state,
    asked_at: new Date(callback.askedAt),
  };
  await trx
    .insertInto('callbacks')
    .values({ id: callback.id, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .execute();
}

/** Whether somebody was asked to call this person, and did not yet say that they will. */
export async function waits(trx: Trx, director: PersonId): Promise<boolean> {
  const asked = trx.selectFrom('callbacks').select('id').where('director', '=', director);
  return (await asked.where('state', '=', 'asked').executeTakeFirst()) !== undefined;
}

/** The request of this person that nobody took yet. */
export async function pending(trx: Trx, box: Box, director: PersonId): Promise<Callback | null> {
  const asked = trx
    .selectFrom('callbacks')
    .selectAll()
    .where('director', '=', director)
    .where('state', '=', 'asked');
  return read(trx, box, await asked.forNoKeyUpdate().executeTakeFirst());
}

export async function take(trx: Trx, box: Box, id: CallbackId): Promise<Callback | null> {
  const row = trx.selectFrom('callbacks').selectAll().where('id', '=', id);
  return read(trx, box, await row.forNoKeyUpdate().executeTakeFirst());
}

/** Requests that wait with somebody who is neither coach nor coordinator any more, oldest first. */
export async function strays(db: Db | Trx): Promise<readonly CallbackId[]> {
  const rows = await db
    .selectFrom('callbacks')
    .select('id')
    .where('state', '=', 'asked')
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('roles')
            .select('role')
            .whereRef('roles.person', '=', 'callbacks.reader')
            .where('role', 'in', ['coach', 'coordinator']),
        ),
      ),
    )
    .orderBy('asked_at')
    .execute();
  return rows.map(({ id }) => id);
}

/** Taken back: nothing of it is kept. */
export async function remove(trx: Trx, id: CallbackId): Promise<void> {
  await trx.deleteFrom('callbacks').where('id', '=', id).execute();
}

export async function taken(trx: Trx, id: CallbackId): Promise<void> {
  await trx.updateTable('callbacks').set({ state: 'taken' }).where('id', '=', id).execute();
}

type Row = Selectable<Tables['callbacks']>;

const place = (row: CallbackId) => ({ table: 'callbacks', column: 'phone_sealed', row });

/** `wish` was written by `save`. */
async function read(trx: Trx, box: Box, row: Row | undefined): Promise<Callback | null> {
  if (!row) return null;
  const { id, director, reader, state } = row;
  const phone = await box.open(trx, director, place(id), row.phone_sealed);
  if (typeof phone !== 'string' || phone === 'erased') return null;
  return {
    id,
    director,
    reader,
    state,
    phone,
    when: row.wish as CallbackWhen,
    askedAt: row.asked_at.getTime(),
  };
}
