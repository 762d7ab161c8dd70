/** A person as the tenant knows them. Without `tenantMember` there is no account and no mailbox: a guest by mail. */
export type OutlookPerson = {
  readonly id: string;
  readonly upn: string;
  readonly mail: string;
  readonly name: string;
  readonly phone: string | null;
  /** IANA or Windows name. */
  readonly zone: string;
  readonly tenantMember: boolean;
};

/** A security or mail group; `members` are ids or user principal names of people, or ids of groups in it. */
export type OutlookGroup = {
  readonly id: string;
  readonly mail: string | null;
  readonly name: string;
  readonly members: readonly string[];
};

export type Address = { readonly name: string; readonly address: string };
export type Span = { readonly start: number; readonly end: number };

export type Answer = 'none' | 'organizer' | 'tentativelyAccepted' | 'accepted' | 'declined' | 'notResponded';
export type ShowAs = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere';
export type Sensitivity = 'normal' | 'personal' | 'private' | 'confidential';
export type Importance = 'low' | 'normal' | 'high';
export type AttendeeType = 'required' | 'optional' | 'resource';

export type Attendee = Address & {
  readonly type: AttendeeType;
  readonly answer: Answer;
  readonly answeredAt: number | null;
  readonly proposed: Span | null;
};

export type ExtendedProperty = { readonly id: string; readonly value: string };

/** One mailbox's copy of an appointment; the copies of one meeting share `uid`. Moments are epoch milliseconds. */
export type StoredEvent = {
  readonly key: string;
  /** The id of the person whose calendar it is in. */
  readonly mailbox: string;
  readonly uid: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly version: number;
  readonly isOrganizer: boolean;
  readonly organizer: Address;
  readonly subject: string;
  readonly html: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly startZone: string;
  readonly endZone: string;
  readonly isAllDay: boolean;
  readonly isCancelled: boolean;
  readonly location: string | null;
  readonly attendees: readonly Attendee[];
  readonly hideAttendees: boolean;
  readonly showAs: ShowAs;
  readonly sensitivity: Sensitivity;
  readonly importance: Importance;
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly categories: readonly string[];
  readonly isOnlineMeeting: boolean;
  readonly joinUrl: string | null;
  readonly transactionId: string | null;
  readonly answer: Answer;
  readonly answeredAt: number | null;
  readonly extended: readonly ExtendedProperty[];
};

export type MailKind = 'mail' | 'invitation' | 'update' | 'cancellation' | 'response';
export type StoredMail = {
  readonly at: number;
  readonly kind: MailKind;
  readonly folder: 'inbox' | 'sent';
  readonly from: Address;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
};

/** Where Graph's behaviour is undocumented or varies, a test chooses. */
export type Behaviour = {
  /** A create with a `transactionId` seen before: the same event with 201, or 409 ErrorDuplicateTransactionId. */
  readonly replay: 'same' | 'conflict';
  /** When false, a Teams meeting comes back with provider `unknown` and no link. */
  readonly meetingLink: boolean;
  /** More calls than this at once on one mailbox answer 429; null is no limit. Microsoft's limit is 4. */
  readonly concurrentCalls: number | null;
  /** How long a delta link may be used; after that it answers 410. Microsoft names no number for calendars. */
  readonly deltaTokenMs: number;
  /**
   * What the organiser sees when an attendee deletes their copy: a decline, as Outlook sends unless told not
   * to, or nothing at all.
   */
  readonly deletedCopy: 'declines' | 'silent';
  /** `held`: notifications wait until somebody delivers or drops them. */
  readonly notify: 'at-once' | 'held';
};

/** What goes wrong with one of the next notifications. `swapped`: it goes after the one that follows it. */
export type Disturbance = {
  readonly kind: 'lost' | 'doubled' | 'swapped' | { readonly delayMs: number };
  readonly times: number;
};

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

export type Fault = {
  readonly method?: string | undefined;
  /** A part of the address below `/v1.0`, with the query. */
  readonly path?: string | undefined;
  readonly times: number;
  readonly kind:
    | { readonly status: number; readonly code: string; readonly retryAfter?: number | undefined }
    /** The call is carried out, and the answer is this status. */
    | { readonly afterDone: number }
    | { readonly reset: 'before' | 'after' }
    | { readonly delayMs: number };
};
