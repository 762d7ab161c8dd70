import type { DialogAsk, LocalPerson } from '../types.ts';
import { type Room, threadOf } from './rooms.ts';

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
  /** The person in this channel (`29:…`). */
  readonly user: string;
  readonly where: Where;
  readonly id: string;
  readonly now: number;
};
export type Where =
  | { readonly kind: 'personal'; readonly conversation: string }
  | { readonly kind: 'room'; readonly room: Room; readonly thread: string | null };
export type Activity = { readonly id: string; readonly type: string; readonly [key: string]: unknown };

const ZONE = 'Europe/Amsterdam';
export const BOT_NAME = 'Klankbord';

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

/** A message in a room that names the bot: Teams sends it no other. */
export function mentionActivity(turn: Turn, text: string): Activity {
  const at = `<at>${BOT_NAME}</at>`;
  const mentioned = { id: `28:${turn.channel.appId}`, name: BOT_NAME };
  const rest = text.replace(MENTION, '').trim();
  const entities = [{ type: 'mention', text: at, mentioned }, ...clientInfo(turn)];
  return { ...messageActivity(turn, `${at} ${rest}`), entities };
}

/** How a person writes the bot's name in a room. */
export const MENTION = /@klankbord\b/i;

/** What Teams sends for `Action.Submit`: a message without text, with the button's data as its value. */
export function submitActivity(turn: Turn, card: string, value: unknown): Activity {
  return { ...common(turn), type: 'message', replyToId: card, value, entities: clientInfo(turn) };
}

/** What Teams sends for `Action.Execute`; the body of the HTTP answer carries the card that follows. */
export function executeActivity(
  turn: Turn,
  card: string,
  { trigger = 'manual', ...action }: ExecuteQ,
): Activity {
  const value = { action: { type: 'Action.Execute', ...action }, trigger };
  return {
    ...common(turn),
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: card,
    value,
    entities: clientInfo(turn),
  };
}

type ExecuteQ = {
  readonly verb: string;
  readonly data: unknown;
  /** `automatic`: the client asks for this person's own view. */
  readonly trigger?: 'manual' | 'automatic';
};

/** What Teams sends for a button that opens a window, and for what was filled in there. */
export function dialogActivity(turn: Turn, ask: DialogAsk): Activity {
  const context = { theme: 'default' };
  const value = { data: ask.data, context, tabContext: null };
  const card = ask.activity === null ? {} : { replyToId: ask.activity };
  const name = `task/${ask.step}`;
  return { ...common(turn), type: 'invoke', name, ...card, value, entities: clientInfo(turn) };
}

/** The two activities of an installation, in the order in which Teams sends them. */
export function installActivities(turn: Turn): readonly Activity[] {
  const { channel, person, user, where } = turn;
  const bot = { id: `28:${channel.appId}` };
  const added = where.kind === 'room' ? [bot] : [{ id: user, aadObjectId: person.aadObjectId }, bot];
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

function common(turn: Turn) {
  const { channel, person, user, id, now } = turn;
  const moment = Temporal.Instant.fromEpochMilliseconds(now);
  return {
    id,
    timestamp: moment.toString({ smallestUnit: 'millisecond' }),
    localTimestamp: moment.toString({ smallestUnit: 'millisecond', timeZone: ZONE }),
    localTimezone: ZONE,
    channelId: 'msteams',
    serviceUrl: channel.serviceUrl,
    locale: channel.locale,
    from: { id: user, name: person.name, aadObjectId: person.aadObjectId },
    recipient: { id: `28:${channel.appId}`, name: BOT_NAME },
    ...whereOf(turn),
  };
}

function whereOf({ channel, where }: Turn) {
  const tenantId = channel.tenant;
  const tenant = { id: tenantId };
  if (where.kind === 'personal') {
    const conversation = { conversationType: 'personal', tenantId, id: where.conversation };
    return { conversation, channelData: { tenant } };
  }
  const { room, thread } = where;
  const id = threadOf(room, thread);
  if (room.place === 'group') {
    const conversation = { conversationType: 'groupChat', isGroup: true, tenantId, id };
    return { conversation, channelData: { tenant } };
  }
  const conversation = { conversationType: 'channel', isGroup: true, tenantId, id };
  const channelId = room.conversation;
  return { conversation, channelData: { tenant, teamsChannelId: channelId, channel: { id: channelId } } };
}

function clientInfo({ channel }: Turn) {
  const country = channel.locale.split('-')[1] ?? 'NL';
  return [{ type: 'clientInfo', locale: channel.locale, country, platform: 'Web', timezone: ZONE }];
}
