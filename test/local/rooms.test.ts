import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP, COACH, cardAnswer, cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

const me = DIRECTOR.aadObjectId;
const coach = COACH.aadObjectId;
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** Where the last message to the bot came from, as a path. */
function lastConversation(): string {
  return encodeURIComponent(world.bot.received.at(-1)?.conversation.id ?? '');
}
async function botSays(conversation: string, body: unknown): Promise<{ status: number; body: unknown }> {
  return world.connector('POST', `/v3/conversations/${conversation}/activities`, body);
}
const line = (text: string) => ({ type: 'message', text });

test('a director is in the group chat and in the channel, a coach only in the channel', () => {
  expect(world.teams.rooms(me).map((r) => r.place)).toEqual(['group', 'channel']);
  expect(world.teams.rooms(coach).map((r) => r.place)).toEqual(['channel']);
});

test('what people say to each other in a group chat never reaches the bot', async () => {
  expect(await world.teams.say(me, 'lunch?', { place: 'group' })).toBe(200);
  expect(world.bot.received).toEqual([]);
  expect(world.teams.messages(me, 'group')).toMatchObject([{ from: 'person', sender: me, text: 'lunch?' }]);
  expect(world.teams.messages(me)).toEqual([]);
});

test('a message that names the bot adds it, and looks like one of a group chat', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'group' });
  expect(world.bot.received.map((a) => a.type)).toEqual([
    'conversationUpdate',
    'installationUpdate',
    'message',
  ]);
  expect(world.bot.received[0]).toMatchObject({ membersAdded: [{ id: `28:${APP}` }] });
  expect(world.bot.received.at(-1)).toMatchObject({
    text: '<at>Klankbord</at> help',
    conversation: { conversationType: 'groupChat', isGroup: true, id: expect.stringMatching(/@thread\.v2$/) },
    entities: [{ type: 'mention', mentioned: { id: `28:${APP}` } }, { type: 'clientInfo' }],
  });
  await world.teams.say(me, 'nog eens, @klankbord', { place: 'group' });
  expect(world.bot.received.filter((a) => a.type === 'installationUpdate')).toHaveLength(1);
});

test('what the bot answers in a channel stands in the thread, for everybody who is in it', async () => {
  const heard: string[] = [];
  world.teams.onChange((aad, place) => heard.push(`${aad === me ? 'me' : 'coach'} ${place}`));
  await world.teams.say(me, '@Klankbord help', { place: 'channel' });
  await botSays(lastConversation(), line('hier ben ik'));
  const [first, answer] = world.teams.messages(coach, 'channel');
  expect(answer).toMatchObject({ from: 'bot', text: 'hier ben ik', thread: first?.id });
  expect(new Set(heard)).toEqual(new Set(['me channel', 'coach channel']));
});

test('the bot can not write in a room to which nobody added it, nor in one that is not there', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'group' });
  const group = lastConversation();
  const channel = group.replace('thread.v2', 'thread.tacv2');
  expect(await botSays(channel, line('x'))).toMatchObject({ status: 404 });
  await world.teams.say(me, '@Klankbord help', { place: 'channel' });
  const thread = lastConversation();
  expect(await botSays(`${group}%3Bmessageid%3D1`, line('x'))).toMatchObject({ status: 404 });
  expect(await botSays(thread, line('x'))).toMatchObject({ status: 201 });
});

test('the roster of a room holds its members and nobody else', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'group' });
  const group = lastConversation();
  const { body } = await world.connector('GET', `/v3/conversations/${group}/pagedmembers`);
  expect(body).toMatchObject({ members: [{ aadObjectId: me }] });
  expect(await world.connector('GET', `/v3/conversations/${group}/members/${coach}`)).toMatchObject({
    status: 404,
  });
});

test('an answer to a press in a room is seen by who pressed; an update by the bot by all', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'channel' });
  const there = lastConversation();
  await botSays(there, cardMessage(cardOf('voor allen')));
  const card = world.teams.messages(me, 'channel').at(-1)?.id ?? '';
  world.bot.answer = async () => cardAnswer(cardOf('voor mij'));
  await world.teams.press(me, { activity: card, verb: 'decision.vote', data: {} }, { place: 'channel' });
  const sees = (aad: string) => world.teams.messages(aad, 'channel').at(-1)?.card;
  expect(sees(me)).toEqual(cardOf('voor mij'));
  expect(sees(coach)).toEqual(cardOf('voor allen'));
  await world.connector(
    'PUT',
    `/v3/conversations/${there}/activities/${card}`,
    cardMessage(cardOf('gesloten')),
  );
  expect([sees(me), sees(coach)]).toEqual([cardOf('gesloten'), cardOf('gesloten')]);
  await world.connector('DELETE', `/v3/conversations/${there}/activities/${card}`);
  expect(world.teams.messages(me, 'channel').some((m) => m.id === card)).toBe(false);
});

test('a card with refresh is asked for once for each who looks, and again after an update', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'channel' });
  const there = lastConversation();
  const refresh = { action: { type: 'Action.Execute', verb: 'view.own', data: { card: '1' } } };
  await botSays(there, cardMessage({ ...cardOf('voor allen'), refresh }));
  world.bot.answer = async (activity) => cardAnswer(cardOf(`eigen voor ${activity.from.aadObjectId}`));
  const asked = () =>
    world.bot.received.filter((a) => JSON.stringify(a.value ?? '').includes('"trigger":"automatic"')).length;
  await world.teams.look(me, 'channel');
  await world.teams.look(me, 'channel');
  expect(asked()).toBe(1);
  expect(world.teams.messages(me, 'channel').at(-1)?.card).toEqual(cardOf(`eigen voor ${me}`));
  expect(world.teams.messages(coach, 'channel').at(-1)?.card).toMatchObject(cardOf('voor allen'));
  const id = world.teams.messages(me, 'channel').at(-1)?.id;
  const changed = cardMessage({ ...cardOf('nieuw'), refresh });
  await world.connector('PUT', `/v3/conversations/${there}/activities/${id}`, changed);
  await world.teams.look(me, 'channel');
  expect(asked()).toBe(2);
});

test('a refresh for others only is not asked for, and a refusal leaves the card as it is', async () => {
  await world.teams.say(me, '@Klankbord help', { place: 'channel' });
  const there = lastConversation();
  const action = { type: 'Action.Execute', verb: 'view.own', data: {} };
  await botSays(there, cardMessage({ ...cardOf('een'), refresh: { action, userIds: ['29:ander'] } }));
  await botSays(there, cardMessage({ ...cardOf('twee'), refresh: { action } }));
  world.bot.answer = async () => ({ status: 200, body: { statusCode: 403 } });
  const before = world.bot.received.length;
  await world.teams.look(me, 'channel');
  await world.teams.look(me, 'channel');
  expect(world.bot.received.length - before).toBe(1);
  expect(world.teams.messages(me, 'channel').map((m) => m.card)).toMatchObject([
    null,
    cardOf('een'),
    cardOf('twee'),
  ]);
});

test('who is not in the group chat can not speak there', async () => {
  await expect(world.teams.say(coach, '@Klankbord help', { place: 'group' })).rejects.toThrow('group');
  expect(world.bot.received).toEqual([]);
});
