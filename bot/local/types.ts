import type { Router } from 'express';
import type { CardJson } from '../ports.ts';

export type LocalPerson = {
  readonly aadObjectId: string;
  readonly name: string;
  readonly upn: string;
  readonly roles: readonly string[];
  /** In which the bot writes to them: for the words that the console offers. Dutch when absent. */
  readonly language?: 'nl' | 'en';
  /** Where the bot writes to them; Teams when absent. */
  readonly reach?: 'teams' | 'mail';
};

/** Where somebody is in Teams: their own chat with the bot, or a room where others read along. */
export type RoomPlace = 'group' | 'channel';
export type Place = 'personal' | RoomPlace;

export type LocalMessage = {
  readonly id: string;
  readonly from: 'bot' | 'person';
  /** Who said it in a room (`aadObjectId`); null for the bot, and in somebody's own chat. */
  readonly sender: string | null;
  /** In a channel: the message that this one replies to. */
  readonly thread: string | null;
  readonly at: string;
  readonly text: string | null;
  readonly card: CardJson | null;
  /** Times the bot replaced it (PUT), or this person saw it replaced by the answer to a press or a refresh. */
  readonly edits: number;
};

/** What a window (a dialog of Teams) shows next. */
export type DialogAnswer =
  | { readonly kind: 'card'; readonly title: string; readonly size: DialogSize; readonly card: CardJson }
  | { readonly kind: 'url'; readonly title: string; readonly size: DialogSize; readonly url: string }
  /** One line in the window. */
  | { readonly kind: 'message'; readonly text: string }
  /** Nothing more: the window closes. */
  | { readonly kind: 'closed' }
  /** The bot did not answer as a dialog must; `why` is for its maker. */
  | { readonly kind: 'broken'; readonly why: string };
export type DialogSize = { readonly width: DialogLength; readonly height: DialogLength };
/** Pixels, or what the client makes of the word. */
export type DialogLength = number | 'small' | 'medium' | 'large';

/** A local Teams: Bot Connector on loopback, with people, their chats with the bot, a group chat and a channel. */
export type LocalTeams = {
  /** The connector: `/v3/conversations/…`. Mounted by whoever listens. */
  readonly connector: Router;
  /** What this person sees there: in a room, with their own view of each card. */
  messages(aadObjectId: string, place?: Place): readonly LocalMessage[];
  /** The rooms that this person is in. */
  rooms(aadObjectId: string): readonly LocalRoom[];
  /** Asks the bot for this person's own view of each card that has one (`refresh`), as a client does that shows it. */
  look(aadObjectId: string, place?: Place): Promise<void>;
  /** Adds the app to the person's Teams: sends conversationUpdate / installationUpdate to the bot. Idempotent. */
  install(aadObjectId: string): Promise<void>;
  /** Sends a message activity to the bot; answers its HTTP status. */
  say(aadObjectId: string, text: string, options?: PressOptions): Promise<number>;
  /** Presses a button: Execute as an `adaptiveCard/action` invoke, Submit as a message with `value`. */
  press(
    aadObjectId: string,
    press: {
      readonly activity: string;
      readonly verb: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly as?: 'execute' | 'submit';
    },
    options?: PressOptions,
  ): Promise<{ readonly status: number; readonly card: CardJson | null; readonly body: unknown }>;
  /** Asks for the window behind a button (`task/fetch`), or hands in what was filled in there (`task/submit`). */
  dialog(aadObjectId: string, ask: DialogAsk, options?: PressOptions): Promise<DialogAnswer>;
  /** Called after every change in any chat, for each person who sees it. Answers the unsubscribe. */
  onChange(listener: (aadObjectId: string, place: Place) => void): () => void;
  readonly faults: ConnectorFaults;
};

export type LocalRoom = { readonly place: RoomPlace; readonly name: string; readonly team: string | null };

export type DialogAsk = {
  readonly step: 'fetch' | 'submit';
  /** The message whose button opened the window; null when the app itself did. */
  readonly activity: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

export type PressOptions = {
  /** The own chat when absent. */
  readonly place?: Place;
  /** In a channel: the message that is replied to. */
  readonly thread?: string | null;
  /** For repeats: the same activity id again, or another. */
  readonly activityId?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What goes wrong next on the connector; each fault serves `times` calls that match. */
export type ConnectorFault = {
  readonly on: 'send' | 'update' | 'any';
  readonly kind:
    | { readonly status: number; readonly code: string; readonly retryAfter?: number }
    /** The message is stored, and the answer is this status. */
    | { readonly afterStored: number }
    | { readonly reset: 'before' | 'after' }
    /** Late; `instead` refuses after the wait in place of doing it. */
    | { readonly delayMs: number; readonly instead?: { readonly status: number; readonly code: string } };
  readonly times: number;
};
export type ConnectorFaults = { add(fault: ConnectorFault): void; clear(): void };
