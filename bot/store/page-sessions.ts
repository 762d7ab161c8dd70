import { createHash } from 'node:crypto';
import type { CodeId, PageSessionId, PersonId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import { MARK } from './data-keys.ts';
import type { Db, Trx } from './database.ts';

/** Somebody signed in on a page, in one browser. Only a hash of the cookie is kept. */
export type PageSession = {
  readonly id: PageSessionId;
  readonly person: PersonId;
  readonly roles: readonly Role[];
  readonly seenAt: Moment;
  readonly endsAt: Moment;
  /** How the data key of this person stands (`Box.stands`); null for none. */
  readonly key: string | null;
};

export async function insert(
  trx: Trx,
  session: {
    readonly id: PageSessionId;
    readonly token: string;
    readonly person: PersonId;
    readonly roles: readonly Role[];
    readonly via: 'code' | 'entra';
    readonly code: CodeId | null;
    readonly now: Moment;
    readonly endsAt: Moment;
  },
): Promise<void> {
  await trx
    .insertInto('page_sessions')
    .values({
      id: session.id,
      token_hash: hash(session.token),
      person: session.person,
      roles: JSON.stringify(session.roles),
      via: session.via,
      code: session.code,
      opened_at: new Date(session.now),
      seen_at: new Date(session.now),
      ends_at: new Date(session.endsAt),
    })
    .execute();
}

export async function find(db: Db | Trx, token: string): Promise<PageSession | null> {
  const row = await db
    .selectFrom('page_sessions')
    .select(['id', 'person', 'roles', 'seen_at', 'ends_at'])
    .select((e) =>
      e
        .selectFrom('keys')
        .select(MARK.as('mark'))
        .whereRef('keys.person', '=', 'page_sessions.person')
        .as('key'),
    )
    .where('token_hash', '=', hash(token))
    .executeTakeFirst();
  if (!row) return null;
  const { seen_at, ends_at, ...rest } = row;
  return { ...rest, seenAt: seen_at.getTime(), endsAt: ends_at.getTime() };
}

export async function seen(db: Db | Trx, id: PageSessionId, now: Moment): Promise<void> {
  await db
    .updateTable('page_sessions')
    .set({ seen_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

export async function end(db: Db | Trx, id: PageSessionId): Promise<void> {
  await db.deleteFrom('page_sessions').where('id', '=', id).execute();
}

/** What this code opened. */
export async function endOfCode(trx: Trx, code: CodeId): Promise<void> {
  await trx.deleteFrom('page_sessions').where('code', '=', code).execute();
}

/** Everywhere that this person is signed in. */
export async function endAll(trx: Trx, person: PersonId): Promise<void> {
  await trx.deleteFrom('page_sessions').where('person', '=', person).execute();
}

export async function wipe(db: Db | Trx, before: Moment): Promise<void> {
  await db.deleteFrom('page_sessions').where('ends_at', '<', new Date(before)).execute();
}

const hash = (token: string) => createHash('sha256').update(token).digest('hex');
