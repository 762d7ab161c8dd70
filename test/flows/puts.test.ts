import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { putOnceMore } from '../../bot/flows/put-once-more.ts';
import * as cards from '../../bot/store/cards.ts';
import * as chats from '../../bot/store/chats.ts';
import { putNewest, settleUpdate } from '../../bot/work/deliver.ts';
import { allEnds, cardsOf, idOf, sample, stores } from '../support/faults.ts';
import { appears, type House, openHouse, readCard } from '../support/house.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`the update of a card that was pressed · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let next = 1;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 4 }) });
    });
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    beforeEach(async () => {
      await house.parts.engine.settle();
    });

    const director = async () => {
      const noor = house.person(`d${next}`);
      next += 1;
      await noor.say('aanmelden');
      await appears(noor, 'coaching.preferences');
      await allEnds(house);
      return noor;
    };
    const jobs = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pgboss.job
        where data ->> 'kind' in ('chat.put', 'chat.update')`.execute(house.parts.c.db);
      return rows[0]?.n ?? -1;
    };
    const standing = (noor: Awaited<ReturnType<typeof director>>) => {
      const card = noor.messages().findLast((m) => m.card)?.card;
      return card ? readCard(card) : '';
    };

    it('is fewer jobs than presses for who walks through a form in a moment, and the newest card is what stands', async () => {
      const noor = await director();
      const before = await jobs();
      const answers: (string | null)[] = [];
      for (const verb of ['coaching.preferences', 'coaching.signup', 'coaching.preferences']) {
        const newest = (await cardsOf(house, noor)).at(-1);
        const data = { card: newest?.id, length: '60', place: 'teams' };
        const activity = noor.messages().at(-1)?.id ?? '';
        const { card } = await house.teams.press(noor.aad, { activity, verb, data });
        answers.push(card && readCard(card));
      }
      await allEnds(house);
      expect(standing(noor)).toBe(answers.at(-1));
      // One; two when a sweep came between.
      expect((await jobs()) - before).toBeLessThan(answers.length);
    });

    it('that an older one overtook on its way is put once more, whatever its own answer says', async () => {
      const noor = await director();
      await noor.press('coaching.preferences', { length: '60', place: 'teams' });
      const { c } = house.parts;
      const [older, newest] = (await cardsOf(house, noor)).slice(-2);
      if (!older || !newest) throw new Error('a press leaves two cards');
      await allEnds(house);
      const recipient = await idOf(house, noor);
      const called = await jobs();
      const states = await c.db.transaction().execute(async (trx) => {
        const [out, replaced] = [await cards.find(trx, newest.id), await cards.find(trx, older.id)];
        const to = await chats.find(trx, recipient);
        if (!out || !replaced || !to) throw new Error('they stand in a chat');
        const arrives = async (wanted: number) => {
          const answer = { kind: 'done', value: undefined } as const;
          await settleUpdate(c, trx, { id: newest.id, answer, to, wanted });
          return (await cards.find(trx, newest.id))?.state;
        };
        await putNewest(c, trx, replaced);
        return { sentBefore: await arrives(out.wanted), sentAfter: await arrives(out.wanted + 1) };
      });
      expect(states).toEqual({ sentBefore: 'owed', sentAfter: 'shown' });
      expect(await jobs()).toBe(called + 1);
    });

    it('is put once more when that is due, also when it is out at that moment', async () => {
      const noor = await director();
      await noor.press('coaching.preferences', { length: '60', place: 'teams' });
      await allEnds(house);
      const { c } = house.parts;
      const newest = (await cardsOf(house, noor)).at(-1);
      if (!newest) throw new Error('a press leaves a card');
      const wanted = await c.db.transaction().execute(async (trx) => {
        const before = await cards.take(trx, newest.id);
        await cards.settle(trx, newest.id, { state: 'owed' });
        await putOnceMore(c, trx, newest.id);
        return ((await cards.find(trx, newest.id))?.wanted ?? 0) - (before?.wanted ?? 0);
      });
      expect(wanted).toBe(1);
      await allEnds(house);
      expect((await cards.find(c.db, newest.id))?.state).toBe('shown');
    });

    it('comes by itself within seconds', async () => {
      const noor = await director();
      await noor.press('coaching.preferences', { length: '60', place: 'teams' });
      await expect
        .poll(async () => (await cardsOf(house, noor)).at(-1)?.state, { timeout: 20_000 })
        .toBe('shown');
    });
  });
