import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { answerTo, ask, buttons, faultsLogged, installed } from '../support/review.ts';
import { nameOf } from '../support/sessions.ts';

describe('a card of one session, and a press that names another of the same coach', () => {
  let house: House;
  let coach: Actor;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 5, coaches: 1 }) });
    coach = house.person('c1');
    await installed(house, ['c1', 'd1', 'd2', 'd3', 'd4', 'd5']);
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });
  const booked = async (first: string) => {
    const noor = house.person(first);
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    return { noor, id: (await bookingOf(house, noor)).id, name: nameOf(house, noor) };
  };

  it.each([
    { verb: 'session.cancel', first: 'd1', second: 'd2' },
    { verb: 'session.move', first: 'd3', second: 'd4' },
  ])('$verb is about the session that the card shows', async ({ verb, first, second }) => {
    const one = await booked(first);
    const other = await booked(second);
    const held = buttons(coach, verb).at(-2);
    if (!held) throw new Error('two cards of sessions');
    const answer = await answerTo(house, coach, { ...held, data: { ...held.data, session: other.id } });
    expect(answer).toContain(one.name);
    expect(answer).not.toContain(other.name);
  });

  it('of a list, those that it shows: one that came later is asked for anew', async () => {
    await ask(coach, 'annuleren');
    const [list] = buttons(coach, 'session.cancel').slice(-1);
    const shown = coach.choices('session');
    if (!list || shown.length < 2) throw new Error('a list to choose from');
    const later = await booked('d5');
    expect(shown).not.toContain(later.id);
    const answer = await answerTo(house, coach, { ...list, data: { ...list.data, session: later.id } });
    expect(answer).toContain('Welke afspraak wilt u annuleren?');
    await allEnds(house);
    expect(coach.choices('session')).toContain(later.id);
    await coach.press('session.cancel', { session: later.id });
    expect(coach.reads()).toContain('Wilt u deze afspraak annuleren?');
    expect(coach.reads()).toContain(later.name);
  });
});
