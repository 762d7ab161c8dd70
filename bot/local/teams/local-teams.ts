import type { LocalMessage, LocalTeams, Place } from '../types.ts';
import { askDialog, pressButton, refreshViews, say } from './acts.ts';
import { createConnector } from './connector.ts';
import { install } from './enter.ts';
import { createFaults } from './faults.ts';
import {
  type House,
  type LocalTeamsOptions,
  mriOf,
  open,
  openByMember,
  personOf,
  type Repeat,
  roomChanged,
} from './house.ts';
import { isMember, ROOMS, type Room } from './rooms.ts';
import { openTeamsStorage, type TeamsStorage } from './storage.ts';

export type { LocalTeamsOptions, Repeat } from './house.ts';

/** What a test or the console can switch, beside the contract. */
export type LocalTeamsSwitches = {
  /** What was answered to the last delivery counts. */
  setRepeat(repeat: Repeat): void;
  /** A person who blocks the bot: every write to the chat answers 403 `ConversationBlockedByUser`. */
  setBlocked(aadObjectId: string, blocked: boolean): void;
  /** Whether the app is in somebody's Teams. */
  hasApp(aadObjectId: string): boolean;
  close(): void;
};

/** Opens the local Teams. Acting as somebody who is not among `people` throws. */
export function createLocalTeams(options: LocalTeamsOptions): LocalTeams & LocalTeamsSwitches {
  const storage = openTeamsStorage(options.storage);
  const faults = createFaults();
  const listeners = new Set<(aadObjectId: string, place: Place) => void>();
  const changed = (aad: string, place: Place = 'personal') => {
    for (const listener of listeners) listener(aad, place);
  };
  // Ids are milliseconds, as in Teams.
  const nextId = () => String(storage.nextId(options.now()));
  const house: House = { options, storage, nextId, changed, installing: new Map(), repeat: 'never' };
  return {
    connector: createConnector({
      people: options.people,
      tenant: options.tenant,
      storage,
      faults,
      open: (member) => openByMember(house, member),
      nextId,
      onWrite: options.onWrite ?? null,
      roomChanged: (room) => roomChanged(house, room),
      user: mriOf,
      moment: () => new Date(options.now()).toISOString(),
      changed,
      checkBearer: options.checkBearer ?? null,
    }),
    messages: (aad, place = 'personal') => {
      if (place !== 'personal') return seenBy(storage, aad, ROOMS[place].conversation);
      const chat = storage.chatOf(aad);
      return chat === null ? [] : seenBy(storage, aad, chat.conversation);
    },
    rooms: (aad) =>
      ALL_ROOMS.filter((room) => isMember(room, personOf(house, aad))).map(({ place, name, team }) => ({
        place,
        name,
        team,
      })),
    look: (aad, place = 'personal') => refreshViews(house, { aad, extra: { place } }),
    dialog: (aad, ask, extra) => askDialog(house, { aad, ask, extra: extra ?? {} }),
    install: async (aad) => {
      const status = await install(house, aad);
      if (status >= 300) throw new Error(`installation for ${aad}: the bot answered ${status}`);
    },
    say: (aad, text, extra) => say(house, { aad, text, extra: extra ?? {} }),
    press: (aad, press, extra) => pressButton(house, { aad, press, extra: extra ?? {} }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    faults,
    setRepeat: (repeat) => {
      house.repeat = repeat;
    },
    setBlocked: (aad, blocked) => {
      storage.setFlag(open(house, personOf(house, aad)).aadObjectId, 'blocked', blocked);
      changed(aad);
    },
    hasApp: (aad) => storage.chatOf(aad)?.installed ?? false,
    close: () => storage.close(),
  };
}

const ALL_ROOMS: readonly Room[] = Object.values(ROOMS);

/** A view of one's own stands in the place of the card as long as the bot did not replace that. */
function seenBy(storage: TeamsStorage, aad: string, conversation: string): readonly LocalMessage[] {
  const views = storage.views(conversation, aad);
  return storage.messages(conversation).map((message) => {
    const own = views.find((v) => v.id === message.id && v.edits === message.edits);
    if (own === undefined || own.card === null) return message;
    return { ...message, card: own.card, edits: message.edits + own.version };
  });
}
