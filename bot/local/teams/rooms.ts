import { createHash } from 'node:crypto';
import type { LocalPerson, RoomPlace } from '../types.ts';

/** A group chat or a channel of the sample organisation. */
export type Room = {
  readonly place: RoomPlace;
  /** As Teams names it: `19:…@thread.v2` for a group chat, `19:…@thread.tacv2` for a channel. */
  readonly conversation: string;
  readonly name: string;
  /** The team that the channel is in. */
  readonly team: string | null;
};

const GROUP: Room = {
  place: 'group',
  conversation: `19:${opaque('group')}@thread.v2`,
  name: 'Directieoverleg',
  team: null,
};
const CHANNEL: Room = {
  place: 'channel',
  conversation: `19:${opaque('channel')}@thread.tacv2`,
  name: 'Algemeen',
  team: 'Leidinggevenden',
};
export const ROOMS: Readonly<Record<RoomPlace, Room>> = { group: GROUP, channel: CHANNEL };

/** Who is in it: directors and office in the group chat, everybody with Teams in the channel. */
export function isMember(room: Room, person: LocalPerson): boolean {
  if (person.reach === 'mail') return false;
  return room.place === 'channel' || person.roles.some((role) => role === 'director' || role === 'office');
}

/** The room and, in a channel, the thread that a conversation id names; null for any other. */
export function roomAt(conversation: string): { readonly room: Room; readonly thread: string | null } | null {
  const [id = '', thread = null] = conversation.split(';messageid=');
  const room = [GROUP, CHANNEL].find((one) => one.conversation === id);
  if (room === undefined || (thread !== null && room.place !== 'channel')) return null;
  return { room, thread };
}

/** What activities of a thread carry: a reply goes back to the same thread. */
export function threadOf(room: Room, thread: string | null): string {
  return thread === null ? room.conversation : `${room.conversation};messageid=${thread}`;
}

function opaque(kind: string): string {
  return createHash('sha256').update(`room:${kind}`).digest('hex').slice(0, 32);
}
