import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, bookingsOf, idOf, pass, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsFromBot,
  DAY,
  faultsLogged,
  heard,
  installed,
} from '../support/review.ts';

/** Thursday; the weekly request goes out on the Monday after it, 30 November 2026. */
const NOW = '2026-11-26T10:00:00+01:00';
const FULL = 'Alle plekken zijn nu bezet';
const WAITS = 'U staat op de wachtlijst';
const FREE = 'Er is een plek voor u';
const DECISION = 'Uw besluit wordt gevraagd';

describe('more directors than places', () => {
  let house: House;
  afterEach(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });
  const open = async (programme: Readonly<Record<string, unknown>> = {}) => {
    house = await openHouse({
      now: NOW,
      programme: sample({ directors: 4, coaches: 2, programme: { places: 1, ...programme } }),
    });
    await installed(house, ['d1', 'd2', 'd3', 'd4', 'c1', 'c2', 'iris', 'ruben', 'femke']);
    return { d1: person('d1'), d2: person('d2'), d3: person('d3'), iris: person('iris') };
  };
  const person = (first: string) => house.person(first);
  const wait = async (director: Actor) => {
    await ask(director, 'aanmelden');
    expect(director.reads()).toContain(FULL);
    await director.press('waiting.join');
    expect(director.reads()).toContain(WAITS);
  };
  const monday = async () => {
    for (let day = 0; day < 4; day += 1) await pass(house, DAY);
    await allEnds(house);
  };

  it('the second waits, a place is asked for without a name, and a yes leads to a session', async () => {
    const { d1, d2, iris } = await open({ budget: { cents: 2_062_500, places: 20 } });
    await signUp(d1);
    await wait(d2);
    expect(d2.reads()).toContain('maandag 30 november 2026');
    await allEnds(house);
    const others = ['iris', 'ruben', 'femke', 'c1', 'c2'].map((first) => heard(person(first))).join('\n');
    expect(others).not.toMatch(/wachtlijst|bezet/);

    await monday();
    expect(iris.reads()).toContain(DECISION);
    expect(plain(iris.reads())).toContain('1 plek erbij: € 1.031,25 excl. btw');
    expect(iris.reads()).not.toMatch(/D2|26 november|donderdag/);
    await iris.press('request.answer', { places: '1' });
    expect(iris.reads()).toContain('Het besluit is vastgelegd');
    await allEnds(house);

    expect(d2.reads()).toContain(FREE);
    await d2.press('coaching.signup');
    await d2.press('coaching.preferences', { length: '60', place: 'teams' });
    await d2.press('coaching.consent', { language: 'nl', consent: 'yes' });
    await d2.press('coaching.choose-coach', { coach: 'any' });
    await d2.press('coaching.choose-slot', { slot: d2.choices('slot')[0] ?? '' });
    await until(() => d2.reads().includes('staat in uw agenda'));
    expect(await bookingsOf(house, d2)).toHaveLength(1);
  });

  it('nobody asked: no request', async () => {
    const { d1, iris } = await open();
    await signUp(d1);
    await monday();
    await monday();
    expect(heard(iris)).not.toContain(DECISION);
  });

  it('whoever leaves the list hears nothing more of it', async () => {
    const { d1, d2, iris } = await open();
    await signUp(d1);
    await wait(d2);
    await d2.press('waiting.leave');
    expect(d2.reads()).toContain('U staat niet meer op de wachtlijst');
    await monday();
    expect(heard(iris)).not.toContain(DECISION);
    expect(await house.parts.c.db.selectFrom('waiting').selectAll().execute()).toEqual([]);
  });

  it('a no is told kindly, and the list goes on for a place that comes free', async () => {
    const { d1, d2, iris } = await open();
    await signUp(d1);
    await wait(d2);
    await monday();
    await iris.press('request.answer', { places: '0' });
    await allEnds(house);
    expect(d2.reads()).toContain('Er komt nu geen extra plek');
    expect(d2.reads()).toContain('010 555 01 40');
    await refuse(d1);
    await house.parts.engine.settle();
    await tend(house);
    expect(d2.reads()).toContain(FREE);
  });

  it('a place is kept for the first, asked once more, and then goes to the next', async () => {
    const { d1, d2, d3 } = await open();
    await signUp(d1);
    await wait(d2);
    await wait(d3);
    await refuse(d1);
    await tend(house);
    expect(d2.reads()).toContain(FREE);
    expect(d2.reads()).toContain('donderdag 10 december 2026');
    // While it is kept nobody else gets it.
    await ask(person('d4'), 'aanmelden');
    expect(person('d4').reads()).toContain(FULL);
    for (let day = 0; day < 14; day += 1) await pass(house, DAY);
    await pass(house, 8 * 60 * 60_000);
    await allEnds(house);
    expect(d2.reads()).toContain('Uw plek is er nog');
    expect(heard(d3)).not.toContain(FREE);
    for (let day = 0; day < 7; day += 1) await pass(house, DAY);
    await allEnds(house);
    expect(d2.reads()).toContain('Ik houd de plek niet langer voor u vast');
    expect(d3.reads()).toContain(FREE);
    expect(cardsFromBot(d3).filter((text) => text.includes(FREE))).toHaveLength(1);
  });

  it('a fourth session: asked without a name, and a yes gives one more', async () => {
    const { d1, iris } = await open({ sessions: 1, budget: { cents: 2_062_500, places: 20 } });
    await book(d1);
    await until(() => d1.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    expect(d1.reads()).toContain('Uw vraag is genoteerd');
    await monday();
    await until(() => iris.reads().includes(DECISION));
    expect(plain(iris.reads())).toContain('1 gesprek erbij');
    await iris.press('request.answer', { sessions: '1' });
    await allEnds(house);
    expect(d1.reads()).toContain('U kunt nog een gesprek afspreken');
    await ask(d1, 'afspraken');
    expect(d1.reads()).toContain('Er is nog 1 van de 2 gesprekken over');
  });

  it('somebody else can not answer, not even with the very button', async () => {
    const { d1, d2, iris } = await open();
    await signUp(d1);
    await wait(d2);
    await monday();
    const held = button(iris, 'request.answer', { places: '1' });
    for (const other of [d1, d2, person('femke'), person('ruben'), person('c1')])
      expect(await answerTo(house, other, held)).toContain(CLOSED);
    expect(heard(d2)).not.toContain(FREE);
    await iris.press('request.answer', { places: '1' });
    expect(iris.reads()).toContain('Het besluit is vastgelegd');
  });

  /** Says no to giving the name after all: the place is free. */
  const refuse = async (director: Actor) => {
    const { db } = house.parts.c;
    await db
      .updateTable('intakes')
      .set({ state: 'asking', coach: null })
      .where('director', '=', await idOf(house, director))
      .execute();
  };
});

async function tend(house: House): Promise<void> {
  const { tend: tendNow } = await import('../../bot/flows/tend.ts');
  await tendNow(house.parts.c);
  await allEnds(house);
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
