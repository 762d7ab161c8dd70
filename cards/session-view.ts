import type { BookingId } from '../bot/rules/ids.ts';
import type { Helpline, Place } from '../bot/rules/programme.ts';
import type { Interval, Moment } from '../bot/rules/time.ts';
import type { Slots } from './view.ts';

/** Who changed a session, as its reader sees it: they themselves, the one they meet, or the programme's mailbox. */
export type ChangedBy = 'self' | 'other' | 'office';
/** In which part the reader has a session. */
export type As = 'director' | 'coach';

type Session = { readonly slot: Interval; readonly place: Place };
/** A session as its coach sees it. */
type Coached = Session & { readonly director: string; readonly number: number };

/** What is said about a session after it was booked. */
export type SessionView =
  /** To the director. `counts`: it takes one of their sessions. */
  | {
      readonly kind: 'session-cancelled';
      readonly slot: Interval;
      readonly by: ChangedBy;
      readonly counts: boolean;
      readonly left: number;
    }
  | {
      readonly kind: 'coach-cancelled';
      readonly director: string;
      readonly slot: Interval;
      readonly number: number;
      readonly by: ChangedBy;
    }
  /** To a coach whose contact with a director ended: dates alone (`director` null) when the director left the programme. */
  | { readonly kind: 'coach-ended'; readonly director: string | null; readonly slots: readonly Interval[] }
  /** Another coach, sure? `coming`: a session still stands. `firm`: when its coordinator chooses. */
  | { readonly kind: 'change-coach'; readonly coming: boolean; readonly firm: string | null }
  /** In place of a card that showed a session as it no longer is. */
  | { readonly kind: 'session-changed' }
  /** To the director: the session stands at another time. */
  | (Session & { readonly kind: 'session-moved'; readonly was: Interval; readonly by: ChangedBy })
  | (Coached & { readonly kind: 'coach-moved'; readonly was: Interval; readonly by: ChangedBy })
  /** To who waits for an earlier time: that it is kept, and the time. `booked`: their session can be moved there. */
  | { readonly kind: 'wish-kept' }
  | { readonly kind: 'earlier'; readonly slot: Interval; readonly booked: boolean }
  /** Which session to move or cancel; none: there is nothing to. `who`: whom the coach meets. */
  | {
      readonly kind: 'session-choice';
      readonly about: 'move' | 'cancel';
      readonly sessions: readonly (Session & { readonly id: BookingId; readonly who: string | null })[];
      readonly faulty: boolean;
    }
  /** Times to move to. `who`: the one the reader meets. */
  | (Session & {
      readonly kind: 'move-times';
      readonly who: string;
      readonly slots: readonly Interval[];
      readonly more: boolean;
      readonly notice: Exclude<Slots['notice'], 'not-booked'> | 'proposal';
      readonly faulty: boolean;
    })
  /** Once more before it is cancelled: what it costs (only for a director), and what is left then. */
  | (Session & {
      readonly kind: 'cancel-ask';
      readonly as: As;
      readonly who: string;
      readonly late: boolean;
      readonly counts: boolean;
      readonly left: number;
      readonly lateHours: number;
    })
  /** To who said "maybe" in Outlook: it stands. */
  | (Session & { readonly kind: 'session-tentative' })
  /** Everything a coach has coming, or today alone. */
  | {
      readonly kind: 'coach-sessions';
      readonly today: boolean;
      /** `begun`: under way, and not to be changed any more. */
      readonly entries: readonly (Coached & { readonly begun?: true })[];
    }
  /** To the coach, when a session is over: did it take place? `again`: asked before. */
  | (Coached & { readonly kind: 'session-over'; readonly again: boolean })
  /** To the coach: which it is, and how to correct it. */
  | {
      readonly kind: 'session-marked';
      readonly director: string;
      readonly slot: Interval;
      readonly number: number;
      readonly as: 'done' | 'missed';
    }
  /** To the director, after a session: the next one, or that this was the last. `days`: advice, 0 for none. */
  | {
      readonly kind: 'next-session';
      readonly left: number;
      readonly days: number;
      readonly helpline: Helpline;
    }
  | {
      readonly kind: 'session-missed';
      readonly slot: Interval;
      readonly counts: boolean;
      readonly left: number;
    }
  /** To the director: the coach never said whether it took place. */
  | { readonly kind: 'session-unsure'; readonly slot: Interval }
  | (Session & { readonly kind: 'reminder' })
  | { readonly kind: 'checkin'; readonly firm: string; readonly helpline: Helpline }
  | { readonly kind: 'checkin-answered'; readonly as: 'fine' | 'not-now'; readonly helpline: Helpline }
  /** To a coach who is ill: until which day. */
  | { readonly kind: 'coach-ill'; readonly days: readonly Moment[]; readonly faulty: boolean }
  | { readonly kind: 'coach-ill-done'; readonly count: number; readonly until: Moment };
