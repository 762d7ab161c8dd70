import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, cardsOf, idOf, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { DECISION, plain, untilMonday } from '../support/queue.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsFromBot,
  faultsLogged,
  giveRole,
  heard,
  installed,
} from '../support/review.ts';

const GIVEN = 'U kunt nog een gesprek afspreken';

describe('a session more than the programme gives', () => {
  let house: House;
  afterEach(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });
  /** A programme of one session, which `d1` has booked. */
  const open = async (sessions = 1) => {
    house = await openHouse({
      now: '2026-11-26T10:00:00+01:00',
      programme: sample({ directors: 2, coaches: 1, programme: { sessions } }),
    });
    await installed(house, ['d1', 'd2', 'c1', 'iris', 'ruben']);
    const [d1, c1, iris] = ['d1', 'c1', 'iris'].map((first) => house.person(first)) as [Actor, Actor, Actor];
    await book(d1);
    await until(() => d1.reads().includes('staat in uw agenda'));
    await allEnds(house);
    return { d1, c1, iris };
  };
  const asksByCoach = async (c1: Actor) => {
    await c1.press('preferences.open');
    await c1.press('extra.ask');
    expect(c1.reads()).toContain('Uw vraag is genoteerd');
  };

  it('is not offered while there are sessions left', async () => {
    const { d1, c1 } = await open(2);
    await ask(d1, 'afspraken');
    expect(() => button(d1, 'extra.ask')).toThrow();
    await c1.press('preferences.open');
    expect(() => button(c1, 'extra.ask')).toThrow();
  });

  it('asked by director and coach it is one question; a yes is told to both, once, and can be booked', async () => {
    const { d1, c1, iris } = await open();
    await ask(d1, 'afspraken');
    const mine = button(d1, 'extra.ask');
    await asksByCoach(c1);
    expect(await answerTo(house, d1, mine)).toContain('Uw vraag is genoteerd');
    await ask(d1, 'afspraken');
    expect(d1.reads()).toContain('Er is nog een gesprek gevraagd');
    await untilMonday(house);
    // A twentieth of € 20.625: in this programme a place has one session.
    expect(plain(iris.reads())).toContain('1 gesprek erbij: € 1.031,25 excl. btw');
    expect(iris.reads()).not.toMatch(/D1|C1/);
    await iris.press('request.answer', { sessions: '1' });
    await allEnds(house);
    expect(d1.reads()).toContain(GIVEN);
    expect(c1.reads()).toContain('Er is een gesprek bijgekomen');
    expect(cardsFromBot(d1).filter((text) => text.includes(GIVEN))).toHaveLength(1);
    const { sessions_extra } = await house.parts.c.db
      .selectFrom('intakes')
      .select('sessions_extra')
      .where('director', '=', await idOf(house, d1))
      .executeTakeFirstOrThrow();
    expect(sessions_extra).toBe(1);
  });

  it('asked by the coach alone: a no is for the coach, and the director hears nothing of a question they did not ask', async () => {
    const { d1, c1, iris } = await open();
    await asksByCoach(c1);
    await untilMonday(house);
    await iris.press('request.answer', { sessions: '0' });
    await allEnds(house);
    expect(c1.reads()).toContain('Er komt nu geen extra gesprek');
    expect(heard(d1)).not.toContain('extra gesprek');
    const kinds = (await cardsOf(house, d1)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind.startsWith('extra'))).toEqual([]);
  });

  it('a no is told kindly to the director who asked, with who can help', async () => {
    const { d1, c1, iris } = await open();
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    await untilMonday(house);
    await iris.press('request.answer', { sessions: '0' });
    await allEnds(house);
    expect(d1.reads()).toContain('Er komt nu geen extra gesprek');
    expect(d1.reads()).toMatch(/010 555 01 40[\s\S]*010 555 01 41/);
    expect(heard(c1)).not.toContain('extra gesprek');
    // Needs change: it can be asked again.
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    await untilMonday(house);
    expect(iris.reads()).toContain(DECISION);
  });

  it('taken back before the week is over it is not asked; afterwards a yes is given to nobody', async () => {
    const { d1, iris } = await open();
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    await d1.press('extra.withdraw');
    expect(d1.reads()).toContain('Uw vraag is ingetrokken');
    await untilMonday(house);
    expect(heard(iris)).not.toContain(DECISION);
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    await untilMonday(house);
    await d1.press('extra.withdraw');
    await iris.press('request.answer', { sessions: '1' });
    await allEnds(house);
    expect(heard(d1)).not.toContain(GIVEN);
  });

  it('of who stopped before the week is over is not asked, and afterwards a yes is given to nobody', async () => {
    const stop = async (who: Actor) => {
      await ask(who, 'stoppen');
      await who.press('my-data.stop');
      await allEnds(house);
    };
    const { d1, iris } = await open();
    await ask(d1, 'afspraken');
    await d1.press('extra.ask');
    await stop(d1);
    await untilMonday(house);
    expect(heard(iris)).not.toContain(DECISION);
    await house.stop();
    const again = await open();
    await ask(again.d1, 'afspraken');
    await again.d1.press('extra.ask');
    await untilMonday(house);
    await stop(again.d1);
    await again.iris.press('request.answer', { sessions: '1' });
    await allEnds(house);
    expect(heard(again.d1)).not.toContain(GIVEN);
    const intakes = await house.parts.c.db.selectFrom('intakes').select('sessions_extra').execute();
    expect(intakes.map(({ sessions_extra }) => sessions_extra)).toEqual([0]);
  });

  it('pressed twice at once, it is one question', async () => {
    const { d1 } = await open();
    await ask(d1, 'afspraken');
    await ask(d1, 'afspraken');
    const held = button(d1, 'extra.ask');
    await Promise.all([answerTo(house, d1, held), answerTo(house, d1, held), d1.press('extra.ask')]);
    expect(await house.parts.c.db.selectFrom('extras').selectAll().execute()).toHaveLength(1);
  });

  it('nobody asks or answers for somebody else', async () => {
    const { d1, c1, iris } = await open();
    await giveRole(house, house.person('ruben'), 'coach');
    await ask(d1, 'afspraken');
    const director = button(d1, 'extra.ask');
    await c1.press('preferences.open');
    const coach = button(c1, 'extra.ask');
    for (const other of [house.person('d2'), house.person('ruben'), iris])
      for (const held of [director, coach]) expect(await answerTo(house, other, held)).toContain(CLOSED);
    expect(await house.parts.c.db.selectFrom('extras').selectAll().execute()).toEqual([]);
  });

  it('sessions held before an import are used: one is left of two', async () => {
    const { d1 } = await open(2);
    await house.parts.c.db.updateTable('intakes').set({ sessions_before: 1 }).execute();
    await ask(d1, 'afspraken');
    expect(d1.reads()).toContain('Alle 2 gesprekken zijn afgesproken');
    expect(button(d1, 'extra.ask').verb).toBe('extra.ask');
  });
});
