import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COACH, call, cardAnswer, cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

const me = DIRECTOR.aadObjectId;
let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const get = (path: string) => call(`${world.base}/local${path}`, { method: 'GET' });
const post = (path: string, body: unknown) => call(`${world.base}/local${path}`, { method: 'POST', body });

/** fetch does not let a caller choose Host or Origin. */
function raw(headers: Record<string, string>, method = 'GET', path = '/local/people'): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request({ host: '127.0.0.1', port: world.port, path, method, headers }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  sent.on('error', reject).end();
  return promise;
}

test('people are listed with their roles, and the clock says its moment', async () => {
  expect((await get('/people')).body).toEqual([DIRECTOR, COACH]);
  expect((await get('/clock')).body).toEqual({ now: '2026-11-23T08:00:00.000Z' });
});

test.each([
  [{ advance: 'PT2H' }, '2026-11-23T10:00:00.000Z'],
  [{ advance: 'PT0S' }, '2026-11-23T08:00:00.000Z'],
  [{ now: '2026-12-01T09:00:00+01:00' }, '2026-12-01T08:00:00.000Z'],
  [{ now: '2026-12-01T08:00:00Z' }, '2026-12-01T08:00:00.000Z'],
  // Summer time begins on 28 March 2027: nine o'clock stays nine o'clock.
  [{ advance: 'P18W' }, '2027-03-29T07:00:00.000Z'],
])('the clock set by %o answers %s when everything that fell due has run', async (body, now) => {
  expect(await post('/clock', body)).toMatchObject({ status: 200, body: { now } });
  expect(world.clock).toEqual({ now: Date.parse(now), settled: 1 });
});

test('the clock answers only after what fell due has run', async () => {
  const order: string[] = [];
  const slow = await startWorld({
    console: {
      clock: {
        now: () => 0,
        set: () => void order.push('set'),
        settle: async () => {
          await new Promise((resolve) => setTimeout(resolve, 80));
          order.push('settled');
        },
      },
    },
  });
  await call(`${slow.base}/local/clock`, { method: 'POST', body: { now: '2026-12-01T09:00:00Z' } });
  order.push('answered');
  expect(order).toEqual(['set', 'settled', 'answered']);
  await slow.close();
});

test.each([
  ['nothing', undefined],
  ['no JSON', '{advance'],
  ['an empty object', {}],
  ['both', { advance: 'PT1H', now: '2026-12-01T09:00:00Z' }],
  ['no duration', { advance: 'two hours' }],
  ['a negative duration', { advance: '-PT1H' }],
  ['a number', { advance: 7200 }],
  ['a moment without offset', { now: '2026-12-01T09:00:00' }],
  ['a day that does not exist', { now: '2026-02-30T09:00:00Z' }],
  ['a far future', { now: '2400-01-01T00:00:00Z' }],
  ['an immense duration', { advance: 'P9999999Y' }],
])('the clock stands still and says why when it gets %s', async (_name, body) => {
  const { status, body: answer } = await post('/clock', body);
  expect(status).toBe(400);
  expect(Object(answer).error).toMatch(/\p{L}{3,} /u);
  expect(world.clock).toEqual({ now: Date.parse('2026-11-23T08:00:00Z'), settled: 0 });
});

test('a foreign Host or Origin is refused, also for reading and for the page', async () => {
  const host = `127.0.0.1:${world.port}`;
  expect(await raw({ host: 'evil.example' })).toBe(403);
  expect(await raw({ host: `127.0.0.1.evil.example:${world.port}` })).toBe(403);
  expect(await raw({ host: 'evil.example' }, 'GET', '/local')).toBe(403);
  expect(await raw({ host, origin: 'http://evil.example' })).toBe(403);
  expect(await raw({ host, origin: 'http://127.0.0.1:1' }, 'POST', '/local/clock')).toBe(403);
  expect(await raw({ host, origin: 'null' }, 'POST', '/local/clock')).toBe(403);
  expect(await raw({ host: `localhost:${world.port}` })).toBe(200);
  expect(await raw({ host, origin: `http://${host}` })).toBe(200);
});

test('a chat is read, spoken in and pressed in through the console', async () => {
  const { conversation } = await world.chat();
  await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(cardOf('een')));
  expect(await post(`/chats/${me}/say`, { text: 'help' })).toMatchObject({
    status: 200,
    body: { status: 200 },
  });
  const messages = world.teams.messages(me);
  expect((await get(`/chats/${me}`)).body).toEqual(messages);
  world.bot.answer = async () => cardAnswer(cardOf('bon'));
  const press = { activity: messages[0]?.id, verb: 'v', data: { card: 'c' } };
  expect((await post(`/chats/${me}/press`, press)).body).toMatchObject({ status: 200, card: cardOf('bon') });
  expect(await post(`/chats/${COACH.aadObjectId}/install`, {})).toMatchObject({ status: 200 });
});

test('rooms and windows are reached through the console, and only by who is in the room', async () => {
  expect((await get(`/rooms/${COACH.aadObjectId}`)).body).toEqual([
    { place: 'channel', name: 'Algemeen', team: 'Leidinggevenden' },
  ]);
  await post(`/chats/${me}/say`, { text: 'dag allemaal', place: 'group' });
  expect((await get(`/chats/${me}?place=group`)).body).toMatchObject([{ text: 'dag allemaal' }]);
  const refused = { status: 404, body: { error: 'Deze persoon zit niet in dat gesprek.' } };
  expect(await get(`/chats/${COACH.aadObjectId}?place=group`)).toMatchObject(refused);
  expect(await get(`/chats/${me}?place=kantine`)).toMatchObject(refused);
  const say = { text: '@Klankbord dag', place: 'group' };
  expect(await post(`/chats/${COACH.aadObjectId}/say`, say)).toMatchObject(refused);
  expect(world.bot.received).toEqual([]);
  world.bot.answer = async () => ({ status: 200, body: { task: { type: 'message', value: 'dag' } } });
  const window = { step: 'fetch', activity: null, data: {} };
  expect((await post(`/chats/${me}/dialog`, window)).body).toEqual({ kind: 'message', text: 'dag' });
  expect(await post(`/chats/${me}/dialog`, { step: 'open' })).toMatchObject({ status: 400 });
});

test('every card is there in both languages', async () => {
  const { body } = await get('/cards.json');
  expect(body).toContainEqual({
    name: 'welcome: director',
    nl: expect.objectContaining({ type: 'AdaptiveCard', lang: 'nl' }),
    en: expect.objectContaining({ type: 'AdaptiveCard', lang: 'en' }),
  });
});

test('broken chat requests and unknown people are refused in words', async () => {
  expect(await post(`/chats/${me}/say`, { text: '  ' })).toMatchObject({ status: 400 });
  expect(await post(`/chats/${me}/press`, { verb: 'v' })).toMatchObject({ status: 400 });
  expect(await post(`/chats/${me}/say`, { text: 'x'.repeat(70_000) })).toMatchObject({
    status: 400,
    body: { error: 'Dat is te groot.' },
  });
  expect(await get('/chats/nobody')).toMatchObject({ status: 404 });
  expect(await get('/week?upn=nobody&from=2026-11-23')).toMatchObject({ status: 404 });
  expect(await get(`/week?upn=${DIRECTOR.upn}&from=soon`)).toMatchObject({ status: 400 });
  expect(await get('/mailbox')).toMatchObject({ status: 400 });
  expect(world.bot.received).toEqual([]);
});

test('the week and the mailbox come from Outlook, for the person and the Monday asked for', async () => {
  const asked: string[] = [];
  const outlook = {
    url: '',
    week: (upn: string, from: string) => {
      asked.push(`${upn} ${from}`);
      return [];
    },
    mailbox: (upn: string) => {
      asked.push(upn);
      return [];
    },
    mailboxes: () => [{ name: 'Gesprekken', upn: 'gesprekken@voorbeeld.example' }],
  };
  const own = await startWorld({ console: { outlook } });
  const ask = (path: string) => call(`${own.base}/local${path}`, { method: 'GET' });
  expect((await ask(`/week?upn=${DIRECTOR.upn}&from=2026-11-23`)).body).toEqual([]);
  expect((await ask(`/mailbox?upn=${COACH.upn}`)).body).toEqual([]);
  expect((await ask('/mailbox?upn=gesprekken@voorbeeld.example')).body).toEqual([]);
  expect(asked).toEqual([`${DIRECTOR.upn} 2026-11-23`, COACH.upn, 'gesprekken@voorbeeld.example']);
  await own.close();
});

test('a change in a chat and a moved clock are told as events, without content', async () => {
  const stream = await fetch(`${world.base}/local/events`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await world.teams.say(me, 'geheim');
  await post('/clock', { advance: 'PT1H' });
  let heard = '';
  while (!heard.includes('"clock"')) heard += (await reader?.read())?.value ?? '';
  expect(heard).toContain(JSON.stringify({ kind: 'chat', aadObjectId: me, place: 'personal' }));
  expect(heard).toContain('"now":"2026-11-23T09:00:00.000Z"');
  expect(heard).not.toContain('geheim');
  await reader?.cancel();
});

test('the page forbids inline script and everything from elsewhere', async () => {
  const page = await fetch(`${world.base}/local`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(await page.text()).not.toMatch(/<script(?![^>]*src=)|style=| on\w+=/);
  expect((await fetch(`${world.base}/local/console.js`)).headers.get('content-type')).toMatch(
    'text/javascript',
  );
  expect((await fetch(`${world.base}/local/console.css`)).headers.get('content-type')).toMatch('text/css');
});
