import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { book, codeOf, type Graph, graphOf, listOf, outlook, programme, session } from './support.ts';

let server: LocalOutlook;
let graph: Graph;
beforeEach(async () => {
  server = await outlook();
  graph = graphOf(server);
});
afterEach(() => server.close());

const events = `/users/${programme.upn}/events`;
const post = () => graph('POST', events, { body: session() });
const count = async () => listOf(await graph('GET', events)).length;

describe('a fault', () => {
  test('answers what was asked for, as often as was asked, and does nothing meanwhile', async () => {
    server.faults.add({
      method: 'POST',
      path: '/events',
      times: 2,
      kind: { status: 503, code: 'UnknownError' },
    });
    expect(await count()).toBe(0);
    expect([(await post()).status, (await post()).status, (await post()).status]).toEqual([503, 503, 201]);
    expect(await count()).toBe(1);
  });

  test('of 429 says when to come back', async () => {
    server.faults.add({ times: 1, kind: { status: 429, code: 'ApplicationThrottled', retryAfter: 7 } });
    const answer = await post();
    expect([answer.status, codeOf(answer)]).toEqual([429, 'ApplicationThrottled']);
    expect(answer.headers.get('retry-after')).toBe('7');
  });

  test('after the deed answers 504, and the event is there', async () => {
    server.faults.add({ times: 1, kind: { afterDone: 504 } });
    expect((await post()).status).toBe(504);
    expect(await count()).toBe(1);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('that cuts the line %s the deed leaves %i events', async (reset, left) => {
    server.faults.add({ times: 1, kind: { reset } });
    await expect(post()).rejects.toThrow('fetch failed');
    expect(await count()).toBe(left);
  });

  test('that delays holds the answer back', async () => {
    server.faults.add({ times: 1, kind: { delayMs: 120 } });
    const before = performance.now();
    expect((await post()).status).toBe(201);
    expect(performance.now() - before).toBeGreaterThan(110);
  });

  test('that waits is forgotten when it is cleared', async () => {
    server.faults.add({ times: 3, kind: { status: 500, code: 'x' } });
    server.faults.clear();
    expect((await post()).status).toBe(201);
  });
});

test('calls are counted by template, failed ones too, until they are reset', async () => {
  const made = await book(graph);
  server.faults.add({ times: 1, kind: { status: 500, code: 'x' } });
  await graph('GET', `${events}/${encodeURIComponent(made.id)}`);
  await graph('GET', `${events}/${encodeURIComponent(made.id)}`);
  expect(server.requests.all()).toEqual({
    'POST /users/{id}/events': 1,
    'GET /users/{id}/events/{event-id}': 2,
  });
  server.requests.reset();
  expect(server.requests.all()).toEqual({});
});

test('the fifth call at once on one mailbox is throttled when that is switched on', async () => {
  server.behave({ concurrentCalls: 4 });
  server.faults.add({ times: 4, kind: { delayMs: 200 } });
  const answers = await Promise.all(Array.from({ length: 5 }, () => graph('GET', events)));
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 200, 200, 200, 429]);
  expect((await graph('GET', events)).status).toBe(200);
});
