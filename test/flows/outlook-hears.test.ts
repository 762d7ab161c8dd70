import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { heard } from '../../bot/flows/calendar-news.ts';
import { LOOK_AROUND } from '../../bot/flows/watch.ts';
import { SUBSCRIBED_MS } from '../../bot/rules/hearing.ts';
import type { BookingId } from '../../bot/rules/ids.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';
import * as due from '../../bot/store/due.ts';
import { book, type House, openHouse, until } from '../support/house.ts';
import { calls, LOOK, listening, newestEvent, outlookOf, READ_EVENT, stateOf } from '../support/outlook.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ record: 'outlook-hears' });
  await listening(house);
}, 120_000);
afterAll(() => house?.stop());

const settle = () => house.parts.engine.settle();
const later = async (ms: number) => {
  house.clock.set(house.clock.now() + ms);
  await settle();
};
const ready = async () =>
  (await (await fetch(`${house.url}/readyz`)).json()) as { status: string; checks: { outlook: boolean } };
const booked = async (who: string) => {
  await book(house.person(who));
  await settle();
  return newestEvent(house);
};
const watch = () => house.parts.c.db.selectFrom('watch').selectAll().executeTakeFirstOrThrow();
const sub = 'POST /subscriptions';

beforeEach(() => outlookOf(house).outlook.requests.reset());

describe('the subscription', () => {
  it('stands once, on the programme mailbox, and /readyz says so', async () => {
    const { outlook, mailbox } = outlookOf(house);
    expect(outlook.subscriptions()).toMatchObject([
      {
        resource: `/users/${mailbox}/events`,
        notificationUrl: `${house.url}/api/notifications`,
        immutableIds: true,
      },
    ]);
    expect((await ready()).checks.outlook).toBe(true);
  });

  it('keeps no secret that could be sent again', async () => {
    const [standing] = outlookOf(house).outlook.subscriptions();
    expect(standing?.clientState?.length).toBeGreaterThan(40);
    expect(JSON.stringify(await watch())).not.toContain(standing?.clientState);
  });

  it('is renewed when half its time has passed', async () => {
    const { outlook } = outlookOf(house);
    const [before] = outlook.subscriptions();
    await later(SUBSCRIBED_MS / 2 + MINUTE);
    const renewed = () => outlook.subscriptions()[0];
    await until(() => (renewed()?.expiresAt ?? 0) > (before?.expiresAt ?? 0));
    expect(renewed()?.id).toBe(before?.id);
    expect(calls(outlook, sub)).toBe(0);
  });

  it('is made anew when it is gone, with one call more, and what happened meanwhile is looked up', async () => {
    const { outlook } = outlookOf(house);
    outlook.dropSubscriptions();
    await later(SUBSCRIBED_MS / 2 + MINUTE);
    await until(() => outlook.subscriptions().length === 1);
    expect(calls(outlook, sub)).toBe(1);
    await until(() => calls(outlook, LOOK) > 0);
  });

  it('that ended while we were away for a week is made anew', async () => {
    await later(8 * 24 * HOUR);
    await until(() => outlookOf(house).outlook.subscriptions().length === 1);
    await until(async () => (await ready()).checks.outlook);
  });

  it.each(['reauthorizationRequired', 'subscriptionRemoved'] as const)('heeds %s', async (event) => {
    const { outlook } = outlookOf(house);
    await later(2 * MINUTE);
    await outlook.notifications.lifecycle(event);
    await until(async () => {
      await settle();
      return calls(outlook, 'PATCH /subscriptions/{id}') > 0 && outlook.subscriptions().length === 1;
    });
    expect(calls(outlook, sub)).toBe(event === 'subscriptionRemoved' ? 1 : 0);
  });

  it('looks around when notifications were missed', async () => {
    const { outlook } = outlookOf(house);
    await outlook.notifications.lifecycle('missed');
    await until(() => calls(outlook, LOOK) > 0);
  });

  it('that Outlook does not give shows as degraded, and is tried again', async () => {
    const { outlook } = outlookOf(house);
    outlook.dropSubscriptions();
    outlook.faults.add({
      method: 'POST',
      path: '/subscriptions',
      times: 2,
      kind: { status: 403, code: 'ErrorAccessDenied' },
    });
    await later(SUBSCRIBED_MS);
    await until(async () => (await watch()).fault === 'ErrorAccessDenied');
    expect(await ready()).toMatchObject({ status: 'degraded', checks: { outlook: false } });
    await until(async () => {
      await later(MINUTE);
      return (await ready()).checks.outlook;
    });
  });

  it('whose making broke off after it was made stands once all the same', async () => {
    const { outlook } = outlookOf(house);
    outlook.dropSubscriptions();
    outlook.faults.add({ method: 'POST', path: '/subscriptions', times: 1, kind: { reset: 'after' } });
    await later(SUBSCRIBED_MS);
    await until(async () => {
      await later(MINUTE);
      return (await ready()).checks.outlook;
    });
    expect(outlook.subscriptions()).toHaveLength(1);
  });
});

describe('the look around', () => {
  it('comes within minutes also after our clock was set back by hours', async () => {
    const owed = () => due.when(house.parts.c.db, LOOK_AROUND, 'programme');
    await later(-2 * HOUR);
    await until(async () => ((await owed()) ?? Number.NaN) <= house.clock.now() + 3 * MINUTE);
    await later(2 * HOUR);
  });
});

describe('an event that the programme mailbox deletes', () => {
  it('ends the session within seconds, for both', async () => {
    const event = await booked('noor');
    const { ask, eventPath } = outlookOf(house);
    await ask('DELETE', eventPath(event));
    await until(async () => (await stateOf(house, event)) === 'cancelled');
    await until(() => house.person('noor').reads().includes('gaat helaas niet door'));
  });

  it('ends it within one look around when every notification is lost', async () => {
    const event = await booked('bram');
    const { outlook, ask, eventPath } = outlookOf(house);
    outlook.behave({ notify: 'held' });
    await ask('DELETE', eventPath(event));
    for (const { id } of outlook.notifications.waiting()) outlook.notifications.drop(id);
    await settle();
    expect(await stateOf(house, event)).toBe('confirmed');
    await later(4 * MINUTE);
    await until(async () => (await stateOf(house, event)) === 'cancelled');
    outlook.behave({ notify: 'at-once' });
  });

  it('ends it also when the link to go on from is too old by then', async () => {
    const event = await booked('joris');
    const { outlook, ask, eventPath } = outlookOf(house);
    outlook.behave({ notify: 'held', deltaTokenMs: 0 });
    await ask('DELETE', eventPath(event));
    for (const { id } of outlook.notifications.waiting()) outlook.notifications.drop(id);
    await later(4 * MINUTE);
    await until(async () => (await stateOf(house, event)) === 'cancelled');
    outlook.behave({ notify: 'at-once', deltaTokenMs: 24 * HOUR });
    await later(4 * MINUTE);
  });
});

describe('looking', () => {
  it('around costs one call when nothing changed', async () => {
    await later(4 * MINUTE);
    const { outlook } = outlookOf(house);
    await until(() => calls(outlook, LOOK) > 0);
    outlook.requests.reset();
    await later(4 * MINUTE);
    await until(() => calls(outlook, LOOK) > 0);
    await settle();
    expect(outlook.requests.all()).toEqual({ [LOOK]: 1 });
  });

  it('that fails shows at /readyz and begins at the same place', async () => {
    const { outlook } = outlookOf(house);
    const { link } = await watch();
    outlook.faults.add({
      path: 'calendarView/delta',
      times: 1,
      kind: { status: 403, code: 'ErrorAccessDenied' },
    });
    await later(4 * MINUTE);
    await until(async () => (await watch()).look_fault === 'ErrorAccessDenied');
    expect((await watch()).link).toBe(link);
    expect((await ready()).checks.outlook).toBe(false);
    await later(4 * MINUTE);
    await until(async () => (await ready()).checks.outlook);
  });

  it('older news that arrives after newer changes nothing', async () => {
    const event = await booked('yara');
    const { c } = house.parts;
    const { id, when } = await ours(event);
    const seen = {
      id: event,
      iCalUId: 'x',
      joinUrl: null,
      when,
      etag: 'W/"oud"',
      cancelled: true,
      attendees: [],
    };
    const known = await c.db
      .selectFrom('hearings')
      .select('changed_at')
      .where('event', '=', event)
      .executeTakeFirstOrThrow();
    await heard(c, {
      booking: id,
      event,
      seen: { ...seen, changedAt: (known.changed_at?.getTime() ?? 0) - 1 },
    });
    expect(await stateOf(house, event)).toBe('confirmed');
  });

  it('at what is said to be deleted and can still be read asks whether it stands in the calendar', async () => {
    const event = await newestEvent(house);
    const { outlook } = outlookOf(house);
    const [standing] = outlook.subscriptions();
    const told = {
      ...{ subscriptionId: standing?.id, clientState: standing?.clientState, changeType: 'deleted' },
      resourceData: { id: event },
    };
    await fetch(`${house.url}/api/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ value: [told] }),
    });
    await until(() => calls(outlook, READ_EVENT) > 0);
    await settle();
    expect(calls(outlook, 'GET /users/{id}/events')).toBe(1);
    expect(await stateOf(house, event)).toBe('confirmed');
  });

  it('at an event waits out an Outlook that can not be reached, with one look owed', async () => {
    const event = await newestEvent(house);
    const { outlook, ask, eventPath } = outlookOf(house);
    await outlook.notifications.idle();
    await settle();
    outlook.requests.reset();
    outlook.faults.add({
      method: 'GET',
      path: '/events/',
      times: 3,
      kind: { status: 503, code: 'ServiceUnavailable', retryAfter: 0 },
    });
    await ask('PATCH', eventPath(event), { showAs: 'tentative' });
    await ask('DELETE', eventPath(event));
    await until(async () => (await stateOf(house, event)) === 'cancelled', 20_000);
  });
});

async function ours(event: string) {
  const row = await house.parts.c.db
    .selectFrom('bookings')
    .select(['id', 'starts', 'ends'])
    .where('event', '=', event)
    .executeTakeFirstOrThrow();
  return { id: row.id as BookingId, when: { start: row.starts.getTime(), end: row.ends.getTime() } };
}
