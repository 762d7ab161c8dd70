import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  attendees,
  book,
  coach,
  codeOf,
  director,
  type Graph,
  graphOf,
  outlook,
  programme,
  session,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let recorded: Graph;
beforeAll(async () => {
  server = await outlook({ allowedMailboxes: [programme.upn, coach.id] });
  graph = graphOf(server);
  recorded = graphOf(server, 'access');
});
afterAll(() => server.close());

const events = `/users/${programme.upn}/events`;

describe('access', () => {
  test('without a token answers 401 with a challenge', async () => {
    const answer = await recorded('GET', events, { token: null });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
  });

  test('to a mailbox out of scope answers 403 ErrorAccessDenied, for every action', async () => {
    const list = await recorded('GET', `/users/${director.upn}/events`);
    expect([list.status, codeOf(list)]).toEqual([403, 'ErrorAccessDenied']);
    expect((await recorded('POST', `/users/${director.id}/events`, { body: session() })).status).toBe(403);
    expect((await recorded('GET', `/users/${coach.upn}/events`)).status).toBe(200);
    await book(recorded, attendees(director));
  });

  test.each([
    ['GET', '/invented', 404],
    ['GET', '/users/nobody@voorbeeld.example/events', 404],
    ['PUT', events, 405],
    ['GET', '/users/%E0%A4%A/events', 400],
    ['GET', `${events}/__proto__`, 404],
    ['GET', '/users/__proto__', 404],
    ['POST', '/$batch', 400],
  ])('%s %s answers in the shape of Graph', async (method, path, status) => {
    const answer = await graph(method, path, method === 'GET' ? {} : { body: {} });
    expect(answer.status).toBe(status);
    expect(typeof codeOf(answer)).toBe('string');
  });
});

describe('a body', () => {
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each<[string, string, number]>([
    ['of 300 KB', JSON.stringify(session({ subject: 'x'.repeat(300_000) })), 413],
    ['that is broken JSON', '{"subject":', 400],
    ['that is no object', '"text"', 400],
    ['that is null', 'null', 400],
    ['that is a list', '[1]', 400],
    ['that is empty', '', 400],
    ['nested 100,000 lists deep', deep(100_000), 400],
    ['nested 40,000 objects deep', nested(40_000), 400],
    ['nested deep in a member', `{"subject":${deep(100_000)}}`, 400],
    ['nested deep in a location', `{"location":{"address":${nested(30_000)}}}`, 400],
    ['with __proto__', '{"__proto__":{"subject":"x"}}', 400],
    ['with constructor', '{"constructor":{"prototype":{}}}', 400],
    ['with a subject that is a number', JSON.stringify(session({ subject: 5 })), 400],
    ['with attendees that are text', JSON.stringify(session({ attendees: 'iedereen' })), 400],
    ['with an attendee without address', JSON.stringify(session({ attendees: [{ emailAddress: {} }] })), 400],
    [
      'with 501 attendees',
      JSON.stringify(session({ attendees: Array(501).fill({ emailAddress: { address: 'a@b' } }) })),
      400,
    ],
    ['with an unknown sensitivity', JSON.stringify(session({ sensitivity: 'secret' })), 400],
    ['with a start that is null', JSON.stringify(session({ start: null })), 400],
    ['with a repetition', JSON.stringify(session({ recurrence: {} })), 400],
    [
      'with an extended property without a name',
      JSON.stringify(session({ singleValueExtendedProperties: [{ id: 'x', value: 'y' }] })),
      400,
    ],
  ])('%s is refused and makes nothing', async (_what, body, status) => {
    const before = server.week(programme.upn, '2026-11-30')?.length;
    const answer = await graph('POST', events, { body });
    expect(answer.status).toBe(status);
    expect(typeof codeOf(answer)).toBe('string');
    expect(server.week(programme.upn, '2026-11-30')?.length).toBe(before);
    expect({}).not.toHaveProperty('subject');
  });

  test('with a location that is deep but well formed still makes an event without the depth', async () => {
    const body = `${JSON.stringify(session()).slice(0, -1)},"location":{"displayName":"Zaal","address":${nested(20_000)}}}`;
    const answer = await graph('POST', events, { body });
    expect(answer.status).toBe(201);
    expect(answer.text.length).toBeLessThan(5000);
  });

  test('that is not called JSON is refused', async () => {
    const headers = { 'content-type': 'text/plain' };
    const answer = await graph('POST', events, { body: JSON.stringify(session()), headers });
    expect(answer.status).toBe(400);
  });

  test('that claims a compression it has not is refused', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect((await graph('POST', events, { body: session(), headers })).status).toBe(400);
  });
});
