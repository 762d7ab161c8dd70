import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, idOf, stores } from '../support/faults.ts';
import { type House, signUp } from '../support/house.ts';
import {
  FREE,
  FULL,
  given,
  givesUp,
  joins,
  openFull,
  queueOf,
  tended,
  untilMonday,
  WAITS,
} from '../support/queue.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsFromBot,
  dead,
  faultsLogged,
  giveRole,
  heard,
  takeRole,
} from '../support/review.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`the queue for a place · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    const open = async (programme: Readonly<Record<string, unknown>> = {}) => {
      const made = await make();
      drop = made.drop;
      house = await openFull({ programme, store: made.where });
      return ['d1', 'd2', 'd3', 'd4', 'd5'].map((first) => house.person(first));
    };
    afterEach(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      const { given: held, places } = await given(house);
      expect(held).toBeLessThanOrEqual(places);
      await house.stop();
      await drop();
    });
    const five = (people: readonly ReturnType<House['person']>[]) => {
      const [d1, d2, d3, d4, d5] = people;
      if (!d1 || !d2 || !d3 || !d4 || !d5) throw new Error('five directors');
      return { d1, d2, d3, d4, d5 };
    };

    it('the last place goes while somebody fills in the form: told kindly, and nothing is kept but that they wait', async () => {
      const { d1, d2 } = five(await open());
      for (const one of [d1, d2]) {
        await ask(one, 'aanmelden');
        await one.press('coaching.preferences', { length: '60', place: 'teams', themes: 'team' });
      }
      await d1.press('coaching.consent', { language: 'nl', consent: 'yes' });
      await d2.press('coaching.consent', { language: 'nl', consent: 'yes' });
      expect(d2.reads()).toContain(FULL);
      await d2.press('waiting.join');
      expect(d2.reads()).toContain(WAITS);
      const { db } = house.parts.c;
      const me = await idOf(house, d2);
      expect(await db.selectFrom('drafts').selectAll().where('person', '=', me).execute()).toEqual([]);
      expect(
        await db.selectFrom('intakes').selectAll().where('director', '=', me).executeTakeFirstOrThrow(),
      ).toMatchObject({ preferences_sealed: null, consented_at: null, coach: null, state: 'signing-up' });
      const [row] = await db.selectFrom('waiting').selectAll().execute();
      expect(Object.keys(row ?? {}).sort()).toEqual(
        ['director', 'id', 'number', 'request', 'state', 'told', 'until'].sort(),
      );
    });

    it('four who join at the same moment all wait, and one place goes to the first', async () => {
      const { d1, ...others } = five(await open());
      await signUp(d1);
      const four = Object.values(others);
      for (const one of four) await ask(one, 'aanmelden');
      await Promise.all(
        four.flatMap((one) => {
          const held = button(one, 'waiting.join');
          return [answerTo(house, one, held), answerTo(house, one, held)];
        }),
      );
      const before = await queueOf(house);
      expect(before).toHaveLength(4);
      await givesUp(house, d1);
      await Promise.all([tended(house), tended(house), tended(house)]);
      const after = await queueOf(house);
      expect(after[0]).toBe(before[0]?.replace('waiting', 'offered'));
      expect(after.slice(1)).toEqual(before.slice(1));
      expect(four.filter((one) => heard(one).includes(FREE))).toHaveLength(1);
      expect(four.flatMap(cardsFromBot).filter((text) => text.includes(FREE))).toHaveLength(1);
    });

    it('who comes new does not pass who waits, also in the moment that a place is free', async () => {
      const { d1, d2, d3 } = five(await open());
      await signUp(d1);
      await joins(d2);
      await givesUp(house, d1);
      await ask(d3, 'aanmelden');
      expect(d3.reads()).toContain(FULL);
      // And who waits finds it by themselves, without a message beside the form.
      await ask(d2, 'aanmelden');
      expect(d2.reads()).toContain('Stap 1 van 2');
      await allEnds(house);
      expect(heard(d2)).not.toContain(FREE);
      expect(await queueOf(house)).toEqual(['d2 offered']);
    });

    it('a place that was free when the button was pressed late is given at once', async () => {
      const { d1, d2 } = five(await open());
      await signUp(d1);
      await ask(d2, 'aanmelden');
      await givesUp(house, d1);
      await d2.press('waiting.join');
      expect(d2.reads()).toContain(FREE);
      await d2.press('coaching.signup');
      await d2.press('coaching.preferences', { length: '60', place: 'teams' });
      await d2.press('coaching.consent', { language: 'nl', consent: 'yes' });
      expect(d2.reads()).toContain('Met wie wilt u praten?');
      expect(await queueOf(house)).toEqual([]);
    });

    it('a place that somebody does not want goes to the next, in the same moment', async () => {
      const { d1, d2, d3 } = five(await open());
      await signUp(d1);
      for (const one of [d2, d3]) await joins(one);
      await givesUp(house, d1);
      await tended(house);
      const late = button(d2, 'coaching.signup');
      await d2.press('waiting.leave');
      expect(d2.reads()).toContain('U staat niet meer op de wachtlijst');
      await allEnds(house);
      expect(d3.reads()).toContain(FREE);
      // The card that offered it is gone: a press that comes late sees what stands now.
      expect(await answerTo(house, d2, late)).toContain('U staat niet meer op de wachtlijst');
      await ask(d2, 'aanmelden');
      expect(d2.reads()).toContain(FULL);
    });

    it('who left the programme waits no more, and what was kept for them is the next one’s', async () => {
      const { d1, d2, d3, d4 } = five(await open());
      await signUp(d1);
      for (const one of [d2, d3, d4]) await joins(one);
      await givesUp(house, d1);
      await tended(house);
      expect(await queueOf(house)).toEqual(['d2 offered', 'd3 waiting', 'd4 waiting']);
      const held = button(d2, 'coaching.signup');
      await takeRole(house, d2, 'director');
      await takeRole(house, d3, 'director');
      await tended(house);
      expect(await queueOf(house)).toEqual(['d4 offered']);
      expect(d4.reads()).toContain(FREE);
      expect(heard(d3)).not.toContain(FREE);
      await giveRole(house, d2, 'director');
      expect(await answerTo(house, d2, held)).not.toContain('Stap 1 van 2');
    });

    it('a place comes free when who held it leaves the programme, but not one that was used', async () => {
      const { d1, d2, d3, d4 } = five(await open({ places: 2 }));
      for (const one of [d1, d2]) await signUp(one);
      for (const one of [d3, d4]) await joins(one);
      await takeRole(house, d1, 'director');
      await house.parts.c.db
        .updateTable('intakes')
        .set({ sessions_before: 1 })
        .where('director', '=', await idOf(house, d2))
        .execute();
      await takeRole(house, d2, 'director');
      await tended(house);
      expect(await queueOf(house)).toEqual(['d3 offered', 'd4 waiting']);
    });

    it('whoever opens the form again keeps the place they had', async () => {
      const { d1, d2 } = five(await open());
      await signUp(d1);
      await joins(d2);
      await ask(d1, 'aanmelden');
      expect(d1.reads()).toContain('Stap 1 van 2');
      await tended(house);
      expect(heard(d2)).not.toContain(FREE);
      await d1.press('coaching.preferences', { length: '90', place: 'teams' });
      await d1.press('coaching.consent', { language: 'nl', consent: 'yes' });
      expect(d1.reads()).toContain('Met wie wilt u praten?');
      expect(await queueOf(house)).toEqual(['d2 waiting']);
    });

    it('the list of appointments says that they wait and what comes next, not where in the queue', async () => {
      const { d1, d2, d3 } = five(await open());
      await signUp(d1);
      for (const one of [d2, d3]) await joins(one);
      await ask(d3, 'afspraken');
      expect(d3.reads()).toContain('Op maandag 30 november 2026 vraag ik');
      expect(d3.reads()).not.toMatch(/tweede|plaats 2|\b2\b(?!026)/);
      await untilMonday(house);
      await ask(d3, 'afspraken');
      expect(d3.reads()).toContain('Er is een extra plek gevraagd');
      await d3.press('waiting.leave');
      expect(await queueOf(house)).toEqual(['d2 waiting']);
    });

    it('nobody presses for somebody else', async () => {
      const { d1, d2, d3 } = five(await open());
      await signUp(d1);
      await joins(d2);
      const leave = button(d2, 'waiting.leave');
      for (const other of [d1, d3, house.person('iris'), house.person('c1'), house.person('femke')])
        expect(await answerTo(house, other, leave)).toContain(CLOSED);
      expect(await queueOf(house)).toEqual(['d2 waiting']);
      // A button that is not on this card.
      expect(await answerTo(house, d2, { ...leave, verb: 'waiting.join' })).toContain(CLOSED);
      expect(await answerTo(house, d2, { ...leave, verb: 'request.answer' })).toContain(CLOSED);
      expect(await queueOf(house)).toEqual(['d2 waiting']);
    });
  });
