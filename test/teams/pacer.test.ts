import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Urgency } from '../../bot/ports.ts';
import { Entrance } from '../../bot/teams/entrance.ts';
import { Pacer, realTime } from '../../bot/teams/pacer.ts';
import { Threads } from '../../bot/teams/threads.ts';
import { type PacedTime, pacedTime } from './support/paced-time.ts';

type Call = { readonly name: string; readonly at: number };

/** Sends something that is answered after `latencyMs`; keeps when it went. */
function sender(pacer: Pacer, time: PacedTime) {
  const went: Call[] = [];
  const rests: number[] = [];
  const send = async (name: string, q: { urgency?: Urgency; latencyMs?: number } = {}) => {
    const permit = await pacer.take(q.urgency ?? 'broadcast');
    if (permit.kind === 'rest') return void rests.push(permit.afterMs);
    went.push({ name, at: time.now() });
    time.after(q.latencyMs ?? 40, permit.answered);
  };
  return { went, rests, send };
}

/** The most that ever fell within one second. */
function busiest(moments: readonly number[]): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + 1_000).length));
}

describe('the pace of an app', () => {
  it('never exceeds thirty arrivals in any second, wherever between sending and answer they arrive', async () => {
    const delay = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(delay, { minLength: 40, maxLength: 150 }), async (delays) => {
        const time = pacedTime();
        const pacer = new Pacer(time);
        const arrived: number[] = [];
        for (const [latency, part] of delays)
          void pacer.take('answer').then((permit) => {
            if (permit.kind === 'rest') return;
            arrived.push(time.now() + latency * part);
            time.after(latency, permit.answered);
          });
        await time.pass(60_000);
        expect(arrived).toHaveLength(delays.length);
        expect(busiest(arrived)).toBeLessThanOrEqual(30);
      }),
      { numRuns: 60 },
    );
  });

  it('reaches nearly the whole of it: 3,000 messages in 1.05 times the least', async () => {
    const time = pacedTime();
    const { went, send } = sender(new Pacer(time), time);
    for (let n = 0; n < 3_000; n += 1) void send(String(n));
    await time.pass(200_000);
    expect(went).toHaveLength(3_000);
    expect(went.at(-1)?.at).toBeLessThanOrEqual(1.05 * 100_000);
  });

  it('lets the answer to a person go before ten thousand broadcasts', async () => {
    const time = pacedTime();
    const { went, send } = sender(new Pacer(time), time);
    for (let n = 0; n < 10_000; n += 1) void send('broadcast');
    await time.pass(5_500);
    const asked = time.now();
    void send('answer', { urgency: 'answer' });
    await time.pass(5_000);
    const answer = went.find(({ name }) => name === 'answer');
    expect((answer?.at ?? Number.NaN) - asked).toBeLessThanOrEqual(1_040);
  });

  it('does not starve a broadcast while people keep pressing', async () => {
    const time = pacedTime();
    const { went, send } = sender(new Pacer(time), time);
    for (let n = 0; n < 50; n += 1) void send('broadcast');
    for (let n = 0; n < 1_000; n += 1) void send('answer', { urgency: 'answer' });
    await time.pass(10_000);
    const first = went.slice(30, 230);
    expect(first.filter(({ name }) => name === 'broadcast')).toHaveLength(20);
  });

  it('shares with other processes, and one permit always remains', async () => {
    const time = pacedTime();
    const pacer = new Pacer(time);
    const { went, send } = sender(pacer, time);
    pacer.share(4);
    for (let n = 0; n < 100; n += 1) void send('x');
    await time.pass(0);
    expect(went).toHaveLength(7);
    pacer.share(1_000);
    await time.pass(1_041);
    expect(went).toHaveLength(8);
    pacer.share(1);
    expect(busiest(went.map(({ at }) => at))).toBeLessThanOrEqual(30);
    await time.pass(1);
    expect(went).toHaveLength(37);
  });

  it('counts a permit once, whatever its user says of it', async () => {
    const time = pacedTime();
    const pacer = new Pacer(time);
    const permit = await pacer.take('answer');
    if (permit.kind !== 'permit') throw new Error('at rest');
    permit.answered();
    permit.answered();
    const { went, send } = sender(pacer, time);
    for (let n = 0; n < 40; n += 1) void send('x');
    await time.pass(999);
    expect(went).toHaveLength(29);
    await time.pass(1);
    expect(went).toHaveLength(30);
  });
});

describe('a 429', () => {
  it('holds everybody for as long as it says, also who came later', async () => {
    const time = pacedTime();
    const pacer = new Pacer(time);
    const { went, send } = sender(pacer, time);
    pacer.hold(7_000);
    pacer.hold(2_000);
    void send('broadcast');
    void send('answer', { urgency: 'answer' });
    await time.pass(6_999);
    expect(went).toEqual([]);
    await time.pass(1);
    expect(went.map(({ name }) => name)).toEqual(['answer', 'broadcast']);
  });

  it('for longer than a job may wait sends everybody away with the time to come back', async () => {
    const time = pacedTime();
    const pacer = new Pacer(time);
    const { went, rests, send } = sender(pacer, time);
    for (let n = 0; n < 30; n += 1) void send('first', { latencyMs: 50 });
    void send('waits');
    await time.pass(10);
    pacer.hold(60_000);
    void send('new');
    await time.pass(0);
    expect(rests).toEqual([60_000, 60_000]);
    await time.pass(60_000);
    void send('after');
    await time.pass(0);
    expect(went.at(-1)?.name).toBe('after');
  });
});

describe('the pace of one conversation', () => {
  it.each([
    [7, 1_000],
    [60, 30_000],
    [1_800, 3_600_000],
  ])('never has more than %i in %i ms, nor 8 in 2 s', (count, withinMs) => {
    const time = pacedTime();
    const threads = new Threads({ ...time, now: () => at });
    let at = 0;
    const went: number[] = [];
    while (went.length < count * 2) {
      at += threads.restMs('a');
      expect(threads.restMs('a')).toBe(0);
      threads.send('a')();
      went.push(at);
    }
    const within = (ms: number) => (from: number) =>
      went.filter((one) => one >= from && one < from + ms).length;
    expect(Math.max(...went.map(within(withinMs)))).toBeLessThanOrEqual(count);
    expect(Math.max(...went.map(within(2_000)))).toBeLessThanOrEqual(8);
  });

  it('counts what was not answered yet, and knows nothing of others', () => {
    const threads = new Threads(pacedTime());
    const answers = Array.from({ length: 7 }, () => threads.send('a'));
    expect(threads.restMs('a')).toBe(1_000);
    expect(threads.restMs('b')).toBe(0);
    for (const answered of answers) answered();
    expect(threads.restMs('a')).toBe(1_000);
  });
});

it('an entrance lets in as many as it has room for, in order, and whoever leaves twice makes room once', async () => {
  const entrance = new Entrance(2);
  const inside: number[] = [];
  const leaves: (() => void)[] = [];
  const all = [1, 2, 3, 4].map(async (n) => {
    leaves[n] = await entrance.enter();
    inside.push(n);
  });
  await Promise.all(all.slice(0, 2));
  expect(inside).toEqual([1, 2]);
  leaves[1]?.();
  leaves[1]?.();
  await all[2];
  await Promise.resolve();
  expect(inside).toEqual([1, 2, 3]);
  leaves[2]?.();
  await all[3];
  expect(inside).toEqual([1, 2, 3, 4]);
});

it('real time is never too early', async () => {
  for (let n = 0; n < 20; n += 1) {
    const began = realTime.now();
    await new Promise<void>((resolve) => realTime.after(3, resolve));
    expect(realTime.now() - began).toBeGreaterThanOrEqual(3);
  }
});
