import type { Slots } from '../../cards/view.ts';
import { type Intake, wishesOf } from '../rules/intake.ts';
import type { Coach } from '../rules/programme.ts';
import { freeSlots, spread } from '../rules/slots.ts';
import type { Interval } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import type { Trx } from '../store/database.ts';
import type { Offer } from '../store/offers.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { busyNow, keepOffer, question } from './offer.ts';

/** Times on one card. */
const COUNT = 6;

type Q = { readonly intake: Intake; readonly offer: Offer; readonly notice: Slots['notice'] };

/** Six times when both are free, by the offer's calendars and our own bookings as they are now; remembers what it shows. */
export async function slotsCard(c: Context, trx: Trx, q: Q): Promise<Slots> {
  const { intake, offer } = q;
  const coach = await coachOf(trx, intake);
  const free = await freeNow(c, trx, { intake, offer });
  const page = offer.facts?.page ?? 0;
  const slots = spread(free, c.programme().zone, COUNT, page);
  if (offer.facts) {
    const shown = [...new Set([...offer.facts.shown, ...slots.map((slot) => slot.start)])];
    await keepOffer(c, trx, {
      id: offer.id,
      intake,
      checkedAt: offer.checkedAt,
      facts: { ...offer.facts, shown },
    });
  }
  return {
    kind: 'slots',
    coach: coach.name,
    slots,
    place: wishesOf(intake).place,
    more: spread(free, c.programme().zone, COUNT, page + 1).length > 0,
    notice: slots.length > 0 ? q.notice : emptyNotice(q, coach),
    faults: [],
  };
}

/** A calendar that can not be read is not the same as no time. */
function emptyNotice({ offer, notice }: Q, coach: Coach): Slots['notice'] {
  const { director = 'unknown', coaches = {} } = offer.facts ?? {};
  const unread = director === 'unknown' || busyNow(coach, { coaches }) === 'unknown';
  return unread ? 'unread' : (notice ?? 'no-more');
}

/** Free by the calendars that the offer read, and by every live booking of both. */
export async function freeNow(
  c: Context,
  trx: Trx,
  q: { intake: Intake; offer: Offer },
): Promise<readonly Interval[]> {
  const { intake, offer } = q;
  if (!offer.facts) return [];
  const coach = await coachOf(trx, intake);
  const live = await bookings.live(trx, { people: [intake.director, coach.id], period: offer.facts.period });
  return freeSlots(
    question(c, { coach, wishes: wishesOf(intake), facts: offer.facts, live, director: intake.director }),
  );
}

export async function coachOf(trx: Trx, intake: Intake) {
  const coach = (await people.coaches(trx)).find((one) => one.id === intake.coach);
  if (!coach) throw new Error(`intake ${intake.id} has no coach of this programme`);
  return coach;
}
