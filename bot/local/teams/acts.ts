import type { CardJson } from '../../ports.ts';
import type { DialogAnswer, DialogAsk, LocalTeams, PressOptions } from '../types.ts';
import {
  dialogActivity,
  executeActivity,
  MENTION,
  mentionActivity,
  messageActivity,
  submitActivity,
  type Turn,
} from './activities.ts';
import { readDialogAnswer } from './dialogs.ts';
import { enter, hand, roomFor, turnOf } from './enter.ts';
import { type House, mriOf, open, personOf, roomChanged } from './house.ts';
import { ROOMS } from './rooms.ts';
import { readAnswerCard, refreshFor } from './wire.ts';

type Pressed = Parameters<LocalTeams['press']>[1];

type Say = { readonly aad: string; readonly text: string; readonly extra: PressOptions };

/** Puts the text in the chat and sends it; the bot's HTTP status. In a room the bot only gets what names it. */
export async function say(house: House, q: Say): Promise<number> {
  const { aad, text, extra } = q;
  const named = (extra.place ?? 'personal') === 'personal' || MENTION.test(text);
  if (!named) return sayAmongPeople(house, q);
  const turn = await enter(house, aad, extra);
  if ('status' in turn) return turn.status;
  keepSaid(house, turn, text);
  const { where } = turn;
  // The first message in a channel begins a thread, and carries its own id as the thread's.
  const begun =
    where.kind === 'room' && where.room.place === 'channel' && where.thread === null
      ? { ...turn, where: { ...where, thread: turn.id } }
      : turn;
  const activity = where.kind === 'room' ? mentionActivity(begun, text) : messageActivity(turn, text);
  return (await hand(house, { activity, headers: extra.headers ?? {} })).status;
}

/** What people say to each other; the app need not be there. */
function sayAmongPeople(house: House, { aad, text, extra }: Say): number {
  const { place, thread = null, activityId } = extra;
  if (place === undefined || place === 'personal') throw new Error('a chat of one has nobody else in it');
  const person = personOf(house, aad);
  const where = { kind: 'room' as const, room: roomFor(person, ROOMS[place]), thread };
  keepSaid(house, turnOf(house, { person, id: activityId ?? house.nextId(), where }), text);
  return 200;
}

function keepSaid(house: House, { id, where, person, now }: Turn, text: string): void {
  const said = { id, from: 'person' as const, at: new Date(now).toISOString(), text, card: null };
  const { aadObjectId } = person;
  if (where.kind === 'personal') {
    house.storage.addMessage({ ...said, conversation: where.conversation });
    house.changed(aadObjectId);
    return;
  }
  const { room, thread } = where;
  house.storage.addMessage({ ...said, conversation: room.conversation, sender: aadObjectId, thread });
  roomChanged(house, room);
}

type Press = { readonly aad: string; readonly press: Pressed; readonly extra: PressOptions };

/** Presses a button; the card in the answer to an Execute replaces the one that was pressed. */
export async function pressButton(
  house: House,
  { aad, press, extra }: Press,
): ReturnType<LocalTeams['press']> {
  const turn = await enter(house, aad, extra);
  if ('status' in turn) return { status: turn.status, card: null, body: null };
  const { verb, data } = press;
  const execute = press.as !== 'submit';
  const activity = execute
    ? executeActivity(turn, press.activity, { verb, data })
    : submitActivity(turn, press.activity, { ...data, verb });
  const { status, body } = await hand(house, { activity, headers: extra.headers ?? {} });
  const card = execute && status === 200 ? readAnswerCard(body) : null;
  if (card !== null) replacePressed(house, turn, { id: press.activity, card });
  return { status, card, body };
}

/** In a room the answer is for who pressed alone: only the bot's own update changes it for all. */
function replacePressed(house: House, { where, person }: Turn, q: { id: string; card: CardJson }): void {
  const { id, card } = q;
  const { aadObjectId } = person;
  if (where.kind === 'personal') {
    house.storage.replaceMessage({ id, conversation: where.conversation, text: null, card });
    house.changed(aadObjectId);
    return;
  }
  const { conversation, place } = where.room;
  const message = house.storage.messages(conversation).find((m) => m.id === id);
  if (message === undefined) return;
  house.storage.putView({ conversation, id, aadObjectId, edits: message.edits, card });
  house.changed(aadObjectId, place);
}

/** `task/fetch` and `task/submit`. */
export async function askDialog(
  house: House,
  { aad, ask, extra }: { readonly aad: string; readonly ask: DialogAsk; readonly extra: PressOptions },
): Promise<DialogAnswer> {
  const turn = await enter(house, aad, extra);
  if ('status' in turn) return { kind: 'broken', why: `the bot answered ${turn.status}` };
  const { status, body } = await hand(house, {
    activity: dialogActivity(turn, ask),
    headers: extra.headers ?? {},
  });
  return status === 200 ? readDialogAnswer(body) : { kind: 'broken', why: `the bot answered ${status}` };
}

/** Asks for the person's own view of what the bot made to be refreshed; what has one already is left alone. */
export async function refreshViews(
  house: House,
  { aad, extra }: { readonly aad: string; readonly extra: PressOptions },
): Promise<void> {
  const person = personOf(house, aad);
  const place = extra.place ?? 'personal';
  const conversation = place === 'personal' ? open(house, person).conversation : ROOMS[place].conversation;
  const views = house.storage.views(conversation, aad);
  for (const message of house.storage.messages(conversation)) {
    const refresh = message.from === 'bot' ? refreshFor(message.card, mriOf(aad)) : null;
    const seen = views.some((v) => v.id === message.id && v.edits === message.edits);
    if (refresh === null || seen) continue;
    const turn = await enter(house, aad, extra);
    if ('status' in turn) return;
    const activity = executeActivity(turn, message.id, { ...refresh, trigger: 'automatic' });
    const { status, body } = await hand(house, { activity, headers: {} });
    const card = status === 200 ? readAnswerCard(body) : null;
    house.storage.putView({ conversation, id: message.id, aadObjectId: aad, edits: message.edits, card });
  }
}
