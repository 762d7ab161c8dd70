import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkBlocks } from '../support/card-reading.ts';
import { allEnds, bookingOf, cardsOf, idOf, sample } from '../support/faults.ts';
import {
  type Actor,
  appears,
  book,
  type House,
  openHouse,
  readCard,
  until,
  verbsOf,
} from '../support/house.ts';

describe('what only one person may read', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 8, coaches: 2 }) });
    for (const first of ['c1', 'c2', 'femke']) await house.teams.install(house.person(first).aad);
    await allEnds(house);
  });
  afterAll(() => house.stop());
  const director = (): Actor => {
    last += 1;
    return house.person(`d${last}`);
  };
  const coachOf = async (noor: Actor) => {
    const { coach } = await bookingOf(house, noor);
    const c1 = house.person('c1');
    return (await idOf(house, c1)) === coach
      ? { own: c1, other: house.person('c2') }
      : { own: house.person('c2'), other: c1 };
  };
  const opening = (own: Actor) => {
    const message = own.messages().findLast((m) => m.card && verbsOf(m.card).includes('preferences.open'));
    const button = walkBlocks(message?.card ?? {}).find((b) => b.verb === 'preferences.open');
    return {
      activity: message?.id ?? '',
      verb: 'preferences.open',
      data: button?.data as Record<string, unknown>,
    };
  };
  const readings = async () => {
    const rows = await house.parts.c.db.selectFrom('record').select('fields').execute();
    return rows
      .map(({ fields }) => JSON.stringify(fields))
      .filter((fields) => fields.includes('"preferences.read"'));
  };
  const said = (card: unknown) => (card ? readCard(card as Record<string, unknown>) : '');

  it('preferences: the coach of that session, and every reading is recorded; anybody else gets the one closed text', async () => {
    const noor = director();
    await book(noor, { wishes: { themes: 'team', avoid: 'none' } });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    const { own, other } = await coachOf(noor);
    expect(own.reads()).not.toContain('gesprekken in mijn team');
    const press = opening(own);
    const refusals: string[] = [];
    for (const stranger of [other, house.person('femke'), house.person('d8'), house.person('ruben')])
      refusals.push(said((await house.teams.press(stranger.aad, press)).card));
    const nothing = { ...press, data: { card: '00000000-0000-4000-8000-000000000000' } };
    refusals.push(said((await house.teams.press(other.aad, nothing)).card));
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).not.toMatch(/team|D1/);
    expect(await readings()).toHaveLength(0);
    const { card } = await house.teams.press(own.aad, press);
    expect(said(card)).toContain('gesprekken in mijn team');
    const [reading] = await readings();
    expect(await readings()).toHaveLength(1);
    expect(reading).toContain(await idOf(house, own));
    await allEnds(house);
  });

  it('a call-back goes to the coordinator before there is a coach, and to the coach after', async () => {
    const noor = director();
    const femke = house.person('femke');
    await noor.say('hulplijn');
    await appears(noor, 'callback.open');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 02 61', when: 'soon' });
    await allEnds(house);
    expect(femke.reads()).toContain('010 555 02 61');
    await femke.press('callback.take');
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    const { own } = await coachOf(noor);
    await noor.say('hulplijn');
    await until(() => verbsOf(noor.card()).includes('callback.open'));
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 02 62', when: 'morning' });
    await allEnds(house);
    expect(own.reads()).toContain('010 555 02 62');
    expect(femke.messages().some((m) => m.card && readCard(m.card).includes('010 555 02 62'))).toBe(false);
  });

  it('a second request mends the first: one card, with the newest number', async () => {
    const noor = director();
    const femke = house.person('femke');
    const before = femke.messages().length;
    for (const phone of ['010 555 02 71', '010 555 02 72']) {
      const forms = () =>
        noor.messages().filter((m) => m.card && verbsOf(m.card).includes('callback.open')).length;
      const before = forms();
      await noor.say('hulplijn');
      await until(() => forms() > before);
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone, when: 'soon' });
      await allEnds(house);
    }
    expect(femke.messages().length - before).toBe(1);
    expect(femke.reads()).toContain('010 555 02 72');
    const me = await idOf(house, noor);
    expect(
      await house.parts.c.db.selectFrom('callbacks').select('id').where('director', '=', me).execute(),
    ).toHaveLength(1);
  });

  it('helpline and distress answer at once, without an intake, also when Outlook is down', async () => {
    const noor = director();
    house.outlook?.faults.add({ times: 1_000, kind: { status: 503, code: 'ServiceUnavailable' } });
    await noor.say('hulplijn');
    await until(() => heard(noor).includes('010 555 01 41'), 3_000);
    await noor.say('ik wil niet meer leven');
    await until(() => /\b11[23]\b/.test(heard(noor)), 3_000);
    house.outlook?.faults.clear();
    const cards = await cardsOf(house, noor);
    // Which of the two answers it was stands nowhere.
    expect(cards.map(({ kind }) => kind)).toEqual(['welcome', 'helpline', 'helpline']);
    const me = await idOf(house, noor);
    expect(
      await house.parts.c.db.selectFrom('intakes').select('id').where('director', '=', me).execute(),
    ).toEqual([]);
  });

  const heard = (person: Actor) =>
    person
      .messages()
      .map((m) => (m.card ? readCard(m.card) : ''))
      .join('\n');
});
