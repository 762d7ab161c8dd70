import { createHash } from 'node:crypto';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** A link to one's own data. Only hashes are kept: of its token, and of the key of the page that opened it first. */
export async function insert(
  trx: Trx,
  link: { readonly token: string; readonly person: PersonId; readonly expires: Moment },
): Promise<void> {
  const row = { token_hash: hash(link.token), person: link.person, reader_hash: null };
  await trx
    .insertInto('data_links')
    .values({ ...row, expires_at: new Date(link.expires) })
    .execute();
}

/**
 * Opens the link for the page that holds this key. The first page takes it, and from then on no other page
 * opens it, so that a link that was passed on is of no use; the same page may be loaded again.
 */
export async function open(
  trx: Trx,
  q: { readonly token: string; readonly key: string; readonly now: Moment },
): Promise<PersonId | null> {
  const reader = hash(q.key);
  const row = await trx
    .updateTable('data_links')
    .set((e) => ({ reader_hash: e.fn.coalesce('reader_hash', e.val(reader)) }))
    .where('token_hash', '=', hash(q.token))
    .where('expires_at', '>', new Date(q.now))
    .where((e) => e.or([e('reader_hash', 'is', null), e('reader_hash', '=', reader)]))
    .returning('person')
    .executeTakeFirst();
  return row?.person ?? null;
}

/** Links that are over; a mail's links too. */
export async function tidy(db: Db | Trx, now: Moment): Promise<void> {
  await db.deleteFrom('data_links').where('expires_at', '<=', new Date(now)).execute();
  await db.deleteFrom('links').where('expires_at', '<=', new Date(now)).execute();
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
