import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_APP, LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { walkBlocks } from '../support/card-reading.ts';
import { type Actor, appears, type House, openHouse, readCard, until } from '../support/house.ts';
import { activityFrom, type Fields, invokeFrom, messageFrom, type Sender } from './support/activities.ts';
import { postJson } from './support/hostile.ts';
import { keptCounts } from './support/tables.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const as = (aad: string): Sender => ({ aad, tenant: LOCAL_TENANT, serviceUrl: house.url, app: LOCAL_APP });
const send = (body: unknown) => postJson(`${house.url}/api/messages`, body);
const kept = () => keptCounts(house.parts.c.db);

/** Which card stands on the newest card of somebody, to press it as if from elsewhere. */
function cardIdOn(person: Actor, verb: string): string {
  const button = person.messages().flatMap((m) => (m.card ? walkBlocks(m.card) : []));
  const data = button.findLast((b) => b.type === 'Action.Execute' && b.verb === verb)?.data;
  return typeof data === 'object' && data !== null && 'card' in data ? String(data.card) : '';
}

describe('a chat with others in it', () => {
  const places: readonly (readonly [string, Fields])[] = [
    ['a group chat', { id: '19:groep@thread.v2', conversationType: 'groupChat', isGroup: true }],
    ['a channel', { id: '19:kanaal@thread.tacv2', conversationType: 'channel', isGroup: true }],
    ['a group without a type', { id: '19:groep@thread.v2' }],
    ['a chat that says it is a group', { id: 'a:1', isGroup: true }],
    ['a kind that Teams may make one day', { id: 'a:1', conversationType: 'meeting' }],
  ];
  it.each(places)('%s hears nothing of coaching: no word, no card, nothing kept', async (_, place) => {
    const noor = house.person('noor');
    await noor.say('aanmelden');
    await appears(noor, 'coaching.preferences');
    await house.parts.engine.settle();
    const before = await kept();
    const conversation = { ...place, tenantId: LOCAL_TENANT };
    const sender = as(noor.aad);
    for (const text of ['aanmelden', 'ik kan niet meer', '<at>Klankbord</at> afspraken', 'hulplijn'])
      expect(await send(messageFrom(sender, text, { conversation }))).toMatchObject({
        status: 200,
        text: '',
      });
    const added = [{ id: `28:${LOCAL_APP}` }];
    await send(activityFrom(sender, { type: 'conversationUpdate', membersAdded: added, conversation }));
    await send(activityFrom(sender, { type: 'installationUpdate', action: 'add', conversation }));
    const data = { card: cardIdOn(noor, 'coaching.preferences'), length: '60', place: 'teams' };
    const pressed = await send(invokeFrom(sender, { verb: 'coaching.preferences', data }, { conversation }));
    expect(JSON.parse(pressed.text)).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: 'Ik antwoord alleen in een chat met u alleen. Klik op mijn naam om die te openen.',
    });
    expect(await kept()).toEqual(before);
  });
});

describe('somebody who has no part here', () => {
  it.each<[string, Fields]>([
    ['a guest', { id: '29:gast', name: 'Gast' }],
    ['somebody of another tenant', { id: '29:x', aadObjectId: randomUUID(), tenantId: randomUUID() }],
  ])('%s gets one line under the card and nothing is kept', async (_, from) => {
    const before = await kept();
    const sender = as(randomUUID());
    expect(await send(messageFrom(sender, 'aanmelden', { from }))).toMatchObject({ status: 200, text: '' });
    const data = { card: randomUUID() };
    const pressed = await send(invokeFrom(sender, { verb: 'coaching.signup', data }, { from }));
    expect(JSON.parse(pressed.text)).toMatchObject({
      value: expect.stringContaining('Dit kan ik niet voor u openen'),
    });
    expect(await kept()).toEqual(before);
  });

  it('a colleague without a role is told kindly, on a card without buttons, and nothing is kept', async () => {
    const before = await kept();
    const stranger = as(randomUUID());
    const verbs = ['coaching.signup', 'callback.take', 'preferences.open', 'matching.choose'];
    for (const verb of verbs) {
      const answer = await send(invokeFrom(stranger, { verb, data: { card: randomUUID() } }));
      const { value } = JSON.parse(answer.text);
      expect(readCard(value)).toMatch(/\w/);
      expect(walkBlocks(value).filter((b) => String(b.type).startsWith('Action.'))).toEqual([]);
      expect(readCard(value)).not.toMatch(/Klaarwater|Hazelaar/);
    }
    expect((await send(messageFrom(stranger, 'aanmelden'))).status).toBe(200);
    expect(await kept()).toEqual(before);
  });

  it('a person whose role was taken away can not press a card that was theirs, until it is given back', async () => {
    const joris = house.person('joris');
    await joris.say('aanmelden');
    await appears(joris, 'coaching.preferences');
    await house.parts.engine.settle();
    const { db } = house.parts.c;
    const who = await db
      .selectFrom('people')
      .selectAll()
      .where('upn', '=', joris.upn)
      .executeTakeFirstOrThrow();
    await db.deleteFrom('roles').where('person', '=', who.id).execute();
    const before = await kept();
    const card = await joris.press('coaching.preferences', { length: '60', place: 'teams' });
    expect(readCard(card ?? {})).not.toContain('Mag ');
    expect(walkBlocks(card ?? {}).filter((b) => String(b.type).startsWith('Action.'))).toEqual([]);
    expect(await kept()).toEqual(before);
    await db.insertInto('roles').values({ person: who.id, role: 'director' }).execute();
    await joris.say('aanmelden');
    await house.parts.engine.settle();
    const fine = await joris.press('coaching.preferences', { length: '60', place: 'teams' });
    expect(readCard(fine ?? {})).toContain('Mag ');
  });
});

describe('two people', () => {
  it('whose messages happen to have the same id are both answered', async () => {
    const [noor, yara] = [house.person('noor'), house.person('yara')];
    const id = '1795000000000';
    for (const who of [noor, yara]) {
      await house.teams.install(who.aad);
      await house.parts.engine.settle();
      expect(await who.say('hulplijn', { activityId: id })).toBe(200);
      await until(() => who.reads().includes('010 555 01 41'));
    }
  });
});
