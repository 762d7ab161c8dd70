import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tend } from '../../bot/flows/tend.ts';
import { allEnds, idOf, pass, stores } from '../support/faults.ts';
import type { Actor, House } from '../support/house.ts';
import { answerTo, ask, button, dead, faultsLogged, giveRole, heard, takeRole } from '../support/review.ts';
import { askCall, booked, nameOf, openSessions, saying } from '../support/sessions.ts';

const HOUR = 3_600_000;
const NOT_NEEDED = 'Deze vraag is niet meer nodig';
const COACHES = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`a call that waits, and another coach · ${name}`, () => {
    let house: House;
    let femke: Actor;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 8, now: '2026-11-02T09:00:00+01:00' });
      femke = house.person('femke');
      await house.teams.install(femke.aad);
      await allEnds(house);
    });
    afterAll(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const changeCoach = async (noor: Actor) => {
      await ask(noor, 'afspraken');
      await noor.press('coaching.change-coach');
      await noor.press('coaching.change-coach-sure');
      await allEnds(house);
    };
    /** The coordinator gives this director another coach; answers who. */
    const override = async (noor: Actor): Promise<Actor> => {
      const { id } = await house.parts.c.db
        .selectFrom('intakes')
        .select('id')
        .where('director', '=', await idOf(house, noor))
        .executeTakeFirstOrThrow();
      await ask(femke, 'help');
      await femke.press('override.open');
      await femke.press('override.search', { director: id });
      const [coach = ''] = femke.choices('coach');
      await femke.press('override.choose', { coach });
      await allEnds(house);
      for (const first of COACHES)
        if ((await idOf(house, house.person(first))) === coach) return house.person(first);
      throw new Error('a coach of the sample');
    };

    it('a director who changes coach: the coordinator is asked at once, the former coach reads that it is not needed', async () => {
      const { noor, coach } = await booked(house, 'd1');
      await askCall(house, noor, '0611111111');
      expect(saying(coach, nameOf(house, noor), '0611111111')).toBe(1);
      expect(saying(noor, 'Uw coach krijgt uw nummer')).toBe(1);
      const held = button(coach, 'callback.take');
      await changeCoach(noor);
      expect(saying(femke, nameOf(house, noor), '0611111111')).toBe(1);
      expect(heard(coach)).not.toContain('0611111111');
      expect(saying(coach, NOT_NEEDED)).toBe(1);
      expect(await answerTo(house, coach, held)).toContain(NOT_NEEDED);
      expect(heard(femke)).not.toMatch(/andere coach|gestopt|waarom/);
      // The director reads who has the number now, without a message of its own.
      expect(saying(noor, 'Uw coach krijgt uw nummer')).toBe(0);
      expect(saying(noor, 'De coördinator van', 'krijgt uw nummer')).toBe(1);
      // And its hours do not ask anybody twice.
      for (let n = 0; n < 4; n += 1) await pass(house, 12 * HOUR);
      await allEnds(house);
      expect(saying(femke, '0611111111')).toBe(1);
      await femke.press('callback.take');
      expect(saying(femke, 'U gaat bellen', '0611111111')).toBe(1);
    });

    it('the coordinator gives another coach: that one is asked at once, within the hours that ran already', async () => {
      const { noor, coach } = await booked(house, 'd2');
      house.clock.set(Date.parse('2026-11-10T10:00:00+01:00'));
      await askCall(house, noor, '0622222222');
      await pass(house, 3 * HOUR);
      const next = await override(noor);
      expect(saying(next, nameOf(house, noor), '0622222222')).toBe(1);
      expect(heard(coach)).not.toContain('0622222222');
      expect(saying(coach, NOT_NEEDED)).toBeGreaterThan(0);
      expect(heard(femke)).not.toContain('0622222222');
      expect(heard(next)).not.toMatch(/andere coach|gestopt|coördinator|waarom/);
      expect(saying(noor, 'Uw coach krijgt uw nummer')).toBe(1);
      await pass(house, 1.1 * HOUR);
      await allEnds(house);
      expect(saying(femke, '0622222222')).toBe(1);
      expect(heard(next)).not.toContain('0622222222');
    });

    it('one that the former coach took already stays there: they still have to call', async () => {
      const { noor, coach } = await booked(house, 'd3');
      await askCall(house, noor, '0633333333');
      await coach.press('callback.take');
      await changeCoach(noor);
      expect(saying(coach, 'U gaat bellen', '0633333333')).toBe(1);
      expect(heard(femke)).not.toContain('0633333333');
    });

    it.each([
      ['wishes that are still there', 'd4', false],
      ['wishes whose term is over', 'd5', true],
    ])(
      'a coach who leaves the pool, with %s: the coordinator is asked as soon as that is seen, once',
      async (_, first, wiped) => {
        const { noor, coach } = await booked(house, first);
        const phone = wiped ? '0655555555' : '0644444444';
        await askCall(house, noor, phone);
        if (wiped)
          await house.parts.c.db
            .updateTable('intakes')
            .set({ preferences_sealed: null })
            .where('director', '=', await idOf(house, noor))
            .execute();
        await takeRole(house, coach, 'coach');
        await Promise.all([tend(house.parts.c), tend(house.parts.c)]);
        await tend(house.parts.c);
        await allEnds(house);
        expect(saying(femke, nameOf(house, noor), phone)).toBe(1);
        expect(heard(coach)).not.toContain(phone);
        await giveRole(house, coach, 'coach');
      },
    );

    it('who asks again after the coordinator was asked waits with one of the two, not with both', async () => {
      const { noor, coach } = await booked(house, 'd6');
      await askCall(house, noor, '0666666666');
      for (let n = 0; n < 8; n += 1) await pass(house, 12 * HOUR);
      await allEnds(house);
      expect(saying(femke, '0666666666')).toBe(1);
      await askCall(house, noor, '0666666667');
      expect(heard(femke)).not.toContain('066666666');
      expect(saying(coach, nameOf(house, noor), '0666666667')).toBe(1);
    });
  });
