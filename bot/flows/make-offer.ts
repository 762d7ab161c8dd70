import { isLive } from '../rules/booking.ts';
import type { IntakeId, OfferId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import { HOUR } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { OfferFacts } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { sendTimes } from './choose-coach.ts';
import type { Context } from './context.ts';
import { tellCoordinator } from './coordinator.ts';
import { lookForCoaches, rank, searchCoaches } from './offer.ts';
import * as show from './show.ts';

/** Nobody waits in a turn now, so calendars may take their time … */
const JOB_MS = 20_000;
/** … but after this long the director hears that a person takes over. */
const GIVE_UP_MS = 2 * HOUR;

/** What a turn could not do in three seconds, or what the coordinator's choice needs. `again`: calendars can not be read yet. */
export async function makeOffer(c: Context, id: IntakeId): Promise<'done' | 'again'> {
  const before = await intakes.byId(c.db, c.box, id);
  if (!before?.preferences) return 'done';
  const person = await people.byId(c.db, before.director);
  const only = before.coach === null ? {} : { only: before.coach };
  const search = await searchCoaches(c, { person, wishes: before.preferences, timeoutMs: JOB_MS, ...only });
  // Whoever has a coach waits for times, which only calendars can give; others hear in time from a person.
  if (search.kind === 'unread' && (before.state === 'coached' || waited(c, before) < GIVE_UP_MS))
    return 'again';
  const facts = search.kind === 'found' ? search.facts : nothingRead(c.clock.now());
  await c.db.transaction().execute(async (trx) => {
    const intake = await intakes.take(trx, c.box, id);
    if (intake?.preferences) await carryOn(c, trx, { intake, person, facts });
  });
  return 'done';
}

type Q = { readonly intake: Intake; readonly person: Person; readonly facts: OfferFacts };

async function carryOn(c: Context, trx: Trx, q: Q): Promise<void> {
  const { intake, person, facts } = q;
  switch (intake.state) {
    case 'signing-up':
    case 'asking':
      return;
    case 'choosing': {
      const looking = { subject: intake.id, recipient: person.id, kinds: ['looking'] } as const;
      if (!(await cards.about(trx, looking))) return;
      const view = await lookForCoaches(c, trx, q);
      return show.change(c, trx, { view, subject: intake.id, to: person.id, kinds: ['looking'], once: null });
    }
    case 'nobody':
      // Whoever found that nobody is there asked the coordinator at once.
      return;
    case 'matching':
      return tellCoordinator(c, trx, { intake, person, choices: await rank(c, trx, { intake, facts }) });
    case 'coached':
      return times(c, trx, { intake, facts });
  }
}

/** To whoever still needs them: a job that runs twice says nothing twice. */
async function times(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly facts: OfferFacts },
): Promise<void> {
  // A coach who left has no times; `tend` tells, within a minute.
  if (!q.intake.coach || !(await people.hasRole(trx, q.intake.coach, 'coach'))) return;
  const all = await bookings.ofIntake(trx, q.intake.id);
  const coming = all.filter(({ when }) => when.end > c.clock.now());
  if (coming.some(isLive)) return;
  const there = { subject: q.intake.id, recipient: q.intake.director, kinds: ['slots', 'looking'] } as const;
  if ((await cards.about(trx, there))?.kind === 'slots') return;
  await sendTimes(c, trx, {
    ...q,
    notice: coming.some(({ state }) => state === 'released') ? 'not-booked' : null,
  });
}

function waited(c: Context, intake: Intake): number {
  return c.clock.now() - (intake.consentedAt ?? 0);
}

function nothingRead(now: number): OfferFacts {
  return { period: { start: now, end: now + HOUR }, director: 'unknown', coaches: {}, shown: [], page: 0 };
}

/** Calendars are not kept longer than an hour; which times were shown is. */
export async function wipeOffer(c: Context, trx: Trx, id: OfferId): Promise<void> {
  const offer = await offers.byId(trx, c.box, id);
  if (!offer?.facts) return;
  await offers.keep(trx, c.box, { ...offer, facts: offers.wiped(offer.facts) }, offer.director);
}
