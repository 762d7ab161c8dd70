import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, idOf, pass, sample } from '../support/faults.ts';
import { book, type House, openHouse, until } from '../support/house.ts';
import { ask, dead, faultsLogged, installed } from '../support/review.ts';
import { saying } from '../support/sessions.ts';

const DAY = 24 * 3_600_000;
const EARLIER = 'Er is eerder een moment vrij';

describe('who wants to hear when an earlier time comes free', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 3, coaches: 1 }) });
    await installed(house, ['c1', 'd1', 'd2', 'd3']);
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const booked = async (first: string) => {
    const noor = house.person(first);
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    return noor;
  };
  const wishes = () => house.parts.c.db.selectFrom('earlier_wishes').select('intake').execute();

  it('hears once, with the time, when another session goes off; moves there; and the wish is over', async () => {
    const [bram, noor] = [await booked('d1'), await booked('d2')];
    const first = (await bookingOf(house, bram)).starts.getTime();
    await noor.press('session.move');
    const late = Math.max(...noor.choices('slot').map(Number));
    await noor.press('session.choose-time', { slot: String(late) });
    await allEnds(house);
    // Nothing earlier is left but the time of the other director.
    house.outlook?.addBusy({ upn: noor.upn, start: house.clock.now(), end: first - 16 * 60_000 });
    const { ends } = await bookingOf(house, bram);
    house.outlook?.addBusy({ upn: noor.upn, start: ends.getTime() + 15 * 60_000, end: late });
    await noor.press('coaching.wish-earlier');
    await allEnds(house);
    expect(noor.reads()).toContain('Ik laat het u weten');
    expect(await wishes()).toHaveLength(1);
    await pass(house, 60_000);
    await bram.press('session.cancel');
    await bram.press('session.cancel-sure');
    await until(async () => {
      await house.parts.engine.settle();
      return saying(noor, EARLIER) === 1;
    });
    expect(await wishes()).toEqual([]);
    await noor.press('session.move');
    const [slot = ''] = noor.choices('slot');
    await noor.press('session.choose-time', { slot });
    await allEnds(house);
    expect((await bookingOf(house, noor)).starts.getTime()).toBeLessThan(late);
    expect(saying(noor, EARLIER)).toBe(0);
  });

  it('waits in vain: looked at once a day at most, and over when the session begins', async () => {
    const joris = await booked('d3');
    const { starts } = await bookingOf(house, joris);
    house.outlook?.addBusy({ upn: joris.upn, start: house.clock.now(), end: starts.getTime() });
    await ask(joris, 'verzetten');
    await joris.press('coaching.wish-earlier');
    await joris.press('coaching.wish-earlier').catch(() => null);
    await allEnds(house);
    house.outlook?.requests.reset();
    await pass(house, DAY);
    await allEnds(house);
    const reads = house.outlook?.requests.all()['POST /users/{id}/calendar/getSchedule'] ?? 0;
    expect(reads).toBeLessThanOrEqual(1);
    while (house.clock.now() < starts.getTime() + DAY) await pass(house, DAY / 2);
    await allEnds(house);
    expect(saying(joris, EARLIER)).toBe(0);
    expect(await idOf(house, joris)).toBeTruthy();
  });
});
