import type { PersonId } from '../rules/ids.ts';
import type { CoachNow } from '../rules/programme.ts';
import { type Busy, slotFinder } from '../rules/slots.ts';
import type { Moment } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import type { Context } from './context.ts';
import { INLINE_MS, periodOf, slotCoach } from './offer.ts';

/** A coach as the coordinator sees the pool. */
export type Pooled = {
  readonly coach: CoachNow;
  /** Directors they have now. */
  readonly load: number;
  /** First hour that could be booked by anybody; null when there is none. `unread`: their calendar could not be. */
  readonly nextFree: Moment | null | 'unread';
};

/** Asked for the shortest session at any time: what a director wishes makes it later, never earlier. */
const SHORTEST_MINUTES = 60;

/** One read of the calendars of all, which may take three seconds; without an answer the pool is shown all the same. */
export async function coachPool(c: Context): Promise<readonly Pooled[]> {
  const all = await people.coaches(c.db);
  const busy = await busyOf(c, all);
  const loads = await intakes.loads(c.db);
  const live = await bookings.live(c.db, { people: all.map(({ id }) => id), period: periodOf(c) });
  const { zone, firstDay, slots: settings } = c.programme();
  const free = slotFinder({
    ...{ now: c.clock.now(), zone, firstDay, settings, minutes: SHORTEST_MINUTES, days: [], parts: [] },
    director: { busy: [], bookings: [] },
  });
  return all.map((coach) => {
    const asked = slotCoach(coach, { facts: { coaches: busy }, live });
    const nextFree = asked.busy === 'unknown' ? 'unread' : (free(asked)[0]?.start ?? null);
    return { coach, load: loads.get(coach.id) ?? 0, nextFree };
  });
}

async function busyOf(c: Context, all: readonly CoachNow[]): Promise<Readonly<Record<PersonId, Busy>>> {
  const read = all.filter(({ calendar }) => calendar === 'tenant');
  if (read.length === 0) return {};
  const { start: from, end: to } = periodOf(c);
  const addresses = read.map(({ mail }) => mail);
  const answer = await c.calendar.freeBusy({ addresses, from, to, timeoutMs: INLINE_MS });
  if (answer.kind !== 'done') return {};
  const busy: Record<PersonId, Busy> = {};
  for (const { id, mail } of read) busy[id] = answer.value.get(mail.toLowerCase()) ?? 'unknown';
  return busy;
}
