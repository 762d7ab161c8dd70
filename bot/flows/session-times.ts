import type { View } from '../../cards/view.ts';
import { same } from '../rules/booking-events.ts';
import { merge, subtract } from '../rules/intervals.ts';
import type { Preferences } from '../rules/programme.ts';
import { type Busy, freeSlots, spread } from '../rules/slots.ts';
import { type Interval, MINUTE } from '../rules/time.ts';
import type { Booked } from '../store/bookings.ts';
import * as bookings from '../store/bookings.ts';
import type { Db, Trx } from '../store/database.ts';
import * as intakes from '../store/intakes.ts';
import type { Offer, OfferFacts } from '../store/offers.ts';
import * as offers from '../store/offers.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { busyNow, keepOffer, question, searchCoaches } from './offer.ts';

export type MoveTimes = Extract<View, { kind: 'move-times' }>;

/** Times on one card. */
const COUNT = 6;

/** What calendars say of director and coach; null when the last look is recent enough, or they can not be read. */
export async function moveOffer(
  c: Context,
  q: { readonly booking: Booked; readonly freshMs: number },
): Promise<Offer | null> {
  const { booking } = q;
  const at = { intake: booking.intake, director: booking.director };
  const last = await offers.latest(c.db, c.box, at);
  const usable = last?.facts && !offers.isWiped(last.facts) && booking.coach in last.facts.coaches;
  if (usable && c.clock.now() - last.checkedAt <= q.freshMs) return null;
  const person = await people.byId(c.db, booking.director);
  const wishes = await wishesFor(c, c.db, booking);
  const search = await searchCoaches(c, { person, wishes, only: booking.coach });
  if (search.kind === 'unread') return null;
  // A second look at the same times keeps which were shown; another look begins anew.
  const keep = usable && q.freshMs > 0 ? last : null;
  const { shown, page } = keep?.facts ?? { shown: [], page: 0 };
  const id = keep?.id ?? (c.random.uuid() as Offer['id']);
  return { id, intake: booking.intake, checkedAt: c.clock.now(), facts: { ...search.facts, shown, page } };
}

/** The length stays; days and parts of the day are the director's wishes, as long as those are kept. */
async function wishesFor(c: Context, db: Db | Trx, booking: Booked): Promise<Preferences> {
  const intake = await intakes.byId(db, c.box, booking.intake);
  const length = ((booking.when.end - booking.when.start) / MINUTE) as Preferences['length'];
  const none = { themes: [], days: [], parts: [], language: 'nl', avoid: null } as const;
  return { ...(intake?.preferences ?? none), length, place: booking.place };
}

/** Free for both, with the session itself out of the way: its own time counts as free, and is not offered. */
export async function freeBeside(
  c: Context,
  trx: Trx,
  q: { readonly booking: Booked; readonly offer: Offer | null },
): Promise<readonly Interval[]> {
  const { booking, offer } = q;
  const coach = (await people.coaches(trx)).find(({ id }) => id === booking.coach);
  if (!offer?.facts || !coach) return [];
  const facts = beside(offer.facts, booking);
  const live = await bookings.live(trx, {
    people: [booking.director, coach.id],
    period: facts.period,
    except: booking.id,
  });
  const wishes = await wishesFor(c, trx, booking);
  const free = freeSlots(question(c, { coach, wishes, facts, live, director: booking.director }));
  return free.filter(({ start }) => start !== booking.when.start);
}

/** Whether both are free at a time that one of them asked for: working hours and wishes are theirs to set aside. */
export async function isFreeBeside(
  c: Context,
  trx: Trx,
  q: { readonly booking: Booked; readonly offer: Offer; readonly to: Interval },
): Promise<boolean> {
  const { booking, offer, to } = q;
  if (!offer.facts || to.start < offer.facts.period.start || to.end > offer.facts.period.end) return false;
  const coach = (await people.coaches(trx)).find(({ id }) => id === booking.coach);
  if (!coach) return false;
  const facts = beside(offer.facts, booking);
  const siblings = c.programme().siblings.flatMap(({ dates }) => dates);
  const busy = [facts.director, busyNow(coach, facts), coach.away, siblings];
  const given =
    coach.calendar !== 'windows' || coach.windows.some((one) => one.start <= to.start && one.end >= to.end);
  const live = await bookings.live(trx, {
    people: [booking.director, booking.coach],
    period: to,
    except: booking.id,
  });
  const free = (times: Busy) =>
    times !== 'unknown' && times.every(({ start, end }) => end <= to.start || start >= to.end);
  return given && live.size === 0 && busy.every(free);
}

/** Outlook's own time of the session too, which may still be the one before. */
function beside(facts: OfferFacts, booking: Booked): OfferFacts {
  const own = [booking.when, ...(booking.outlook ? [booking.outlook] : [])];
  const without = (busy: Busy) => (busy === 'unknown' ? busy : withoutOwn(busy, own));
  const coach = facts.coaches[booking.coach] ?? 'unknown';
  return {
    ...facts,
    director: without(facts.director),
    coaches: { ...facts.coaches, [booking.coach]: without(coach) },
  };
}

/**
 * Where each appointment stands by itself, the session is one of them, and another that overlaps it stays. Where only
 * times are told, its whole time counts as free.
 */
function withoutOwn(busy: readonly Interval[], own: readonly Interval[]): readonly Interval[] {
  const at = busy.findIndex((one) => own.some((session) => same(one, session)));
  return at < 0 ? subtract(merge([...busy]), merge([...own])) : busy.toSpliced(at, 1);
}

type Card = {
  readonly booking: Booked;
  readonly offer: Offer | null;
  readonly who: string;
  readonly notice: MoveTimes['notice'];
  readonly page?: 1;
  readonly faulty?: boolean;
};

/** Six times to move to; remembers what it shows. After the last page it begins anew and says so. */
export async function timesCard(c: Context, trx: Trx, q: Card): Promise<MoveTimes> {
  const { booking, offer, who } = q;
  const { zone } = c.programme();
  const free = await freeBeside(c, trx, { booking, offer });
  const wanted = (offer?.facts?.page ?? 0) + (q.page ?? 0);
  const ended = wanted > 0 && spread(free, zone, COUNT, wanted).length === 0;
  const page = ended ? 0 : wanted;
  const slots = spread(free, zone, COUNT, page);
  if (offer?.facts) {
    const shown = [...new Set([...offer.facts.shown, ...slots.map(({ start }) => start)])];
    const intake = { id: booking.intake, director: booking.director };
    await keepOffer(c, trx, { ...offer, intake, facts: { ...offer.facts, shown, page } });
  }
  const coach = (await people.coaches(trx)).find(({ id }) => id === booking.coach);
  // With who is no coach here any more there is no other time, however often one tries.
  const unread =
    coach !== undefined &&
    (!offer?.facts || [offer.facts.director, busyNow(coach, offer.facts)].includes('unknown'));
  const notice = slots.length === 0 ? (unread ? 'unread' : 'no-more') : ended ? 'no-more' : q.notice;
  const more = spread(free, zone, COUNT, page + 1).length > 0;
  const { when: slot, place } = booking;
  return { kind: 'move-times', who, slot, place, slots, more, notice, faulty: q.faulty ?? false };
}
