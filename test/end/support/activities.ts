import { randomUUID } from 'node:crypto';
import type { Db } from '../../../bot/store/database.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Sender = {
  readonly aad: string;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly app: string;
  /** Their chat and their id in it, when they have one; else ones that lead nowhere. */
  readonly chat?: { readonly conversation: string; readonly user: string };
};

/** An activity as Teams sends it from somebody's one-to-one chat; `fields` overrule. */
export function activityFrom(sender: Sender, fields: Fields): Record<string, unknown> {
  const { aad, tenant, serviceUrl, app, chat } = sender;
  return {
    id: randomUUID(),
    timestamp: '2026-11-23T09:00:00.000Z',
    channelId: 'msteams',
    serviceUrl,
    from: { id: chat?.user ?? `29:${aad}`, aadObjectId: aad, name: 'Iemand' },
    recipient: { id: `28:${app}`, name: 'Klankbord' },
    conversation: { id: chat?.conversation ?? `a:${aad}`, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    locale: 'nl-NL',
    ...fields,
  };
}

export function messageFrom(sender: Sender, text: unknown, fields: Fields = {}): Record<string, unknown> {
  return activityFrom(sender, { type: 'message', text, ...fields });
}

/** `Action.Execute`. */
export function invokeFrom(sender: Sender, action: unknown, fields: Fields = {}): Record<string, unknown> {
  const value = { action, trigger: 'manual' };
  return activityFrom(sender, { type: 'invoke', name: 'adaptiveCard/action', value, ...fields });
}

/** Where somebody's chat is, by the records. */
export async function chatOf(
  db: Db,
  aad: string,
): Promise<{ readonly conversation: string; readonly user: string }> {
  return db
    .selectFrom('chats')
    .innerJoin('people', 'people.id', 'chats.person')
    .select(['chats.conversation', 'chats.user_mri as user'])
    .where('people.aad_object_id', '=', aad)
    .executeTakeFirstOrThrow();
}
