import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Chat, ChatMessage, ChatReference, Outcome } from '../ports.ts';
import type { BotToken } from './bot-token.ts';
import type { Guard } from './guard.ts';
import type { Room } from './inbound.ts';
import { failureOf } from './outcome.ts';

export type OutboundQ = {
  readonly clients: { create(serviceUrl: string): Promise<ConnectorClient> };
  readonly token: BotToken;
  readonly trusts: Guard['trusts'];
};

/**
 * Messages from our own rows, by the same connector clients that the adapter's turns use. Not by
 * `continueConversationAsync`: it wraps the call in a turn that we have no use for, and turns an answer
 * without an id into an empty one.
 */
export function outbound(q: OutboundQ): Chat {
  return {
    send: (to, message) =>
      attempt(q, to, async (client): Promise<Outcome<{ readonly activity: string }>> => {
        const { id } = await client.conversations.sendToConversation(
          to.conversation,
          draft(to, message, 'new'),
        );
        // Without an id it can not be updated, and sending again would show it twice.
        return id ? { kind: 'done', value: { activity: id } } : { kind: 'unknown', code: 'no-id' };
      }),
    update: (to, activity, message) =>
      attempt(q, to, async (client): Promise<Outcome<void>> => {
        const changed = { ...draft(to, message, 'changed'), id: activity };
        await client.conversations.updateActivity(to.conversation, activity, changed);
        return { kind: 'done', value: undefined };
      }),
  };
}

/** Says a plain line where the bot was spoken to; what goes wrong is thrown. */
export function speaker({ clients, trusts }: Pick<OutboundQ, 'clients' | 'trusts'>) {
  return async ({ serviceUrl, conversation, bot }: Room, text: string): Promise<void> => {
    if (!trusts(serviceUrl)) return;
    const client = await clients.create(serviceUrl);
    const line = { type: 'message', channelId: 'msteams', serviceUrl, from: { id: bot, name: '' }, text };
    await client.conversations.sendToConversation(conversation, line);
  };
}

async function attempt<T>(
  q: OutboundQ,
  to: ChatReference,
  call: (client: ConnectorClient) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!q.trusts(to.serviceUrl)) return { kind: 'refused', code: 'untrusted-service-url' };
  const client = await q.clients.create(to.serviceUrl);
  try {
    return await call(client);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'unauthorized') q.token.forget();
    return failure;
  }
}

/** The card alone: text beside it would be split off into a message of its own, without an id. */
function draft(to: ChatReference, message: ChatMessage, as: 'new' | 'changed'): Partial<Activity> {
  return {
    type: 'message',
    channelId: 'msteams',
    serviceUrl: to.serviceUrl,
    from: { id: to.bot, name: '' },
    recipient: { id: to.user, name: '' },
    conversation: {
      id: to.conversation,
      tenantId: to.tenant,
      isGroup: false,
      conversationType: 'personal',
      name: '',
    },
    summary: message.summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: message.card }],
    // Only something new rings in the activity feed.
    ...(as === 'new' && { channelData: { notification: { alert: true } } }),
  };
}
