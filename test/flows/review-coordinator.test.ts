import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tend } from '../../bot/flows/tend.ts';
import { allEnds, idOf, sample, stores } from '../support/faults.ts';
import { type Actor, appears, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  buttons,
  cardsFromBot,
  cardsOfKind,
  dead,
  faultsLogged,
  fillWeeksOf,
  giveRole,
  heard,
  installed,
  passDays,
  takeRole,
} from '../support/review.ts';

const NOT_NEEDED = 'Deze vraag is niet meer nodig';
const TIMES = 'Wanneer past het u?';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`the question to the coordinator · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let noor: Actor;
    let femke: Actor;
    let ruben: Actor;
    beforeEach(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({
        store: made.where,
        programme: sample({ directors: 2, coaches: 2 }),
        // A Monday: five days on, both promised days have passed, whatever day it is today.
        now: '2026-11-23T09:00:00+01:00',
      });
      [noor, femke, ruben] = [house.person('d1'), house.person('femke'), house.person('ruben')];
      await installed(house, ['d1', 'femke', 'ruben']);
    });
    afterEach(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    /** Nobody fits this director, so the coordinator is asked. */
    const asked = async () => {
      fillWeeksOf(house, ['d1']);
      await signUp(noor);
      await appears(femke, 'matching.choose');
      await allEnds(house);
    };
    const replaced = async (from: Actor, to: Actor) => {
      await giveRole(house, to, 'coordinator');
      await takeRole(house, from, 'coordinator');
      await tend(house.parts.c);
      await allEnds(house);
    };
    const open = async (person: Actor) =>
      (await cardsOfKind(house, person, 'match-request')).filter(({ state }) => state !== 'replaced');

    it('two processes that tend at the same moment ask once', async () => {
      await asked();
      await giveRole(house, ruben, 'coordinator');
      await takeRole(house, femke, 'coordinator');
      await Promise.all([tend(house.parts.c), tend(house.parts.c), tend(house.parts.c)]);
      await allEnds(house);
      expect(await cardsOfKind(house, ruben, 'match-request')).toHaveLength(1);
    });

    it('a no at the same instant as the choice: one of the two stands, and both hear which', async () => {
      fillWeeksOf(house, ['d1']);
      for (const _ of [1, 2]) {
        await ask(noor, 'aanmelden');
        await noor.press('coaching.preferences', { length: '60', place: 'teams' });
      }
      const no = button(noor, 'coaching.consent', { language: 'nl', consent: 'no' });
      const yes = buttons(noor, 'coaching.consent')[0];
      if (!yes) throw new Error('no first consent card');
      await house.teams.press(noor.aad, { ...yes, data: { ...yes.data, language: 'nl', consent: 'yes' } });
      await appears(femke, 'matching.choose');
      const choose = button(femke, 'matching.choose', { coach: await idOf(house, house.person('c1')) });
      const [said, chosen] = await Promise.all([answerTo(house, noor, no), answerTo(house, femke, choose)]);
      const { state } = await house.parts.c.db
        .selectFrom('intakes')
        .select('state')
        .executeTakeFirstOrThrow();
      expect(chosen).toContain(state === 'coached' ? 'De keuze is vastgelegd' : NOT_NEEDED);
      if (state === 'coached') expect(said).toContain('Dit is al geregeld');
      await allEnds(house);
    });

    // What is no race is the same on either database.
    if (name !== 'PGlite') return;

    it('the coordinator is replaced: the new one gets it, the old card says so, and the choice works', async () => {
      await asked();
      await giveRole(house, femke, 'office');
      await replaced(femke, ruben);
      expect(femke.reads()).toContain(NOT_NEEDED);
      expect(heard(femke)).not.toContain('D1');
      await tend(house.parts.c);
      await allEnds(house);
      expect(await cardsOfKind(house, ruben, 'match-request')).toHaveLength(1);
      await ruben.press('matching.choose', { coach: await idOf(house, house.person('c1')) });
      await until(() => heard(noor).includes(TIMES));
    });

    it('and when the old one comes back, they are asked anew', async () => {
      await asked();
      await replaced(femke, ruben);
      await replaced(ruben, femke);
      expect(ruben.reads()).toContain(NOT_NEEDED);
      expect(await open(femke)).toHaveLength(1);
      await femke.press('matching.choose', { coach: await idOf(house, house.person('c1')) });
      await until(() => heard(noor).includes(TIMES));
    });

    it('with two reminders beside it: every card is answered by one choice', async () => {
      await asked();
      await passDays(house, 5);
      expect(await open(femke)).toHaveLength(3);
      await femke.press('matching.choose', { coach: await idOf(house, house.person('c1')) });
      await allEnds(house);
      expect(await open(femke)).toHaveLength(0);
      expect(heard(femke).split(NOT_NEEDED)).toHaveLength(3);
    });

    it('the director signs up again meanwhile: the consent stays, and what stands is said', async () => {
      await asked();
      await ask(noor, 'aanmelden');
      expect(noor.reads()).toContain('Uw afspraken');
      const intake = await house.parts.c.db.selectFrom('intakes').selectAll().executeTakeFirstOrThrow();
      expect(intake.state).toBe('nobody');
      expect(intake.consented_at).not.toBeNull();
      expect(await open(femke)).toHaveLength(1);
    });

    it('the director who is choosing signs up again: the form opens', async () => {
      await signUp(noor);
      expect(noor.reads()).toContain('Met wie wilt u praten?');
      await ask(noor, 'aanmelden');
      expect(noor.reads()).toContain('Wat past u?');
    });

    it('a no on an old consent card: every question says that it is not needed, and a press is answered kindly', async () => {
      fillWeeksOf(house, ['d1']);
      for (const _ of [1, 2]) {
        await ask(noor, 'aanmelden');
        await noor.press('coaching.preferences', { length: '60', place: 'teams', themes: 'team' });
      }
      const no = button(noor, 'coaching.consent', { language: 'nl', consent: 'no' });
      const yes = buttons(noor, 'coaching.consent')[0];
      if (!yes) throw new Error('no first consent card');
      await house.teams.press(noor.aad, {
        ...yes,
        data: { ...yes.data, language: 'nl', consent: 'yes' },
      });
      await appears(femke, 'matching.choose');
      await passDays(house, 5);
      expect(await open(femke)).toHaveLength(3);
      const choose = button(femke, 'matching.choose', { coach: await idOf(house, house.person('c1')) });
      expect(await answerTo(house, noor, no)).toContain('bureau Klaarwater');
      await allEnds(house);
      expect(await open(femke)).toHaveLength(0);
      expect(heard(femke)).not.toMatch(/D1|gesprekken in mijn team/);
      expect(await answerTo(house, femke, choose)).toContain(NOT_NEEDED);
      const intake = await house.parts.c.db.selectFrom('intakes').selectAll().executeTakeFirstOrThrow();
      expect(intake).toMatchObject({ state: 'asking', coach: null, preferences_sealed: null });
      const before = cardsFromBot(noor).length;
      await passDays(house, 10);
      expect(cardsFromBot(noor)).toHaveLength(before);
    });
  });
