import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, cardsOf, hurry, idOf, pass, sample } from '../support/faults.ts';
import { type Actor, appears, type House, openHouse, signUp, until } from '../support/house.ts';

describe('calendars that answer late or not at all', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 8 }) });
  });
  afterEach(() => house.outlook?.faults.clear());
  afterAll(() => house.stop());
  const director = (): Actor => {
    last += 1;
    return house.person(`d${last}`);
  };

  it('slower than three seconds: "looking" within four, and the coaches on the same card later', async () => {
    const noor = director();
    house.outlook?.faults.add({ path: '/getSchedule', times: 1, kind: { delayMs: 5_000 } });
    await noor.say('aanmelden');
    await appears(noor, 'coaching.preferences');
    await noor.press('coaching.preferences', { length: '60', place: 'teams' });
    const started = performance.now();
    await noor.press('coaching.consent', { language: 'nl', consent: 'yes' });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(noor.reads()).toContain('Ik kijk wie er tijd heeft');
    const messages = noor.messages().length;
    await until(() => noor.reads().includes('Met wie wilt u praten?'));
    expect(noor.messages().length).toBe(messages);
    await allEnds(house);
  });

  it('down for two hours: told kindly, on the same card, and the coordinator is asked', async () => {
    const noor = director();
    house.outlook?.faults.add({
      path: '/getSchedule',
      times: 10_000,
      kind: { status: 400, code: 'ErrorInternal' },
    });
    await signUp(noor);
    const messages = noor.messages().length;
    await pass(house, 60 * 60_000);
    await hurry(house);
    expect(noor.reads()).toContain('Ik kijk wie er tijd heeft');
    await pass(house, 61 * 60_000);
    await hurry(house);
    await until(() => noor.reads().includes('Ik kan uw agenda nu niet lezen'));
    expect(noor.messages().length).toBe(messages);
    expect(
      (await cardsOf(house, house.person('femke'))).filter((card) => card.kind === 'match-request'),
    ).toHaveLength(1);
    await hurry(house);
    await allEnds(house);
  });

  it('while times are chosen: "looking", and the times on the same card when they can be read', async () => {
    const noor = director();
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await pass(house, 2 * 60 * 60_000);
    house.outlook?.faults.add({
      path: '/getSchedule',
      times: 2,
      kind: { status: 400, code: 'ErrorInternal' },
    });
    await noor.press('coaching.more-slots');
    expect(noor.reads()).toContain('Ik kijk wie er tijd heeft');
    const messages = noor.messages().length;
    await hurry(house);
    await until(async () => {
      await hurry(house);
      return noor.reads().includes('Wanneer past het u?');
    });
    expect(noor.messages().length).toBe(messages);
    expect(noor.choices('slot').length).toBeGreaterThan(0);
    await hurry(house);
    await allEnds(house);
  });

  it('a job that is done twice says nothing twice', async () => {
    const noor = director();
    house.outlook?.faults.add({
      path: '/getSchedule',
      times: 1,
      kind: { status: 400, code: 'ErrorInternal' },
    });
    await signUp(noor);
    await until(() => noor.reads().includes('Met wie wilt u praten?'));
    const messages = noor.messages().length;
    const { c, engine } = house.parts;
    const me = await idOf(house, noor);
    const { id } = await c.db
      .selectFrom('intakes')
      .select('id')
      .where('director', '=', me)
      .executeTakeFirstOrThrow();
    for (const _ of [1, 2])
      await c.db.transaction().execute((trx) => c.jobs.owe(trx, { kind: 'offer.make', intake: id }));
    await engine.settle();
    await allEnds(house);
    expect(noor.messages().length).toBe(messages);
  });
});
