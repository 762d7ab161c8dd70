import type { ChatReference } from '../ports.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import { later } from './pipeline.ts';
import type { Tables } from './tables.ts';

export type KnownChat = ChatReference & { readonly open: boolean };

export async function find(db: Db | Trx, person: PersonId): Promise<KnownChat | null> {
  const row = await db.selectFrom('chats').select(COLUMNS).where('person', '=', person).executeTakeFirst();
  return row ? read(row) : null;
}

export const COLUMNS = [
  'chats.person',
  'chats.tenant',
  'chats.service_url',
  'chats.conversation',
  'chats.user_mri',
  'chats.bot',
  'chats.state',
] as const;

export function read(row: Omit<Tables['chats'], 'seen_at'>): KnownChat {
  const { person, tenant, conversation, bot } = row;
  const open = row.state === 'open';
  return { person, tenant, serviceUrl: row.service_url, conversation, user: row.user_mri, bot, open };
}

/** Whether a turn came from where the last one came from. */
export function isSame(known: KnownChat | null, chat: ChatReference): boolean {
  if (!known?.open) return false;
  const { serviceUrl, conversation, user, bot } = known;
  return (
    serviceUrl === chat.serviceUrl &&
    conversation === chat.conversation &&
    user === chat.user &&
    bot === chat.bot
  );
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
  const write = trx.insertInto('chats').values({ person: chat.person, ...row });
  await later(
    trx,
    write.onConflict((c) => c.column('person').doUpdateSet(row)),
  );
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
