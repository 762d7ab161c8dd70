import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, idOf, pass, stores } from '../support/faults.ts';
import type { Actor, House } from '../support/house.ts';
import { answerTo, ask, button, dead, faultsLogged, heard } from '../support/review.ts';
import { booked, NOWHERE, nameOf, openSessions, saying, standsAt } from '../support/sessions.ts';

const HOUR = 3_600_000;

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`another coach, and who calls back · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 4 });
    });
    afterAll(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const coachId = async (noor: Actor) =>
      (
        await house.parts.c.db
          .selectFrom('intakes')
          .select('coach')
          .where('director', '=', await idOf(house, noor))
          .executeTakeFirstOrThrow()
      ).coach;

    it('one quiet button: the session is off at no cost, the coach hears only that it ended, and is not offered again', async () => {
      const session = await booked(house, 'd1');
      const { noor, coach, start } = session;
      await ask(noor, 'afspraken');
      await noor.press('coaching.change-coach');
      expect(noor.reads()).toContain('U hoeft niet te zeggen waarom.');
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
      const sure = button(noor, 'coaching.change-coach-sure');
      const [one, two] = await Promise.all([answerTo(house, noor, sure), answerTo(house, noor, sure)]);
      expect(one).toContain('Met wie wilt u praten?');
      expect(two).toBe(one);
      await allEnds(house);
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled', counts: false });
      expect(saying(coach, 'Het contact met', nameOf(house, noor))).toBe(1);
      expect(heard(coach)).not.toMatch(/andere coach|waarom/);
      expect(noor.choices('coach')).not.toContain(await idOf(house, coach));
      await noor.press('coaching.choose-coach', { coach: await idOf(house, coach) });
      expect(await coachId(noor)).toBe(null);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      expect(await coachId(noor)).not.toBe(await idOf(house, coach));
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed', number: 1 });
      await ask(noor, 'afspraken');
      expect(noor.reads()).toContain('Er zijn nog 2 van de 3 gesprekken over');
    });

    it('a call-back that the own coach does not take in four working hours goes to the coordinator, once', async () => {
      const { noor, coach } = await booked(house, 'd2');
      const femke = house.person('femke');
      await house.teams.install(femke.aad);
      await ask(noor, 'hulplijn');
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone: '0612345678', when: 'soon' });
      await allEnds(house);
      const held = button(coach, 'callback.take');
      for (let n = 0; n < 8; n += 1) await pass(house, 12 * HOUR);
      await allEnds(house);
      expect(saying(femke, nameOf(house, noor), '0612345678')).toBe(1);
      expect(await answerTo(house, coach, held)).toContain('Deze vraag is niet meer nodig');
      await femke.press('callback.take');
      expect(saying(femke, 'U gaat bellen')).toBe(1);
    });

    it('one that the coach takes stays with the coach', async () => {
      const { noor, coach } = await booked(house, 'd3');
      const femke = house.person('femke');
      const before = femke.messages().length;
      await ask(noor, 'hulplijn');
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone: '0687654321', when: 'soon' });
      await allEnds(house);
      await coach.press('callback.take');
      for (let n = 0; n < 8; n += 1) await pass(house, 12 * HOUR);
      await allEnds(house);
      expect(saying(femke, '0687654321')).toBe(0);
      expect(femke.messages().length).toBe(before);
    });
  });
