import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, book, until } from '../support/house.ts';
import { calls } from '../support/outlook.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { eventsAt, openServeHouse, type ServeHouse } from '../support/serve-house.ts';
import { programmeOf } from '../support/serve-programme.ts';

const source = postgresSource();
const why = source.kind === 'none' ? ` · skipped: ${source.reason}` : '';

describe.skipIf(why !== '')(`Outlook tells two processes${why}`, () => {
  let house: ServeHouse;
  let director: Actor;
  let start = 0;
  beforeAll(async () => {
    house = await openServeHouse({ record: 'outlook', programme: programmeOf({ directors: 1 }) });
    await Promise.all([house.start(), house.start()]);
    director = await house.person('d01');
    start = await book(director);
    await until(() => director.reads().includes('staat in uw agenda'), 30_000);
  }, 180_000);
  afterAll(() => house?.stop());

  it('through one subscription, which both say at /readyz', async () => {
    await until(async () => (await readiness()).every(({ outlook }) => outlook), 30_000);
    expect(house.outlook.subscriptions()).toHaveLength(1);
    expect(calls(house.outlook, 'POST /subscriptions')).toBe(1);
  });

  it('and one that is killed takes nothing with it: the other hears, and the director is told once', async () => {
    const [first] = house.running;
    if (first) await house.kill9(first);
    const [event] = eventsAt(house, house.mailbox, start);
    const path = `/users/${house.mailbox}/events/${encodeURIComponent(event?.id ?? '')}`;
    expect(await house.byHand('DELETE', path)).toBe(204);
    await until(() => director.reads().includes('gaat helaas niet door'), 30_000);
    expect(await house.rows("select state from bookings where state = 'cancelled'")).toHaveLength(1);
    const told = await house.rows(
      "select id from cards where kind = 'session-cancelled' and state <> 'replaced'",
    );
    expect(told).toHaveLength(1);
  });

  async function readiness() {
    return Promise.all(
      house.running.map(async ({ url }) => {
        const answer = await fetch(`${url}/readyz`);
        return ((await answer.json()) as { checks: { outlook: boolean } }).checks;
      }),
    );
  }
});
