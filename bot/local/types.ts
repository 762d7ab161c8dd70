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

export type LocalMessage = {
  readonly id: string;
  readonly from: 'bot' | 'person';
  readonly at: string;
  readonly text: string | null;
  readonly card: CardJson | null;
  /** Times the bot replaced it (PUT), or the person saw it replaced by the answer to a press. */
  readonly edits: number;
};

/** A local Teams: Bot Connector on loopback, with people and their one-to-one chats with the bot. */
export type LocalTeams = {
  /** The connector: `/v3/conversations/…`. Mounted by whoever listens. */
  readonly connector: Router;
  messages(aadObjectId: string): readonly LocalMessage[];
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
  /** Called after every change in any chat. Answers the unsubscribe. */
  onChange(listener: (aadObjectId: string) => void): () => void;
  readonly faults: ConnectorFaults;
};

/** For repeats: the same activity id again, or another. */
export type PressOptions = {
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
