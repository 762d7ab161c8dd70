import type { LocalPerson, LocalTeams } from '../types.ts';

/** One appointment in somebody's own calendar; `start` and `end` are ISO 8601 in UTC. */
export type WeekItem = {
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
  /** Called after every change in any mailbox. Answers the unsubscribe. */
  onChange?(listener: () => void): () => void;
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
  /** What happened lately, newest last: lines without content. */
  readonly activity?: () => readonly string[];
};
