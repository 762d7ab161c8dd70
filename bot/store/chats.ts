import type { ChatReference } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

export async function find(
  db: Db | Trx,
  person: PersonId,
): Promise<(ChatReference & { open: boolean }) | null> {
  const row = await db.selectFrom('chats').selectAll().where('person', '=', person).executeTakeFirst();
  if (!row) return null;
  return {
    person,
    tenant: row.tenant,
    serviceUrl: row.service_url,
    conversation: row.conversation,
    user: row.user_mri,
    bot: row.bot,
    open: row.state === 'open',
  };
}

/** Keeps the newest way to reach a person; Teams may move a conversation to another service URL. */
export async function keep(trx: Trx, chat: ChatReference, now: Moment): Promise<void> {
  const row = {
    tenant: chat.tenant,
    service_url: chat.serviceUrl,
    conversation: chat.conversation,
    user_mri: chat.user,
    bot: chat.bot,
    state: 'open' as const,
    seen_at: new Date(now),
  };
  await trx
    .insertInto('chats')
    .values({ person: chat.person, ...row })
    .onConflict((c) =>
      c
        .column('person')
        .doUpdateSet(row)
        // The same again writes nothing: most turns come from where the last one came from.
        .where((e) =>
          e.or([
            e('chats.service_url', '!=', row.service_url),
            e('chats.conversation', '!=', row.conversation),
            e('chats.user_mri', '!=', row.user_mri),
            e('chats.bot', '!=', row.bot),
            e('chats.state', '!=', row.state),
          ]),
        ),
    )
    .execute();
}

/** The person removed the app or blocked the bot: mail in its place, until they write again. A newer chat stays. */
export async function close(
  trx: Trx,
  chat: { readonly person: PersonId; readonly conversation: string },
): Promise<void> {
  await trx
    .updateTable('chats')
    .set({ state: 'closed' })
    .where('person', '=', chat.person)
    .where('conversation', '=', chat.conversation)
    .execute();
}
