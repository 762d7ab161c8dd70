import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/house.ts';
import { invokeFrom, messageFrom, type Sender } from './support/activities.ts';
import { APP, type GuardedHouse, openGuardedHouse, TENANT } from './support/guarded-house.ts';
import { fastest, postJson, type RawAnswer, raw } from './support/hostile.ts';
import { rowCounts } from './support/tables.ts';

/** Generous: a refusal here takes a millisecond or two. */
const AT_ONCE_MS = 200;
const OTHER_TENANT = '99999999-9999-4999-8999-999999999999';

let house: GuardedHouse;
let noor: Sender;
let before: Readonly<Record<string, number>>;
beforeAll(async () => {
  house = await openGuardedHouse();
  const [first] = house.people;
  noor = { aad: first?.aadObjectId ?? '', tenant: TENANT, serviceUrl: house.url, app: APP };
  await house.teams.install(noor.aad);
  await until(() => house.teams.messages(noor.aad).length > 0);
  await house.parts.engine.settle();
});
afterAll(() => house.stop());
beforeEach(async () => {
  before = await rowCounts(house.parts.c.db);
});

const bearer = async (...q: Parameters<GuardedHouse['token']>) => ({
  authorization: `Bearer ${await house.token(...q)}`,
});

/** Sends it a few times: the same refusal each time, at once, in a line, and nothing is kept. */
async function refused(status: number, send: () => Promise<RawAnswer>): Promise<void> {
  const answers: RawAnswer[] = [];
  const ms = await fastest(3, async () => {
    const answer = await send();
    answers.push(answer);
    return answer;
  });
  expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
  expect(ms).toBeLessThan(AT_ONCE_MS);
  for (const { text } of answers) {
    expect(text.length).toBeLessThan(200);
    expect(text).not.toMatch(/\bat |Error|node_modules|\.ts/);
  }
  expect(await rowCounts(house.parts.c.db)).toEqual(before);
}

describe('the door', () => {
  it('opens for a token of the Bot Service, and what comes in is kept', async () => {
    const answer = await postJson(house.messages, messageFrom(noor, 'help'), await bearer());
    expect(answer.status).toBe(200);
    await house.parts.engine.settle();
    expect(await rowCounts(house.parts.c.db)).not.toEqual(before);
  });

  it.each([
    'expired',
    'not-yet-valid',
    'foreign',
    'unendorsed',
    'unsigned',
    'emulator',
    'wrong-issuer',
    'wrong-audience',
    'no-service-url',
    'no-expiry',
  ] as const)(
    'answers 401 to a token that is %s, without a byte of the 300 KB that it announces',
    async (fault) => {
      const headers = { 'content-type': 'application/json', ...(await bearer(fault)) };
      await refused(401, () => raw(house.messages, { headers, announce: 300_000 }));
    },
  );

  it.each([
    ['none', {}],
    ['an empty one', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic bm9vcjpub29y' }],
    ['a word', { authorization: 'Bearer welkom' }],
    ['8 KB of dots', { authorization: `Bearer ${'.'.repeat(8_000)}` }],
    ['8 KB of parts', { authorization: `Bearer ${'a.'.repeat(4_000)}` }],
  ])('answers 401 to %s for a token, before the body', async (_, headers) => {
    await refused(401, () => raw(house.messages, { headers, announce: 300_000 }));
  });

  it.each([
    ['another tenant', { conversation: { id: 'a:x', tenantId: OTHER_TENANT }, channelData: {} }],
    ['two tenants', { channelData: { tenant: { id: OTHER_TENANT } } }],
    ['no tenant', { conversation: { id: 'a:x' }, channelData: {} }],
    ['another channel', { channelId: 'webchat' }],
    ['the emulator', { channelId: 'emulator' }],
    ['no channel', { channelId: null }],
    ['another service URL', { serviceUrl: 'http://127.0.0.1:9/' }],
    ['no service URL', { serviceUrl: null }],
    ['a service URL with a query', { serviceUrl: `http://127.0.0.1:9/?a=b` }],
  ])('answers 403 to an activity of %s, whatever its token', async (_, fields) => {
    const headers = await bearer();
    await refused(403, () => postJson(house.messages, messageFrom(noor, 'aanmelden', fields), headers));
  });

  it.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://smba.trafficmanager.net@evil.example/',
    'http://smba.trafficmanager.net/emea/',
  ])('answers 403 to a service URL %s, though a good token names it', async (serviceUrl) => {
    const headers = await bearer(undefined, serviceUrl);
    await refused(403, () =>
      postJson(house.messages, messageFrom(noor, 'aanmelden', { serviceUrl }), headers),
    );
  });
});

const deep = (levels: number) => `{"type":"message","value":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('a body behind a good token', () => {
  it.each<[string, number, string | Buffer]>([
    ['that is broken JSON', 400, '{"type":"message"'],
    ['that is empty', 400, ''],
    ['that is a list', 400, '[{"type":"message"}]'],
    ['that is a number', 400, '7'],
    ['that is a text', 400, '"message"'],
    ['that is null', 400, 'null'],
    ['that is no UTF-8', 400, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['without a type', 400, '{"text":"aanmelden"}'],
    ['with a list as type', 400, '{"type":["message"]}'],
    ['with an empty type', 400, '{"type":""}'],
    ['with a script as type', 400, '{"type":"<script>"}'],
    ['with a key __proto__', 400, '{"type":"message","__proto__":{"admin":true}}'],
    ['with a key __proto__ far inside', 400, '{"type":"message","value":{"a":[{"__proto__":1}]}}'],
    ['with a key constructor', 400, '{"type":"message","value":{"constructor":{"prototype":1}}}'],
    ['that is 100 levels deep', 400, deep(100)],
    ['that is 50,000 levels deep', 400, deep(50_000)],
    ['of 300 KB', 413, JSON.stringify({ type: 'message', text: 'a'.repeat(300_000) })],
  ])('%s gets %i', async (_, status, body) => {
    const headers = await bearer();
    await refused(status, () => postJson(house.messages, body, headers));
  });

  it.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['gzip', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('that calls itself %s gets 415', async (_, headers) => {
    const all = { ...(await bearer()), ...headers };
    await refused(415, () => raw(house.messages, { headers: all, body: '{"type":"message"}' }));
  });

  it('that announces 300 KB gets 413 before it is sent', async () => {
    const headers = { 'content-type': 'application/json', ...(await bearer()) };
    await refused(413, () => raw(house.messages, { headers, announce: 300_000 }));
  });

  it.each([
    ['nothing of a sender', { from: {} }],
    ['a sender without a directory id', { from: { id: '29:x', name: 'Noor' } }],
    ['a sender with a wish for a directory id', { from: { id: '29:x', aadObjectId: "' or 1=1" } }],
    [
      'a sender of another tenant',
      { from: { id: '29:x', aadObjectId: OTHER_TENANT, tenantId: OTHER_TENANT } },
    ],
    ['no conversation id', { conversation: { tenantId: TENANT } }],
    ['NUL in the conversation id', { conversation: { id: 'a:\u0000', tenantId: TENANT } }],
    ['half a character in the conversation id', { conversation: { id: 'a:\ud800', tenantId: TENANT } }],
    ['NUL in the recipient', { recipient: { id: '28:\u0000' } }],
    ['a date that is none', { timestamp: 'gisteren', localTimestamp: '2026-99-99', type: 'typing' }],
    ['a kind that Teams may send one day', { type: 'somethingNew' }],
  ])('with %s is taken and means nothing', async (_, fields) => {
    const body = messageFrom(noor, 'aanmelden', fields);
    const answer = await postJson(house.messages, body, await bearer());
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('');
    expect(await rowCounts(house.parts.c.db)).toEqual(before);
  });

  it('with NUL in the sender is taken and means nothing', async () => {
    const body = messageFrom(noor, 'aanmelden', { from: { id: '29:\u0000', aadObjectId: noor.aad } });
    expect((await postJson(house.messages, body, await bearer())).status).toBe(200);
    expect(await rowCounts(house.parts.c.db)).toEqual(before);
  });

  it('that is an invoke nobody knows gets its answer inside, in words', async () => {
    const body = { ...invokeFrom(noor, {}), name: 'composeExtension/query' };
    const answer = await postJson(house.messages, body, await bearer());
    expect(JSON.parse(answer.text)).toMatchObject({ statusCode: 501 });
    expect(await rowCounts(house.parts.c.db)).toEqual(before);
  });
});

describe('after all that', () => {
  it('the house works on, and what it logged holds no token and no body', async () => {
    expect((await raw(`${house.url}/readyz`, { method: 'GET' })).status).toBe(200);
    const lines = house.logged.join('\n');
    expect(lines).toContain('teams.refused');
    expect(lines).not.toMatch(/eyJ|aanmelden|evil\.example|Bearer|29:/);
  });
});
