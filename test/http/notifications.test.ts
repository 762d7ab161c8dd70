import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { book, type House, openHouse, until } from '../support/house.ts';
import { calls, listening, newestEvent, outlookOf, READ_EVENT } from '../support/outlook.ts';

let house: House;
let mine: string;
beforeAll(async () => {
  house = await openHouse({ record: 'notifications' });
  await listening(house);
  await book(house.person('noor'));
  await house.parts.engine.settle();
  await house.outlook?.notifications.idle();
  await house.parts.engine.settle();
  mine = await newestEvent(house);
}, 120_000);
afterAll(() => house?.stop());
beforeEach(() => house.outlook?.requests.reset());

const address = () => `${house.url}/api/notifications`;
const post = (body: unknown, init: RequestInit = {}) =>
  fetch(address(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });

/** As Graph tells it, with the subscription and the secret that stand. */
function told(change: Readonly<Record<string, unknown>> = {}, event = mine) {
  const [standing] = outlookOf(house).outlook.subscriptions();
  return {
    subscriptionId: standing?.id,
    clientState: standing?.clientState,
    changeType: 'updated',
    resource: `Users/x/Events/${event}`,
    resourceData: { '@odata.type': '#Microsoft.Graph.Event', '@odata.etag': 'W/"nieuw"', id: event },
    tenantId: '11111111-1111-4111-8111-111111111111',
    ...change,
  };
}

/** Everything that a notification could change. */
async function state() {
  const { db } = house.parts.c;
  const [hearings, due, watch, bookings] = await Promise.all([
    db.selectFrom('hearings').selectAll().orderBy('event').execute(),
    db.selectFrom('due').select(['id', 'at']).where('kind', '=', 'calendar.hear').execute(),
    db.selectFrom('watch').select(['subscription', 'secret_hash', 'expires_at', 'url']).execute(),
    db.selectFrom('bookings').selectAll().execute(),
  ]);
  return JSON.stringify({ hearings, due, watch, bookings });
}

describe('a handshake', () => {
  it.each([
    [
      'as Graph writes it',
      'Validation: Testing client application reachability for subscription Request-Id: 1+1',
    ],
    ['a script', '<script>alert(document.cookie)</script>'],
    ['letters from everywhere', 'één ✓ %2B %3Cb%3E & ? #'],
    ['10 KB', `${'x'.repeat(10_239)}+`],
  ])('gets its token back, exact and as plain text: %s', async (_, token) => {
    const answer = await fetch(`${address()}?validationToken=${encodeURIComponent(token)}`, {
      method: 'POST',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe(token);
  });

  it('reads a plus as a blank, as forms write it', async () => {
    const answer = await fetch(`${address()}?validationToken=Validation%3A+een+twee`, { method: 'POST' });
    expect(await answer.text()).toBe('Validation: een twee');
  });

  it.each(['validationToken=', 'validationToken=a&validationToken=b'])('is refused for %s', async (query) => {
    expect((await fetch(`${address()}?${query}`, { method: 'POST' })).status).toBe(400);
  });
});

describe('what is not from our subscription', () => {
  it.each([
    ['a wrong secret', { clientState: 'geraden' }, 'wrong-secret'],
    ['no secret', { clientState: undefined }, 'wrong-secret'],
    ['an empty secret', { clientState: '' }, 'wrong-secret'],
    [
      'an unknown subscription',
      { subscriptionId: '00000000-0000-4000-8000-000000000000' },
      'unknown-subscription',
    ],
  ])('%s: is taken in without a word, and nothing changes', async (_, change, code) => {
    const before = await state();
    expect((await post({ value: [told(change), told({ ...change, changeType: 'deleted' })] })).status).toBe(
      202,
    );
    await house.parts.engine.settle();
    expect(await state()).toBe(before);
    expect(calls(outlookOf(house).outlook, READ_EVENT)).toBe(0);
    expect(house.logged.some((line) => line.includes('notifications.refused') && line.includes(code))).toBe(
      true,
    );
  });

  it('a forged lifecycle notification renews nothing', async () => {
    const forged = {
      subscriptionId: told().subscriptionId,
      clientState: 'x',
      lifecycleEvent: 'subscriptionRemoved',
    };
    const before = await state();
    expect((await post({ value: [forged] })).status).toBe(202);
    await house.parts.engine.settle();
    expect(await state()).toBe(before);
    expect(calls(outlookOf(house).outlook, 'PATCH /subscriptions/{id}')).toBe(0);
  });

  it('a flood of it is said a few times in the log, and kept nowhere', async () => {
    const before = await state();
    const lines = house.logged.length;
    for (let n = 0; n < 20; n += 1)
      await post({ value: Array.from({ length: 100 }, () => told({ clientState: `geraden ${n}` })) });
    expect(await state()).toBe(before);
    expect(house.logged.length - lines).toBeLessThan(5);
  });
});

describe('what can not be read', () => {
  const deep = `${'{"value":['.repeat(5_000)}1${']}'.repeat(5_000)}`;
  it.each([
    ['no JSON', 'geen json', 400],
    ['nothing', '', 400],
    ['a list', '[]', 400],
    ['no notifications', { value: [] }, 400],
    [
      'a number as an id',
      { value: [{ subscriptionId: 1, changeType: 'updated', resourceData: { id: 2 } }] },
      400,
    ],
    [
      'an unknown kind of change',
      { value: [{ subscriptionId: 'a', changeType: 'moved', resourceData: { id: 'b' } }] },
      400,
    ],
    [
      'a secret of 129 characters',
      { value: [{ subscriptionId: 'a', clientState: 'x'.repeat(129), lifecycleEvent: 'missed' }] },
      400,
    ],
    ['very deep', deep, 400],
    ['2 MB', { value: ['x'.repeat(2_000_000)] }, 413],
  ])('%s is refused, and changes nothing', async (_, body, status) => {
    const before = await state();
    expect((await post(body)).status).toBe(status);
    expect(await state()).toBe(before);
  });
});

describe('what is from our subscription', () => {
  it('a thousand about one event within a minute cost at most two looks', async () => {
    const { outlook } = outlookOf(house);
    for (let n = 0; n < 10; n += 1) {
      const many = Array.from({ length: 50 }, (_, at) =>
        told({ resourceData: { id: mine, '@odata.etag': `W/"${n}-${at}"` } }),
      );
      await Promise.all([post({ value: many }), post({ value: many })]);
    }
    await house.parts.engine.settle();
    expect(calls(outlook, READ_EVENT)).toBe(1);
    house.clock.set(house.clock.now() + 61_000);
    await house.parts.engine.settle();
    expect(calls(outlook, READ_EVENT)).toBe(2);
    house.clock.set(house.clock.now() + 61_000);
    await house.parts.engine.settle();
    expect(calls(outlook, READ_EVENT)).toBe(2);
  });

  it('an event of somebody else in that mailbox is left alone', async () => {
    const before = await state();
    expect((await post({ value: [told({}, 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0Avreemd=')] })).status).toBe(
      202,
    );
    await house.parts.engine.settle();
    expect(await state()).toBe(before);
    expect(calls(outlookOf(house).outlook, READ_EVENT)).toBe(0);
  });

  it('the echo of a state that is known already costs no look', async () => {
    const { etag } = await house.parts.c.db
      .selectFrom('hearings')
      .select('etag')
      .where('event', '=', mine)
      .executeTakeFirstOrThrow();
    expect((await post({ value: [told({ resourceData: { id: mine, '@odata.etag': etag } })] })).status).toBe(
      202,
    );
    await house.parts.engine.settle();
    expect(calls(outlookOf(house).outlook, READ_EVENT)).toBe(0);
  });

  it('believes nothing: told that the event was deleted, it looks, and the session stands', async () => {
    house.clock.set(house.clock.now() + 61_000);
    expect((await post({ value: [told({ changeType: 'deleted' })] })).status).toBe(202);
    await until(() => calls(outlookOf(house).outlook, READ_EVENT) > 0);
    await house.parts.engine.settle();
    const { state: now } = await house.parts.c.db
      .selectFrom('bookings')
      .select('state')
      .where('event', '=', mine)
      .executeTakeFirstOrThrow();
    expect(now).toBe('confirmed');
  });
});
