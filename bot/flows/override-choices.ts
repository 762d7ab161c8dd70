import type { CoachChoice, Of } from '../../cards/view.ts';
import { isLive, left } from '../rules/booking.ts';
import type { PersonId } from '../rules/ids.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import * as bookings from '../store/bookings.ts';
import * as coordination from '../store/coordination.ts';
import type { Db, Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Reply } from './context.ts';
import { OVERRIDES } from './coordinator.ts';
import { bookableSessions } from './entitlement.ts';
import { rank, type Search } from './offer.ts';

export type Coached = Intake & { readonly coach: PersonId };

/** Without wishes nobody can be found: they were wiped after the last session. */
export function isCoached(intake: Intake | null): intake is Coached {
  return intake?.state === 'coached' && intake.coach !== null && intake.preferences !== null;
}

/** For whom? */
export async function whoReply(db: Db | Trx, faulty: boolean): Promise<Reply> {
  const all = await coordination.coached(db);
  const directors = all.map(({ intake: id, name, coach }) => ({ id, name, coach }));
  return { view: { kind: 'override-who', directors, faulty }, subject: OVERRIDES };
}

export type Fitting = {
  /** Ranked as on the card of a first match, without the coach of now. */
  readonly coaches: readonly CoachChoice[];
  /** A session still stands. */
  readonly coming: boolean;
  /** Sessions to book once those that stand are off; with none there is nothing to change. */
  readonly spare: number;
};

export async function fitting(
  c: Context,
  trx: Trx,
  { intake, search }: { readonly intake: Coached; readonly search: Search },
): Promise<Fitting> {
  const all = await bookings.ofIntake(trx, intake.id);
  const coming = all.filter((one) => isLive(one) && one.when.start > c.clock.now()).length;
  const spare = left(all, await bookableSessions(c, trx, intake.id)) + coming;
  if (spare === 0 || search.kind === 'unread') return { coaches: [], coming: coming > 0, spare };
  const ranked = await rank(c, trx, { intake, facts: search.facts });
  return { coaches: ranked.filter(({ id }) => id !== intake.coach), coming: coming > 0, spare };
}

type Choices = {
  readonly intake: Coached;
  readonly director: Person;
  readonly search: Search;
  readonly fit: Fitting;
  /** Why the card comes again: nobody was ticked, or a coach who does not fit any more. */
  readonly again: 'not-ticked' | 'not-free' | null;
};

export async function choicesReply(c: Context, trx: Trx, q: Choices): Promise<Reply> {
  const { intake, director, fit } = q;
  const { preferences, avoidName } = await wishesFor(trx, intake);
  const view: Of<'override'> = {
    kind: 'override',
    director: director.name,
    from: intake.coach,
    coach: (await people.byId(trx, intake.coach)).name,
    coming: fit.coming,
    preferences,
    ...(avoidName !== null && { avoidName }),
    themes: c.programme().themes,
    coaches: fit.coaches,
    notice: noticeOf(q),
    faulty: q.again === 'not-ticked',
  };
  return { view, subject: intake.id, whose: director.id };
}

function noticeOf({ fit, search, again }: Choices): Of<'override'>['notice'] {
  if (fit.spare === 0) return 'none-left';
  if (search.kind === 'unread') return 'unread';
  if (fit.coaches.length === 0) return 'nobody-fits';
  return again === 'not-free' ? 'not-free' : null;
}

/** Whom a director left before stays between them and us. */
async function wishesFor(trx: Trx, intake: Intake) {
  const { former: _, ...preferences } = wishesOf(intake);
  const avoided = preferences.avoid === null ? null : await people.find(trx, preferences.avoid);
  return { preferences, avoidName: avoided?.name ?? null };
}
