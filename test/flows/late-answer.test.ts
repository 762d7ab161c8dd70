import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkBlocks } from '../support/card-reading.ts';
import { allEnds, idOf, sample, stores } from '../support/faults.ts';
import { appears, type House, openHouse, readCard, until } from '../support/house.ts';

// One connection on PGlite: nothing can hold a card there while a turn waits for it.
for (const { name, skip, make } of stores().slice(1))
  describe.skipIf(skip)(`a turn that takes longer than the client waits · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 2 }) });
    });
    afterAll(async () => {
      await house.stop();
      await drop();
    });

    it.each([
      { what: 'on a card whose place is known: the card changes by itself', place: 'known', first: 'd1' },
      {
        what: 'on a card whose place nobody knows: the answer comes as a message',
        place: 'unknown',
        first: 'd2',
      },
    ])('$what', async ({ place, first }) => {
      const noor = house.person(first);
      await noor.say('help');
      await appears(noor, 'coaching.sessions');
      await allEnds(house);
      const { db } = house.parts.c;
      const me = await idOf(house, noor);
      if (place === 'unknown')
        await db.updateTable('cards').set({ activity: null }).where('recipient', '=', me).execute();
      // The welcome may stand below it.
      const buttons = noor.messages().flatMap((m) => (m.card ? walkBlocks(m.card) : []));
      const button = buttons.find((b) => b.verb === 'coaching.sessions');
      const messages = noor.messages().length;
      const locked = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const holding = db.transaction().execute(async (trx) => {
        await trx.selectFrom('cards').select('id').where('recipient', '=', me).forUpdate().execute();
        locked.resolve();
        await released.promise;
      });
      await locked.promise;
      const chat = await db
        .selectFrom('chats')
        .selectAll()
        .where('person', '=', me)
        .executeTakeFirstOrThrow();
      const activity = {
        type: 'invoke',
        id: `late-${first}`,
        name: 'adaptiveCard/action',
        channelId: 'msteams',
        serviceUrl: chat.service_url,
        from: { id: chat.user_mri, name: 'D', aadObjectId: noor.aad },
        recipient: { id: chat.bot, name: 'Klankbord' },
        conversation: { id: chat.conversation, conversationType: 'personal', tenantId: chat.tenant },
        channelData: { tenant: { id: chat.tenant } },
        value: {
          action: { type: 'Action.Execute', verb: 'coaching.sessions', data: button?.data },
          trigger: 'manual',
        },
      };
      const answer = await fetch(`${house.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(activity),
      });
      expect(await answer.json()).toMatchObject({
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
      });
      released.resolve();
      await holding;
      await until(() => noor.messages().some((m) => m.card && readCard(m.card).includes('Uw afspraken')));
      await allEnds(house);
      expect(noor.messages().length - messages).toBe(place === 'unknown' ? 1 : 0);
    });
  });
