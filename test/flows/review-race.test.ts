import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, bookingsOf, cardsOf, idOf, sample, stores } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  buttons,
  cardsFromBot,
  choicesOf,
  dead,
  faultsLogged,
  type Held,
  installed,
} from '../support/review.ts';

const TIMES = 'Wanneer past het u?';
const STANDS = 'staat in uw agenda';
const HOLDING = 'Ik leg uw afspraak vast';

/** A programme in which every coach takes one director. */
function oneEach(coaches: number): string {
  const file: { programme: object; people: { roles: string[]; coach?: object }[] } = JSON.parse(
    sample({ directors: 6, coaches }),
  );
  const people = file.people.map((person) =>
    person.coach ? { ...person, coach: { ...person.coach, 'max-directors': 1 } } : person,
  );
  return JSON.stringify({ ...file, people });
}

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`at the same instant · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    const open = async (programme: string) => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme });
      await installed(house, ['d1', 'd2', 'd3', 'd4']);
    };
    afterEach(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const all = (presses: readonly [Actor, Held][]) =>
      Promise.all(presses.map(([person, held]) => answerTo(house, person, held)));

    it('the last place of a coach is given once: the others see the coaches who are free', async () => {
      await open(oneEach(3));
      const directors = ['d1', 'd2', 'd3'].map((first) => house.person(first));
      for (const one of directors) await signUp(one);
      const c1 = await idOf(house, house.person('c1'));
      const answers = await all(
        directors.map((one): [Actor, Held] => [one, button(one, 'coaching.choose-coach', { coach: c1 })]),
      );
      expect(answers.filter((text) => text.includes(TIMES))).toHaveLength(1);
      const others = directors.filter((_, i) => !answers[i]?.includes(TIMES));
      expect(others).toHaveLength(2);
      for (const one of others) {
        expect(one.reads()).toContain('Met wie wilt u praten?');
        expect(one.choices('coach')).not.toContain(c1);
      }
      const coached = house.parts.c.db.selectFrom('intakes').select('director').where('coach', '=', c1);
      expect(await coached.execute()).toHaveLength(1);
      // "Choose for me" finds the two who are left, one each.
      await all(
        others.map((one): [Actor, Held] => [one, button(one, 'coaching.choose-coach', { coach: 'any' })]),
      );
      const chosen = await house.parts.c.db.selectFrom('intakes').select('coach').execute();
      expect(new Set(chosen.map(({ coach }) => coach)).size).toBe(3);
    });

    it('the last coach of all: the others wait for the coordinator, who is asked', async () => {
      await open(oneEach(1));
      const directors = ['d1', 'd2'].map((first) => house.person(first));
      for (const one of directors) await signUp(one);
      const answers = await all(
        directors.map((one): [Actor, Held] => [one, button(one, 'coaching.choose-coach', { coach: 'any' })]),
      );
      expect(answers.filter((text) => text.includes(TIMES))).toHaveLength(1);
      expect(answers.filter((text) => text.includes('Er is nu niemand vrij die past'))).toHaveLength(1);
    });

    /** A director with a moment held, and two cards that lead on: on which the same is pressed while Outlook answers. */
    const holding = async (first: string, delayMs: number) => {
      const noor = house.person(first);
      await signUp(noor);
      await ask(noor, 'afspraken');
      await ask(noor, 'afspraken');
      const backs = buttons(noor, 'coaching.back');
      const choose = buttons(noor, 'coaching.choose-coach')[0];
      if (!choose) throw new Error('no card with coaches');
      await house.teams.press(noor.aad, { ...choose, data: { ...choose.data, coach: 'any' } });
      const slots = button(noor, 'coaching.choose-slot');
      house.outlook?.faults.add({ method: 'POST', path: '/events', times: 1, kind: { delayMs } });
      return { noor, backs, slots };
    };
    const chain = async (noor: Actor) => {
      const me = await idOf(house, noor);
      const rows = await house.parts.c.db
        .selectFrom('cards')
        .select(['id', 'replaces', 'state', 'activity', 'kind'])
        .where('recipient', '=', me)
        .execute();
      const successors = rows.flatMap(({ replaces }) => (replaces === null ? [] : [replaces]));
      expect(new Set(successors).size).toBe(successors.length);
      return rows;
    };

    it('the way back on other cards while Outlook answers: every card ends at what stands', async () => {
      await open(sample({ directors: 6, coaches: 3 }));
      for (const [i, delayMs] of [0, 15, 40, 90].entries()) {
        const { noor, backs, slots } = await holding(`d${i + 1}`, delayMs);
        await house.teams.press(noor.aad, {
          ...slots,
          data: { ...slots.data, slot: firstTime(noor, slots) },
        });
        await all(
          backs.flatMap((held): [Actor, Held][] => [
            [noor, held],
            [noor, held],
          ]),
        );
        await until(() => noor.reads().includes(STANDS));
        await allEnds(house);
        expect(await bookingsOf(house, noor)).toHaveLength(1);
        expect(cardsFromBot(noor).filter((text) => text.includes(HOLDING))).toEqual([]);
        const rows = await chain(noor);
        // What Teams shows in each place is the newest card there.
        for (const { id, activity } of rows.filter(({ state }) => state !== 'replaced')) {
          const shown = noor.messages().find((m) => m.id === activity);
          expect(JSON.stringify(shown?.card)).toContain(id);
        }
      }
    });

    it('what others see, and back, while Outlook answers: one successor a card, and the newest is in Teams', async () => {
      await open(sample({ directors: 6, coaches: 3 }));
      for (const [i, delayMs] of [0, 20, 60].entries()) {
        const { noor, backs, slots } = await holding(`d${i + 1}`, delayMs);
        await house.teams.press(noor.aad, {
          ...slots,
          data: { ...slots.data, slot: firstTime(noor, slots) },
        });
        const [one, two] = backs;
        if (!one || !two) throw new Error('two ways back');
        await all([
          [noor, one],
          [noor, two],
        ]);
        const previews = buttons(noor, 'coaching.preview').concat(buttons(noor, 'coaching.back'));
        await all(
          previews.flatMap((held): [Actor, Held][] => [
            [noor, held],
            [noor, held],
          ]),
        );
        await until(async () => (await bookingsOf(house, noor))[0]?.state === 'confirmed');
        await allEnds(house);
        for (const held of buttons(noor, 'coaching.back')) await answerTo(house, noor, held);
        await allEnds(house);
        expect(cardsFromBot(noor).filter((text) => text.includes(HOLDING))).toEqual([]);
        expect(heardStands(noor)).toBeGreaterThan(0);
        await chain(noor);
      }
    });

    it('a press after the booking stands changes nothing', async () => {
      await open(sample({ directors: 4, coaches: 2 }));
      const noor = house.person('d1');
      await book(noor);
      await until(() => noor.reads().includes(STANDS));
      await allEnds(house);
      const held = button(noor, 'coaching.preview');
      await all([
        [noor, held],
        [noor, held],
        [noor, held],
      ]);
      await allEnds(house);
      expect(noor.reads()).toContain('Wat zien anderen?');
      await noor.press('coaching.back');
      expect(noor.reads()).toContain(STANDS);
      expect((await cardsOf(house, noor)).filter(({ kind }) => kind === 'preview')).toHaveLength(1);
    });

    const heardStands = (noor: Actor) => cardsFromBot(noor).filter((text) => text.includes(STANDS)).length;
    /** The first time on the card that has this button. */
    const firstTime = (noor: Actor, { activity }: Held): string =>
      choicesOf(noor.messages().find((m) => m.id === activity)?.card, 'slot')[0] ?? '';
  });
