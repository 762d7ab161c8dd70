import type { PersonId } from './ids.ts';
import type { Coach, Preferences } from './programme.ts';
import { dayOf, HOUR, type Moment } from './time.ts';

export type Candidate = {
  readonly coach: Coach;
  /** Directors this coach has now. */
  readonly load: number;
  /** First slot that fits the preferences; null when there is none or availability is unknown. */
  readonly firstFree: Moment | null;
};

/**
 * Why a coach ranks where they do, in order of weight.
 * - `themes`: this many of the themes asked for.
 * - `soon`: the first slot is within a week.
 * - `room`: at most half of the coach's places are taken.
 */
export type Reason =
  | { readonly kind: 'themes'; readonly count: number }
  | { readonly kind: 'soon' }
  | { readonly kind: 'room' };
/** … or is not offered at all. The first that holds, in this order. */
export type Unfit = 'avoided' | 'language' | 'place' | 'full' | 'no-time';

export type Match = {
  readonly ranked: readonly {
    readonly coach: PersonId;
    readonly firstFree: Moment;
    readonly reasons: readonly Reason[];
  }[];
  readonly unfit: readonly { readonly coach: PersonId; readonly why: Unfit }[];
};

const SOON_MS = 7 * 24 * HOUR;

/** What a fitting coach is ranked by; every field is the coach's own, so the order of arrival never matters. */
type Standing = {
  readonly coach: PersonId;
  readonly firstFree: Moment;
  readonly themes: number;
  /** The local day of `firstFree` where the coach works: hours within a day decide nothing. */
  readonly day: string;
  /** Share of the coach's places that are taken, 0 ≤ taken < 1. */
  readonly taken: number;
};

/**
 * Ranks the coaches who fit; every coach is either ranked or unfit. Independent of the candidates' order.
 * More of the themes first, then the earlier day, then the larger share of places open, then the id. A first
 * slot before `now` is an outdated fact and counts as none. Unfit coaches are sorted by id.
 */
export function match(preferences: Preferences, candidates: readonly Candidate[], now: Moment): Match {
  const ranked: Standing[] = [];
  const unfit: Match['unfit'][number][] = [];
  for (const candidate of candidates) {
    const judged = judge(preferences, candidate, now);
    if ('why' in judged) unfit.push(judged);
    else ranked.push(judged);
  }
  return {
    ranked: ranked.toSorted(byRank).map((standing) => ({
      coach: standing.coach,
      firstFree: standing.firstFree,
      reasons: reasonsFor(standing, now),
    })),
    unfit: unfit.toSorted((a, b) => byText(a.coach, b.coach)),
  };
}

function judge(
  wishes: Preferences,
  { coach, load, firstFree }: Candidate,
  now: Moment,
): Standing | Match['unfit'][number] {
  const no = (why: Unfit) => ({ coach: coach.id, why });
  if (wishes.avoid === coach.id || wishes.former?.includes(coach.id)) return no('avoided');
  if (!coach.languages.includes(wishes.language)) return no('language');
  if (!coach.places.includes(wishes.place)) return no('place');
  if (load >= coach.maxDirectors) return no('full');
  if (firstFree === null || firstFree < now) return no('no-time');
  return {
    coach: coach.id,
    firstFree,
    themes: new Set(wishes.themes.filter((theme) => coach.themes.includes(theme))).size,
    day: dayOf(firstFree, coach.zone),
    taken: load / coach.maxDirectors,
  };
}

function byRank(a: Standing, b: Standing): number {
  return b.themes - a.themes || byText(a.day, b.day) || a.taken - b.taken || byText(a.coach, b.coach);
}

function reasonsFor({ themes, firstFree, taken }: Standing, now: Moment): readonly Reason[] {
  const reasons: Reason[] = [];
  if (themes > 0) reasons.push({ kind: 'themes', count: themes });
  if (firstFree - now <= SOON_MS) reasons.push({ kind: 'soon' });
  if (taken <= 0.5) reasons.push({ kind: 'room' });
  return reasons;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
