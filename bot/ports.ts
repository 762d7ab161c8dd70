import type { BookingId, PersonId } from './rules/ids.ts';
import type { Language } from './rules/programme.ts';
import type { Busy } from './rules/slots.ts';
import type { Interval, Moment } from './rules/time.ts';

/**
 * What came of an effect on another server.
 * - `done`: it happened.
 * - `refused`: the server said no; nothing happened and asking again will not help.
 * - `later`: surely nothing happened (429, connection refused); ask again, not before `afterMs`.
 * - `unknown`: it may have happened (no answer in time, reset, 5xx): look before asking again.
 * `code` is the server's own error code, never content.
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'later'; readonly code: string; readonly afterMs: number }
  | { readonly kind: 'unknown'; readonly code: string };

export type NewEvent = {
  readonly booking: BookingId;
  readonly subject: string;
  readonly when: Interval;
  readonly attendees: readonly { readonly name: string; readonly mail: string }[];
  readonly online: boolean;
  /** A neutral address, or null when online or by phone. */
  readonly location: string | null;
  readonly language: Language;
};

export type CreatedEvent = {
  readonly id: string;
  readonly iCalUId: string;
  readonly joinUrl: string | null;
  readonly when: Interval;
  readonly etag: string;
  /** When Outlook last changed it: of two readings the one with the later moment is the newer. */
  readonly changedAt: Moment;
};

/** What an attendee answered. `proposed`: another time that they ask for with it. */
export type SeenAttendee = {
  /** Lower-cased address. */
  readonly mail: string;
  readonly answer: 'none' | 'accepted' | 'tentative' | 'declined';
  readonly answeredAt: Moment | null;
  readonly proposed: Interval | null;
};

/** An event of ours as it stands in Outlook now. */
export type SeenEvent = CreatedEvent & {
  readonly cancelled: boolean;
  readonly attendees: readonly SeenAttendee[];
};

/**
 * What changed in the calendar since a link. `whole`: everything that stands in the window is listed, and
 * what is not listed does not stand there (a first look, or the link was too old).
 */
export type Changes = {
  readonly whole: boolean;
  readonly changed: readonly {
    readonly id: string;
    readonly gone: boolean;
    readonly etag: string | null;
  }[];
  /** Opaque: where the next look goes on. */
  readonly next: string;
};

/** The programme's mailbox in Outlook, and the free/busy of others. */
export type Calendar = {
  /**
   * Busy times by lower-cased address; a mailbox that can not be read is `unknown`. Under 62 days. `tenant`: whose
   * mailboxes they are, when not of our own organisation; `refused` with `no-consent-here` when no token can be had there.
   */
  freeBusy(q: {
    readonly tenant?: string;
    readonly addresses: readonly string[];
    readonly from: Moment;
    readonly to: Moment;
    readonly timeoutMs: number;
  }): Promise<Outcome<ReadonlyMap<string, Busy>>>;
  /** POSTs once, with the booking id as transactionId and as our own extended property. */
  create(event: NewEvent): Promise<Outcome<CreatedEvent>>;
  /** Looks an event up by our extended property. */
  find(booking: BookingId): Promise<Outcome<CreatedEvent | null>>;
  /** Null only when Outlook itself says that there is no such event. */
  read(event: string): Promise<Outcome<SeenEvent | null>>;
  /**
   * Changes start and end and nothing else: the meeting link stays, and Outlook tells each attendee once.
   * May be repeated: the same times again change nothing. An event that is gone is refused with `ErrorItemNotFound`.
   */
  move(event: string, when: Interval): Promise<Outcome<CreatedEvent>>;
  /**
   * Deletes an event, which tells the attendees. Already gone is `done`. (Outlook's `cancel` does the same
   * and adds a comment; we have none to give: no reason ever stands in a mail.)
   */
  remove(event: string): Promise<Outcome<void>>;
  /** One call when nothing changed. `window` counts when there is no link, or the link is too old. */
  changes(q: { readonly link: string | null; readonly window: Interval }): Promise<Outcome<Changes>>;
};

/** What a server gives to tell by whether something changed: as it came. */
export type Validators = { readonly etag: string | null; readonly modified: string | null };

/** Calendars behind ICS addresses (feeds), of coaches whose mailbox can not be asked. */
export type Feeds = {
  /**
   * Busy times within `covers`. `zone`: the coach's. `same`: it did not change since `known`. An address that leads
   * to no public host, a calendar that can not be read to its end, or one that is too large, is refused.
   */
  read(q: {
    readonly address: string;
    readonly known: Validators | null;
    readonly zone: string;
    readonly covers: Interval;
  }): Promise<
    Outcome<
      | { readonly kind: 'same' }
      | { readonly kind: 'read'; readonly busy: readonly Interval[]; readonly validators: Validators }
    >
  >;
};

export type Subscription = { readonly id: string; readonly expiresAt: Moment };

/** Outlook's notifications about the events of the programme's mailbox. */
export type Subscriptions = {
  /** Outlook asks `url` for a handshake before it answers. `secret` comes back with every notification; at most 128 characters. */
  create(q: {
    readonly url: string;
    readonly secret: string;
    readonly until: Moment;
  }): Promise<Outcome<Subscription>>;
  /** Null: there is no such subscription any more. */
  renew(id: string, until: Moment): Promise<Outcome<Subscription | null>>;
  /** Already gone is `done`. */
  remove(id: string): Promise<Outcome<void>>;
  /** Those of this mailbox that tell `url`. */
  list(url: string): Promise<Outcome<readonly Subscription[]>>;
};

export type Mail = {
  /** Sends one neutral plain-text mail from the programme's mailbox; not kept in Sent Items. */
  send(mail: {
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<Outcome<void>>;
};

export type DirectoryPerson = {
  readonly aadObjectId: string;
  readonly upn: string;
  readonly name: string;
  readonly mail: string;
  readonly phone: string | null;
};
export type Directory = {
  byUpn(upn: string): Promise<Outcome<DirectoryPerson | null>>;
  /** Everybody in a group, also through groups in it; null when there is no such group. Named by object id or mail address. */
  members(group: string): Promise<Outcome<readonly DirectoryPerson[] | null>>;
};

/** The Teams app and who has it. */
export type Install = {
  /** The app in the organisation's catalogue; null when nobody uploaded it. */
  inCatalogue(): Promise<Outcome<string | null>>;
  /** Puts the app into somebody's Teams. `already`: it was there, and nothing happened. */
  add(aadObjectId: string): Promise<Outcome<'installed' | 'already'>>;
};

/** Where a person's one-to-one chat is: our own row, refreshed on every inbound activity. */
export type ChatReference = {
  readonly person: PersonId;
  readonly tenant: string;
  readonly serviceUrl: string;
  readonly conversation: string;
  /** The person in this channel (`29:…`). */
  readonly user: string;
  readonly bot: string;
};

/** An Adaptive Card as plain JSON. */
export type CardJson = { readonly [key: string]: unknown };

export type ChatMessage = {
  readonly card: CardJson /** Lock screen and notifications: neutral. */;
  readonly summary: string;
};

/** Teams. `refused` codes: blocked, not-installed, disabled, gone, too-large, or the server's own. */
export type Chat = {
  send(to: ChatReference, message: ChatMessage): Promise<Outcome<{ readonly activity: string }>>;
  update(to: ChatReference, activity: string, message: ChatMessage): Promise<Outcome<void>>;
  /** Takes a message of ours out of the chat. Repeating it does no harm. */
  remove(to: ChatReference, activity: string): Promise<Outcome<void>>;
};

/** Who waits for it: somebody who pressed a button or said something, or nobody in particular. */
export type Urgency = 'answer' | 'broadcast';
/** The pace of Teams. */
export type Pace = {
  /**
   * Waits until a message is soon to go out, then runs `work`, whose calls wait for no more than a moment.
   * `rest`: Teams asked for more time than anybody should wait here, and `work` did not run.
   */
  inTurn<T>(
    urgency: Urgency,
    work: (chat: Chat) => Promise<T>,
  ): Promise<
    { readonly kind: 'ran'; readonly value: T } | { readonly kind: 'rest'; readonly afterMs: number }
  >;
  /** How many processes send, this one among them. */
  share(processes: number): void;
};

export type Clock = { now(): Moment };
export type Random = {
  uuid(): string;
  bytes(n: number): Uint8Array;
};
