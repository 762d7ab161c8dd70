import type { Intake } from './intake.ts';
import type { RetentionTerms } from './programme.ts';
import { DAY, type Moment } from './time.ts';

export const TERMS = ['retention.preferences', 'retention.coach'] as const;
export type Term = (typeof TERMS)[number];

export type Kept = {
  readonly intake: Pick<Intake, 'state' | 'preferences' | 'coach' | 'consentedAt' | 'handedOverAt'>;
  /** The end of the last session that was not called off, held or still to come; null when there is none. */
  readonly lastEnd: Moment | null;
  readonly now: Moment;
};

/** When what is kept of somebody is to be wiped; null when there is nothing of the kind. */
export function endOf(term: Term, kept: Kept, terms: RetentionTerms): Moment | null {
  return term === 'retention.preferences' ? preferencesEnd(kept, terms) : coachEnd(kept, terms);
}

/** Who never had a session keeps the wishes as long as a link to a coach would last. While somebody is at work with them they stay. */
function preferencesEnd({ intake, lastEnd, now }: Kept, terms: RetentionTerms): Moment | null {
  if (intake.preferences === null) return null;
  if (isWaiting(intake)) return now + terms.preferencesDays * DAY;
  if (lastEnd !== null) return lastEnd + terms.preferencesDays * DAY;
  return begun(intake, now) + terms.coachDays * DAY;
}

function coachEnd({ intake, lastEnd, now }: Kept, terms: RetentionTerms): Moment | null {
  if (lastEnd !== null) return lastEnd + terms.coachDays * DAY;
  return intake.coach === null ? null : begun(intake, now) + terms.coachDays * DAY;
}

/** Somebody looks for a coach or a place, by these very wishes. */
function isWaiting({ state }: Pick<Intake, 'state'>): boolean {
  return state !== 'coached' && state !== 'choosing' && state !== 'signing-up' && state !== 'asking';
}

function begun({ handedOverAt, consentedAt }: Kept['intake'], now: Moment): Moment {
  return handedOverAt ?? consentedAt ?? now;
}
