import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, cardsOf, hurry, idOf, sample, stores, waiting } from '../support/faults.ts';
import {
  type Actor,
  appears,
  book,
  type House,
  openHouse,
  readCard,
  signUp,
  until,
} from '../support/house.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`Teams fails while something is said · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 20, coaches: 6 }) });
    });
    afterEach(() => house.teams.faults.clear());
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    /** Somebody new, whose welcome has arrived. */
    const director = async (): Promise<Actor> => {
      last += 1;
      const person = house.person(`d${last}`);
      await house.teams.install(person.aad);
      await allEnds(house);
      return person;
    };
    const fromBot = (person: Actor) => person.messages().filter((m) => m.from === 'bot');
    const ofKind = async (person: Actor, kind: string) =>
      (await cardsOf(house, person)).filter((card) => card.kind === kind);

    const ambiguous = [
      { what: '504 after the message was stored', kind: { afterStored: 504 }, stored: 1 },
      { what: 'a connection that breaks before the answer', kind: { reset: 'after' }, stored: 1 },
      { what: 'a connection that breaks before the call arrives', kind: { reset: 'before' }, stored: 0 },
      { what: '502 with nothing stored', kind: { status: 502, code: 'BadGateway' }, stored: 0 },
    ] as const;
    it.each(ambiguous)(
      '$what: never sent again, listed as unknown, and the next "afspraken" says so once',
      async ({ kind, stored }) => {
        const noor = await director();
        const before = fromBot(noor).length;
        house.teams.faults.add({ on: 'send', kind, times: 1 });
        await noor.say('help');
        await until(async () => (await ofKind(noor, 'help'))[0]?.state === 'unknown');
        await allEnds(house);
        expect(fromBot(noor).length - before).toBe(stored);
        await noor.say('afspraken');
        await until(() => noor.reads().includes('niet aangekomen'));
        await allEnds(house);
        await noor.say('afspraken');
        await until(() => fromBot(noor).length === before + stored + 2);
        expect(noor.reads()).not.toContain('niet aangekomen');
      },
    );

    it('429: later, and exactly once', async () => {
      const noor = await director();
      const before = fromBot(noor).length;
      house.teams.faults.add({
        on: 'send',
        kind: { status: 429, code: 'TooManyRequests', retryAfter: 3 },
        times: 1,
      });
      await noor.say('help');
      await until(async () => (await waiting(house)).length > 0);
      const [next] = await waiting(house);
      expect(next?.job?.kind).toBe('chat.send');
      expect(next?.waitMs).toBeGreaterThan(0);
      expect(fromBot(noor).length).toBe(before);
      await until(() => fromBot(noor).length > before);
      await allEnds(house);
      expect(fromBot(noor).length - before).toBe(1);
    });

    it('a chat that is blocked: a neutral mail with a link, and the chat is left alone until they write', async () => {
      const noor = await director();
      await noor.say('help');
      await appears(noor, 'coaching.signup');
      await allEnds(house);
      house.teams.setBlocked(noor.aad, true);
      await noor.say('hulplijn');
      await allEnds(house);
      expect((await ofKind(noor, 'helpline'))[0]?.state).toBe('mailed');
      const [mail, ...more] = house.outlook?.mailbox(noor.upn).filter((m) => m.kind === 'mail') ?? [];
      expect(more).toEqual([]);
      expect(mail?.text).toMatch(/\/p\/[\w-]{43}/);
      expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/hulplijn|coach|Klaarwater|gesprek met/i);
      const chat = () =>
        house.parts.c.db
          .selectFrom('chats')
          .select('state')
          .where('conversation', '!=', '')
          .where('person', '=', me)
          .executeTakeFirstOrThrow();
      const me = await idOf(house, noor);
      expect((await chat()).state).toBe('closed');
      house.teams.setBlocked(noor.aad, false);
      await noor.say('afspraken');
      await until(() => noor.reads().includes('Uw afspraken'));
      expect((await chat()).state).toBe('open');
    });

    it.each([
      { what: 'refused', kind: { status: 404, code: 'ActivityNotFoundInConversation' } },
      { what: 'forbidden', kind: { status: 403, code: 'Forbidden' } },
    ] as const)('a card that can not be changed ($what): the newest is sent', async ({ kind }) => {
      const noor = await director();
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      await allEnds(house);
      const before = fromBot(noor).length;
      house.teams.faults.add({ on: 'update', kind, times: 10 });
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await until(() => fromBot(noor).some((m) => m.card && readCard(m.card).includes('staat in uw agenda')));
      await allEnds(house);
      expect(noor.reads()).toContain('staat in uw agenda');
      expect(fromBot(noor).length - before).toBeLessThanOrEqual(2);
    });

    it('a change of which nobody knows whether it came through: again until it is right', async () => {
      const noor = await director();
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      await allEnds(house);
      const before = fromBot(noor).length;
      house.teams.faults.add({ on: 'update', kind: { status: 504, code: 'GatewayTimeout' }, times: 2 });
      house.teams.faults.add({ on: 'update', kind: { afterStored: 504 }, times: 1 });
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await until(() => noor.reads().includes('staat in uw agenda'), 20_000);
      await allEnds(house);
      expect(fromBot(noor).length).toBe(before);
    });

    it('changes that overtake each other: the newest card is what stands', async () => {
      const noor = await director();
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      await allEnds(house);
      // The change to "I am booking" lands three seconds after the one to "it stands".
      house.teams.faults.add({ on: 'update', kind: { delayMs: 3_000 }, times: 1 });
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await until(() => noor.reads().includes('staat in uw agenda'));
      await new Promise((resolve) => setTimeout(resolve, 3_500));
      await allEnds(house);
      expect(noor.reads()).toContain('staat in uw agenda');
    });

    describe('a request to be called that is mended while it is on its way', () => {
      const SLOW_MS = 1_500;
      const openForm = async (noor: Actor) => {
        const before = fromBot(noor).length;
        await noor.say('hulplijn');
        await until(() => fromBot(noor).length > before);
        await noor.press('callback.open');
      };
      const told = (femke: Actor, before: number) => fromBot(femke).slice(before);

      it.each([
        { what: 'arrives slowly', instead: null, messages: 1, end: 'shown' },
        {
          what: 'is told to come later',
          instead: { status: 429, code: 'TooManyRequests' },
          messages: 1,
          end: 'shown',
        },
        {
          what: 'is lost on the way',
          instead: { status: 504, code: 'GatewayTimeout' },
          messages: 0,
          // Somebody must act on it: it goes by mail as well.
          end: 'mailed',
        },
        {
          what: 'is blocked',
          instead: { status: 403, code: 'ConversationBlockedByUser' },
          messages: 0,
          end: 'mailed',
        },
      ])(
        'the first message $what: every message has its end, and none comes twice',
        async ({ instead, messages, end }) => {
          const noor = await director();
          const femke = house.person('femke');
          await house.teams.install(femke.aad);
          await femke.say('help');
          await allEnds(house);
          const before = fromBot(femke).length;
          await openForm(noor);
          house.teams.faults.add({
            on: 'send',
            kind: { delayMs: SLOW_MS, ...(instead && { instead }) },
            times: 1,
          });
          await noor.press('callback.ask', { phone: '010 555 02 01', when: 'soon' });
          await until(async () => (await requestCards(noor))[0]?.state === 'sending');
          for (const phone of ['010 555 02 02', '010 555 02 03']) {
            await openForm(noor);
            await noor.press('callback.ask', { phone, when: 'soon' });
          }
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
          await hurry(house);
          await allEnds(house);
          const cards = await requestCards(noor);
          expect(cards.map(({ state }) => state)).toEqual(['replaced', 'replaced', end]);
          expect(told(femke, before)).toHaveLength(messages);
          if (messages === 1) expect(femke.reads()).toContain('010 555 02 03');
        },
      );

      async function requestCards(noor: Actor) {
        const me = await idOf(house, noor);
        const { id } = await house.parts.c.db
          .selectFrom('callbacks')
          .select('id')
          .where('director', '=', me)
          .executeTakeFirstOrThrow();
        return house.parts.c.db
          .selectFrom('cards')
          .select(['state'])
          .where('subject', '=', id)
          .where('kind', '=', 'callback-request')
          .orderBy('created_at')
          .execute();
      }
    });

    it('in the end every message has an end', async () => {
      await book(await director());
      await allEnds(house);
      const states = await house.parts.c.db.selectFrom('cards').select('state').distinct().execute();
      expect(states.map(({ state }) => state)).not.toContain('owed');
      expect(states.map(({ state }) => state)).not.toContain('sending');
    });
  });
