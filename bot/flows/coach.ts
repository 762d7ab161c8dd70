import type { BookingId } from '../rules/ids.ts';
import * as bookings from '../store/bookings.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import type { Work } from './context.ts';
import { extraFor } from './extra.ts';
import { minute } from './minutes.ts';

/** What the director asked for: only for the coach of this very session, and that it was read is recorded. */
export const openPreferences: Work = async ({ c, person, card }, trx) => {
  const booking = await bookings.find(trx, card.subject as BookingId);
  if (booking?.coach !== person.id) return { view: { kind: 'closed' }, subject: card.subject };
  const intake = await intakes.byId(trx, c.box, booking.intake);
  const director = await people.byId(trx, booking.director);
  await minute(c, trx, {
    actor: person.id,
    action: 'preferences.read',
    object: booking.intake,
    outcome: 'shown',
  });
  const { when: slot, place, number } = booking;
  // Whom a director would rather not talk to is not for another coach to know.
  const preferences = intake?.preferences ? { ...intake.preferences, avoid: null, former: [] } : null;
  const themes = c.programme().themes;
  const view = {
    kind: 'coach-preferences',
    director: director.name,
    slot,
    place,
    number,
    preferences,
    themes,
    ...(intake ? await extraFor(c, trx, intake) : {}),
  } as const;
  return { view, subject: booking.id, whose: booking.director };
};
