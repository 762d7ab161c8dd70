import type { IntakeId, PersonId } from '../bot/rules/ids.ts';
import type { Preferences, Theme } from '../bot/rules/programme.ts';
import type { Interval } from '../bot/rules/time.ts';
import type { CoachChoice } from './view.ts';

/** The coordinator puts another coach in the place of the one a director has. */
export type OverrideView =
  /** To the coordinator: for whom? */
  | {
      readonly kind: 'override-who';
      readonly directors: readonly { readonly id: IntakeId; readonly name: string; readonly coach: string }[];
      readonly faulty: boolean;
    }
  /** To the coordinator: who else fits, best first. `from`: the coach of now, whose place is meant. */
  | {
      readonly kind: 'override';
      readonly director: string;
      readonly from: PersonId;
      readonly coach: string;
      /** A session still stands. */
      readonly coming: boolean;
      readonly preferences: Preferences;
      readonly avoidName?: string;
      readonly themes: readonly Theme[];
      readonly coaches: readonly CoachChoice[];
      readonly notice: 'not-free' | 'unread' | 'nobody-fits' | 'none-left' | null;
      readonly faulty: boolean;
    }
  | {
      readonly kind: 'override-done';
      readonly director: string;
      readonly coach: string;
      /** Sessions that are off. */
      readonly off: number;
    };

/** To a director whose coach was changed by the coordinator: what stands above the times of the new one. */
export type Instead = {
  readonly coach: string;
  /** Sessions that are off. */
  readonly off: readonly Interval[];
  readonly firm: string;
  readonly phone: string;
};
