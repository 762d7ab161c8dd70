import type { CoachNow } from '../rules/programme.ts';
import { slotFinder } from '../rules/slots.ts';
import type { Moment } from '../rules/time.ts';
import * as bookings from '../store/bookings.ts';
import * as feeds from '../store/feeds.ts';
import * as intakes from '../store/intakes.ts';
import * as people from '../store/people.ts';
import { readBusy } from './coach-busy.ts';
import type { Context } from './context.ts';
import { INLINE_MS, slotCoach } from './offer.ts';
import { periodOf } from './period.ts';

/** A coach as the coordinator sees the pool. */
export type Pooled = {
  readonly coach: CoachNow;
  /** Directors they have now. */
  readonly load: number;
  /** First hour that could be booked by anybody; null when there is none. `unread`: their calendar could not be. */
  readonly nextFree: Moment | null | 'unread';
  /** When a calendar behind an address was read last; null when it never was, or is of another kind. */
  readonly readAt: Moment | null;
};

/** Asked for the shortest session at any time: what a director wishes makes it later, never earlier. */
const SHORTEST_MINUTES = 60;

/** One read of the calendars of all, which may take three seconds; without an answer the pool is shown all the same. */
export async function coachPool(c: Context): Promise<readonly Pooled[]> {
  const all = await people.coaches(c.db);
  const asked = { coaches: all, director: null, period: periodOf(c), timeoutMs: INLINE_MS };
  const { busy } = await readBusy(c, asked);
  const readings = await feeds.readings(
    c.db,
    c.box,
    all.filter(({ calendar }) => calendar === 'ics').map(({ id }) => id),
  );
  const loads = await intakes.loads(c.db);
  const live = await bookings.live(c.db, { people: all.map(({ id }) => id), period: periodOf(c) });
  const { zone, firstDay, slots: settings } = c.programme();
  const free = slotFinder({
    ...{ now: c.clock.now(), zone, firstDay, settings, minutes: SHORTEST_MINUTES, days: [], parts: [] },
    director: { busy: [], bookings: [] },
  });
  return all.map((coach) => {
    const asked = slotCoach(coach, { facts: busy, live });
    const nextFree = asked.busy === 'unknown' ? 'unread' : (free(asked)[0]?.start ?? null);
    const readAt = readings.get(coach.id)?.readAt ?? null;
    return { coach, load: loads.get(coach.id) ?? 0, nextFree, readAt };
  });
}
