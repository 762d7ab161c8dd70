import { afterEach, beforeEach, expect, test } from 'vitest';
import { COACH, cardMessage, cardOf, DIRECTOR, startWorld, TENANT, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const newChat = (member: string) => ({
  isGroup: false,
  bot: { id: '28:app' },
  members: [{ id: member }],
  tenantId: TENANT,
  channelData: { tenant: { id: TENANT } },
});

test('a conversation asked for twice, by 29: or by object id, is the one the person already has', async () => {
  const { conversation, user } = await world.chat();
  const byUser = await world.connector('POST', '/v3/conversations', newChat(user));
  const byObject = await world.connector('POST', '/v3/conversations', newChat(DIRECTOR.aadObjectId));
  expect(byUser).toMatchObject({ status: 201, body: { id: decodeURIComponent(conversation) } });
  expect(byObject.body).toEqual(byUser.body);
});

test('a conversation is refused for a stranger, another tenant, a group, and somebody without the app', async () => {
  await world.chat();
  const ask = (body: unknown) => world.connector('POST', '/v3/conversations', body);
  expect(await ask(newChat('29:nobody'))).toMatchObject({
    status: 400,
    body: { error: { code: 'BadArgument' } },
  });
  expect(await ask({ ...newChat(DIRECTOR.aadObjectId), tenantId: 'other' })).toMatchObject({ status: 400 });
  expect(await ask({ ...newChat(DIRECTOR.aadObjectId), isGroup: true })).toMatchObject({ status: 400 });
  expect(await ask({})).toMatchObject({ status: 400, body: { error: { code: 'BadSyntax' } } });
  expect(await ask(newChat(COACH.aadObjectId))).toMatchObject({
    status: 403,
    body: { error: { code: 'BotNotInConversationRoster' } },
  });
});

test('a card that is sent, replaced and removed stands in the chat once, then changed, then not at all', async () => {
  const { conversation } = await world.chat();
  const path = `/v3/conversations/${conversation}/activities`;
  const sent = await world.connector('POST', path, cardMessage(cardOf('een')));
  expect(sent).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^\d{13}$/) } });
  const [shown] = world.teams.messages(DIRECTOR.aadObjectId);
  expect(shown).toMatchObject({
    from: 'bot',
    text: null,
    card: cardOf('een'),
    edits: 0,
    at: '2026-11-23T08:00:00.000Z',
  });
  expect(await world.connector('PUT', `${path}/${shown?.id}`, cardMessage(cardOf('twee')))).toMatchObject({
    status: 200,
  });
  expect(world.teams.messages(DIRECTOR.aadObjectId)).toMatchObject([{ card: cardOf('twee'), edits: 1 }]);
  expect(await world.connector('DELETE', `${path}/${shown?.id}`)).toMatchObject({ status: 200 });
  expect(world.teams.messages(DIRECTOR.aadObjectId)).toEqual([]);
});

test('a reply to an activity lands in the same chat, and typing lands nowhere', async () => {
  const { conversation } = await world.chat();
  const path = `/v3/conversations/${conversation}/activities`;
  expect(await world.connector('POST', `${path}/123`, { type: 'message', text: 'dag' })).toMatchObject({
    status: 201,
  });
  expect(await world.connector('POST', path, { type: 'typing' })).toMatchObject({ status: 201 });
  expect(world.teams.messages(DIRECTOR.aadObjectId).map((m) => m.text)).toEqual(['dag']);
});

test('text and a card in one activity become two messages, and the answer has no id', async () => {
  const { conversation } = await world.chat();
  const both = { ...Object(cardMessage(cardOf('kaart'))), text: 'tekst' };
  const sent = await world.connector('POST', `/v3/conversations/${conversation}/activities`, both);
  expect(sent).toMatchObject({ status: 201, body: {} });
  expect(sent.body).not.toHaveProperty('id');
  expect(world.teams.messages(DIRECTOR.aadObjectId)).toMatchObject([
    { text: 'tekst', card: null },
    { text: null, card: cardOf('kaart') },
  ]);
});

test('what Teams would refuse is refused with its own code, and nothing appears', async () => {
  const { conversation } = await world.chat();
  const path = `/v3/conversations/${conversation}/activities`;
  const big = cardMessage(cardOf('x'.repeat(101 * 1024)));
  const refused = async (to: string, body: unknown, method = 'POST') => {
    const { status, body: answer } = await world.connector(method, to, body);
    return [status, Object(answer).error.code, typeof Object(answer).error.message];
  };
  expect(await refused(path, big)).toEqual([413, 'MessageSizeTooBig', 'string']);
  expect(await refused(path, cardMessage({ body: [] }))).toEqual([400, 'BadSyntax', 'string']);
  expect(await refused(path, { type: 'message' })).toEqual([400, 'BadSyntax', 'string']);
  expect(await refused(path, '{')).toEqual([400, 'BadSyntax', 'string']);
  expect(await refused('/v3/conversations/a:none/activities', cardMessage(cardOf('x')))).toEqual([
    404,
    'ConversationNotFound',
    'string',
  ]);
  expect(await refused(`${path}/1`, cardMessage(cardOf('x')), 'PUT')).toEqual([
    404,
    'ActivityNotFoundInConversation',
    'string',
  ]);
  expect(await refused(`${path}/1`, undefined, 'DELETE')).toEqual([
    404,
    'ActivityNotFoundInConversation',
    'string',
  ]);
  world.teams.setBlocked(DIRECTOR.aadObjectId, true);
  expect(await refused(path, cardMessage(cardOf('x')))).toEqual([403, 'ConversationBlockedByUser', 'string']);
  expect(world.teams.messages(DIRECTOR.aadObjectId)).toEqual([]);
  world.teams.setBlocked(DIRECTOR.aadObjectId, false);
  expect(await world.connector('POST', path, cardMessage(cardOf('x')))).toMatchObject({ status: 201 });
});

test('the bot can not change or remove what a person said', async () => {
  const { conversation } = await world.chat();
  await world.teams.say(DIRECTOR.aadObjectId, 'van mij');
  const said = world.teams.messages(DIRECTOR.aadObjectId)[0]?.id;
  const path = `/v3/conversations/${conversation}/activities/${said}`;
  expect(await world.connector('PUT', path, cardMessage(cardOf('x')))).toMatchObject({ status: 404 });
  expect(await world.connector('DELETE', path)).toMatchObject({ status: 404 });
});

test('the members of a chat are its one person, in every address that lists them', async () => {
  const { conversation, user } = await world.chat();
  const account = {
    id: user,
    aadObjectId: DIRECTOR.aadObjectId,
    userPrincipalName: DIRECTOR.upn,
    tenantId: TENANT,
  };
  const of = (path: string) => world.connector('GET', `/v3/conversations/${conversation}/${path}`);
  expect((await of('members')).body).toMatchObject([account]);
  expect((await of('activities/1/members')).body).toMatchObject([account]);
  expect((await of('pagedmembers')).body).toMatchObject({ members: [account] });
  expect((await of(`members/${DIRECTOR.aadObjectId}`)).body).toMatchObject(account);
  expect(await of('members/29:nobody')).toMatchObject({ status: 404 });
  expect(await world.connector('GET', '/v3/conversations/a:none/members')).toMatchObject({ status: 404 });
});
