import type { LocalTeams } from '../types.ts';
import { install, pressButton, say } from './acts.ts';
import { createConnector } from './connector.ts';
import { createFaults } from './faults.ts';
import { type House, type LocalTeamsOptions, open, openByMember, personOf, type Repeat } from './house.ts';
import { openTeamsStorage } from './storage.ts';

export type { LocalTeamsOptions, Repeat } from './house.ts';

/** What a test or the console can switch, beside the contract. */
export type LocalTeamsSwitches = {
  /** What was answered to the last delivery counts. */
  setRepeat(repeat: Repeat): void;
  /** A person who blocks the bot: every write to the chat answers 403 `ConversationBlockedByUser`. */
  setBlocked(aadObjectId: string, blocked: boolean): void;
  close(): void;
};

/** Opens the local Teams. Acting as somebody who is not among `people` throws. */
export function createLocalTeams(options: LocalTeamsOptions): LocalTeams & LocalTeamsSwitches {
  const storage = openTeamsStorage(options.storage);
  const faults = createFaults();
  const listeners = new Set<(aadObjectId: string) => void>();
  const changed = (aad: string) => {
    for (const listener of listeners) listener(aad);
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
      moment: () => new Date(options.now()).toISOString(),
      changed,
      checkBearer: options.checkBearer ?? null,
    }),
    messages: (aad) => {
      const chat = storage.chatOf(aad);
      return chat === null ? [] : storage.messages(chat.conversation);
    },
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
    close: () => storage.close(),
  };
}
