import { createHash } from 'node:crypto';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** A link in a mail names a card and whom it is for; it opens nothing by itself. Only a hash of its token is kept. */
export async function insert(
  trx: Trx,
  link: {
    readonly token: string;
    readonly card: CardId;
    readonly person: PersonId;
    readonly expires: Moment;
  },
): Promise<void> {
  await trx
    .insertInto('links')
    .values({
      token_hash: hash(link.token),
      card: link.card,
      person: link.person,
      expires_at: new Date(link.expires),
    })
    .execute();
}

export async function find(
  db: Db | Trx,
  token: string,
  now: Moment,
): Promise<{ card: CardId; person: PersonId } | null> {
  const row = await db
    .selectFrom('links')
    .select(['card', 'person'])
    .where('token_hash', '=', hash(token))
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ?? null;
}

export async function wipe(db: Db | Trx, before: Moment): Promise<void> {
  await db.deleteFrom('links').where('expires_at', '<', new Date(before)).execute();
}

const hash = (token: string) => createHash('sha256').update(token).digest('hex');
