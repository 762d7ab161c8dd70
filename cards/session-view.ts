import type { Interval } from '../bot/rules/time.ts';

/** Who changed a session, as its reader sees it: they themselves, the one they meet, or the programme's mailbox. */
export type ChangedBy = 'self' | 'other' | 'office';

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
  /** To the coach of a director who left: dates alone. */
  | { readonly kind: 'coach-ended'; readonly slots: readonly Interval[] }
  /** In place of a card that showed a session as it no longer is. */
  | { readonly kind: 'session-changed' };
