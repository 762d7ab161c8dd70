import type { Outcome } from '../ports.ts';
import { feedBusy } from '../rules/feeds.ts';
import type { PersonId } from '../rules/ids.ts';
import type { CalendarKind, Coach } from '../rules/programme.ts';
import type { Busy } from '../rules/slots.ts';
import type { Interval } from '../rules/time.ts';
import * as feeds from '../store/feeds.ts';
import type { Context } from './context.ts';
import { staleMs } from './feeds.ts';

type Asked = Pick<Coach, 'id' | 'mail' | 'calendar'>;
export type BusyQ = {
  readonly coaches: readonly Asked[];
  /** A mailbox here that is asked in the same call; null for none. */
  readonly director: string | null;
  readonly period: Interval;
  readonly timeoutMs: number;
};
export type CoachesBusy = {
  readonly director: Busy;
  /** Of who gives windows there is nothing to read, and they are not in it. */
  readonly coaches: Readonly<Record<PersonId, Busy>>;
};

/**
 * When coaches are busy, each by their own kind of calendar, all at the same time. Not `done`: mailboxes here can not
 * be read. Then whatever was asked of them is unknown, and `coaches` has what is known all the same.
 */
export async function readBusy(
  c: Context,
  q: BusyQ,
): Promise<{ readonly kind: Outcome<unknown>['kind']; readonly busy: CoachesBusy }> {
  const here = q.coaches.filter(({ calendar }) => calendar === 'tenant').map(({ mail }) => mail);
  const [own, behind] = await Promise.all([
    mailboxes(c, { ...q, addresses: [...(q.director === null ? [] : [q.director]), ...here] }),
    feedsBusy(c, q),
  ]);
  const known = own.kind === 'done' ? own.value : new Map<string, Busy>();
  const coaches: Record<PersonId, Busy> = {};
  for (const { id, mail, calendar } of q.coaches) {
    if (calendar === 'windows') continue;
    coaches[id] =
      byKind(calendar, { here: known.get(mail.toLowerCase()), feed: behind.get(id) }) ?? 'unknown';
  }
  const director = known.get(q.director?.toLowerCase() ?? '') ?? 'unknown';
  return { kind: own.kind, busy: { director, coaches } };
}

function byKind(
  calendar: Exclude<CalendarKind, 'windows'>,
  found: { readonly here: Busy | undefined; readonly feed: Busy | undefined },
): Busy | undefined {
  switch (calendar) {
    case 'tenant':
      return found.here;
    case 'ics':
      return found.feed;
    case 'other-tenant':
      return 'unknown';
  }
}

type Mailboxes = Pick<BusyQ, 'period' | 'timeoutMs'> & { readonly addresses: readonly string[] };

async function mailboxes(
  c: Context,
  { addresses, period, timeoutMs }: Mailboxes,
): Promise<Outcome<ReadonlyMap<string, Busy>>> {
  if (addresses.length === 0) return { kind: 'done', value: new Map() };
  return c.calendar.freeBusy({ addresses, from: period.start, to: period.end, timeoutMs });
}

/** What was read in the last hours of calendars behind an address. */
async function feedsBusy(c: Context, { coaches, period }: BusyQ): Promise<ReadonlyMap<PersonId, Busy>> {
  const ids = coaches.filter(({ calendar }) => calendar === 'ics').map(({ id }) => id);
  const known = await feeds.readings(c.db, c.box, ids);
  const now = c.clock.now();
  const asked = { asked: period, now, staleMs: staleMs(c) };
  return new Map([...known].map(([id, feed]) => [id, feedBusy(feed, asked)]));
}
