import { createHash } from 'node:crypto';
import type { LocalPerson, Place } from '../types.ts';
import type { BotWrite } from './connector.ts';
import { isMember, type Room } from './rooms.ts';
import type { StoredChat, TeamsStorage } from './storage.ts';

export type LocalTeamsOptions = {
  readonly people: () => readonly LocalPerson[];
  /** The bot's `POST /api/messages`. */
  readonly botUrl: () => string;
  /** This connector's own base, without `/v3`: the `serviceUrl` of every activity. */
  readonly connectorUrl: () => string;
  readonly tenant: string;
  readonly appId: string;
  /** An SQLite file, or null for memory. */
  readonly storage: string | null;
  readonly now: () => number;
  /** Value of the `Authorization` header on what goes to the bot (tests of the real token path). */
  readonly authorization?: () => Promise<string>;
  /** Says whether the bot's own `Authorization` header is good. */
  readonly checkBearer?: (authorization: string | undefined) => Promise<boolean>;
  /** Told of each write of the bot, when it was answered. */
  readonly onWrite?: (write: BotWrite) => void;
  /** A person's client language; `nl-NL` by default. */
  readonly locale?: (aadObjectId: string) => string;
};

/** Delivers everything a person does twice, as Teams does when an answer was lost. */
export type Repeat = 'never' | 'same-id' | 'new-id';

/** What every act of a person needs. `nextId` never gives the same id twice, also after a restart. */
export type House = {
  readonly options: LocalTeamsOptions;
  readonly storage: TeamsStorage;
  readonly nextId: () => string;
  readonly changed: (aadObjectId: string, place?: Place) => void;
  /** Installations under way: two at the same moment are one. */
  readonly installing: Map<string, Promise<number>>;
  repeat: Repeat;
};

/** Tells everybody who is in the room. */
export function roomChanged(house: Pick<House, 'options' | 'changed'>, room: Room): void {
  for (const person of house.options.people())
    if (isMember(room, person)) house.changed(person.aadObjectId, room.place);
}

/** The person's chat with the bot, made when it is not there. */
export function open(house: House, person: LocalPerson): StoredChat {
  const { aadObjectId } = person;
  const known = house.storage.chatOf(aadObjectId);
  if (known !== null) return known;
  return house.storage.addChat({
    aadObjectId,
    conversation: `a:1${opaque('chat', aadObjectId)}`,
    user: mriOf(aadObjectId),
  });
}

/** The chat of somebody known by object id or `29:…`; null for a stranger. */
export function openByMember(house: House, member: string): StoredChat | null {
  const person = house.options
    .people()
    .find((p) => p.aadObjectId === member || mriOf(p.aadObjectId) === member);
  return person === undefined ? null : open(house, person);
}

export function personOf(house: House, aad: string): LocalPerson {
  const person = house.options.people().find((p) => p.aadObjectId === aad);
  if (person === undefined) throw new Error(`local Teams knows nobody with object id ${aad}`);
  return person;
}

export function mriOf(aad: string): string {
  return `29:1${opaque('user', aad)}`;
}

function opaque(kind: string, aad: string): string {
  return createHash('sha256').update(`${kind}:${aad}`).digest('base64url');
}
