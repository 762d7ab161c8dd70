import { expect, test } from 'vitest';
import { fakeGraph, graphError } from './support/fake-graph.ts';
import { graphAt, MAILBOX } from './support/situation.ts';

const URL = 'https://klankbord.voorbeeld.example/api/notifications';
const UNTIL = Date.parse('2026-11-23T09:00:00Z');
const STANDS = {
  id: 'sub-1',
  resource: `/users/${MAILBOX}/events`,
  notificationUrl: URL,
  expirationDateTime: '2026-11-23T09:00:00.0000000Z',
};

test('subscribes to the events of the one mailbox, with lifecycle and a secret', async () => {
  const fake = await fakeGraph(() => ({ status: 201, body: STANDS }));
  const made = await graphAt(fake.origin).subscriptions.create({ url: URL, secret: 'geheim', until: UNTIL });
  expect(made).toEqual({ kind: 'done', value: { id: 'sub-1', expiresAt: UNTIL } });
  expect(fake.seen[0]).toMatchObject({ method: 'POST', path: '/subscriptions' });
  expect(fake.seen[0]?.headers.prefer).toContain('IdType="ImmutableId"');
  expect(fake.seen[0]?.body).toEqual({
    changeType: 'created,updated,deleted',
    resource: `/users/${MAILBOX}/events`,
    notificationUrl: URL,
    lifecycleNotificationUrl: URL,
    expirationDateTime: '2026-11-23T09:00:00Z',
    clientState: 'geheim',
    latestSupportedTlsVersion: 'v1_2',
  });
});

test('a create is never repeated, and a failed handshake is a refusal', async () => {
  const late = await fakeGraph(() => graphError(504, 'UnknownError'));
  const asked = { url: URL, secret: 'geheim', until: UNTIL };
  expect(await graphAt(late.origin).subscriptions.create(asked)).toMatchObject({ kind: 'unknown' });
  expect(late.seen).toHaveLength(1);
  const shut = await fakeGraph(() => graphError(400, 'ValidationError'));
  expect(await graphAt(shut.origin).subscriptions.create(asked)).toMatchObject({
    kind: 'refused',
    code: 'ValidationError',
  });
});

test('a renewal of a subscription that is gone says so', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: STANDS }));
  expect(await graphAt(fake.origin).subscriptions.renew('sub-1', UNTIL)).toEqual({
    kind: 'done',
    value: { id: 'sub-1', expiresAt: UNTIL },
  });
  expect(fake.seen[0]).toMatchObject({
    method: 'PATCH',
    path: '/subscriptions/sub-1',
    body: { expirationDateTime: '2026-11-23T09:00:00Z' },
  });
  const gone = await fakeGraph(() => graphError(404, 'ResourceNotFound'));
  expect(await graphAt(gone.origin).subscriptions.renew('sub-1', UNTIL)).toEqual({
    kind: 'done',
    value: null,
  });
});

test('lists its own and nobody else’s', async () => {
  const value = [
    STANDS,
    { ...STANDS, id: 'sub-2', resource: `users/${MAILBOX.toUpperCase()}/events` },
    { ...STANDS, id: 'sub-3', notificationUrl: 'https://elders.example/api/notifications' },
    { ...STANDS, id: 'sub-4', resource: '/users/ander@voorbeeld.example/events' },
    {
      id: 'sub-5',
      resource: 'chats/getAllMessages',
      notificationUrl: URL,
      expirationDateTime: STANDS.expirationDateTime,
    },
  ];
  const fake = await fakeGraph(() => ({ status: 200, body: { value } }));
  const listed = await graphAt(fake.origin).subscriptions.list(URL);
  expect(listed).toMatchObject({ kind: 'done', value: [{ id: 'sub-1' }, { id: 'sub-2' }] });
});

test('ending one that is gone already is done', async () => {
  const gone = await fakeGraph(() => graphError(404, 'ResourceNotFound'));
  expect(await graphAt(gone.origin).subscriptions.remove('sub-1')).toMatchObject({ kind: 'done' });
});
