import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, pass, stores } from '../support/faults.ts';
import type { Actor, House } from '../support/house.ts';
import { answerTo, ask, button, buttons, dead, faultsLogged, heard } from '../support/review.ts';
import { askCall, booked, nameOf, openSessions, saying } from '../support/sessions.ts';

const HOUR = 3_600_000;
const NOT_NEEDED = 'Deze vraag is niet meer nodig';
const WITHDRAWN = 'Uw verzoek is ingetrokken';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`no call after all · ${name}`, () => {
    let house: House;
    let femke: Actor;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 8 });
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
    const kept = async () =>
      (await house.parts.c.db.selectFrom('callbacks').select('state').execute()).filter(
        ({ state }) => state === 'asked',
      ).length;

    it('one that is open goes: the coach reads that it is not needed, and after its hours nobody is asked', async () => {
      const { noor, coach } = await booked(house, 'd1');
      await askCall(house, noor, '0611111111');
      const take = button(coach, 'callback.take');
      const held = button(noor, 'callback.withdraw');
      const before = coach.messages().length;
      const [one, two] = await Promise.all([answerTo(house, noor, held), answerTo(house, noor, held)]);
      expect(one).toContain(WITHDRAWN);
      expect(two).toBe(one);
      await allEnds(house);
      expect(await kept()).toBe(0);
      expect(heard(coach)).not.toContain('0611111111');
      expect(saying(coach, NOT_NEEDED)).toBe(1);
      expect(coach.messages().length).toBe(before);
      expect(await answerTo(house, coach, take)).toContain(NOT_NEEDED);
      for (let n = 0; n < 8; n += 1) await pass(house, 12 * HOUR);
      await allEnds(house);
      expect(heard(femke)).not.toContain('0611111111');
      expect(await answerTo(house, noor, held)).toContain(WITHDRAWN);
    });

    it('and can be asked again from there', async () => {
      const { noor, coach } = await booked(house, 'd2');
      await askCall(house, noor, '0622222222');
      await noor.press('callback.withdraw');
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone: '0622222223', when: 'morning' });
      await allEnds(house);
      expect(saying(coach, nameOf(house, noor), '0622222223')).toBe(1);
    });

    it('asked for twice and taken back once: no card offers it any more', async () => {
      const { noor, coach } = await booked(house, 'd3');
      await askCall(house, noor, '0633333333');
      await askCall(house, noor, '0633333334');
      expect(saying(coach, nameOf(house, noor), '0633333334')).toBe(1);
      expect(buttons(noor, 'callback.withdraw')).toHaveLength(2);
      await noor.press('callback.withdraw');
      await allEnds(house);
      expect(buttons(noor, 'callback.withdraw')).toHaveLength(0);
      expect(saying(noor, WITHDRAWN)).toBe(2);
      expect(heard(coach)).not.toContain('063333333');
    });

    it('once taken the card says who will call, and a late press is answered kindly', async () => {
      const { noor, coach } = await booked(house, 'd4');
      await askCall(house, noor, '0644444444');
      const held = button(noor, 'callback.withdraw');
      await coach.press('callback.take');
      await allEnds(house);
      expect(saying(noor, 'U wordt gebeld', 'Uw coach liet weten u te gaan bellen')).toBe(1);
      expect(buttons(noor, 'callback.withdraw')).toHaveLength(0);
      const late = await answerTo(house, noor, held);
      expect(late).toContain('Uw coach liet weten u te gaan bellen');
      expect(late).toContain('U hoeft niet op te nemen, en u hoeft niet te zeggen waarom.');
      expect(saying(coach, 'U gaat bellen', '0644444444')).toBe(1);
    });

    it('who stops reads that it stays, before and after, and is called', async () => {
      const { noor, coach } = await booked(house, 'd6');
      await ask(noor, 'stoppen');
      expect(noor.reads()).not.toContain('gebeld te worden');
      await askCall(house, noor, '0666666666');
      await ask(noor, 'stoppen');
      expect(noor.reads()).toContain('Uw verzoek om gebeld te worden blijft ook staan');
      await noor.press('my-data.stop');
      expect(noor.reads()).toContain('Uw verzoek om gebeld te worden staat nog');
      await allEnds(house);
      await coach.press('callback.take');
      await allEnds(house);
      expect(saying(noor, 'U wordt gebeld')).toBe(1);
      await ask(noor, 'stoppen');
      expect(noor.reads()).not.toContain('gebeld te worden');
    });

    it('and may take it back after that', async () => {
      const { noor, coach } = await booked(house, 'd7');
      const others = await kept();
      await askCall(house, noor, '0677777777');
      await ask(noor, 'stoppen');
      await noor.press('my-data.stop');
      await allEnds(house);
      await noor.press('callback.withdraw');
      await allEnds(house);
      expect(await kept()).toBe(others);
      expect(heard(coach)).not.toContain('0677777777');
    });

    it('whoever is first counts, and both read the same of it', async () => {
      const { noor, coach } = await booked(house, 'd5');
      await askCall(house, noor, '0655555555');
      const back = button(noor, 'callback.withdraw');
      const take = button(coach, 'callback.take');
      const [theirs, own] = await Promise.all([answerTo(house, coach, take), answerTo(house, noor, back)]);
      await allEnds(house);
      const taken = theirs.includes('U gaat bellen');
      expect(theirs).toContain(taken ? 'U gaat bellen' : NOT_NEEDED);
      expect(own).toContain(taken ? 'Uw coach liet weten' : WITHDRAWN);
      expect(saying(coach, '0655555555')).toBe(taken ? 1 : 0);
    });
  });
