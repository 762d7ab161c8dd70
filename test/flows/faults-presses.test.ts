import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { walkBlocks } from '../support/card-reading.ts';
import { allEnds, bookingsOf, calendars, cardsOf, idOf, sample, stores } from '../support/faults.ts';
import {
  type Actor,
  appears,
  type House,
  type Inputs,
  openHouse,
  readCard,
  signUp,
  until,
  verbsOf,
} from '../support/house.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`a press that comes more than once · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 12, coaches: 6 }) });
    });
    afterEach(() => house.teams.setRepeat('never'));
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    const director = (): Actor => {
      last += 1;
      return house.person(`d${last}`);
    };

    /** The same button on the newest card that has it, any number of times. */
    const button = (person: Actor, verb: string, inputs: Inputs = {}) => {
      const message = person.messages().findLast((m) => m.card && verbsOf(m.card).includes(verb));
      const found = walkBlocks(message?.card ?? {}).find(
        (b) => b.type === 'Action.Execute' && b.verb === verb,
      );
      const press = { activity: message?.id ?? '', verb, data: { ...(found?.data as object), ...inputs } };
      return async (activityId?: string) => {
        const { card } = await house.teams.press(
          person.aad,
          press,
          activityId === undefined ? {} : { activityId },
        );
        return card === null ? 'no card' : readCard(card);
      };
    };
    const same = (answers: readonly string[]) => new Set(answers).size;

    for (const repeat of ['same-id', 'new-id'] as const)
      it(`everything delivered twice (${repeat}): one booking, one event, one message of each kind`, async () => {
        const noor = director();
        // A word that comes twice with two ids is two words; every press after it is one press.
        await noor.say('aanmelden');
        await appears(noor, 'coaching.preferences');
        house.teams.setRepeat(repeat);
        await noor.press('coaching.preferences', { length: '60', place: 'teams' });
        await noor.press('coaching.consent', { language: 'nl', consent: 'yes' });
        await noor.press('coaching.choose-coach', { coach: 'any' });
        const [slot = ''] = noor.choices('slot');
        await noor.press('coaching.choose-slot', { slot });
        house.teams.setRepeat('never');
        await until(() => noor.reads().includes('staat in uw agenda'));
        await allEnds(house);
        expect(await bookingsOf(house, noor)).toHaveLength(1);
        expect(await calendars(house, noor, Number(slot))).toEqual([1, 1, 1]);
        const [booking] = await bookingsOf(house, noor);
        const told = await house.parts.c.db
          .selectFrom('cards')
          .select('kind')
          .where('subject', '=', booking?.id ?? '')
          .where('kind', '=', 'coach-booked')
          .execute();
        expect(told).toHaveLength(1);
        const handedOver = await outcomes(house, noor, 'coach-chosen');
        expect(handedOver).toBe(1);
      });

    it('two at the same instant, same id: the same answer to both', async () => {
      const noor = director();
      await signUp(noor);
      const choose = button(noor, 'coaching.choose-coach', { coach: 'any' });
      const answers = await Promise.all([choose('instant-1'), choose('instant-1'), choose('instant-1')]);
      expect(same(answers)).toBe(1);
      expect(answers[0]).toContain('Wanneer past het u?');
      expect(await outcomes(house, noor, 'coach-chosen')).toBe(1);
    });

    it('two at the same instant, different ids: both see the card that stands', async () => {
      const noor = director();
      await signUp(noor);
      const choose = button(noor, 'coaching.choose-coach', { coach: 'any' });
      const coaches = await Promise.all([choose(), choose(), choose()]);
      expect(coaches.filter((answer) => answer.includes('Wanneer past het u?'))).toHaveLength(3);
      const [slot = '', other = ''] = noor.choices('slot');
      const [first, second] = [
        button(noor, 'coaching.choose-slot', { slot }),
        button(noor, 'coaching.choose-slot', { slot: other }),
      ];
      const answers = await Promise.all([first(), second(), first()]);
      expect(answers.filter((answer) => /leg uw afspraak vast|staat in uw agenda/.test(answer))).toHaveLength(
        3,
      );
      await allEnds(house);
      expect(await bookingsOf(house, noor)).toHaveLength(1);
      expect(await outcomes(house, noor, 'coach-chosen')).toBe(1);
    });

    it('two cards with the same choice, pressed at the same instant: one coach', async () => {
      const noor = director();
      await signUp(noor);
      const first = button(noor, 'coaching.choose-coach', { coach: noor.choices('coach')[0] ?? '' });
      await noor.say('afspraken');
      await appears(noor, 'coaching.back');
      await noor.press('coaching.back');
      const second = button(noor, 'coaching.choose-coach', { coach: noor.choices('coach')[1] ?? '' });
      await Promise.all([first(), second()]);
      expect(await outcomes(house, noor, 'coach-chosen')).toBe(1);
    });

    it('two cards with times, pressed at the same instant: one session', async () => {
      const noor = director();
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      const [slot = '', other = ''] = noor.choices('slot');
      const first = button(noor, 'coaching.choose-slot', { slot });
      await noor.say('afspraken');
      await appears(noor, 'coaching.back');
      await noor.press('coaching.back');
      const second = button(noor, 'coaching.choose-slot', { slot: other });
      await Promise.all([first(), second()]);
      await allEnds(house);
      expect(await bookingsOf(house, noor)).toHaveLength(1);
    });

    it('late, after the state moved on: the card that stands now, and nothing else happens', async () => {
      const noor = director();
      await signUp(noor);
      const coach = button(noor, 'coaching.choose-coach', { coach: 'any' });
      await coach('late-coach');
      const [slot = ''] = noor.choices('slot');
      const choose = button(noor, 'coaching.choose-slot', { slot });
      await choose('late-slot');
      await until(() => noor.reads().includes('staat in uw agenda'));
      await allEnds(house);
      for (const press of [coach, choose])
        for (const id of [undefined, 'late-slot', 'late-coach'])
          expect(await press(id)).toContain('staat in uw agenda');
      await allEnds(house);
      expect(await bookingsOf(house, noor)).toHaveLength(1);
    });

    it('a request to be called: one, however often it is sent', async () => {
      const noor = director();
      await noor.say('hulplijn');
      await appears(noor, 'callback.open');
      await noor.press('callback.open');
      const ask = button(noor, 'callback.ask', { phone: '010 555 02 99', when: 'soon' });
      await Promise.all([ask('call-1'), ask('call-1'), ask(), ask()]);
      await allEnds(house);
      expect(await requestsOf(house, noor)).toHaveLength(1);
      const femke = house.person('femke');
      expect((await cardsOf(house, femke)).filter((card) => card.kind === 'callback-request')).toHaveLength(
        1,
      );
    });

    it('two forms to be called, sent at the same instant: one request, one message', async () => {
      const noor = director();
      const before = (await cardsOf(house, house.person('femke'))).filter(
        (card) => card.state !== 'replaced',
      ).length;
      const forms: (() => Promise<string>)[] = [];
      for (const word of ['hulplijn', 'helpline']) {
        await noor.say(word);
        await allEnds(house);
        await noor.press('callback.open');
        await allEnds(house);
        forms.push(button(noor, 'callback.ask', { phone: '010 555 02 98', when: 'soon' }));
      }
      await Promise.all(forms.map((send) => send()));
      await allEnds(house);
      expect(await requestsOf(house, noor)).toHaveLength(1);
      const after = (await cardsOf(house, house.person('femke'))).filter(
        (card) => card.state !== 'replaced',
      ).length;
      expect(after - before).toBe(1);
    });

    it('the same word twice with one id: one answer', async () => {
      const noor = director();
      await noor.say('help');
      await until(() => noor.messages().length >= 3);
      await allEnds(house);
      const before = (await cardsOf(house, noor)).length;
      await Promise.all([
        noor.say('afspraken', { activityId: 'word-1' }),
        noor.say('afspraken', { activityId: 'word-1' }),
      ]);
      await allEnds(house);
      expect((await cardsOf(house, noor)).length - before).toBe(1);
    });

    async function requestsOf(h: House, person: Actor) {
      return h.parts.c.db
        .selectFrom('callbacks')
        .selectAll()
        .where('director', '=', await idOf(h, person))
        .execute();
    }
    async function outcomes(h: House, person: Actor, outcome: string): Promise<number> {
      const rows = await h.parts.c.db.selectFrom('record').select('fields').execute();
      const mine = await idOf(h, person);
      return rows.filter(
        ({ fields }) =>
          JSON.stringify(fields).includes(`"${outcome}"`) && JSON.stringify(fields).includes(mine),
      ).length;
    }
  });
