import type { CoachChoice, View } from '../../cards/view.ts';
import type { OfferId, PersonId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import { decideIntake, wishesOf } from '../rules/intake.ts';
import { match } from '../rules/matching.ts';
import type { Coach, CoachNow, Preferences } from '../rules/programme.ts';
import { type Busy, freeSlots, type SlotQuestion } from '../rules/slots.ts';
import { HOUR, type Interval, type Moment } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as intakes from '../store/intakes.ts';
import type { OfferFacts } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import { readBusy } from './coach-busy.ts';
import type { Context } from './context.ts';
import { tellCoordinator } from './coordinator.ts';
import { periodOf } from './period.ts';
import { kept, promised, stillWaiting } from './promise.ts';

/** A person waits for this read; after it the card says "I am looking" and a job goes on. */
export const INLINE_MS = 3_000;
/** What was read from calendars is kept this long. */
const WIPE_AFTER_MS = HOUR;

export type Search = { readonly kind: 'found'; readonly facts: OfferFacts } | { readonly kind: 'unread' };

/** Reads free/busy of the director and of every coach who could fit: ⌈(coaches + 1) / 20⌉ calls. */
export async function searchCoaches(
  c: Context,
  q: {
    readonly person: Person;
    readonly wishes: Preferences;
    readonly only?: PersonId;
    readonly timeoutMs?: number;
  },
): Promise<Search> {
  const all = await people.coaches(c.db);
  const asked = all.filter((coach) => (q.only ? coach.id === q.only : couldFit(coach, q.wishes)));
  const period = periodOf(c);
  const timeoutMs = q.timeoutMs ?? INLINE_MS;
  const read = await readBusy(c, { coaches: asked, director: q.person.mail, period, timeoutMs });
  if (read.kind !== 'done') return { kind: 'unread' };
  return { kind: 'found', facts: { period, ...read.busy, shown: [], page: 0 } };
}

/** The coaches to choose from, or nobody; the offer is kept for the choice. */
export async function lookForCoaches(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly person: Person; readonly facts: OfferFacts },
): Promise<View> {
  const { intake, person, facts } = q;
  const choices = await rank(c, trx, q);
  const decision = decideIntake(intake, { kind: 'searched', found: choices.length }, c.clock.now());
  if (decision.kind === 'decided') {
    await intakes.save(trx, c.box, decision.next);
    if (decision.effects.length > 0)
      await tellCoordinator(c, trx, { intake: decision.next, person, choices: [] });
  }
  const why = facts.director === 'unknown' ? 'own-calendar-unknown' : 'nobody-fits';
  if (choices.length === 0) return nobody(c, trx, { intake, why });
  await kept(trx, intake.id);
  await keepOffer(c, trx, { intake, facts, checkedAt: c.clock.now() });
  return { kind: 'coaches', coaches: choices.slice(0, 3), faults: [] };
}

export async function keepOffer(
  c: Context,
  trx: Trx,
  q: {
    readonly intake: Pick<Intake, 'id' | 'director'>;
    readonly facts: OfferFacts;
    readonly checkedAt: Moment;
    readonly id?: OfferId;
  },
): Promise<void> {
  const id = q.id ?? (c.random.uuid() as OfferId);
  await offers.keep(
    trx,
    c.box,
    { id, intake: q.intake.id, checkedAt: q.checkedAt, facts: q.facts },
    q.intake.director,
  );
  await due.owe(trx, { kind: 'offer.wipe', subject: id, at: q.checkedAt + WIPE_AFTER_MS });
}

/** Free/busy could not be read in time (or the coordinator matches): a job goes on. */
export async function makeOfferLater(c: Context, trx: Trx, intake: Intake): Promise<View> {
  await c.jobs.owe(trx, { kind: 'offer.make', intake: intake.id });
  return intake.state === 'matching' ? matching(c, trx, intake) : { kind: 'looking' };
}

export async function matching(c: Context, trx: Trx, intake: Intake): Promise<View> {
  const { firm, helpline } = c.programme();
  const by = await promised(c, trx, intake);
  return by === null ? stillWaiting(c, by) : { kind: 'matching', by, firm, helpline };
}

type Nobody = Extract<View, { kind: 'nobody' }>['why'];

/** Who was handed over before and waits again has lost a coach. */
export function whyNobody(intake: Intake): Nobody {
  return intake.handedOverAt === null || intake.preferences?.former ? 'nobody-fits' : 'coach-left';
}

export async function nobody(c: Context, trx: Trx, q: { intake: Intake; why: Nobody }): Promise<View> {
  const { firm, helpline } = c.programme();
  const by = await promised(c, trx, q.intake);
  return by === null ? stillWaiting(c, by) : { kind: 'nobody', why: q.why, by, helpline, firm };
}

/** Every coach with time for these wishes, best first. */
export async function rank(
  c: Context,
  trx: Trx,
  q: { readonly intake: Intake; readonly facts: OfferFacts },
): Promise<readonly CoachChoice[]> {
  const { intake, facts } = q;
  const wishes = wishesOf(intake);
  const all = await people.coaches(trx);
  const live = await bookings.live(trx, {
    people: [intake.director, ...all.map((x) => x.id)],
    period: facts.period,
  });
  const loads = await intakes.loads(trx);
  const candidates = all.map((coach) => ({
    coach,
    load: loads.get(coach.id) ?? 0,
    firstFree:
      freeSlots(question(c, { coach, wishes, facts, live, director: intake.director }))[0]?.start ?? null,
  }));
  return match(wishes, candidates, c.clock.now()).ranked.flatMap(({ coach: id, firstFree }) => {
    const coach = all.find((one) => one.id === id);
    return coach ? [{ id, name: coach.name, line: coach.line, firstFree }] : [];
  });
}

export function question(
  c: Context,
  q: {
    readonly coach: CoachNow;
    readonly wishes: Preferences;
    readonly facts: OfferFacts;
    readonly director: PersonId;
    readonly live: ReadonlyMap<PersonId, readonly Interval[]>;
  },
): SlotQuestion {
  const { zone, firstDay, slots, siblings } = c.programme();
  const { coach, wishes, facts, live } = q;
  return {
    now: c.clock.now(),
    zone,
    firstDay,
    settings: slots,
    minutes: wishes.length,
    days: wishes.days,
    parts: wishes.parts,
    coach: slotCoach(coach, q),
    director: {
      busy: facts.director,
      bookings: [...(live.get(q.director) ?? []), ...siblings.flatMap((one) => one.dates)],
    },
  };
}

/** What slots are asked of a coach, as they can be booked now. */
export function slotCoach(
  coach: CoachNow,
  q: {
    readonly facts: Pick<OfferFacts, 'coaches'>;
    readonly live: ReadonlyMap<PersonId, readonly Interval[]>;
  },
): SlotQuestion['coach'] {
  return {
    zone: coach.zone,
    hours: coach.hours,
    busy: busyNow(coach, q.facts),
    bookings: q.live.get(coach.id) ?? [],
    windows: coach.calendar === 'windows' ? coach.windows : null,
    away: coach.away,
  };
}

/** Of who gives windows nothing is read: there they are free. For everybody else what was not read is busy. */
export function busyNow(coach: Pick<Coach, 'id' | 'calendar'>, facts: Pick<OfferFacts, 'coaches'>): Busy {
  return coach.calendar === 'windows' ? [] : (facts.coaches[coach.id] ?? 'unknown');
}

function couldFit(coach: Coach, wishes: Preferences): boolean {
  const { unfit } = match(wishes, [{ coach, load: 0, firstFree: 0 }], 0);
  return unfit.length === 0;
}
