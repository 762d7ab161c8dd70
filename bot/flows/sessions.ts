import type { Sessions, View } from '../../cards/view.ts';
import { isLive, left } from '../rules/booking.ts';
import { never } from '../rules/decision.ts';
import { allSessions, bookable } from '../rules/entitlement.ts';
import type { Intake } from '../rules/intake.ts';
import type { Moment } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Reply } from './context.ts';

import { entitlementOf } from './entitlement.ts';
import { extraFor } from './extra.ts';
import { queueView } from './waiting.ts';

/** `afspraken`, by whoever asks: a coach has a list of their own. */
export async function sessionsReply(c: Context, trx: Trx, person: Person): Promise<Reply> {
  const coach = person.roles.includes('coach') && !person.roles.includes('director');
  const view = coach ? await coachSessions(c, trx, person) : await sessionsOf(c, trx, person);
  return { view, subject: person.id };
}

/** What a coach has coming; of today alone when told until when that is. */
export async function coachSessions(c: Context, trx: Trx, person: Person, until?: Moment): Promise<View> {
  const now = c.clock.now();
  const all = await bookings.coming(trx, { person: person.id, now });
  const mine = all.filter(
    ({ coach, state, when }) =>
      coach === person.id && state === 'confirmed' && (!until || when.start < until),
  );
  const entries = await Promise.all(
    mine.map(async ({ director, when: slot, place, number }) => ({
      director: (await people.byId(trx, director)).name,
      ...{ slot, place, number },
      ...(slot.start > now ? {} : { begun: true as const }),
    })),
  );
  return { kind: 'coach-sessions', today: until !== undefined, entries };
}

/** `afspraken`: what truly stands, what is left, and what can be done next. */
export async function sessionsOf(c: Context, trx: Trx, person: Person): Promise<Sessions> {
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  const booked = intake ? await bookings.ofIntake(trx, intake.id) : [];
  const entitlement = await entitlementOf(c, trx, intake?.id ?? null);
  const now = c.clock.now();
  const remaining = left(booked, bookable(entitlement));
  const unsure = await cards.unsure(trx, person.id);
  await cards.explained(trx, unsure);
  return {
    kind: 'sessions',
    entries: booked.flatMap((booking) => entry(booking, now)),
    left: remaining,
    of: allSessions(entitlement),
    next: person.roles.includes('director') ? next(intake, { booked, remaining, now }) : null,
    unsure: unsure.length > 0,
    ...(await beyond(c, trx, { person, intake })),
  };
}

function entry(booking: Booked, now: number): Sessions['entries'] {
  const state = stateOf(booking, now);
  return state === null ? [] : [{ number: booking.number, slot: booking.when, place: booking.place, state }];
}

/** What is off or did not take place is only there when it counts: a list of what went wrong helps nobody. */
function stateOf(booking: Booked, now: number): Sessions['entries'][number]['state'] | null {
  switch (booking.state) {
    case 'held':
      return booking.when.end > now ? 'held' : 'over';
    case 'confirmed':
      if (booking.when.start > now) return 'confirmed';
      return booking.when.end > now ? 'begun' : 'over';
    case 'done':
      return 'over';
    case 'cancelled-late':
      return booking.counts ? 'late' : null;
    case 'missed':
      return booking.counts ? 'missed' : null;
    case 'released':
    case 'cancelled':
    case 'unconfirmed':
      return null;
    default:
      return never(booking.state);
  }
}

function next(
  intake: Intake | null,
  q: { booked: readonly Booked[]; remaining: number; now: number },
): Sessions['next'] {
  switch (intake?.state) {
    case undefined:
    case 'signing-up':
    case 'asking':
      return 'sign-up';
    case 'choosing':
      return 'choose-coach';
    case 'matching':
    case 'nobody':
      return 'wait';
    case 'coached': {
      const coming = q.booked.some((booking) => isLive(booking) && booking.when.end > q.now);
      return coming || q.remaining === 0 ? null : 'choose-slot';
    }
  }
}

/** A place that somebody waits for, or one more session. */
async function beyond(
  c: Context,
  trx: Trx,
  { person, intake }: { person: Person; intake: Intake | null },
): Promise<Pick<Sessions, 'queue' | 'extra'>> {
  if (!person.roles.includes('director')) return {};
  if (intake && intake.state !== 'signing-up' && intake.state !== 'asking') return extraFor(c, trx, intake);
  const queue = await queueView(c, trx, person.id);
  return queue.kind === 'waiting' || queue.kind === 'place-free' ? { queue } : {};
}
