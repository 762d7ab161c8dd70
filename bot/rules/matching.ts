import type { PersonId } from './ids.ts';
import type { Coach, Preferences } from './programme.ts';
import type { Moment } from './time.ts';

export type Candidate = {
  readonly coach: Coach;
  /** Directors this coach has now. */
  readonly load: number;
  /** First slot that fits the preferences; null when there is none or availability is unknown. */
  readonly firstFree: Moment | null;
};

/** Why a coach ranks where they do (in order of weight) … */
export type Reason = { readonly kind: 'themes'; readonly count: number } | { readonly kind: 'soon' } | { readonly kind: 'room' };
/** … or is not offered at all. The first that holds, in this order. */
export type Unfit = 'avoided' | 'language' | 'place' | 'full' | 'no-time';

export type Match = {
  readonly ranked: readonly { readonly coach: PersonId; readonly firstFree: Moment; readonly reasons: readonly Reason[] }[];
  readonly unfit: readonly { readonly coach: PersonId; readonly why: Unfit }[];
};

/** Ranks the coaches who fit; every coach is either ranked or unfit. Independent of the candidates' order. */
export declare function match(preferences: Preferences, candidates: readonly Candidate[], now: Moment): Match;
