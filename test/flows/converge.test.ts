import { loadavg } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { booksNext } from '../end/support/play.ts';
import { disagreements, doubleBooked, lost } from '../end/support/truths.ts';
import { type Chance, chanceOf } from '../simulate/chance.ts';
import { CHANGES, change } from '../support/changes.ts';
import { allEnds, bookingOf, pass } from '../support/faults.ts';
import type { House } from '../support/house.ts';
import { listening, outlookOf } from '../support/outlook.ts';
import { dead } from '../support/review.ts';
import { booked, openSessions } from '../support/sessions.ts';

/** Sessions that change beside each other: their coaches are shared, so they get in each other's way. */
const SESSIONS = 10;
const SEQUENCES = 200;
const MOST_CHANGES = 4;
const LOOK_MS = 3 * 60_000;
/** On a machine that others use too, five seconds say nothing of us. */
const busy = () => (loadavg()[0] ?? 0) > 2;
const limitMs = () => (busy() ? 60_000 : 5_000);

/**
 * Director, coach and programme mailbox change sessions in chat and in Outlook, in any order and across each other.
 * When it is quiet again store, the three calendars and both chats say the same.
 */
describe('chat and Outlook converge', { timeout: 900_000 }, () => {
  let house: House;
  let from = 0;
  const directors = Array.from({ length: SESSIONS }, (_, i) => `d${i + 1}`);
  beforeAll(async () => {
    house = await openSessions({ directors: SESSIONS, programme: { 'late-cancel-counts': false } });
    from = Temporal.Instant.fromEpochMilliseconds(house.clock.now())
      .toZonedDateTimeISO('Europe/Amsterdam')
      .startOfDay().epochMilliseconds;
    await listening(house);
    for (const first of directors) await booked(house, first);
  });
  afterAll(async () => {
    expect(lost(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });

  it(`${SEQUENCES} sequences with notifications, within five seconds`, async () => {
    let slowest = 0;
    for (let seed = 1; seed <= SEQUENCES; seed += SESSIONS) {
      await everybodyChanges(seed);
      const began = performance.now();
      let wrong = await standing();
      while (wrong.length > 0 && performance.now() - began < limitMs()) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        wrong = await standing();
      }
      expect({ seed, wrong }).toEqual({ seed, wrong: [] });
      slowest = Math.max(slowest, performance.now() - began);
      await everybodyBooks();
    }
    process.stdout.write(`  converged within ${Math.round(slowest)} ms, load ${loadavg()[0]?.toFixed(1)}\n`);
  });

  it(`${SEQUENCES} sequences without any, within one look around`, async () => {
    const { outlook } = outlookOf(house);
    outlook.behave({ notify: 'held' });
    for (let seed = SEQUENCES + 1; seed <= 2 * SEQUENCES; seed += SESSIONS) {
      await everybodyChanges(seed);
      for (const { id } of outlook.notifications.waiting()) outlook.notifications.drop(id);
      await allEnds(house);
      await pass(house, LOOK_MS);
      await allEnds(house);
      expect({ seed, wrong: await standing() }).toEqual({ seed, wrong: [] });
      await everybodyBooks();
    }
    outlook.behave({ notify: 'at-once' });
  });

  /** One sequence for each session, from neighbouring seeds, all at once. */
  async function everybodyChanges(seed: number): Promise<void> {
    await Promise.all(directors.map((first, i) => changes(first, chanceOf(seed + i))));
  }

  async function changes(first: string, random: Chance): Promise<void> {
    const noor = house.person(first);
    for (let left = 1 + random.int(MOST_CHANGES); left > 0; left -= 1)
      await change(house, { noor, what: random.pick(CHANGES), random });
  }

  async function everybodyBooks(): Promise<void> {
    for (const first of directors) {
      const noor = house.person(first);
      if ((await bookingOf(house, noor)).state !== 'confirmed') await booksNext(house, noor);
    }
    await allEnds(house);
  }

  async function standing(): Promise<readonly string[]> {
    return [...(await disagreements(house, from)), ...(await doubleBooked(house))];
  }
});
