import type { LocalPerson, LocalTeams, PressOptions } from '../types.ts';
import {
  type Activity,
  executeActivity,
  installActivities,
  messageActivity,
  submitActivity,
  type Turn,
} from './activities.ts';
import { type Delivered, deliver } from './deliver.ts';
import { type House, open, personOf } from './house.ts';
import { readAnswerCard } from './wire.ts';

type Pressed = Parameters<LocalTeams['press']>[1];

/** The first status of the bot that is no success, otherwise 200; also when the app was there already. */
export function install(house: House, aad: string): Promise<number> {
  const person = personOf(house, aad);
  if (open(house, person).announced) return Promise.resolve(200);
  const running =
    house.installing.get(aad) ?? announce(house, person).finally(() => house.installing.delete(aad));
  house.installing.set(aad, running);
  return running;
}

async function announce(house: House, person: LocalPerson): Promise<number> {
  const { aadObjectId } = person;
  // The bot answers the news with a welcome, so the app is there before the news goes out.
  house.storage.setFlag(aadObjectId, 'installed', true);
  const turn = turnOf(house, { person, id: house.nextId() });
  for (const activity of installActivities(turn)) {
    const { status } = await hand(house, { activity, headers: {} });
    if (status >= 300) return status;
  }
  house.storage.setFlag(aadObjectId, 'announced', true);
  house.changed(aadObjectId);
  return 200;
}

/** Somebody who opens the chat has the app: it is installed first when it is not yet. */
async function enter(
  house: House,
  aad: string,
  id: string | undefined,
): Promise<Turn | { readonly status: number }> {
  const status = await install(house, aad);
  return status >= 300
    ? { status }
    : turnOf(house, { person: personOf(house, aad), id: id ?? house.nextId() });
}

/** Puts the text in the chat and sends it; the bot's HTTP status. */
export async function say(
  house: House,
  { aad, text, extra }: { readonly aad: string; readonly text: string; readonly extra: PressOptions },
): Promise<number> {
  const turn = await enter(house, aad, extra.activityId);
  if ('status' in turn) return turn.status;
  const at = new Date(turn.now).toISOString();
  house.storage.addMessage({
    id: turn.id,
    conversation: turn.chat.conversation,
    from: 'person',
    at,
    text,
    card: null,
  });
  house.changed(aad);
  const activity = messageActivity(turn, text);
  return (await hand(house, { activity, headers: extra.headers ?? {} })).status;
}

/** Presses a button; the card in the answer to an Execute replaces the one that was pressed. */
export async function pressButton(
  house: House,
  { aad, press, extra }: { readonly aad: string; readonly press: Pressed; readonly extra: PressOptions },
): ReturnType<LocalTeams['press']> {
  const turn = await enter(house, aad, extra.activityId);
  if ('status' in turn) return { status: turn.status, card: null, body: null };
  const { verb, data } = press;
  const execute = press.as !== 'submit';
  const activity = execute
    ? executeActivity(turn, press.activity, { verb, data })
    : submitActivity(turn, press.activity, { ...data, verb });
  const { status, body } = await hand(house, { activity, headers: extra.headers ?? {} });
  const card = execute && status === 200 ? readAnswerCard(body) : null;
  if (card !== null) {
    const { conversation } = turn.chat;
    house.storage.replaceMessage({ id: press.activity, conversation, text: null, card });
    house.changed(aad);
  }
  return { status, card, body };
}

type Handed = { readonly activity: Activity; readonly headers: Readonly<Record<string, string>> };

async function hand(house: House, { activity, headers }: Handed): Promise<Delivered> {
  const { authorization, botUrl } = house.options;
  const token = authorization === undefined ? {} : { authorization: await authorization() };
  const delivery = { url: botUrl(), activity, headers: { ...token, ...headers } };
  const first = await deliver(delivery);
  if (house.repeat === 'never') return first;
  const again = house.repeat === 'same-id' ? activity : { ...activity, id: house.nextId() };
  // A repeat has another timestamp: whoever dedupes on time is found out.
  const timestamp = new Date(house.options.now() + 1_000).toISOString();
  return deliver({ ...delivery, activity: { ...again, timestamp } });
}

function turnOf(house: House, turn: Pick<Turn, 'person' | 'id'>): Turn {
  const { tenant, appId, connectorUrl, locale, now } = house.options;
  const channel = {
    tenant,
    appId,
    serviceUrl: connectorUrl(),
    locale: locale?.(turn.person.aadObjectId) ?? 'nl-NL',
  };
  return { ...turn, chat: open(house, turn.person), channel, now: now() };
}
