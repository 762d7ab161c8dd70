import { expect, test } from 'vitest';
import { closedOrigin, fakeGraph, graphError, type Reply } from './support/fake-graph.ts';
import { BOOKING, createdBody, foundBody, graphAt, session } from './support/situation.ts';

const RETRY_30 = { 'retry-after': '30' };

test.each<{ name: string; reply: Reply; outcome: object }>([
  {
    name: 'a 429 with Retry-After',
    reply: graphError(429, 'ApplicationThrottled', RETRY_30),
    outcome: { kind: 'later', code: 'ApplicationThrottled', afterMs: 30_000 },
  },
  {
    name: 'a 429 that asks for an hour',
    reply: graphError(429, 'ApplicationThrottled', { 'retry-after': '3600' }),
    outcome: { kind: 'later', code: 'ApplicationThrottled', afterMs: 3_600_000 },
  },
  {
    name: 'a 429 with a date, measured by the server’s clock',
    reply: graphError(429, 'ApplicationThrottled', {
      date: 'Fri, 20 Nov 2026 12:00:00 GMT',
      'retry-after': 'Fri, 20 Nov 2026 12:00:45 GMT',
    }),
    outcome: { kind: 'later', code: 'ApplicationThrottled', afterMs: 45_000 },
  },
  {
    name: 'a 429 without Retry-After',
    reply: { status: 429, text: '' },
    outcome: { kind: 'later', code: 'http-429', afterMs: 10_000 },
  },
  {
    name: 'a 503 with Retry-After',
    reply: graphError(503, 'ServiceUnavailable', { 'retry-after': '1' }),
    outcome: { kind: 'unknown', code: 'ServiceUnavailable' },
  },
  {
    name: 'a 504',
    reply: graphError(504, 'UnknownError'),
    outcome: { kind: 'unknown', code: 'UnknownError' },
  },
  {
    name: 'a 502 page',
    reply: { status: 502, text: '<html>' },
    outcome: { kind: 'unknown', code: 'http-502' },
  },
  {
    name: 'a 500',
    reply: graphError(500, 'ErrorInternalServerError'),
    outcome: { kind: 'unknown', code: 'ErrorInternalServerError' },
  },
  {
    name: 'a 403',
    reply: graphError(403, 'ErrorAccessDenied'),
    outcome: { kind: 'refused', code: 'ErrorAccessDenied' },
  },
  {
    name: 'a 400',
    reply: graphError(400, 'ErrorInvalidRequest'),
    outcome: { kind: 'refused', code: 'ErrorInvalidRequest' },
  },
  {
    name: 'a 404',
    reply: graphError(404, 'ErrorInvalidUser'),
    outcome: { kind: 'refused', code: 'ErrorInvalidUser' },
  },
  {
    name: 'a refusal whose code is a sentence',
    reply: graphError(400, 'The subject "Afspraak" is not allowed'),
    outcome: { kind: 'refused', code: 'http-400' },
  },
  {
    name: 'a redirect',
    reply: { status: 302, headers: { location: 'http://127.0.0.1:1/' }, text: '' },
    outcome: { kind: 'refused', code: 'http-302' },
  },
  {
    name: 'a connection that breaks before the answer',
    reply: { reset: 'before-answer' },
    outcome: { kind: 'unknown', code: 'UND_ERR_SOCKET' },
  },
  {
    name: 'an answer that breaks off',
    reply: { reset: 'halfway' },
    outcome: { kind: 'unknown', code: 'UND_ERR_SOCKET' },
  },
])('a create that meets $name goes out once', async ({ reply, outcome }) => {
  const fake = await fakeGraph(() => reply);
  expect(await graphAt(fake.origin).calendar.create(session())).toEqual(outcome);
  expect(fake.seen).toHaveLength(1);
});

test('a create that nobody listens to may be asked again: it was never sent', async () => {
  const made = await graphAt(await closedOrigin()).calendar.create(session());
  expect(made).toEqual({ kind: 'later', code: 'ECONNREFUSED', afterMs: 5_000 });
});

test('a slow create is unknown when its time is up', async () => {
  const fake = await fakeGraph((seen) => ({ status: 201, afterMs: 1_500, body: createdBody(seen.body) }));
  const started = performance.now();
  const graph = graphAt(fake.origin, { timeouts: { readMs: 150, writeMs: 150 } });
  expect(await graph.calendar.create(session())).toEqual({ kind: 'unknown', code: 'timeout' });
  expect(performance.now() - started).toBeLessThan(900);
  expect(fake.seen).toHaveLength(1);
});

test.each<{ name: string; first: Reply }>([
  { name: 'a 429', first: graphError(429, 'ApplicationThrottled', { 'retry-after': '0' }) },
  { name: 'a 503', first: graphError(503, 'ServiceUnavailable') },
  { name: 'a 504', first: graphError(504, 'UnknownError') },
  { name: 'a reset', first: { reset: 'before-answer' } },
  { name: 'an answer that broke off', first: { reset: 'halfway' } },
])('a read goes again after $name', async ({ first }) => {
  const fake = await fakeGraph((_, number) =>
    number === 1 ? first : { status: 200, body: { value: [foundBody()] } },
  );
  expect(await graphAt(fake.origin).calendar.find(BOOKING)).toMatchObject({
    kind: 'done',
    value: { etag: 'W/"etag-1"' },
  });
  expect(fake.seen).toHaveLength(2);
});

test('a read goes at most three times', async () => {
  const fake = await fakeGraph(() => graphError(503, 'ServiceUnavailable', { 'retry-after': '0' }));
  const found = await graphAt(fake.origin).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'unknown', code: 'ServiceUnavailable' });
  expect(fake.seen).toHaveLength(3);
});

test('a read waits as long as Retry-After asks', async () => {
  const at: number[] = [];
  const fake = await fakeGraph((_, number) => {
    at.push(performance.now());
    return number === 1
      ? graphError(429, 'ApplicationThrottled', { 'retry-after': '1' })
      : { status: 200, body: { value: [] } };
  });
  expect(await graphAt(fake.origin).calendar.find(BOOKING)).toEqual({ kind: 'done', value: null });
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(990);
});

test('a read does not wait for longer than it has', async () => {
  const fake = await fakeGraph(() => graphError(429, 'ApplicationThrottled', RETRY_30));
  const started = performance.now();
  const found = await graphAt(fake.origin).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'later', code: 'ApplicationThrottled', afterMs: 30_000 });
  expect(performance.now() - started).toBeLessThan(500);
  expect(fake.seen).toHaveLength(1);
});

test('a read that is refused or fails with a 500 does not go again', async () => {
  for (const status of [400, 403, 500]) {
    const fake = await fakeGraph(() => graphError(status, 'ErrorSomething'));
    await graphAt(fake.origin).calendar.find(BOOKING);
    expect(fake.seen).toHaveLength(1);
  }
});

test('a removal and a mail go out once, whatever happens', async () => {
  const fake = await fakeGraph(() => graphError(503, 'ServiceUnavailable', { 'retry-after': '0' }));
  const { calendar, mail } = graphAt(fake.origin);
  const outcome = { kind: 'unknown', code: 'ServiceUnavailable' };
  expect(await calendar.remove('event')).toEqual(outcome);
  expect(await mail.send({ to: 'sanne@voorbeeld.example', subject: 's', text: 't' })).toEqual(outcome);
  expect(fake.seen).toHaveLength(2);
});
