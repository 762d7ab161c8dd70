import type { LocalPerson, PressOptions } from '../types.ts';
import { type Activity, installActivities, type Turn } from './activities.ts';
import { type Delivered, deliver } from './deliver.ts';
import { type House, mriOf, open, personOf } from './house.ts';
import { isMember, ROOMS, type Room } from './rooms.ts';

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
  const { conversation } = open(house, person);
  // The bot answers the news with a welcome, so the app is there before the news goes out.
  house.storage.setFlag(aadObjectId, 'installed', true);
  const turn = turnOf(house, { person, id: house.nextId(), where: { kind: 'personal', conversation } });
  for (const activity of installActivities(turn)) {
    const { status } = await hand(house, { activity, headers: {} });
    if (status >= 300) return status;
  }
  house.storage.setFlag(aadObjectId, 'announced', true);
  house.changed(aadObjectId);
  return 200;
}

/** Somebody who opens a chat has the app there: it is added first when it is not yet. */
export async function enter(
  house: House,
  aad: string,
  extra: PressOptions,
): Promise<Turn | { readonly status: number }> {
  const person = personOf(house, aad);
  const id = extra.activityId ?? house.nextId();
  const { place = 'personal', thread = null } = extra;
  if (place === 'personal') {
    const status = await install(house, aad);
    const { conversation } = open(house, person);
    return status >= 300
      ? { status }
      : turnOf(house, { person, id, where: { kind: 'personal', conversation } });
  }
  const room = roomFor(person, ROOMS[place]);
  const where = { kind: 'room' as const, room, thread };
  const status = await addToRoom(house, turnOf(house, { person, id: house.nextId(), where }), room);
  return status >= 300 ? { status } : turnOf(house, { person, id, where });
}

export function roomFor(person: LocalPerson, room: Room): Room {
  if (!isMember(room, person)) throw new Error(`${person.aadObjectId} is not in the ${room.place}`);
  return room;
}

/** The bot is added to a room when somebody first names it there. */
async function addToRoom(house: House, turn: Turn, room: Room): Promise<number> {
  if (house.storage.hasRoom(room.place)) return 200;
  for (const activity of installActivities(turn)) {
    const { status } = await hand(house, { activity, headers: {} });
    if (status >= 300) return status;
  }
  house.storage.addRoom(room.place);
  return 200;
}

type Handed = { readonly activity: Activity; readonly headers: Readonly<Record<string, string>> };

export async function hand(house: House, { activity, headers }: Handed): Promise<Delivered> {
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

export function turnOf(house: House, turn: Pick<Turn, 'person' | 'id' | 'where'>): Turn {
  const { tenant, appId, connectorUrl, locale, now } = house.options;
  const { aadObjectId } = turn.person;
  const channel = { tenant, appId, serviceUrl: connectorUrl(), locale: locale?.(aadObjectId) ?? 'nl-NL' };
  return { ...turn, user: mriOf(aadObjectId), channel, now: now() };
}
