import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, cardsOf, idOf, sample } from '../support/faults.ts';
import { type Actor, appears, book, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  counted,
  fillWeeksOf,
  giveRole,
  type Held,
  installed,
  takeRole,
  tidied,
} from '../support/review.ts';

describe('a button belongs to a role, as roles are at the press', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 6, coaches: 2 }) });
    await installed(house, ['c1', 'c2', 'femke', 'ruben', 'd1', 'd2', 'd3']);
    await tidied(house);
  });
  afterAll(() => house.stop());

  /** Refused with the one closed text, and nothing is stored of it. */
  const refused = async (person: Actor, held: Held) => {
    await allEnds(house);
    const before = await counted(house.parts.c.db);
    expect(await answerTo(house, person, held)).toContain(CLOSED);
    expect(await counted(house.parts.c.db)).toEqual(before);
  };
  const coachOf = async (noor: Actor): Promise<Actor> => {
    const { coach } = await bookingOf(house, noor);
    const c1 = house.person('c1');
    return (await idOf(house, c1)) === coach ? c1 : house.person('c2');
  };

  it('the office can not sign up, not even on its own welcome card', async () => {
    const ruben = house.person('ruben');
    const [welcome] = await cardsOf(house, ruben);
    expect(welcome?.kind).toBe('welcome');
    const [message] = ruben.messages();
    const held = {
      activity: message?.id ?? '',
      verb: 'coaching.signup',
      data: { card: welcome?.id },
    };
    await refused(ruben, held);
  });

  it('who is no coordinator any more, and office now, can not choose a coach', async () => {
    const noor = house.person('d1');
    const femke = house.person('femke');
    fillWeeksOf(house, ['d1']);
    await signUp(noor);
    await appears(femke, 'matching.choose');
    const held = button(femke, 'matching.choose', { coach: femke.choices('coach')[0] ?? '' });
    await giveRole(house, house.person('ruben'), 'coordinator');
    await takeRole(house, femke, 'coordinator');
    await giveRole(house, femke, 'office');
    await refused(femke, held);
    await takeRole(house, femke, 'office');
    await giveRole(house, femke, 'coordinator');
    await takeRole(house, house.person('ruben'), 'coordinator');
    expect(await answerTo(house, femke, held)).toContain('De keuze is vastgelegd');
  });

  it('who is no coach any more, and office now, opens no preferences and takes no call-back', async () => {
    const noor = house.person('d2');
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 02 11', when: 'soon' });
    await allEnds(house);
    const coach = await coachOf(noor);
    const [open, take] = [button(coach, 'preferences.open'), button(coach, 'callback.take')];
    await takeRole(house, coach, 'coach');
    await giveRole(house, coach, 'office');
    await refused(coach, open);
    await refused(coach, take);
    await takeRole(house, coach, 'office');
    await giveRole(house, coach, 'coach');
    expect(await answerTo(house, coach, take)).toContain('010 555 02 11');
    expect(await answerTo(house, coach, open)).toContain('Wensen voor dit gesprek');
  });

  it('who is no director any more, and contact now, hands no preferences in', async () => {
    const noor = house.person('d3');
    await noor.say('aanmelden');
    await appears(noor, 'coaching.preferences');
    const held = button(noor, 'coaching.preferences', { length: '60', place: 'teams' });
    await takeRole(house, noor, 'director');
    await giveRole(house, noor, 'contact');
    await refused(noor, held);
    await takeRole(house, noor, 'contact');
    await giveRole(house, noor, 'director');
    expect(await answerTo(house, noor, held)).not.toContain(CLOSED);
  });
});
