import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { allEnds, bookingOf, mondayOf, pass, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, signUp } from '../support/house.ts';
import { faultsLogged, installed } from '../support/review.ts';
import { signedIn } from '../support/visitor.ts';

const MINUTE = 60_000;

/** One coach, of whom no calendar is read: they say themselves when they can. */
function programme(): string {
  const file = parse(sample({ directors: 3, coaches: 1 }));
  const coach = file.people.find(({ upn }: { upn: string }) => upn.startsWith('c1'));
  coach.coach = { ...coach.coach, calendar: 'windows' };
  return JSON.stringify(file);
}

describe('a coach who gives times on their page', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ programme: programme() });
    await installed(house, ['c1', 'd1', 'd2', 'd3']);
    const page = await signedIn(house, house.person('c1'), '');
    await page.get('/mij/tijden');
    for (let week = 1; week < 6; week += 1) {
      const date = Temporal.PlainDate.from(mondayOf(house.clock.now())).add({ weeks: week, days: 1 });
      await page.post('/mij/tijden/moment', { date: date.toString(), from: '09:00', to: '17:00' });
    }
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });
  const chooses = async (noor: Actor) => {
    await noor.press('coaching.choose-slot', { slot: noor.choices('slot').at(-1) ?? '' });
    await allEnds(house);
  };

  it('is booked also when the times stood there for a while', async () => {
    const noor = house.person('d1');
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    await pass(house, 20 * MINUTE);
    await chooses(noor);
    expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed' });
  });

  it('is booked again after a session that went off', async () => {
    const noor = house.person('d2');
    await book(noor);
    await allEnds(house);
    await pass(house, 5 * MINUTE);
    await noor.press('session.cancel');
    await noor.press('session.cancel-sure');
    await noor.press('coaching.back');
    await allEnds(house);
    expect(noor.reads()).toContain('Wanneer past het u?');
    await chooses(noor);
    expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed' });
  });

  it('has sessions that can be moved to another of their times', async () => {
    const noor = house.person('d3');
    await book(noor);
    await allEnds(house);
    await pass(house, 5 * MINUTE);
    await noor.press('session.move');
    const to = Number(noor.choices('slot').at(-1));
    await noor.press('session.choose-time', { slot: String(to) });
    await allEnds(house);
    expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed', starts: new Date(to) });
  });
});
