import { createHash, randomUUID } from 'node:crypto';
import type { Press } from '../../cards/actions.ts';
import type { TurnEvent } from '../flows/event.ts';
import type { Language } from '../rules/programme.ts';
import { readWords } from '../rules/words.ts';
import { activitySchema, type TeamsActivity } from './activity.ts';
import { sameId } from './guard.ts';
import { readExecute, readSubmit } from './press.ts';

/** What an activity means to us. Free text ends here: only what it says in our words goes on. */
export type Inbound =
  | { readonly kind: 'turn'; readonly event: TurnEvent }
  /** Nothing for us: typing, reactions, edits, other people's comings and goings. */
  | { readonly kind: 'ignored' }
  /** A press or message of somebody without an account in the tenant. */
  | { readonly kind: 'stranger'; readonly language: Language | null }
  /** Somebody spoke to the bot where others read along: nothing of it goes further than this. */
  | { readonly kind: 'room'; readonly room: Room; readonly language: Language | null }
  /** An invoke that this bot does not know; `dialog` when a window waits for the answer. */
  | { readonly kind: 'unknown-invoke'; readonly dialog: boolean; readonly language: Language | null }
  | { readonly kind: 'unreadable' };

/** Where an answer to a group chat or channel goes. */
export type Room = { readonly serviceUrl: string; readonly conversation: string; readonly bot: string };

type What = TurnEvent['what'];

/** Reads an activity that the guard passed; `tenant` is the one it was verified for. */
export function readActivity(body: object, tenant: string): Inbound {
  const parsed = activitySchema.safeParse(body);
  if (!parsed.success) return { kind: 'unreadable' };
  const activity = parsed.data;
  const what = readWhat(activity);
  if (what === 'ignored') return { kind: 'ignored' };
  const language = languageOf(activity);
  if (!isPersonal(activity.conversation)) return isToUs(activity) ? inRoom(activity) : { kind: 'ignored' };
  if (what === 'unknown-invoke') {
    const dialog = activity.name === 'task/fetch' || activity.name === 'task/submit';
    return { kind: 'unknown-invoke', dialog, language };
  }
  const who = readWho(activity, tenant);
  if (!who) return { kind: 'stranger', language };
  const key = keyOf(activity, who.aadObjectId, what);
  const event = { key, who, chat: chatOf(activity), locale: language, what };
  return { kind: 'turn', event };
}

/** In a room, comings and goings are nobody's business; a press and a message with our name in it are to us. */
function isToUs(activity: TeamsActivity): boolean {
  if (activity.type === 'invoke') return true;
  if (activity.type !== 'message') return false;
  const pressed = activity.value !== undefined && activity.value !== null;
  return (
    pressed || (activity.entities ?? []).some((entity) => entity.mentioned?.id === activity.recipient.id)
  );
}

function inRoom(activity: TeamsActivity): Inbound {
  const { serviceUrl, conversation, recipient } = activity;
  const room = { serviceUrl, conversation: conversation.id, bot: recipient.id };
  return { kind: 'room', room, language: languageOf(activity) };
}

function readWhat(activity: TeamsActivity): What | 'ignored' | 'unknown-invoke' {
  switch (activity.type) {
    case 'message':
      return activity.value === undefined || activity.value === null
        ? { kind: 'said', said: readWords(withoutMentions(activity.text ?? '')) }
        : pressed(readSubmit(activity.value), activity, 'message');
    case 'invoke':
      if (activity.name !== 'adaptiveCard/action') return 'unknown-invoke';
      return pressed(readExecute(activity.value), activity, 'invoke');
    case 'installationUpdate':
      if (activity.action === 'add' || activity.action === 'add-upgrade') return { kind: 'installed' };
      if (activity.action === 'remove' || activity.action === 'remove-upgrade') return { kind: 'removed' };
      return 'ignored';
    case 'conversationUpdate':
      if (hasBot(activity.membersAdded, activity)) return { kind: 'installed' };
      return hasBot(activity.membersRemoved, activity) ? { kind: 'removed' } : 'ignored';
    default:
      return 'ignored';
  }
}

function pressed(press: Press | null, activity: TeamsActivity, by: 'invoke' | 'message'): What {
  if (!press) return { kind: 'unreadable', by };
  return { kind: 'pressed', press, activity: activity.replyToId ?? null, by };
}

function hasBot(members: TeamsActivity['membersAdded'], activity: TeamsActivity): boolean {
  return members?.some((member) => member.id === activity.recipient.id) ?? false;
}

/** Null for a guest and for somebody of another tenant: the directory id is the only identity. */
function readWho({ from }: TeamsActivity, tenant: string): TurnEvent['who'] | null {
  if (from.aadObjectId === undefined) return null;
  if (from.tenantId !== undefined && !sameId(from.tenantId, tenant)) return null;
  return { tenant, aadObjectId: from.aadObjectId.toLowerCase(), name: (from.name ?? '').slice(0, 200) };
}

function chatOf(activity: TeamsActivity): TurnEvent['chat'] {
  return {
    personal: isPersonal(activity.conversation),
    serviceUrl: activity.serviceUrl,
    conversation: activity.conversation.id,
    user: activity.from.id,
    bot: activity.recipient.id,
  };
}

/** Teams always says the type; a client that does not may not be in a group or channel (`19:…`). */
function isPersonal(conversation: TeamsActivity['conversation']): boolean {
  if (typeof conversation.conversationType === 'string') return conversation.conversationType === 'personal';
  return conversation.isGroup !== true && !conversation.id.startsWith('19:');
}

function languageOf(activity: TeamsActivity): Language | null {
  const locale = activity.locale ?? activity.entities?.find((entity) => entity.locale !== undefined)?.locale;
  if (locale === undefined || locale === '') return null;
  return /^nl\b/i.test(locale) ? 'nl' : 'en';
}

/**
 * The activity id: Teams sends a repeat with the same one, and it is one of its conversation, not of the world.
 * Without it a press is known by what it says; anything else gets a key of its own, because the same word
 * twice is no repeat.
 */
function keyOf(activity: TeamsActivity, actor: string, what: What): string {
  const { id, conversation } = activity;
  if (id !== undefined && id.length > 0 && id.length <= 200) return hashOf([conversation.id, actor, id]);
  if (what.kind !== 'pressed') return `own:${randomUUID()}`;
  const { card, verb, inputs } = what.press;
  const sorted = Object.entries(inputs).sort(([one], [other]) => (one < other ? -1 : 1));
  return hashOf([card, actor, verb, sorted]);
}

function hashOf(parts: readonly unknown[]): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}

function withoutMentions(text: string): string {
  return text.replace(/<at\b[^>]*>[^<]*<\/at>/gi, ' ');
}
