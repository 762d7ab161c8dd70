import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { recordingOf } from '../../support/graph-recording.ts';
import { listener, values } from './listener.ts';
import {
  attendees,
  book,
  codeOf,
  copyOf,
  director,
  eventPath,
  type Graph,
  graphOf,
  type Json,
  listOf,
  outlook,
  programme,
  START,
} from './support.ts';

const IMMUTABLE = { Prefer: 'IdType="ImmutableId"' };
const HOUR = 3_600_000;
let server: LocalOutlook;
let graph: Graph;
let now = START;
recordingOf('subscriptions');
beforeEach(async () => {
  now = START;
  server = await outlook({ now: () => now });
  graph = graphOf(server);
});
afterEach(() => server.close());

const wanted = (url: string, change: Json = {}): Json => ({
  changeType: 'created,updated,deleted',
  resource: `/users/${programme.upn}/events`,
  notificationUrl: `${url}/told`,
  lifecycleNotificationUrl: `${url}/lifecycle`,
  expirationDateTime: new Date(START + 48 * HOUR).toISOString(),
  clientState: 'geheim',
  ...change,
});
const subscribe = (url: string, change: Json = {}) =>
  graph('POST', '/subscriptions', { body: wanted(url, change), headers: IMMUTABLE });

describe('a subscription', () => {
  test('is made after both addresses gave back the token', async () => {
    const hears = await listener();
    const recorded = graphOf(server, 'subscriptions');
    const made = await recorded('POST', '/subscriptions', { body: wanted(hears.url), headers: IMMUTABLE });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ changeType: 'created,updated,deleted', clientState: 'geheim' });
    expect(hears.shaken).toEqual(['/told', '/lifecycle']);
    const path = `/subscriptions/${made.body.id}`;
    const until = new Date(START + 72 * HOUR).toISOString();
    const renewed = await recorded('PATCH', path, { body: { expirationDateTime: until } });
    expect(renewed.body).toMatchObject({ expirationDateTime: '2026-11-26T08:00:00.0000000Z' });
    expect(listOf(await recorded('GET', '/subscriptions'))).toMatchObject([
      { id: made.body.id, clientState: null },
    ]);
    expect((await recorded('GET', path)).status).toBe(200);
    expect((await recorded('DELETE', path)).status).toBe(204);
    expect(codeOf(await graph('DELETE', path))).toBe('ResourceNotFound');
  });

  test.each([
    ['does not give back the token', { handshake: () => 'iets anders' }],
    ['gives back what was not decoded', { handshake: (token: string) => encodeURIComponent(token) }],
  ])('is refused when an address %s', async (_, how) => {
    const hears = await listener(how);
    const made = await subscribe(hears.url);
    expect([made.status, codeOf(made)]).toEqual([400, 'ValidationError']);
    expect(server.subscriptions()).toEqual([]);
  });

  test.each([
    ['a moment that has passed', { expirationDateTime: '2026-11-20T08:00:00Z' }],
    ['more than 10,080 minutes', { expirationDateTime: '2026-11-30T08:01:00Z' }],
    ['a secret of 129 characters', { clientState: 'x'.repeat(129) }],
    ['a mailbox that is not there', { resource: '/users/niemand@voorbeeld.example/events' }],
    ['another kind of change', { changeType: 'moved' }],
    ['an address elsewhere', { notificationUrl: 'https://elders.example/told' }],
  ])('is refused for %s', async (_, change) => {
    const hears = await listener();
    expect((await subscribe(hears.url, change)).status).toBe(400);
    expect(hears.shaken).toEqual([]);
  });

  test('tells of what is made, answered, moved and deleted, by immutable id and with the etag', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    const made = await book(graph, attendees(director));
    const immutable = await graph('GET', eventPath(programme, made.id), { headers: IMMUTABLE });
    const copy = await copyOf(graph, director, made.iCalUId);
    await graph('POST', eventPath(director, copy?.id, '/accept'), { body: {} });
    await graph('DELETE', eventPath(programme, made.id));
    await server.notifications.idle();
    const all = values(hears.told).map((one) => ({ ...one, data: one.resourceData as Json }));
    expect(new Set(all.map(({ data }) => data.id))).toEqual(new Set([immutable.body.id]));
    expect(all.map((one) => (one as Json).changeType).toSorted()).toEqual(['created', 'deleted', 'updated']);
    expect(all[0]).toMatchObject({
      clientState: 'geheim',
      data: { '@odata.etag': expect.stringMatching(/^W\//) },
    });
    expect(hears.told.every(({ url }) => url === '/told')).toBe(true);
  });

  test('that has ended tells nothing and is not there', async () => {
    const hears = await listener();
    const made = await subscribe(hears.url);
    now += 49 * HOUR;
    await book(graph);
    await server.notifications.idle();
    expect(hears.told).toEqual([]);
    expect((await graph('GET', `/subscriptions/${made.body.id}`)).status).toBe(404);
  });

  test('tries again when the answer is no 2xx', async () => {
    const hears = await listener({ status: (n) => (n === 1 ? 503 : 202) });
    await subscribe(hears.url);
    await book(graph);
    await server.notifications.idle();
    expect(hears.told).toHaveLength(2);
  });

  test('tells its lifecycle address, and a removed one is gone', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    await server.notifications.lifecycle('reauthorizationRequired');
    await server.notifications.lifecycle('subscriptionRemoved');
    expect(values(hears.told).map((one) => one.lifecycleEvent)).toEqual([
      'reauthorizationRequired',
      'subscriptionRemoved',
    ]);
    expect(hears.told.every(({ url }) => url === '/lifecycle')).toBe(true);
    expect(server.subscriptions()).toEqual([]);
  });

  test('that is dropped without a word hears nothing more', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    server.dropSubscriptions();
    await book(graph);
    await server.notifications.idle();
    expect(hears.told).toEqual([]);
  });
});

describe('what goes wrong with notifications when asked for', () => {
  test('lost, doubled, delayed', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    server.notifications.disturb(
      { kind: 'lost', times: 1 },
      { kind: 'doubled', times: 1 },
      { kind: { delayMs: 5 }, times: 1 },
    );
    for (const _ of [1, 2, 3]) await book(graph);
    await server.notifications.idle();
    expect(hears.told).toHaveLength(3);
    const ids = values(hears.told).map(({ resource }) => resource);
    expect(new Set(ids).size).toBe(2);
  });

  test('swapped: the second comes before the first', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    server.notifications.disturb({ kind: 'swapped', times: 1 });
    const first = await book(graph);
    const second = await book(graph);
    await server.notifications.idle();
    const keyOf = (text: unknown) => /([0-9a-f]{24})AAAA=$/.exec(String(text))?.[1];
    expect(values(hears.told).map(({ resource }) => keyOf(resource))).toEqual([
      keyOf(second.id),
      keyOf(first.id),
    ]);
  });

  test('held: each waits until it is delivered or dropped', async () => {
    const hears = await listener();
    await subscribe(hears.url);
    server.behave({ notify: 'held' });
    await book(graph);
    await book(graph);
    const [one, two] = server.notifications.waiting();
    expect(hears.told).toEqual([]);
    expect(await server.notifications.deliver(two?.id ?? '')).toBe(true);
    expect(await server.notifications.deliver(two?.id ?? '')).toBe(true);
    expect(server.notifications.drop(one?.id ?? '')).toBe(true);
    expect(hears.told).toHaveLength(2);
    expect(server.notifications.waiting().map(({ id }) => id)).toEqual([two?.id]);
  });
});
