import { afterEach, describe, expect, it } from 'vitest';
import { weeklyRequest } from '../../bot/flows/request.ts';
import { allEnds, idOf, pass, stores } from '../support/faults.ts';
import { type Actor, type House, signUp } from '../support/house.ts';
import {
  DECISION,
  extraPlaces,
  FREE,
  joins,
  openFull,
  plain,
  RECORDED,
  tended,
  untilMonday,
} from '../support/queue.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsFromBot,
  DAY,
  dead,
  faultsLogged,
  giveRole,
  heard,
  mailsTo,
  takeRole,
} from '../support/review.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`the weekly request · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    const open = async (waits: number, programme: Readonly<Record<string, unknown>> = {}) => {
      const made = await make();
      drop = made.drop;
      house = await openFull({ programme, store: made.where });
      const [d1, ...others] = ['d1', 'd2', 'd3', 'd4', 'd5'].map((first) => house.person(first));
      if (!d1) throw new Error('a director');
      await signUp(d1);
      const queue = others.slice(0, waits);
      for (const one of queue) await joins(one);
      return { d1, queue, iris: house.person('iris'), ruben: house.person('ruben') };
    };
    afterEach(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const asked = (person: Actor) => cardsFromBot(person).filter((text) => text.includes(DECISION)).length;
    const requests = () => house.parts.c.db.selectFrom('requests').selectAll().execute();

    it('three who wait are one card, with what it costs; two get a place, one is told kindly, each once', async () => {
      const { queue, iris } = await open(3);
      await untilMonday(house);
      expect(asked(iris)).toBe(1);
      expect(plain(iris.reads())).toContain('3 plekken erbij: € 3.093,75 excl. btw');
      for (const { upn } of queue) expect(iris.reads()).not.toContain(upn.slice(0, 2).toUpperCase());
      await iris.press('request.answer', { places: '2' });
      expect(plain(iris.reads())).toContain('Ja: 2 plekken erbij: € 2.062,50 excl. btw (gevraagd: 3)');
      await allEnds(house);
      expect(queue.map((one) => heard(one).includes(FREE))).toEqual([true, true, false]);
      expect(queue[2]?.reads()).toContain('Er komt nu geen extra plek');
      expect(await extraPlaces(house)).toBe(2);
      const [kept] = await requests();
      expect(kept).toMatchObject({ places: 3, sessions: 0, places_given: 2, sessions_given: 0 });
      expect(kept?.answered_by).toBe(await idOf(house, iris));
      await tended(house);
      await untilMonday(house);
      expect(asked(iris)).toBe(0);
      for (const one of queue)
        expect(cardsFromBot(one).filter((text) => /plek voor u\n|geen extra plek/.test(text)).length).toBe(1);
    });

    it('a no is not the end: who asks after it is in the next week’s, and who was told no is not asked for again', async () => {
      const { iris } = await open(1);
      await untilMonday(house);
      await iris.press('request.answer', { places: '0' });
      await joins(house.person('d4'));
      await untilMonday(house);
      expect(plain(iris.reads())).toContain('1 plek erbij');
      expect((await requests()).map(({ places }) => places)).toEqual([1, 1]);
    });

    it('two contact persons at the same moment: one decides, the other sees what it was', async () => {
      const { iris, ruben } = await open(2);
      await giveRole(house, ruben, 'contact');
      await untilMonday(house);
      expect([asked(iris), asked(ruben)]).toEqual([1, 1]);
      const [yes, no] = [
        button(iris, 'request.answer', { places: '2' }),
        button(ruben, 'request.answer', { places: '0' }),
      ];
      const answers = await Promise.all([
        answerTo(house, iris, yes),
        answerTo(house, ruben, no),
        answerTo(house, iris, yes),
        answerTo(house, ruben, no),
      ]);
      for (const text of answers) expect(text).toContain(RECORDED);
      await allEnds(house);
      const [kept] = await requests();
      expect(await extraPlaces(house)).toBe(kept?.places_given);
      const byIris = kept?.answered_by === (await idOf(house, iris));
      const [first, second] = byIris ? [iris, ruben] : [ruben, iris];
      expect(first.reads()).toContain('Door u besloten');
      expect(second.reads()).toContain('Al besloten');
      expect([asked(iris), asked(ruben)]).toEqual([0, 0]);
      // Later still, on the card as it was.
      expect(await answerTo(house, second, byIris ? no : yes)).toContain('Al besloten');
      expect(await extraPlaces(house)).toBe(kept?.places_given);
    });

    it('a yes while who waits leaves, joins and looks: everything adds up', async () => {
      const { queue, iris } = await open(3);
      await untilMonday(house);
      const [one, two, three] = queue;
      const newcomer = house.person('d5');
      await ask(newcomer, 'aanmelden');
      if (!one || !two || !three) throw new Error('three wait');
      await Promise.all([
        answerTo(house, iris, button(iris, 'request.answer', { places: '3' })),
        answerTo(house, one, button(one, 'waiting.leave')),
        answerTo(house, newcomer, button(newcomer, 'waiting.join')),
        two.say('afspraken'),
        three.say('aanmelden'),
      ]);
      await tended(house);
      expect(await extraPlaces(house)).toBe(3);
      for (const other of [two, three]) expect(heard(other)).toMatch(/plek voor u|Stap 1 van 2/);
      const left = await house.parts.c.db.selectFrom('waiting').selectAll().execute();
      // Whoever's press came first: three places for three people, in order, and a fourth who waits or left.
      expect(left.filter(({ state }) => state === 'offered')).toHaveLength(3);
      expect(left.length).toBeLessThanOrEqual(4);
    });

    it('nothing but a number that was asked is an answer', async () => {
      const { iris } = await open(2);
      await untilMonday(house);
      const junk = [
        '',
        '-1',
        '3',
        '1.5',
        '1e0',
        '0x1',
        ' 1',
        '٢',
        'NaN',
        '99999999999999999999',
        '2; drop table',
        '<b>',
      ];
      for (const places of junk) {
        await iris.press('request.answer', { places });
        expect(iris.reads()).toContain(DECISION);
        expect(iris.reads()).toContain('Let op. Kies een aantal plekken, of nee.');
      }
      await iris.press('request.answer');
      expect(iris.reads()).toContain(DECISION);
      expect(await extraPlaces(house)).toBe(0);
      // What was not asked is not given, whatever the press says.
      await iris.press('request.answer', { places: '1', sessions: '7' });
      expect((await requests())[0]).toMatchObject({ places_given: 1, sessions_given: 0 });
    });

    it('without a contact person the office is asked, and as soon as there is one, they', async () => {
      const { iris, ruben } = await open(1);
      await takeRole(house, iris, 'contact');
      await untilMonday(house);
      expect([asked(iris), asked(ruben)]).toEqual([0, 1]);
      await giveRole(house, iris, 'contact');
      await tended(house);
      expect(asked(iris)).toBe(1);
      const held = button(ruben, 'request.answer', { places: '1' });
      expect(await answerTo(house, ruben, held)).toContain(CLOSED);
      expect(await extraPlaces(house)).toBe(0);
      await iris.press('request.answer', { places: '1' });
      expect(await extraPlaces(house)).toBe(1);
    });

    it('without anybody to ask nothing is promised; whoever comes later is asked in the next week', async () => {
      const { queue, iris, ruben } = await open(0);
      await takeRole(house, iris, 'contact');
      await takeRole(house, ruben, 'office');
      const d2 = house.person('d2');
      await joins(d2);
      expect(queue).toEqual([]);
      expect(d2.reads()).toContain('Komt er bij gemeente Voorbeeld een plek vrij');
      expect(d2.reads()).not.toContain('contactpersoon');
      await untilMonday(house);
      expect(await requests()).toEqual([]);
      await giveRole(house, iris, 'contact');
      await untilMonday(house);
      expect(asked(iris)).toBe(1);
    });

    it('who forgot to answer is reminded twice, weekly, and not more', async () => {
      const { iris } = await open(1);
      for (let week = 0; week < 5; week += 1) await untilMonday(house);
      expect(asked(iris)).toBe(3);
      await iris.press('request.answer', { places: '1' });
      await allEnds(house);
      expect(asked(iris)).toBe(0);
      expect(await requests()).toHaveLength(1);
    });

    it('a contact person without Teams gets a neutral mail', async () => {
      const { iris } = await open(1);
      await takeRole(house, iris, 'contact');
      const person = await idOf(house, iris);
      await house.parts.c.db.deleteFrom('chats').where('person', '=', person).execute();
      await giveRole(house, iris, 'contact');
      await untilMonday(house);
      expect(mailsTo(house, iris)).toHaveLength(1);
      expect(JSON.stringify(mailsTo(house, iris))).not.toMatch(/plek|wacht|coach|Klaarwater/i);
    });

    it('a process that dies in the middle leaves nothing, and the next one asks once', async () => {
      const { iris } = await open(2);
      const { c } = house.parts;
      house.clock.set(house.clock.now() + 4 * DAY);
      const broken = { ...c, jobs: { ...c.jobs, owe: () => Promise.reject(new Error('the process died')) } };
      await expect(c.db.transaction().execute((trx) => weeklyRequest(broken, trx))).rejects.toThrow('died');
      expect(await requests()).toEqual([]);
      await Promise.all([pass(house, 0), pass(house, 0)]);
      await allEnds(house);
      expect(asked(iris)).toBe(1);
      expect((await requests()).map(({ places }) => places)).toEqual([2]);
    });
  });
