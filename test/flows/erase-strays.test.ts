import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { owePutOnceMore, putOnceMore } from '../../bot/flows/put-once-more.ts';
import * as show from '../../bot/flows/show.ts';
import * as cards from '../../bot/store/cards.ts';
import { allEnds, idOf, pass, stores } from '../support/faults.ts';
import { type Actor, type House, readCard, until } from '../support/house.ts';
import { ask, dead, heard } from '../support/review.ts';
import { booked, openSessions } from '../support/sessions.ts';

const MINUTE = 60_000;
const WIPED = 'Dit bericht is gewist';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`an update that reaches Teams after the erasure · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 8 });
    });
    afterAll(async () => {
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const db = () => house.parts.c.db;
    const within = <T>(work: (trx: Parameters<typeof putOnceMore>[1]) => Promise<T>) =>
      db().transaction().execute(work);
    const callBack = async (noor: Actor, phone: string) => {
      await ask(noor, 'hulplijn');
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone, when: 'soon' });
    };
    const erase = async (noor: Actor) => {
      await ask(noor, 'mijn gegevens');
      await noor.press('my-data.choose', { wish: 'erase' });
      await noor.press('my-data.erase');
      expect(noor.reads()).toContain('Uw gegevens zijn gewist');
    };
    const wipes = async () => (await db().selectFrom('message_wipes').select('id').execute()).length;
    const placeOf = (person: Actor, text: string) => {
      const message = person.messages().find(({ card }) => card && readCard(card).includes(text));
      if (!message) throw new Error(`no message that says ${text}`);
      return message.id;
    };
    /** What was on its way all the time arrives: as it was sent, and after everything else. */
    const arrives = async (person: Actor, q: { readonly activity: string; readonly text: string }) => {
      const chat = await db()
        .selectFrom('chats')
        .selectAll()
        .where('person', '=', await idOf(house, person))
        .executeTakeFirstOrThrow();
      const content = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: q.text }] };
      const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
      const base = chat.service_url.replace(/\/?$/, '/');
      const path = `v3/conversations/${encodeURIComponent(chat.conversation)}/activities/${q.activity}`;
      const sent = await fetch(base + path, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', authorization: 'Bearer local' },
        body: JSON.stringify({ type: 'message', attachments: [card] }),
      });
      expect(sent.ok).toBe(true);
      expect(heard(person)).toContain(q.text);
    };

    it('is overwritten once more minutes later, when one was owed and nobody knew its end', async () => {
      const { noor, coach } = await booked(house, 'd1');
      await callBack(noor, '0611111111');
      await allEnds(house);
      // The second time the card changes where it stands: that update is lost on the way.
      const fault = { on: 'update', kind: { status: 504, code: 'GatewayTimeout' }, times: 3 } as const;
      house.teams.faults.add(fault);
      await callBack(noor, '0611111112');
      const activity = placeOf(coach, '0611111111');
      house.teams.faults.clear();
      await erase(noor);
      await until(() => !heard(coach).includes('061111111'));
      await allEnds(house);
      await arrives(coach, { activity, text: 'Telefoon: 0611111112' });
      await pass(house, 3 * MINUTE);
      await allEnds(house);
      expect(heard(coach)).not.toContain('061111111');
      expect(heard(coach)).toContain(WIPED);
      expect(await wipes()).toBe(0);
    });

    it('is so too when the card was changed a moment ago, and all seemed well', async () => {
      const { noor, coach } = await booked(house, 'd2');
      await callBack(noor, '0622222222');
      await allEnds(house);
      await callBack(noor, '0622222223');
      await allEnds(house);
      const activity = placeOf(coach, '0622222223');
      await erase(noor);
      await allEnds(house);
      await arrives(coach, { activity, text: 'Telefoon: 0622222222' });
      await pass(house, 3 * MINUTE);
      await allEnds(house);
      expect(heard(coach)).not.toContain('062222222');
      expect(await wipes()).toBe(0);
    });

    it.each([
      { first: 'd3', phone: '0633333333', owed: false, times: 'once' },
      { first: 'd7', phone: '0677777777', owed: true, times: 'once more' },
    ])(
      'long after the last update is overwritten $times, and a moment at which it was to be put again puts nothing back: $owed',
      async (q) => {
        const { noor, coach } = await booked(house, q.first);
        await callBack(noor, q.phone);
        await allEnds(house);
        await pass(house, 10 * MINUTE);
        await ask(noor, 'mijn gegevens');
        await noor.press('my-data.choose', { wish: 'erase' });
        await allEnds(house);
        const { id } = await db()
          .selectFrom('cards')
          .select('id')
          .where('kind', '=', 'callback-request')
          .where('whose', '=', await idOf(house, noor))
          .executeTakeFirstOrThrow();
        if (q.owed) await within((trx) => owePutOnceMore(house.parts.c, trx, id));
        await noor.press('my-data.erase');
        await allEnds(house);
        const again = await db()
          .selectFrom('message_wipes')
          .select('card')
          .where('recipient', '=', await idOf(house, coach))
          .execute();
        expect(again).toEqual(q.owed ? [{ card: id }] : []);
        await pass(house, 3 * MINUTE);
        await allEnds(house);
        expect(heard(coach)).not.toContain(q.phone);
        expect(heard(coach)).toContain(WIPED);
        expect(await wipes()).toBe(0);
      },
    );

    it('leaves the receipt of the erasure where it stands', async () => {
      const { noor } = await booked(house, 'd4');
      await ask(noor, 'mijn gegevens');
      await noor.press('my-data.choose', { wish: 'erase' });
      await noor.press('my-data.open');
      await allEnds(house);
      await noor.press('my-data.choose', { wish: 'erase' });
      await noor.press('my-data.erase');
      await allEnds(house);
      const activity = placeOf(noor, 'Uw gegevens zijn gewist');
      await arrives(noor, { activity, text: 'Wat ik van u bewaar' });
      await pass(house, 3 * MINUTE);
      await allEnds(house);
      expect(heard(noor)).not.toContain('Wat ik van u bewaar');
      expect(heard(noor)).toContain('Uw gegevens zijn gewist');
    });

    it('leaves what somebody else’s own card says in the same place', async () => {
      const { noor, coach } = await booked(house, 'd5');
      await callBack(noor, '0655555554');
      await allEnds(house);
      await callBack(noor, '0655555555');
      await allEnds(house);
      const activity = placeOf(coach, '0655555555');
      const to = await idOf(house, coach);
      const [request] = await db()
        .selectFrom('cards')
        .select('subject')
        .where('kind', '=', 'callback-request')
        .where('state', '!=', 'replaced')
        .where('whose', '=', await idOf(house, noor))
        .execute();
      if (!request) throw new Error('a request');
      const { subject } = request;
      const view = { kind: 'session-changed' } as const;
      const kinds = ['callback-request'] as const;
      await within((trx) => show.change(house.parts.c, trx, { view, subject, to, kinds, once: null }));
      await allEnds(house);
      await erase(noor);
      await allEnds(house);
      await arrives(coach, { activity, text: 'Telefoon: 0655555555' });
      await pass(house, 3 * MINUTE);
      await allEnds(house);
      expect(heard(coach)).not.toContain('0655555555');
      expect(await wipes()).toBe(0);
      const stands = coach.messages().find(({ id }) => id === activity);
      expect(stands?.card && readCard(stands.card)).not.toContain(WIPED);
    });

    it('an own card in whose place one about a director came who is erased, is at its end: nothing hangs on it', async () => {
      const { noor, coach } = await booked(house, 'd6');
      const to = await idOf(house, coach);
      const whose = await idOf(house, noor);
      const { c } = house.parts;
      const own = await within((trx) =>
        show.send(c, trx, { view: { kind: 'session-changed' }, subject: to, to, once: null }),
      );
      if (!own) throw new Error('made');
      await allEnds(house);
      const kinds = ['session-changed'] as const;
      const view = { kind: 'match-withdrawn' } as const;
      await within((trx) => show.change(c, trx, { view, subject: to, whose, to, kinds, once: null }));
      await allEnds(house);
      await erase(noor);
      await allEnds(house);
      await within((trx) => putOnceMore(c, trx, own));
      await pass(house, 3 * MINUTE);
      await allEnds(house);
      expect((await cards.find(db(), own))?.state).toBe('replaced');
      expect(await wipes()).toBe(0);
    });
  });
