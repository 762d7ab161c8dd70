import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { APP, cardAnswer, cardMessage, cardOf, DIRECTOR, startWorld, TENANT, type World } from './world.ts';

const me = DIRECTOR.aadObjectId;
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** Sends a card to the director; its activity id. */
async function shown(text: string): Promise<string> {
  const { conversation } = await world.chat();
  await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(cardOf(text)));
  return world.teams.messages(me).at(-1)?.id ?? '';
}

test('an installation reaches the bot once, as Teams says it', async () => {
  await Promise.all([world.teams.install(me), world.teams.install(me)]);
  await world.teams.install(me);
  expect(world.bot.received.map((a) => a.type)).toEqual(['conversationUpdate', 'installationUpdate']);
  expect(world.bot.received[0]).toMatchObject({ membersAdded: [{ aadObjectId: me }, { id: `28:${APP}` }] });
  expect(world.bot.received[1]).toMatchObject({ action: 'add' });
});

test('an installation that the bot did not take is told again the next time', async () => {
  world.bot.answer = async () => ({ status: 500 });
  await expect(world.teams.install(me)).rejects.toThrow('500');
  world.bot.answer = async () => ({ status: 200 });
  await world.teams.install(me);
  expect(world.bot.received.map((a) => a.type)).toEqual([
    'conversationUpdate',
    'conversationUpdate',
    'installationUpdate',
  ]);
});

test('a message looks like one of Teams and stands in the chat', async () => {
  expect(await world.teams.say(me, 'afspraken')).toBe(200);
  expect(world.bot.received.at(-1)).toMatchObject({
    type: 'message',
    text: 'afspraken',
    channelId: 'msteams',
    locale: 'nl-NL',
    serviceUrl: world.base,
    timestamp: '2026-11-23T08:00:00.000Z',
    localTimestamp: '2026-11-23T09:00:00.000+01:00',
    from: { id: expect.stringMatching(/^29:/), name: DIRECTOR.name, aadObjectId: me },
    recipient: { id: `28:${APP}` },
    conversation: { conversationType: 'personal', tenantId: TENANT, id: expect.stringMatching(/^a:/) },
    channelData: { tenant: { id: TENANT } },
    entities: [{ type: 'clientInfo', locale: 'nl-NL', country: 'NL' }],
  });
  expect(world.teams.messages(me)).toMatchObject([{ from: 'person', text: 'afspraken', edits: 0 }]);
});

test('the answer to Execute replaces the pressed card, and only that one', async () => {
  const first = await shown('een');
  const second = await shown('twee');
  world.bot.answer = async () => cardAnswer(cardOf('bon'));
  const pressed = await world.teams.press(me, {
    activity: second,
    verb: 'coaching.signup',
    data: { card: 'c', length: '60' },
  });
  expect(pressed).toMatchObject({ status: 200, card: cardOf('bon') });
  expect(world.bot.received.at(-1)).toMatchObject({
    type: 'invoke',
    name: 'adaptiveCard/action',
    replyToId: second,
    value: {
      action: { type: 'Action.Execute', verb: 'coaching.signup', data: { card: 'c', length: '60' } },
      trigger: 'manual',
    },
  });
  expect(world.teams.messages(me)).toMatchObject([
    { id: first, card: cardOf('een'), edits: 0 },
    { id: second, card: cardOf('bon'), edits: 1 },
  ]);
});

test.each([
  [
    'an error inside a 200',
    { status: 200, body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: {} } },
  ],
  ['HTTP 500', { status: 500, body: cardAnswer(cardOf('x')).body }],
  ['an empty answer', { status: 200 }],
])('a press that gets %s leaves the card as it was', async (_name, answer) => {
  const activity = await shown('een');
  world.bot.answer = async () => answer;
  const pressed = await world.teams.press(me, { activity, verb: 'v', data: {} });
  expect(pressed).toMatchObject({ status: answer.status, card: null });
  expect(world.teams.messages(me)).toMatchObject([{ card: cardOf('een'), edits: 0 }]);
});

test('Submit is a message with the data as its value, not shown in the chat', async () => {
  const activity = await shown('een');
  const data = { card: 'c', reason: 'ja' };
  expect(await world.teams.press(me, { activity, verb: 'coaching.ask', data, as: 'submit' })).toMatchObject({
    status: 200,
  });
  expect(world.bot.received.at(-1)).toMatchObject({
    type: 'message',
    replyToId: activity,
    value: { verb: 'coaching.ask', card: 'c', reason: 'ja' },
  });
  expect(world.teams.messages(me)).toHaveLength(1);
});

test('a repeat with the same id stands in the chat once and comes to the bot twice', async () => {
  await world.chat();
  await world.teams.say(me, 'help', { activityId: 'same' });
  await world.teams.say(me, 'help', { activityId: 'same', headers: { 'x-again': '1' } });
  expect(world.bot.received.filter((a) => a.id === 'same')).toHaveLength(2);
  expect(world.teams.messages(me)).toHaveLength(1);
});

test.each(['same-id', 'new-id'] as const)(
  'switched to repeat (%s), everything comes twice with another timestamp',
  async (repeat) => {
    await world.chat();
    world.teams.setRepeat(repeat);
    await world.teams.say(me, 'help');
    const [first, second] = world.bot.received.slice(-2);
    expect(second?.text).toBe('help');
    expect(first?.text).toBe('help');
    expect(first?.id === second?.id).toBe(repeat === 'same-id');
    expect(first?.timestamp).not.toBe(second?.timestamp);
    expect(world.teams.messages(me)).toHaveLength(1);
  },
);

test('ids never repeat, also when the clock stands still or goes back', async () => {
  await world.chat();
  for (const text of ['a', 'b', 'c']) await world.teams.say(me, text);
  world.clock.now -= 1_000_000;
  await world.teams.say(me, 'd');
  const ids = world.bot.received.map((a) => a.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a bot that is not there is 502, and what was said still stands', async () => {
  const gone = await startWorld({ botUrl: () => 'http://127.0.0.1:1/api/messages' });
  expect(await gone.teams.say(me, 'hallo')).toBe(502);
  await expect(gone.teams.install(me)).rejects.toThrow('502');
  await gone.close();
});

test('a bearer goes to the bot, and the bot is asked for its own', async () => {
  const strict = await startWorld({
    authorization: async () => 'Bearer for-the-bot',
    checkBearer: async (header) => header === 'Bearer of-the-bot',
  });
  const { conversation } = await strict.chat();
  expect(strict.bot.authorizations).toEqual(['Bearer for-the-bot', 'Bearer for-the-bot']);
  const url = `/v3/conversations/${conversation}/activities`;
  expect(await strict.connector('POST', url, cardMessage(cardOf('x')))).toMatchObject({
    status: 401,
    body: { error: { code: 'Unauthorized' } },
  });
  expect(strict.teams.messages(me)).toEqual([]);
  const headers = { 'content-type': 'application/json', authorization: 'Bearer of-the-bot' };
  const body = JSON.stringify(cardMessage(cardOf('x')));
  expect((await fetch(`${strict.base}${url}`, { method: 'POST', headers, body })).status).toBe(201);
  await strict.close();
});

test('chats, replaced cards and the installation survive a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'teams-'));
  const storage = join(folder, 'teams.sqlite');
  const before = await startWorld({ storage });
  const { conversation } = await before.chat();
  await before.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(cardOf('een')));
  before.bot.answer = async () => cardAnswer(cardOf('bon'));
  await before.teams.press(me, { activity: before.teams.messages(me)[0]?.id ?? '', verb: 'v', data: {} });
  const messages = before.teams.messages(me);
  await before.close();
  const after = await startWorld({ storage });
  expect(after.teams.messages(me)).toEqual(messages);
  expect(messages).toMatchObject([{ card: cardOf('bon'), edits: 1 }]);
  await after.teams.install(me);
  expect(after.bot.received).toEqual([]);
  await after.teams.say(me, 'nog een');
  expect(messages.map((m) => m.id)).not.toContain(after.bot.received[0]?.id);
  await after.close();
  rmSync(folder, { recursive: true });
});

test('what was stored before a kill -9 is there afterwards', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teams-'));
  const file = join(folder, 'teams.sqlite');
  const storage = new URL('../../bot/local/teams/storage.ts', import.meta.url).href;
  const script = `
    const { openTeamsStorage } = await import(${JSON.stringify(storage)});
    const s = openTeamsStorage(${JSON.stringify(file)});
    s.addChat({ aadObjectId: 'p', conversation: 'c', user: 'u' });
    for (let i = 0; i < 50; i++) s.addMessage({ id: String(i), conversation: 'c', from: 'bot', at: 't', text: 'x', card: null });
    if (process.argv[1] === 'read') console.log(s.messages('c').length); else process.kill(process.pid, 'SIGKILL');`;
  const run = (...extra: string[]) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', script, ...extra], { encoding: 'utf8' });
  expect(run().signal).toBe('SIGKILL');
  expect(run('read').stdout.trim()).toBe('50');
  rmSync(folder, { recursive: true });
});
