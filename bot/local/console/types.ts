import type { Note } from '../activity.ts';
import type { LocalPerson, LocalTeams } from '../types.ts';

/** One appointment in somebody's own calendar; `start` and `end` are ISO 8601 in UTC. */
export type WeekItem = {
  readonly id: string;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly isOrganizer: boolean;
  readonly location: string | null;
  /** `private` is shown as such, with its subject: it is the person's own calendar. */
  readonly sensitivity: string;
  /** `free`, `tentative`, `busy` … */
  readonly showAs: string;
  /** The person's answer: `none`, `accepted` … */
  readonly answer: string;
  readonly joinUrl: string | null;
  /** The organiser's name. */
  readonly organizer: string;
  readonly attendees: readonly { readonly name: string; readonly answer: string }[];
};

export type MailItem = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly kind: string;
  readonly folder: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
};

type MaybeLater<T> = T | Promise<T>;

/** What the console shows of the local Outlook. */
export type ConsoleOutlook = {
  /** Graph's address, named on the page. */
  readonly url: string;
  /** Seven days from the given Monday, `2026-11-23`; null for somebody without a mailbox here. */
  week(upn: string, from: string): MaybeLater<readonly WeekItem[] | null>;
  mailbox(upn: string): MaybeLater<readonly MailItem[]>;
  /** Mailboxes that are nobody's own: the programme's, which organises. */
  mailboxes(): readonly { readonly name: string; readonly upn: string }[];
  /** Called with whose mailbox changed, after every change. Answers the unsubscribe. */
  onChange?(listener: (upn: string) => void): () => void;
};

/** Where the clock can usefully go for somebody. */
export type Jumps = {
  /** Their session that is on, or the next one; ISO 8601 in UTC. */
  readonly session: { readonly start: string; readonly end: string } | null;
  /** The earliest moment at which something happens by itself. */
  readonly due: string | null;
};

export type ConsoleClock = {
  now(): number;
  set(moment: number): void;
  /** Ends when everything that fell due has run. */
  settle(): Promise<void>;
};

export type ConsoleOptions = {
  readonly teams: LocalTeams;
  readonly outlook: ConsoleOutlook;
  readonly people: () => readonly LocalPerson[];
  readonly clock: ConsoleClock;
  readonly jumps: (upn: string) => MaybeLater<Jumps>;
  readonly activity: {
    /** What happened lately, newest last: without content. */
    notes(): readonly Note[];
    onChange(listener: () => void): () => void;
  };
};
