import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { attendees, book, director, type Graph, graphOf, guest, outlook, programme } from './support.ts';

let server: LocalOutlook;
let graph: Graph;
const changed: string[] = [];
beforeEach(async () => {
  changed.splice(0);
  server = await outlook({ onChange: (upn) => changed.push(upn) });
  graph = graphOf(server);
});
afterEach(() => server.close());

async function local(method: string, path: string, body?: unknown) {
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${server.url}/local${path}`, { method, ...sent });
  return { status: response.status, body: await response.json() };
}

function statusWith(headers: Readonly<Record<string, string>>, path = '/local/requests'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

describe('a private appointment', () => {
  const busy = { upn: director.upn, start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T10:00:00+01:00' };

  test('goes into the calendar of one person and makes them busy', async () => {
    expect((await local('POST', '/busy', busy)).status).toBe(200);
    expect(changed).toEqual([director.upn]);
    const week = await local('GET', `/week?upn=${director.upn}&from=2026-11-30`);
    expect(week.body).toMatchObject([
      { start: '2026-12-01T08:00:00.000Z', sensitivity: 'private', showAs: 'busy' },
    ]);
    expect(server.week(director.upn, '2026-12-07')).toEqual([]);
    expect(server.week(programme.upn, '2026-11-30')).toEqual([]);
  });

  test('with the same key goes in once', async () => {
    await local('POST', '/busy', { ...busy, key: 'sample-1' });
    await local('POST', '/busy', { ...busy, key: 'sample-1' });
    expect(server.week(director.upn, '2026-11-30')).toHaveLength(1);
  });

  test.each([{}, { ...busy, upn: guest.upn }, { ...busy, end: busy.start }, { ...busy, start: 'soon' }])(
    'of %j is refused',
    async (body) => {
      expect((await local('POST', '/busy', body)).status).toBe(400);
    },
  );
});

test('faults and counts are set and read over HTTP', async () => {
  const fault = { method: 'POST', path: '/events', times: 2, kind: { afterDone: 504 } };
  expect((await local('POST', '/faults', [fault])).body).toEqual({ left: 2 });
  expect((await local('POST', '/faults', [{ times: 1, kind: { status: 200, code: 'x' } }])).status).toBe(400);
  await expect(book(graph)).rejects.toThrow('504');
  expect((await local('GET', '/requests')).body).toEqual({ 'POST /users/{id}/events': 1 });
  expect((await local('DELETE', '/requests')).body).toEqual({});
  await local('DELETE', '/faults');
  await book(graph);
  expect((await local('POST', '/behaviour', { replay: 'conflict' })).body).toMatchObject({
    replay: 'conflict',
  });
});

test('a mailbox shows mails and invitations, of guests too', async () => {
  await book(graph, attendees(director, guest));
  for (const who of [director, guest]) {
    expect((await local('GET', `/mailbox?upn=${who.upn}`)).body).toMatchObject([{ kind: 'invitation' }]);
  }
});

test('people can be replaced while it runs', async () => {
  server.setPeople([programme]);
  expect((await graph('GET', `/users/${director.upn}`)).status).toBe(404);
  expect((await local('GET', `/week?upn=${director.upn}&from=2026-11-30`)).status).toBe(400);
});

test('the week is seven local days, one hour longer when the clock goes back', async () => {
  const zone = 'Europe/Amsterdam';
  const at = (start: string, end: string) => ({
    start: { dateTime: start, timeZone: zone },
    end: { dateTime: end, timeZone: zone },
  });
  await book(graph, { subject: 'laatste uur', ...at('2026-10-25T23:00:00', '2026-10-26T00:00:00') });
  await book(graph, { subject: 'volgende week', ...at('2026-10-26T00:00:00', '2026-10-26T01:00:00') });
  expect(server.week(programme.upn, '2026-10-19')?.map((item) => item.subject)).toEqual(['laatste uur']);
});

test('another name for this host or a page of another site is turned away', async () => {
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ host: 'evil.example' })).toBe(400);
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(400);
  expect(await statusWith({ host: 'evil.example', authorization: 'Bearer x' }, '/v1.0/users')).toBe(400);
});
