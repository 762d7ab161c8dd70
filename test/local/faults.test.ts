import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

let world: World;
let path: string;
beforeEach(async () => {
  world = await startWorld();
  path = `/v3/conversations/${(await world.chat()).conversation}/activities`;
});
afterEach(() => world.close());

const send = () => world.connector('POST', path, cardMessage(cardOf('x')));
const stored = () => world.teams.messages(DIRECTOR.aadObjectId).length;

test('a refusal with Retry-After is served as often as asked, and stores nothing', async () => {
  world.teams.faults.add({ on: 'send', kind: { status: 429, code: 'Throttled', retryAfter: 3 }, times: 2 });
  for (const _ of [1, 2]) {
    const refused = await send();
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'Throttled' } } });
    expect(refused.headers.get('retry-after')).toBe('3');
  }
  expect(stored()).toBe(0);
  expect(await send()).toMatchObject({ status: 201 });
});

test('504 after the message was stored leaves it in the chat', async () => {
  world.teams.faults.add({ on: 'send', kind: { afterStored: 504 }, times: 1 });
  expect(await send()).toMatchObject({ status: 504 });
  expect(stored()).toBe(1);
});

test('a reset before stores nothing, a reset after stores one', async () => {
  world.teams.faults.add({ on: 'any', kind: { reset: 'before' }, times: 1 });
  await expect(send()).rejects.toThrow();
  expect(stored()).toBe(0);
  world.teams.faults.add({ on: 'any', kind: { reset: 'after' }, times: 1 });
  await expect(send()).rejects.toThrow();
  expect(stored()).toBe(1);
});

test('a delay holds the answer back and then gives it', async () => {
  world.teams.faults.add({ on: 'send', kind: { delayMs: 120 }, times: 1 });
  const start = performance.now();
  expect(await send()).toMatchObject({ status: 201 });
  expect(performance.now() - start).toBeGreaterThan(110);
});

test('a fault on updates lets sends through, and clearing takes it away', async () => {
  world.teams.faults.add({ on: 'update', kind: { status: 412, code: 'PreconditionFailed' }, times: 9 });
  expect(await send()).toMatchObject({ status: 201 });
  const id = world.teams.messages(DIRECTOR.aadObjectId)[0]?.id;
  const put = () => world.connector('PUT', `${path}/${id}`, cardMessage(cardOf('y')));
  expect(await put()).toMatchObject({ status: 412 });
  world.teams.faults.clear();
  expect(await put()).toMatchObject({ status: 200 });
});
