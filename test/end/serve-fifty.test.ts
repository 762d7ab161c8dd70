import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, appears, signUp, until } from '../support/house.ts';
import { postgresSource } from '../support/postgres-server.ts';
import { eventsAt, openServeHouse, type ServeHouse } from '../support/serve-house.ts';
import { numbered, programmeOf } from '../support/serve-programme.ts';

const source = postgresSource();
const why = source.kind === 'none' ? ` · skipped: ${source.reason}` : '';
const DIRECTORS = 50;

describe.skipIf(why !== '')(`fifty directors and two processes${why}`, () => {
  let house: ServeHouse;
  let directors: readonly Actor[] = [];
  beforeAll(async () => {
    house = await openServeHouse({ record: 'fifty', programme: programmeOf({ directors: DIRECTORS }) });
    await Promise.all([house.start(), house.start()]);
    const all = numbered('d', DIRECTORS).map((first) => house.person(first));
    directors = await Promise.all(all);
    await inGroups(directors, 5, async (director) => {
      await signUp(director);
      await appears(director, 'coaching.choose-coach', 30_000);
      await director.press('coaching.choose-coach', { coach: 'any' });
      await appears(director, 'coaching.choose-slot', 30_000);
    });
  });
  afterAll(() => house.stop());

  it('who press the same time at once make one booking and one event, and 49 choose again', async () => {
    const shown = directors.map((one) => new Set(one.choices('slot')));
    const [slot = ''] = [...(shown[0] ?? [])].filter((one) => shown.every((choices) => choices.has(one)));
    expect(slot, 'a time that stands on every card').not.toBe('');
    await Promise.all(directors.map((one) => one.press('coaching.choose-slot', { slot })));
    await until(() => directors.every((one) => /staat in uw agenda|net bezet/.test(one.reads())), 20_000);
    const booked = directors.filter((one) => one.reads().includes('staat in uw agenda'));
    const refused = directors.filter((one) => one.reads().includes('net bezet'));
    expect([booked.length, refused.length]).toEqual([1, DIRECTORS - 1]);
    expect(await live(house)).toEqual([{ state: 'confirmed', starts: new Date(Number(slot)) }]);
    expect(eventsAt(house, house.mailbox, Number(slot))).toHaveLength(1);
    for (const one of refused) {
      expect(one.choices('slot').length).toBeGreaterThan(0);
      expect(one.choices('slot')).not.toContain(slot);
    }
  });

  it('and who came too late books another time from the card that says so', async () => {
    const late = directors.find((one) => one.reads().includes('net bezet'));
    const other = late?.choices('slot')[0] ?? '';
    await late?.press('coaching.choose-slot', { slot: other });
    await until(() => late?.reads().includes('staat in uw agenda') === true);
    expect(await live(house)).toHaveLength(2);
    expect(eventsAt(house, house.mailbox, Number(other))).toHaveLength(1);
    expect(house.tokens.refused).toBe(0);
    const worked = house.running.map((serve) => serve.log.filter((line) => line.level >= 50));
    expect(worked).toEqual([[], []]);
  });
});

function live(house: ServeHouse) {
  return house.rows(
    "select state, starts from bookings where state in ('held', 'confirmed') order by starts",
  );
}

async function inGroups<T>(all: readonly T[], size: number, work: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += size)
    await Promise.all(all.slice(from, from + size).map(work));
}
