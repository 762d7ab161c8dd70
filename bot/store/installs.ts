import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import type { Tables } from './tables.ts';

export type InstallState = Tables['installs']['state'];
/** Whom the app may be put into Teams for, and how that stands; null: nobody tried yet. */
export type Installee = {
  readonly id: PersonId;
  readonly name: string;
  readonly state: InstallState | null;
  readonly code: string | null;
  /** Has a chat with the bot: the app is there, however it came. */
  readonly chats: boolean;
};

/** Every director who is reached in Teams and has an account. */
export async function directors(db: Db | Trx): Promise<readonly Installee[]> {
  const rows = await db
    .selectFrom('people')
    .innerJoin('roles', (on) => on.onRef('roles.person', '=', 'people.id').on('roles.role', '=', 'director'))
    .leftJoin('installs', 'installs.person', 'people.id')
    .leftJoin('chats', 'chats.person', 'people.id')
    .select(['people.id', 'people.name', 'installs.state', 'installs.code', 'chats.person as chat'])
    .where('people.reach', '=', 'teams')
    .where('people.aad_object_id', 'is not', null)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
  return rows.map(({ chat, ...row }) => ({ ...row, chats: chat !== null }));
}

/** Owes it, also to who was refused or unclear before; null when it is owed or done already. */
export async function owe(trx: Trx, person: PersonId, now: Moment): Promise<PersonId | null> {
  const row = { state: 'owed' as const, code: null, tries: 0, at: new Date(now) };
  const owed = await trx
    .insertInto('installs')
    .values({ person, ...row })
    .onConflict((c) =>
      c.column('person').doUpdateSet(row).where('installs.state', 'in', ['refused', 'unknown']),
    )
    .returning('person')
    .executeTakeFirst();
  return owed?.person ?? null;
}

/** What is owed to somebody; null when nothing is (any more). */
export async function owed(
  db: Db | Trx,
  person: PersonId,
): Promise<{ readonly aadObjectId: string | null; readonly tries: number } | null> {
  const row = await db
    .selectFrom('installs')
    .innerJoin('people', 'people.id', 'installs.person')
    .select(['people.aad_object_id as aadObjectId', 'installs.tries'])
    .where('installs.person', '=', person)
    .where('installs.state', '=', 'owed')
    .executeTakeFirst();
  return row ?? null;
}

/** How it ended, or (`owed`) that it was tried once more. */
export async function settle(
  db: Db | Trx,
  q: { person: PersonId; state: InstallState; code: string | null; tries: number; now: Moment },
): Promise<void> {
  await db
    .updateTable('installs')
    .set({ state: q.state, code: q.code, tries: q.tries, at: new Date(q.now) })
    .where('person', '=', q.person)
    .where('state', '=', 'owed')
    .execute();
}
