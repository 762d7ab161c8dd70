import type { LocalPerson } from '../types.ts';
import type { StoredChat } from './storage.ts';

export type Channel = {
  readonly tenant: string;
  readonly appId: string;
  /** The connector's own base: where the bot sends its answers. */
  readonly serviceUrl: string;
  readonly locale: string;
};
export type Turn = {
  readonly channel: Channel;
  readonly person: LocalPerson;
  readonly chat: StoredChat;
  readonly id: string;
  readonly now: number;
};
export type Activity = { readonly id: string; readonly type: string; readonly [key: string]: unknown };

const ZONE = 'Europe/Amsterdam';
const BOT_NAME = 'Klankbord';

export function messageActivity(turn: Turn, text: string): Activity {
  return {
    ...common(turn),
    type: 'message',
    text,
    textFormat: 'plain',
    attachments: [],
    entities: clientInfo(turn),
  };
}

/** What Teams sends for `Action.Submit`: a message without text, with the button's data as its value. */
export function submitActivity(turn: Turn, card: string, value: unknown): Activity {
  return { ...common(turn), type: 'message', replyToId: card, value, entities: clientInfo(turn) };
}

/** What Teams sends for `Action.Execute`; the body of the HTTP answer carries the card that follows. */
export function executeActivity(
  turn: Turn,
  card: string,
  action: { readonly verb: string; readonly data: unknown },
): Activity {
  const value = { action: { type: 'Action.Execute', ...action }, trigger: 'manual' };
  return {
    ...common(turn),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: card,
    value,
    entities: clientInfo(turn),
  };
}

/** The two activities of an installation, in the order in which Teams sends them. */
export function installActivities(turn: Turn): readonly Activity[] {
  const { channel, chat } = turn;
  const added = [{ id: chat.user, aadObjectId: chat.aadObjectId }, { id: `28:${channel.appId}` }];
  return [
    { ...common(turn), type: 'conversationUpdate', membersAdded: added },
    {
      ...common(turn),
      id: `${turn.id}-i`,
      type: 'installationUpdate',
      action: 'add',
      entities: clientInfo(turn),
    },
  ];
}

function common({ channel, person, chat, id, now }: Turn) {
  const moment = Temporal.Instant.fromEpochMilliseconds(now);
  return {
    id,
    timestamp: moment.toString({ smallestUnit: 'millisecond' }),
    localTimestamp: moment.toString({ smallestUnit: 'millisecond', timeZone: ZONE }),
    localTimezone: ZONE,
    channelId: 'msteams',
    serviceUrl: channel.serviceUrl,
    locale: channel.locale,
    from: { id: chat.user, name: person.name, aadObjectId: person.aadObjectId },
    recipient: { id: `28:${channel.appId}`, name: BOT_NAME },
    conversation: { conversationType: 'personal', tenantId: channel.tenant, id: chat.conversation },
    channelData: { tenant: { id: channel.tenant } },
  };
}

function clientInfo({ channel }: Turn) {
  const country = channel.locale.split('-')[1] ?? 'NL';
  return [{ type: 'clientInfo', locale: channel.locale, country, platform: 'Web', timezone: ZONE }];
}
