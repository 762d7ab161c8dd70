import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TurnEvent } from '../../bot/flows/event.ts';
import { activity, CARD_ID, execute, local, message, PERSON, submit } from './support/activities.ts';
import { type Answer, CARD, type Edge, SERVICE_URL, startEdge } from './support/edge.ts';

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

/** What the turn heard of this activity, and what the sender got back. */
async function say(fields: Record<string, unknown>): Promise<{ answer: Answer; heard: TurnEvent[] }> {
  const before = edge.heard.length;
  const answer = await edge.post(local(fields));
  return { answer, heard: edge.heard.slice(before) };
}
async function only(fields: Record<string, unknown>): Promise<TurnEvent> {
  const { heard } = await say(fields);
  expect(heard).toHaveLength(1);
  const [event] = heard;
  if (!event) throw new Error('nothing was heard');
  return event;
}

const data = { card: CARD_ID, themes: '1,2', length: '60' };

describe('a message', () => {
  it('becomes a word, a person and a chat; what was typed stays behind', async () => {
    const event = await only(message('Aanmelden'));
    expect(event).toEqual({
      key: expect.stringMatching(/^sha256:[\w-]{43}$/),
      who: { tenant: '11111111-1111-4111-8111-111111111111', aadObjectId: PERSON, name: 'Noor de Vries' },
      chat: {
        personal: true,
        serviceUrl: SERVICE_URL,
        conversation: 'a:chat',
        user: '29:person',
        bot: '28:bot',
      },
      locale: 'nl',
      what: { kind: 'said', said: { kind: 'word', word: 'sign-up' } },
    });
  });

  it('that means nothing to us is nowhere in what goes on', async () => {
    const event = await only(message('iets heel persoonlijks', { id: undefined }));
    expect(event.what).toEqual({ kind: 'said', said: { kind: 'other' } });
    expect(JSON.stringify(event)).not.toContain('persoonlijks');
  });

  it('gets an empty 200: the answer is a message of its own', async () => {
    expect((await say(message('help'))).answer).toMatchObject({ status: 200, body: null });
  });

  it('is read without its mention', async () => {
    const { what } = await only(message('<at>Klankbord</at> help'));
    expect(what).toEqual({ kind: 'said', said: { kind: 'word', word: 'help' } });
  });

  it.each([
    ['nl', 'nl'],
    ['nl-BE', 'nl'],
    ['en-GB', 'en'],
    ['fr-FR', 'en'],
    [undefined, null],
  ])('in locale %s is answered in %s', async (locale, expected) => {
    expect((await only(message('help', { locale }))).locale).toBe(expected);
  });

  it.each([
    ['a one-to-one chat', { conversationType: 'personal' }, true],
    ['a group chat', { conversationType: 'groupChat', isGroup: true }, false],
    ['a channel', { conversationType: 'channel' }, false],
    ['a chat that does not say, but is a group', { isGroup: true }, false],
    ['a thread that does not say', { id: '19:thread' }, false],
    ['a chat that does not say', {}, true],
  ])('in %s is heard there only', async (_, fields, personal) => {
    const before = edge.heard.length;
    const event = { ...local(message('help')), conversation: { id: 'a:chat', ...fields } };
    expect(await edge.post(event)).toMatchObject({ status: 200, body: null });
    expect(edge.heard.length - before).toBe(personal ? 1 : 0);
  });
});

describe('a press', () => {
  it('by Execute and by its fallback Submit is the same event', async () => {
    const invoked = await only(execute({ verb: 'coaching.consent', data }));
    const submitted = await only(submit({ verb: 'coaching.consent', data }));
    expect(invoked.what).toEqual({
      kind: 'pressed',
      press: { verb: 'coaching.consent', card: CARD_ID, inputs: { themes: '1,2', length: '60' } },
      activity: '1:card',
      by: 'invoke',
    });
    expect({ ...submitted, what: { ...submitted.what, by: 'invoke' } }).toEqual(invoked);
  });

  it('by Execute gets the card in the answer; by Submit nothing', async () => {
    const { answer } = await say(execute({ verb: 'coaching.consent', data }));
    const body = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: CARD };
    expect(answer).toMatchObject({ status: 200, body });
    expect((await say(submit({ verb: 'coaching.consent', data }))).answer).toMatchObject({
      status: 200,
      body: null,
    });
  });

  it('that comes twice has one key, with and without an activity id', async () => {
    const id = randomUUID();
    const first = await only(
      execute({ verb: 'coaching.consent', data, id, timestamp: '2026-11-23T09:00:00Z' }),
    );
    const again = await only(
      execute({ verb: 'coaching.consent', data, id, timestamp: '2026-11-23T09:00:15Z' }),
    );
    expect(again).toEqual(first);
    const bare = await only(execute({ verb: 'coaching.consent', data, id: undefined }));
    const turned = { length: '60', themes: '1,2', card: CARD_ID };
    const bareAgain = await only(submit({ verb: 'coaching.consent', data: turned, id: undefined }));
    expect(bareAgain.key).toBe(bare.key);
    const other = await only(
      execute({ verb: 'coaching.consent', data: { ...data, length: '75' }, id: undefined }),
    );
    expect(other.key).not.toBe(bare.key);
  });

  it('of another conversation is another one, though its activity id is the same', async () => {
    const chat = (id: string) => ({ id, conversationType: 'personal' });
    const one = await only(message('help', { id: '1', conversation: chat('a:one') }));
    const other = await only(message('help', { id: '1', conversation: chat('a:other') }));
    expect(one.key).not.toBe(other.key);
  });

  it('carries no authority: what the data says about the actor is no more than an input', async () => {
    const forged = { ...data, aadObjectId: '99999999-9999-4999-8999-999999999999' };
    expect((await only(execute({ verb: 'coaching.consent', data: forged }))).who.aadObjectId).toBe(PERSON);
  });

  it.each([
    ['a verb that is not ours', 'coaching.steal', data],
    ['no verb', undefined, data],
    ['a verb that is no text', 7, data],
    ['no card', 'coaching.consent', { themes: '1' }],
    ['a card that is no id', 'coaching.consent', { card: 'one' }],
    ['an input that is a number', 'coaching.consent', { card: CARD_ID, length: 60 }],
    ['an input that is an object', 'coaching.consent', { card: CARD_ID, length: { x: '1' } }],
    ['an input that is null', 'coaching.consent', { card: CARD_ID, length: null }],
    ['an input of 2,001 characters', 'coaching.consent', { card: CARD_ID, phone: 'x'.repeat(2_001) }],
    ['a name of 41 characters', 'coaching.consent', { card: CARD_ID, ['x'.repeat(41)]: '1' }],
    ['a name that objects have', 'coaching.consent', { card: CARD_ID, toString: '1' }],
    [
      '41 inputs',
      'coaching.consent',
      { card: CARD_ID, ...Object.fromEntries(range(41).map((n) => [`i${n}`, '1'])) },
    ],
  ])('with %s is unreadable both ways, and the turn hears so', async (_, verb, pressed) => {
    expect((await only(execute({ verb, data: pressed }))).what).toEqual({ kind: 'unreadable', by: 'invoke' });
    expect((await only(submit({ verb, data: pressed }))).what).toEqual({ kind: 'unreadable', by: 'message' });
  });

  it.each([['a string'], [[]], [7], [{ action: null }]])('whose value is %j is unreadable', async (value) => {
    const event = await only(activity({ type: 'invoke', name: 'adaptiveCard/action', value }));
    expect(event.what).toEqual({ kind: 'unreadable', by: 'invoke' });
  });
});

describe('somebody', () => {
  const strange = 'Dit kan ik niet voor u openen. Typ help voor wat u hier kunt doen.';
  it.each([
    ['without a directory id', { id: '29:guest', name: 'Gast' }],
    ['with a directory id that is none', { id: '29:guest', aadObjectId: 'guest' }],
    [
      'of another tenant',
      { id: '29:guest', aadObjectId: PERSON, tenantId: '99999999-9999-4999-8999-999999999999' },
    ],
  ])('%s is turned away kindly, and no turn hears it', async (_, from) => {
    const pressed = await say(execute({ verb: 'coaching.consent', data, from }));
    expect(pressed.answer).toMatchObject({ status: 200, body: { statusCode: 200, value: strange } });
    expect(pressed.heard).toHaveLength(0);
    expect(await say(message('help', { from }))).toMatchObject({
      answer: { status: 200, body: null },
      heard: [],
    });
  });
});

describe('other activities', () => {
  const bot = [{ id: '28:bot' }];
  it.each([
    ['the bot joining the chat', { type: 'conversationUpdate', membersAdded: bot }, 'installed'],
    ['the bot leaving the chat', { type: 'conversationUpdate', membersRemoved: bot }, 'removed'],
    ['the app added', { type: 'installationUpdate', action: 'add' }, 'installed'],
    ['the app upgraded', { type: 'installationUpdate', action: 'add-upgrade' }, 'installed'],
    ['the app removed', { type: 'installationUpdate', action: 'remove' }, 'removed'],
  ])('%s is heard', async (_, fields, kind) => {
    expect((await only(activity(fields))).what).toEqual({ kind });
  });

  it.each([
    [{ type: 'typing' }],
    [{ type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    [{ type: 'messageUpdate', text: 'help' }],
    [{ type: 'messageDelete' }],
    [{ type: 'conversationUpdate', membersAdded: [{ id: '29:person' }] }],
    [{ type: 'installationUpdate' }],
    [{ type: 'event', name: 'anything' }],
    [{ type: 'message', text: 'help', from: undefined }],
  ])('%j is nothing for us, with 200', async (fields) => {
    expect(await say(activity(fields))).toMatchObject({ answer: { status: 200, body: null }, heard: [] });
  });

  it.each([
    ['task/fetch', 'nl-NL', 'Dit kan ik niet voor u openen. Typ help voor wat u hier kunt doen.'],
    ['task/submit', 'en-GB', 'I cannot open this for you. Type help to see what you can do here.'],
  ])('a window that nobody knows (%s) says so in words', async (name, locale, value) => {
    const { answer, heard } = await say(activity({ type: 'invoke', name, locale, value: { data: {} } }));
    expect(answer).toMatchObject({ status: 200, body: { task: { type: 'message', value } } });
    expect(heard).toHaveLength(0);
  });

  it('another invoke gets 200 with 501 inside', async () => {
    const { answer, heard } = await say(
      activity({ type: 'invoke', name: 'composeExtension/query', value: {} }),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 501, type: 'application/vnd.microsoft.error' },
    });
    expect(heard).toHaveLength(0);
  });
});

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
