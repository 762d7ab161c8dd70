import type { Activity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { Chat, ChatMessage, ChatReference, Outcome, Pace } from '../ports.ts';
import type { BotToken } from './bot-token.ts';
import { Entrance } from './entrance.ts';
import type { Guard } from './guard.ts';
import type { Room } from './inbound.ts';
import { failureOf, isThrottled } from './outcome.ts';
import { Pacer, type Permit, type Rest, type Time } from './pacer.ts';
import { Threads } from './threads.ts';

export type OutboundQ = {
  readonly clients: { create(serviceUrl: string): Promise<ConnectorClient> };
  readonly token: BotToken;
  readonly trusts: Guard['trusts'];
  readonly time: Time;
};

/**
 * Messages of a kind that are made ready at the same time. Enough to keep thirty a second going, and few: those that
 * wait for their permit when a process dies are afterwards unknown, though they were not sent.
 */
const AHEAD = 12;

export type Outbound = {
  readonly chat: Chat;
  readonly pace: Pace;
  readonly speak: (room: Room, text: string) => Promise<void>;
};

/** All that the bot sends of itself goes through here, at the pace of Teams. */
export function outbound(q: OutboundQ): Outbound {
  const pacer = new Pacer(q.time);
  const line = { ...q, pacer, threads: new Threads(q.time) };
  const entrances = { answer: new Entrance(AHEAD), broadcast: new Entrance(AHEAD) };
  return {
    chat: chatOn(line, () => pacer.take('answer')),
    speak: (room, text) => speak(line, room, text),
    pace: {
      share: (processes) => pacer.share(processes),
      async inTurn(urgency, work) {
        const leave = await entrances[urgency].enter();
        try {
          const afterMs = pacer.restMs();
          if (afterMs > 0) return { kind: 'rest', afterMs };
          // A permit counts from the call alone: what comes before it would be time in which nothing is sent.
          const take = () => pacer.take(urgency).finally(leave);
          return { kind: 'ran', value: await work(chatOn(line, take)) };
        } finally {
          leave();
        }
      },
    },
  };
}

type Line = OutboundQ & { readonly pacer: Pacer; readonly threads: Threads };
type Take = () => Promise<Permit | Rest>;

/**
 * Messages from our own rows, by the same connector clients that the adapter's turns use. Not by
 * `continueConversationAsync`: it wraps the call in a turn that we have no use for, and turns an answer
 * without an id into an empty one.
 */
function chatOn(q: Line, take: Take): Chat {
  return {
    async send(to, message) {
      const restMs = q.threads.restMs(to.conversation);
      if (restMs > 0) return { kind: 'later', code: 'thread-limit', afterMs: restMs };
      const sent = q.threads.send(to.conversation);
      try {
        return await attempt(
          q,
          { to, take },
          async (client): Promise<Outcome<{ readonly activity: string }>> => {
            const { id } = await client.conversations.sendToConversation(
              to.conversation,
              draft(to, message, 'new'),
            );
            // Without an id it can not be updated, and sending again would show it twice.
            return id ? { kind: 'done', value: { activity: id } } : { kind: 'unknown', code: 'no-id' };
          },
        );
      } finally {
        sent();
      }
    },
    update: (to, activity, message) =>
      attempt(q, { to, take }, async (client): Promise<Outcome<void>> => {
        const changed = { ...draft(to, message, 'changed'), id: activity };
        await client.conversations.updateActivity(to.conversation, activity, changed);
        return { kind: 'done', value: undefined };
      }),
    remove: (to, activity) =>
      attempt(q, { to, take }, async (client): Promise<Outcome<void>> => {
        await client.conversations.deleteActivity(to.conversation, activity);
        return { kind: 'done', value: undefined };
      }),
  };
}

/** A plain line where the bot was spoken to; what goes wrong is thrown. While Teams wants rest nothing is said. */
async function speak(q: Line, { serviceUrl, conversation, bot }: Room, text: string): Promise<void> {
  if (!q.trusts(serviceUrl) || q.threads.restMs(conversation) > 0) return;
  const permit = await q.pacer.take('answer');
  if (permit.kind === 'rest') return;
  const answered = q.threads.send(conversation);
  try {
    const client = await q.clients.create(serviceUrl);
    const line = { type: 'message', channelId: 'msteams', serviceUrl, from: { id: bot, name: '' }, text };
    await client.conversations.sendToConversation(conversation, line);
  } finally {
    answered();
    permit.answered();
  }
}

async function attempt<T>(
  q: Line,
  { to, take }: { readonly to: ChatReference; readonly take: Take },
  call: (client: ConnectorClient) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!q.trusts(to.serviceUrl)) return { kind: 'refused', code: 'untrusted-service-url' };
  const permit = await take();
  if (permit.kind === 'rest') return { kind: 'later', code: 'rest', afterMs: permit.afterMs };
  try {
    return await call(await q.clients.create(to.serviceUrl));
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === 'unauthorized') q.token.forget();
    if (failure.kind === 'later' && isThrottled(error)) q.pacer.hold(failure.afterMs);
    return failure;
  } finally {
    permit.answered();
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
