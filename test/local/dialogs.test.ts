import { afterEach, beforeEach, expect, test } from 'vitest';
import { cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

const me = DIRECTOR.aadObjectId;
let world: World;
beforeEach(async () => {
  world = await startWorld();
  const { conversation } = await world.chat();
  await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(cardOf('een')));
});
afterEach(() => world.close());

const asks = (step: 'fetch' | 'submit', data = {}) => {
  const activity = step === 'fetch' ? (world.teams.messages(me)[0]?.id ?? null) : null;
  return world.teams.dialog(me, { step, activity, data });
};
const answers = (body: unknown) => {
  world.bot.answer = async () => ({ status: 200, body });
};
const shows = (value: object) => ({ task: { type: 'continue', value } });
const attached = { contentType: 'application/vnd.microsoft.card.adaptive', content: cardOf('venster') };

test('a window is asked for as Teams does, and shows the card of the answer', async () => {
  answers(shows({ title: 'Venster', width: 500, height: 'small', card: attached }));
  expect(await asks('fetch', { msteams: { type: 'task/fetch' }, what: 'terms' })).toEqual({
    kind: 'card',
    title: 'Venster',
    size: { width: 500, height: 'small' },
    card: cardOf('venster'),
  });
  expect(world.bot.received.at(-1)).toMatchObject({
    type: 'invoke',
    name: 'task/fetch',
    replyToId: world.teams.messages(me)[0]?.id,
    value: { data: { msteams: { type: 'task/fetch' }, what: 'terms' }, context: { theme: 'default' } },
  });
});

test('a window can be a page by its address', async () => {
  answers(shows({ title: 'Pagina', url: `${world.base}/pagina` }));
  expect(await asks('fetch')).toMatchObject({ kind: 'url', url: `${world.base}/pagina` });
});

test('what was filled in is handed in, and a window says a line, goes on, or closes', async () => {
  answers({ task: { type: 'message', value: 'Dank u.' } });
  expect(await asks('submit', { note: 'dag' })).toEqual({ kind: 'message', text: 'Dank u.' });
  expect(world.bot.received.at(-1)).toMatchObject({ name: 'task/submit', value: { data: { note: 'dag' } } });
  answers(shows({ card: attached }));
  expect(await asks('submit')).toMatchObject({ kind: 'card' });
  answers({});
  expect(await asks('submit')).toEqual({ kind: 'closed' });
});

test.each([
  ['an error inside', { statusCode: 501, type: 'application/vnd.microsoft.error' }],
  ['a window without anything', shows({ title: 'leeg' })],
  ['an address that is no web address', shows({ url: 'javascript:alert(1)' })],
  ['a card that is none', shows({ card: { content: { type: 'x' } } })],
  ['a width of nothing', shows({ card: attached, width: 0 })],
])('an answer with %s is broken, and said to be', async (_, body) => {
  answers(body);
  expect(await asks('fetch')).toMatchObject({ kind: 'broken' });
});

test('a bot that fails is broken with its status', async () => {
  world.bot.answer = async () => ({ status: 500 });
  expect(await asks('fetch')).toEqual({ kind: 'broken', why: 'the bot answered 500' });
});
