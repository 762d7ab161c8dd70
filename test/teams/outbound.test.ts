import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Chat, ChatReference } from '../../bot/ports.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import { type Behaviour, type FakeConnector, startConnector } from './support/connector.ts';
import { CARD, type Edge, startEdge, TENANT } from './support/edge.ts';

let connector: FakeConnector;
let edge: Edge;
let chat: Chat;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());
beforeEach(async () => {
  // Anew each time: a 429 holds all that comes after it.
  edge = await startEdge({ timeouts: { sendMs: 300 } });
  chat = edge.teams.chat;
  connector.behave({ kind: 'well' });
  connector.calls.length = 0;
  connector.stored.length = 0;
});

afterEach(() => edge.stop());

const news = { card: CARD, summary: 'Nieuws over uw afspraak' };
function to(serviceUrl = connector.url): ChatReference {
  const person = 'p' as PersonId;
  return { person, tenant: TENANT, serviceUrl, conversation: 'a:chat/1', user: '29:person', bot: '28:bot' };
}
const answers = (status: number, code?: string, headers?: Record<string, string>): Behaviour => ({
  kind: 'answer',
  status,
  ...(code !== undefined && { body: { error: { code, message: 'iets over Noor' } } }),
  ...(headers && { headers }),
});

describe('what is sent', () => {
  it('is one card with a summary and no text, to the chat', async () => {
    const outcome = await chat.send(to(), news);
    expect(outcome).toEqual({ kind: 'done', value: { activity: expect.stringMatching(/^1:/) } });
    const [call] = connector.calls;
    expect(call).toMatchObject({ method: 'POST', path: '/v3/conversations/a%3Achat%2F1/activities' });
    expect(call?.body).toMatchObject({
      type: 'message',
      summary: 'Nieuws over uw afspraak',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: CARD }],
      channelData: { notification: { alert: true } },
    });
    expect(call?.body).not.toHaveProperty('text');
    expect(call?.body).not.toHaveProperty('importance');
    expect(call?.authorization).toBeUndefined();
  });

  it('in place of a message rings no bell', async () => {
    expect(await chat.update(to(), '1:old', news)).toEqual({ kind: 'done', value: undefined });
    const [call] = connector.calls;
    expect(call).toMatchObject({ method: 'PUT', path: '/v3/conversations/a%3Achat%2F1/activities/1%3Aold' });
    expect(call?.body).not.toHaveProperty('channelData');
  });

  it('never goes to a service URL that is not of Teams', async () => {
    const outcome = await chat.send(to('https://collector.example/'), news);
    expect(outcome).toEqual({ kind: 'refused', code: 'untrusted-service-url' });
  });
});

describe.each(['send', 'update'] as const)('an error on %s', (call) => {
  const attempt = (serviceUrl?: string): Promise<{ readonly kind: string }> =>
    call === 'send' ? chat.send(to(serviceUrl), news) : chat.update(to(serviceUrl), '1:old', news);

  it.each([
    [
      '429 with seconds',
      answers(429, 'Throttled', { 'retry-after': '7' }),
      { kind: 'later', code: 'Throttled', afterMs: 7_000 },
    ],
    ['429 without', answers(429), { kind: 'later', code: 'http-429', afterMs: 5_000 }],
    [
      '412',
      answers(412, 'PreconditionFailed'),
      { kind: 'later', code: 'PreconditionFailed', afterMs: 1_000 },
    ],
    ['401', answers(401, 'Unauthorized'), { kind: 'later', code: 'unauthorized', afterMs: 30_000 }],
    ['403 blocked', answers(403, 'ConversationBlockedByUser'), { kind: 'refused', code: 'blocked' }],
    ['403 writes blocked', answers(403, 'MessageWritesBlocked'), { kind: 'refused', code: 'blocked' }],
    [
      '403 not in the roster',
      answers(403, 'BotNotInConversationRoster'),
      { kind: 'refused', code: 'not-installed' },
    ],
    ['403 disabled', answers(403, 'BotDisabledByAdmin'), { kind: 'refused', code: 'disabled' }],
    ['403 unknown', answers(403, 'SomethingNew'), { kind: 'refused', code: 'SomethingNew' }],
    ['403 bare', answers(403), { kind: 'refused', code: 'http-403' }],
    [
      '403 with a sentence as code',
      answers(403, 'Noor de Vries blocked this'),
      { kind: 'refused', code: 'http-403' },
    ],
    ['404 no conversation', answers(404, 'ConversationNotFound'), { kind: 'refused', code: 'gone' }],
    [
      '404 not in the roster',
      answers(404, 'BotNotInConversationRoster'),
      { kind: 'refused', code: 'not-installed' },
    ],
    ['413', answers(413), { kind: 'refused', code: 'too-large' }],
    ['400 too big', answers(400, 'MessageSizeTooBig'), { kind: 'refused', code: 'too-large' }],
    ['400', answers(400, 'BadSyntax'), { kind: 'refused', code: 'BadSyntax' }],
    [
      'a redirect',
      answers(303, undefined, { location: '/elsewhere' }),
      { kind: 'refused', code: 'http-303' },
    ],
    ['408', answers(408), { kind: 'unknown', code: 'http-408' }],
    ['500', answers(500, 'ServiceError'), { kind: 'unknown', code: 'ServiceError' }],
    ['502', answers(502), { kind: 'unknown', code: 'http-502' }],
    ['503', answers(503, undefined, { 'retry-after': '1' }), { kind: 'unknown', code: 'http-503' }],
    ['504', answers(504), { kind: 'unknown', code: 'http-504' }],
    ['no answer', { kind: 'silence' }, { kind: 'unknown', code: 'timeout' }],
    ['half an answer', { kind: 'half-an-answer' }, { kind: 'unknown' }],
    ['a reset', { kind: 'store-then-reset' }, { kind: 'unknown', code: 'ECONNRESET' }],
  ] satisfies [string, Behaviour, object][])('%s is tried once and understood', async (_, how, outcome) => {
    connector.behave(how);
    expect(await attempt()).toMatchObject(outcome);
    expect(connector.calls).toHaveLength(1);
  });

  it('in the other shape is understood too', async () => {
    const body = { errorCode: 209, message: '{ "subCode": "MessageWritesBlocked", "details": "…" }' };
    connector.behave({ kind: 'answer', status: 403, body });
    expect(await attempt()).toEqual({ kind: 'refused', code: 'blocked' });
  });

  it('with a date to wait for waits until then', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    connector.behave(answers(429, 'Throttled', { 'retry-after': date }));
    const outcome = await attempt();
    expect(outcome.kind).toBe('later');
    expect(Reflect.get(outcome, 'afterMs')).toBeGreaterThan(55_000);
  });

  it('before a connection stood is safe to repeat', async () => {
    const code = 'ECONNREFUSED';
    expect(await attempt(`http://127.0.0.1:${await freePort()}/`)).toEqual({
      kind: 'later',
      code,
      afterMs: 5_000,
    });
  });
});

it.each([504, 500, 503, 408])(
  'a %i after the message was stored leaves exactly one message',
  async (status) => {
    connector.behave({ kind: 'store-then-answer', status });
    expect((await chat.send(to(), news)).kind).toBe('unknown');
    expect(connector.stored).toHaveLength(1);
  },
);

it('an answer without an id is unknown: it stands there, and can not be found', async () => {
  connector.behave({ kind: 'answer', status: 201, body: {} });
  expect(await chat.send(to(), news)).toEqual({ kind: 'unknown', code: 'no-id' });
});

describe('the pace of Teams', () => {
  const elsewhere = (conversation: string) => ({ ...to(), conversation });

  it('is kept by everything that is sent: after a 429 nothing goes out, to anybody, until Teams allows it', async () => {
    connector.behave(answers(429, 'Throttled', { 'retry-after': '30' }));
    await chat.send(elsewhere('a:one'), news);
    connector.behave({ kind: 'well' });
    const after = await chat.send(elsewhere('a:two'), news);
    expect(after).toMatchObject({ kind: 'later', code: 'rest' });
    expect(await chat.update(elsewhere('a:two'), '1:old', news)).toMatchObject({ kind: 'later' });
    const work = async () => 'ran';
    expect(await edge.teams.pace.inTurn('answer', work)).toMatchObject({ kind: 'rest' });
    expect(connector.calls).toHaveLength(1);
    if (after.kind !== 'later') throw new Error(after.kind);
    expect(after.afterMs).toBeGreaterThan(29_000);
    expect(after.afterMs).toBeLessThanOrEqual(30_000);
  });

  it('lets eight messages in a moment wait for one conversation, and puts them off without sending', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => chat.send(to(), news)));
    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(7);
    expect(outcomes.filter(({ kind }) => kind === 'later')).toMatchObject([{ code: 'thread-limit' }]);
    expect(connector.calls).toHaveLength(7);
    expect(await chat.update(to(), '1:old', news)).toMatchObject({ kind: 'done' });
    expect(await chat.send(elsewhere('a:other'), news)).toMatchObject({ kind: 'done' });
  });

  it('is waited for once by a job, and not at all by one that sends nothing', async () => {
    const { pace } = edge.teams;
    for (let n = 0; n < 100; n += 1) await pace.inTurn('broadcast', async () => null);
    const ran = await pace.inTurn('broadcast', (turn) => turn.send(elsewhere('a:one'), news));
    expect(ran).toMatchObject({ kind: 'ran', value: { kind: 'done' } });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return address.port;
}
