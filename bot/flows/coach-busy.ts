import type { Outcome } from '../ports.ts';
import { feedBusy } from '../rules/feeds.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Coach } from '../rules/programme.ts';
import type { Busy } from '../rules/slots.ts';
import type { Interval } from '../rules/time.ts';
import * as feeds from '../store/feeds.ts';
import type { Context } from './context.ts';
import { staleMs } from './feeds.ts';

type Asked = Pick<Coach, 'id' | 'mail' | 'calendar' | 'tenant'>;
export type BusyQ = {
  readonly coaches: readonly Asked[];
  /** A mailbox here that is asked in the same call; null for none. */
  readonly director: string | null;
  readonly period: Interval;
  readonly timeoutMs: number;
};
export type CoachesBusy = {
  readonly director: Busy;
  /** Everybody who was asked. Of who gives windows there is nothing to read: busy at no time. */
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
  const [own, there, behind] = await Promise.all([
    mailboxes(c, { ...q, addresses: [...(q.director === null ? [] : [q.director]), ...here] }),
    elsewhere(c, q),
    feedsBusy(c, q),
  ]);
  const known = own.kind === 'done' ? own.value : new Map<string, Busy>();
  const coaches: Record<PersonId, Busy> = {};
  for (const { id, mail, calendar } of q.coaches) {
    const found = {
      windows: [],
      tenant: known.get(mail.toLowerCase()),
      ics: behind.get(id),
      'other-tenant': there.get(id),
    };
    coaches[id] = found[calendar] ?? 'unknown';
  }
  const director = known.get(q.director?.toLowerCase() ?? '') ?? 'unknown';
  return { kind: own.kind, busy: { director, coaches } };
}

/** Each tenant in calls of its own: what one of them does not answer is unknown of its own coaches alone. */
async function elsewhere(c: Context, q: BusyQ): Promise<ReadonlyMap<PersonId, Busy>> {
  const coaches = q.coaches.filter(({ calendar }) => calendar === 'other-tenant');
  const tenants = Map.groupBy(coaches, ({ tenant }) => tenant);
  const answers = [...tenants].map(async ([tenant, theirs]) => {
    // Of a file from before tenants were named.
    if (tenant === undefined) return [];
    const answer = await mailboxes(c, { ...q, tenant, addresses: theirs.map(({ mail }) => mail) });
    const found = answer.kind === 'done' ? answer.value : new Map<string, Busy>();
    return theirs.map(({ id, mail }) => [id, found.get(mail.toLowerCase()) ?? 'unknown'] as const);
  });
  return new Map((await Promise.all(answers)).flat());
}

type Mailboxes = Pick<BusyQ, 'period' | 'timeoutMs'> & {
  readonly addresses: readonly string[];
  readonly tenant?: string;
};

async function mailboxes(
  c: Context,
  { addresses, period, timeoutMs, tenant }: Mailboxes,
): Promise<Outcome<ReadonlyMap<string, Busy>>> {
  if (addresses.length === 0) return { kind: 'done', value: new Map() };
  const asked = { addresses, from: period.start, to: period.end, timeoutMs };
  return c.calendar.freeBusy(tenant === undefined ? asked : { ...asked, tenant });
}

/** What was read in the last hours of calendars behind an address. */
async function feedsBusy(c: Context, { coaches, period }: BusyQ): Promise<ReadonlyMap<PersonId, Busy>> {
  const ids = coaches.filter(({ calendar }) => calendar === 'ics').map(({ id }) => id);
  const known = await feeds.readings(c.db, c.box, ids);
  const now = c.clock.now();
  const asked = { asked: period, now, staleMs: staleMs(c) };
  return new Map([...known].map(([id, feed]) => [id, feedBusy(feed, asked)]));
}
