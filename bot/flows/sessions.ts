import type { Sessions } from '../../cards/view.ts';
import { isLive, isOff, left } from '../rules/booking.ts';
import type { Intake } from '../rules/intake.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Person } from '../store/people.ts';
import type { Context } from './context.ts';

/** `afspraken`: what truly stands, what is left, and what can be done next. */
export async function sessionsOf(c: Context, trx: Trx, person: Person): Promise<Sessions> {
  const intake = await intakes.ofDirector(trx, c.box, person.id);
  const booked = intake ? await bookings.ofIntake(trx, intake.id) : [];
  const { sessions } = c.programme();
  const now = c.clock.now();
  const remaining = left(booked, sessions);
  const unsure = await cards.unsure(trx, person.id);
  await cards.explained(trx, unsure);
  return {
    kind: 'sessions',
    entries: booked.flatMap((booking) => entry(booking, now)),
    left: remaining,
    of: sessions,
    next: person.roles.includes('director') ? next(intake, { booked, remaining, now }) : null,
    unsure: unsure.length > 0,
  };
}

function entry(booking: Booked, now: number): Sessions['entries'] {
  if (isOff(booking)) return [];
  const state =
    booking.state === 'held' && booking.when.end > now
      ? 'held'
      : booking.when.end <= now
        ? 'over'
        : 'confirmed';
  return [{ number: booking.number, slot: booking.when, place: booking.place, state }];
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
