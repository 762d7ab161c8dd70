import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, appears, readCard, signUp, until } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import type { Serve } from '../support/serve.ts';
import { eventsAt, openServeHouse, type ServeHouse } from '../support/serve-house.ts';
import { numbered, programmeOf } from '../support/serve-programme.ts';

const source = postgresSource();
const why = source.kind === 'none' ? ` · skipped: ${source.reason}` : '';
const DIRECTORS = 12;

describe.skipIf(why !== '')(`one of two processes is killed in the middle of bookings${why}`, () => {
  let house: ServeHouse;
  let victim: Serve;
  let directors: readonly Actor[] = [];
  beforeAll(async () => {
    house = await openServeHouse({
      record: 'crash',
      programme: programmeOf({ directors: DIRECTORS, coaches: 6 }),
    });
    victim = await house.start();
    await house.start();
    const all = numbered('d', DIRECTORS).map((first) => house.person(first));
    directors = await Promise.all(all);
    for (const director of directors) {
      await signUp(director);
      await appears(director, 'coaching.choose-coach', 30_000);
      await director.press('coaching.choose-coach', { coach: 'any' });
      await appears(director, 'coaching.choose-slot', 30_000);
    }
  });
  afterAll(() => house.stop());

  it('and the other one confirms every booking that was acknowledged, with one event each', async () => {
    house.outlook.faults.add({ method: 'POST', path: '/events', times: DIRECTORS, kind: { delayMs: 2_000 } });
    const acknowledged: Actor[] = [];
    const presses = directors.map(async (director, i) => {
      const slot = director.choices('slot')[i % 6] ?? '';
      const card = await director.press('coaching.choose-slot', { slot });
      if (card && readCard(card).includes('Ik leg uw afspraak vast')) acknowledged.push(director);
    });
    // A process has at most four at a time: with more than four at Outlook, both wait for an answer.
    await until(() => (house.outlook.requests.all()['POST /users/{id}/events'] ?? 0) > 5);
    await house.kill9(victim);
    const killed = performance.now();
    await Promise.all(presses);
    expect(acknowledged.length).toBeGreaterThan(5);
    await until(() => acknowledged.every((one) => one.reads().includes('staat in uw agenda')), 40_000);
    expect(performance.now() - killed).toBeLessThan(40_000);
    const booked = await bookings(house);
    expect(booked.length).toBeGreaterThanOrEqual(acknowledged.length);
    expect(booked.filter(({ state }) => state !== 'confirmed')).toEqual([]);
    for (const { upn, starts } of booked) expect(eventsAt(house, upn, starts), upn).toHaveLength(1);
    const all = new Set(booked.map(({ starts }) => starts));
    const events = [...all].flatMap((start) => eventsAt(house, house.mailbox, start));
    expect(events).toHaveLength(booked.length);
  });
});

async function bookings(house: ServeHouse) {
  const rows = await house.rows(
    "select state, upn, starts from bookings join people on people.id = director where state <> 'released'",
  );
  return rows.map(({ state, upn, starts }) => ({
    state,
    upn: String(upn),
    starts: new Date(String(starts)).getTime(),
  }));
}
