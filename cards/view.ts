import type { CallbackId, PersonId } from '../bot/rules/ids.ts';
import type {
  Both,
  Helpline,
  Language,
  Place,
  Preferences,
  RetentionTerms,
  Role,
  Theme,
} from '../bot/rules/programme.ts';
import type { Interval, Moment } from '../bot/rules/time.ts';
import type { Instead, OverrideView } from './override-view.ts';
import type { SessionView } from './session-view.ts';
import type { ExtraView, RequestView, WaitingView } from './waiting-view.ts';

/** Everything a card says, as plain data: what a flow decides to show. Stored encrypted, drawn by `drawCard`. */
export type View =
  | Welcome
  | {
      readonly kind: 'information';
      readonly municipality: string;
      readonly firm: string;
      readonly helpline: Helpline;
      readonly sessions: number;
    }
  | SignUp
  | Consent
  | {
      readonly kind: 'ask';
      readonly firm: string;
      readonly phone: string;
      readonly mail: string;
      readonly municipality: string;
    }
  /** Free/busy takes longer than three seconds; this card changes by itself. */
  | { readonly kind: 'looking' }
  | Coaches
  /** Nobody free or suitable: what happens next, and who is there sooner. */
  | {
      readonly kind: 'nobody';
      readonly why: 'nobody-fits' | 'own-calendar-unknown' | 'coach-left';
      readonly by: Moment;
      readonly helpline: Helpline;
      readonly firm: string;
    }
  /** The coordinator matches: by when they hear. */
  | { readonly kind: 'matching'; readonly by: Moment; readonly firm: string; readonly helpline: Helpline }
  | Slots
  /** "Wat zien anderen?" before confirming; the choice so far is kept. */
  | {
      readonly kind: 'preview';
      readonly subject: Both;
      readonly slot: Interval;
      readonly place: Place;
      readonly back: boolean;
    }
  | { readonly kind: 'held'; readonly slot: Interval; readonly place: Place; readonly slow: boolean }
  | {
      readonly kind: 'confirmed';
      readonly slot: Interval;
      readonly place: Place;
      readonly subject: Both;
      readonly left: number;
    }
  | Sessions
  | {
      readonly kind: 'help';
      readonly heading: 'help' | 'not-understood';
      readonly roles: readonly Role[];
      readonly canSignUp: boolean;
      /** One's own page, for who works with it: an address. */
      readonly page: string;
      readonly helpline: Helpline;
    }
  | { readonly kind: 'helpline'; readonly helpline: Helpline }
  | { readonly kind: 'distress'; readonly helpline: Helpline }
  | {
      readonly kind: 'callback';
      readonly phone: string | null;
      readonly reader: CallbackReader;
      readonly firm: string;
      /** Absent on a card that was made before it stood there. */
      readonly helpline?: Helpline;
      readonly faults: readonly Fault[];
    }
  | {
      readonly kind: 'callback-asked';
      readonly reader: CallbackReader;
      readonly when: CallbackWhen;
      readonly firm: string;
      readonly helpline: Helpline;
      /** Whoever was asked said that they will call: it can not be taken back any more. */
      readonly taken?: true;
    }
  | { readonly kind: 'callback-withdrawn'; readonly helpline: Helpline }
  /** To the coach or coordinator. `taken` after they pressed that they will call. */
  | {
      readonly kind: 'callback-request';
      readonly callback: CallbackId;
      readonly name: string;
      readonly phone: string;
      readonly when: CallbackWhen;
      readonly asked: Moment;
      readonly taken: boolean;
    }
  /** To the coach: a new session. Preferences only after a press, which is recorded. */
  | {
      readonly kind: 'coach-booked';
      readonly director: string;
      readonly slot: Interval;
      readonly place: Place;
      readonly number: number;
    }
  | {
      readonly kind: 'coach-preferences';
      readonly director: string;
      readonly slot: Interval;
      readonly place: Place;
      readonly number: number;
      readonly preferences: Preferences | null;
      readonly themes: readonly Theme[];
      /** After this nothing is left: one more can be asked, or was. */
      readonly extra?: 'can-ask' | 'asked';
    }
  /** To the coordinator, with consent: who can coach this director. `avoidName`: the name behind `preferences.avoid`, who is not among the coaches. */
  | {
      readonly kind: 'match-request';
      readonly director: string;
      readonly avoidName?: string;
      readonly faults?: readonly Fault[];
      readonly preferences: Preferences;
      readonly themes: readonly Theme[];
      readonly coaches: readonly CoachChoice[];
      readonly nobody: boolean;
    }
  | { readonly kind: 'match-made'; readonly director: string; readonly coach: string }
  /** The director took the question back, or another coordinator has it now. */
  | { readonly kind: 'match-withdrawn' }
  /** The promised day came without an answer: the next day, or (null) whom to call. */
  | {
      readonly kind: 'still-waiting';
      readonly by: Moment | null;
      readonly firm: string;
      readonly phone: string;
      readonly helpline: Helpline;
    }
  | MyData
  | Correct
  /** Asks once more: what stopping does, and what stays. */
  | {
      readonly kind: 'stop';
      /** False: there is nothing to stop. */
      readonly takesPart: boolean;
      readonly coming: readonly Interval[];
      /** Whether a coach or coordinator knows of this director, and so hears that it ends. */
      readonly told: boolean;
      /** They asked to be called, and nobody took that yet: it stays. */
      readonly call: boolean;
      readonly firm: string;
      readonly retention: RetentionTerms;
      readonly helpline: Helpline;
    }
  | {
      readonly kind: 'stopped';
      readonly cancelled: number;
      readonly told: boolean;
      readonly call: boolean;
      readonly helpline: Helpline;
    }
  /** To the coordinator, when somebody stopped: neutral, and not why. */
  | { readonly kind: 'coaching-ended'; readonly director: string }
  /** Asks once more: who gets the objection. */
  | {
      readonly kind: 'object';
      readonly open: boolean;
      readonly handler: Handler;
      readonly firm: string;
      readonly controller: string | null;
    }
  | { readonly kind: 'objected'; readonly by: Moment; readonly handler: Handler; readonly firm: string }
  | {
      readonly kind: 'objection-settled';
      readonly granted: boolean;
      readonly handler: Handler;
      readonly firm: string;
      readonly controller: string | null;
    }
  /** To whoever handles it. */
  | {
      readonly kind: 'objection';
      readonly name: string;
      readonly mail: string;
      readonly asked: Moment;
      readonly by: Moment;
      readonly state: 'asked' | 'granted' | 'refused';
      readonly faults: readonly Fault[];
    }
  /** Asks once more: what goes, and what stays with the reason. */
  | {
      readonly kind: 'erase';
      readonly coming: readonly Interval[];
      readonly told: boolean;
      readonly sessions: boolean;
      readonly works: boolean;
      readonly municipality: string;
      readonly retention: RetentionTerms;
    }
  | { readonly kind: 'erased'; readonly helpline: Helpline }
  /** In place of a message about somebody whose data is gone. */
  | { readonly kind: 'wiped' }
  /** To the director: the coach comes a little later than `slot` says. */
  | { readonly kind: 'coach-late'; readonly slot: Interval; readonly minutes: number }
  /** One text for "not allowed" and "not found". */
  | { readonly kind: 'closed' }
  | { readonly kind: 'out-of-order'; readonly helpline: Helpline | null }
  /** The same card was answered before, in words: what stands now. */
  | { readonly kind: 'already'; readonly about: 'coached' | 'booked' | 'place' | 'extra' }
  | SessionView
  | OverrideView
  | WaitingView
  | ExtraView
  | RequestView;

export type ViewKind = View['kind'];
/** The view of one kind. */
export type Of<Kind extends ViewKind> = Extract<View, { readonly kind: Kind }>;
export type CallbackReader = 'coach' | 'coordinator';
export const CALLBACK_WHEN = ['soon', 'morning', 'afternoon'] as const;
export type CallbackWhen = (typeof CALLBACK_WHEN)[number];

export type Welcome = {
  readonly kind: 'welcome';
  /** `stranger`: known to the tenant, no role here. */
  readonly as: 'director' | 'coach' | 'coordinator' | 'contact' | 'stranger';
  readonly sessions: number;
};

/** Who handles an objection. */
export type Handler = 'coordinator' | 'office';

/** `mijn gegevens`: what is kept, who opened it, and what can be done. */
export type MyData = {
  readonly kind: 'my-data';
  readonly holds: readonly Holding[];
  readonly opened: readonly Opening[];
  /** Null once it is over: a button makes another. */
  readonly link: { readonly url: string; readonly until: Moment } | null;
  readonly director: boolean;
  readonly firm: string;
  readonly municipality: string;
  readonly retention: RetentionTerms;
  readonly notice: 'corrected' | null;
  readonly faults: readonly Fault[];
};
export const HOLDINGS = [
  'directory',
  'phone',
  'preferences',
  'draft',
  'sessions',
  'callbacks',
  'profile',
  'coaching',
  'messages',
  'record',
] as const;
export type Holding = (typeof HOLDINGS)[number];
export type Opening = {
  readonly at: Moment;
  readonly by: 'self' | 'coach' | 'coordinator' | 'office' | 'other';
  readonly what: 'preferences' | 'message' | 'match-request' | 'my-data';
};
export const WISHES = ['correct', 'stop', 'object', 'erase'] as const;
export type Wish = (typeof WISHES)[number];

/** What somebody can mend here, and where the rest is mended. */
export type Correct = {
  readonly kind: 'correct';
  readonly language: Language;
  readonly phone: string | null;
  /** What the directory says. */
  readonly directory: { readonly name: string; readonly mail: string; readonly phone: string | null };
  /** Whether there are wishes that can be mended. */
  readonly wishes: boolean;
  readonly municipality: string;
  readonly faults: readonly Fault[];
};

/** A field whose value was not understood, to show its error text. */
export type Fault =
  | 'themes'
  | 'length'
  | 'place'
  | 'days'
  | 'parts'
  | 'language'
  | 'avoid'
  | 'consent'
  | 'coach'
  | 'slot'
  | 'phone'
  | 'when'
  | 'places'
  | 'sessions'
  | 'wish'
  | 'outcome';

/** Step 1 of 2. */
export type SignUp = {
  readonly kind: 'sign-up';
  readonly themes: readonly Theme[];
  readonly filled: Partial<Pick<Preferences, 'themes' | 'length' | 'place' | 'days' | 'parts'>>;
  readonly faults: readonly Fault[];
  /** The programme's term for preferences; absent: the card promises no wiping. */
  readonly wipeAfterDays?: number;
  /** Who mends their wishes gave consent before: this step is the only one. */
  readonly correcting?: true;
};
/** Step 2 of 2. */
export type Consent = {
  readonly kind: 'consent';
  readonly municipality: string;
  readonly firm: string;
  readonly coaches: readonly { readonly id: PersonId; readonly name: string }[];
  readonly filled: Partial<Pick<Preferences, 'language' | 'avoid'>>;
  readonly faults: readonly Fault[];
  readonly firmContact: { readonly phone: string; readonly mail: string };
};
export type CoachChoice = {
  readonly id: PersonId;
  readonly name: string;
  readonly line: Both;
  readonly firstFree: Moment | null;
};
export type Coaches = {
  readonly kind: 'coaches';
  readonly coaches: readonly CoachChoice[];
  readonly faults: readonly Fault[];
};
export type Slots = {
  readonly kind: 'slots';
  readonly coach: string;
  readonly slots: readonly Interval[];
  readonly place: Place;
  readonly more: boolean;
  /** Why this card comes again: the chosen moment was just taken, is over, or was never on the card; or Outlook refused. */
  readonly notice: 'taken' | 'past' | 'not-offered' | 'not-booked' | 'unread' | 'no-more' | null;
  readonly faults: readonly Fault[];
  /** The coordinator changed the coach: that this is so, first. */
  readonly instead?: Instead;
};
export type Sessions = {
  readonly kind: 'sessions';
  readonly entries: readonly {
    readonly number: number;
    readonly slot: Interval;
    readonly place: Place;
    /** `begun`: under way, and not to be changed any more. `late` and `missed`: only when they count. */
    readonly state: 'held' | 'confirmed' | 'begun' | 'over' | 'late' | 'missed';
  }[];
  readonly left: number;
  readonly of: number;
  /** What the person can do next from here. */
  readonly next: 'sign-up' | 'choose-coach' | 'choose-slot' | 'wait' | null;
  /** Who has no place yet: where that stands. */
  readonly queue?: Of<'waiting' | 'place-free'>;
  /** All sessions are used: one more can be asked, or was. */
  readonly extra?: 'can-ask' | 'asked';
  /** A message of ours may not have arrived: said, with the state above as the truth. */
  readonly unsure: boolean;
};

/** How a card is drawn: language, zone and the opaque id that its buttons carry. */
export type Drawing = { readonly language: 'nl' | 'en'; readonly zone: string; readonly card: string };
