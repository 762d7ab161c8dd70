import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, calendars, idOf, pass, sample } from '../support/faults.ts';
import { type Actor, type House, openHouse, signUp, until } from '../support/house.ts';

const MINUTE = 60_000;

describe('what an offer costs, and what stays of it', () => {
  let house: House;
  afterEach(() => house.stop());
  const open = async (coaches: number) => {
    house = await openHouse({ programme: sample({ directors: 2, coaches }) });
    return house.person('d1');
  };
  const count = (template: string) => house.outlook?.requests.all()[`POST /users/{id}/${template}`] ?? 0;
  const reset = () => house.outlook?.requests.reset();
  const choose = async (noor: Actor) => {
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    return Number(slot);
  };

  it.each([
    { coaches: 19, calls: 1 },
    { coaches: 20, calls: 2 },
    { coaches: 39, calls: 2 },
  ])(
    '$coaches coaches: $calls times free/busy, one POST, and none more when the choice is fresh',
    async ({ coaches, calls }) => {
      const noor = await open(coaches);
      reset();
      await signUp(noor);
      expect(count('calendar/getSchedule')).toBe(calls);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      const start = await choose(noor);
      expect(count('calendar/getSchedule')).toBe(calls);
      expect(count('events')).toBe(1);
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    },
  );

  it('older than a minute: exactly one look more', async () => {
    const noor = await open(6);
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await pass(house, 61_000);
    reset();
    await choose(noor);
    expect(count('calendar/getSchedule')).toBe(1);
    expect(count('events')).toBe(1);
  });

  it('older than a minute and taken meanwhile in Outlook: said so, and nothing is booked', async () => {
    const noor = await open(6);
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    const [slot = ''] = noor.choices('slot');
    house.outlook?.addBusy({ upn: noor.upn, start: Number(slot), end: Number(slot) + 30 * MINUTE });
    await pass(house, 61_000);
    await noor.press('coaching.choose-slot', { slot });
    expect(noor.reads()).toContain('net bezet');
    expect(count('events')).toBe(0);
    await choose(noor);
  });

  it('after an hour no calendar is kept, and the card still works', async () => {
    const noor = await open(6);
    await signUp(noor);
    const coaches = await facts(noor);
    expect(coaches?.coaches).not.toEqual({});
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await pass(house, 61 * MINUTE);
    for (const row of await offersOf(noor)) expect(row).toMatchObject({ director: 'unknown', coaches: {} });
    const start = await choose(noor);
    expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    for (const row of await offersOf(noor)) expect(row).toMatchObject({ director: 'unknown', coaches: {} });
    expect((await bookingOf(house, noor)).state).toBe('confirmed');
  });

  it('after an hour the coaches can still be chosen', async () => {
    const noor = await open(6);
    await signUp(noor);
    await pass(house, 61 * MINUTE);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    expect(noor.reads()).toContain('Wanneer past het u?');
    await choose(noor);
  });

  async function offersOf(noor: Actor) {
    const { db, box } = house.parts.c;
    const me = await idOf(house, noor);
    const rows = await db
      .selectFrom('offers')
      .innerJoin('intakes', 'intakes.id', 'offers.intake')
      .selectAll('offers')
      .where('director', '=', me)
      .execute();
    const open = rows.map(async ({ id, facts_sealed }) =>
      facts_sealed
        ? box.open(db, me, { table: 'offers', column: 'facts_sealed', row: id }, facts_sealed)
        : null,
    );
    return (await Promise.all(open)) as ({ director: unknown; coaches: object } | null)[];
  }
  async function facts(noor: Actor) {
    return (await offersOf(noor))[0];
  }
});
