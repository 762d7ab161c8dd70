import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  book,
  coach,
  director,
  follow,
  type Graph,
  graphOf,
  listOf,
  outlook,
  own,
  programme,
  session,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
const events = `/users/${programme.upn}/events`;
const view = `/users/${programme.upn}/calendarView`;
const made: string[] = [];

/** Twenty-three hours of one day, in an order that is not the order of time. */
beforeAll(async () => {
  server = await outlook();
  graph = graphOf(server, 'lists');
  loose = graphOf(server);
  for (let step = 0; step < 23; step += 1) {
    const hour = (step * 5) % 23;
    const at = (minute: string) => ({
      dateTime: `2026-12-07T${String(hour).padStart(2, '0')}:${minute}:00`,
      timeZone: 'UTC',
    });
    const event = await book(graph, {
      subject: `uur ${hour}`,
      start: at('00'),
      end: at('45'),
      ...own(`b-${hour}`),
    });
    made.push(event.id);
  }
});
afterAll(() => server.close());

const asked = (options: Readonly<Record<string, string>>) =>
  Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');

describe('a list of events', () => {
  test('comes in pages of ten with absolute links that lead through all, each once', async () => {
    const seen: unknown[] = [];
    let page = await graph('GET', events);
    expect(listOf(page)).toHaveLength(10);
    expect(String(page.body['@odata.nextLink'])).toMatch(new RegExp(`^${server.url}/v1\\.0/users/`));
    for (;;) {
      seen.push(...listOf(page).map((event) => event.id));
      const next = page.body['@odata.nextLink'];
      if (next === undefined) break;
      page = await follow(graph, next);
    }
    expect(seen).toEqual(made);
  });

  test('keeps $select, $orderby and $top in the link', async () => {
    const options = asked({ $select: 'subject,start', $orderby: 'start/dateTime', $top: '12' });
    const first = await graph('GET', `${events}?${options}`);
    const second = await follow(graph, first.body['@odata.nextLink']);
    const subjects = [...listOf(first), ...listOf(second)].map((event) => event.subject);
    expect(subjects).toEqual(Array.from({ length: 23 }, (_, hour) => `uur ${hour}`));
    expect(Object.keys(listOf(second)[0] ?? {}).toSorted()).toEqual([
      '@odata.etag',
      'id',
      'start',
      'subject',
    ]);
    expect(second.body['@odata.nextLink']).toBeUndefined();
  });

  test.each([
    ["start/dateTime ge '2026-12-07T20:00' and start/dateTime lt '2026-12-07T22:00'", ['uur 20', 'uur 21']],
    ["start/dateTime lt '2026-12-07T01:00:00Z' or subject eq 'uur 5'", ['uur 0', 'uur 5']],
    ["(subject eq 'uur 1' or subject eq 'uur 2') and isOrganizer eq true", ['uur 1', 'uur 2']],
    ["subject eq 'uur 1' or subject eq 'uur 2' and isCancelled eq true", ['uur 1']],
    ["subject eq 'it''s'", []],
  ])('filters on %s', async (filter, subjects) => {
    const found = await graph('GET', `${events}?${asked({ $filter: filter, $orderby: 'start/dateTime' })}`);
    expect(listOf(found).map((event) => event.subject)).toEqual(subjects);
  });

  test('skips and counts', async () => {
    const found = await graph(
      'GET',
      `${events}?${asked({ $skip: '20', $count: 'true', $orderby: 'start/dateTime desc' })}`,
    );
    expect(listOf(found).map((event) => event.subject)).toEqual(['uur 2', 'uur 1', 'uur 0']);
    expect(found.body['@odata.count']).toBe(23);
  });

  test.each([
    '$filter=subject',
    "$filter=invented eq 'x'",
    "$filter=subject eq 'x' and",
    '$filter=isOrganizer eq 5',
    "$filter=start/dateTime ge 'soon'",
    "$filter=singleValueExtendedProperties/id eq 'x'",
    `$filter=${'('.repeat(5000)}subject eq 'x'${')'.repeat(5000)}`,
    '$select=invented',
    '$select=__proto__',
    '$orderby=body',
    '$top=0',
    '$top=1001',
    '$top=ten',
    '$skip=-1',
    '$expand=attachments',
    '$invented=1',
  ])('refuses %s with 400', async (option) => {
    const [name = '', ...rest] = option.split('=');
    const answer = await loose('GET', `${events}?${name}=${encodeURIComponent(rest.join('='))}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toHaveProperty('error.code');
  });
});

describe('a calendar view', () => {
  test('shows what overlaps, from the first touch to before the last', async () => {
    const bounds = { startDateTime: '2026-12-07T03:44:00Z', endDateTime: '2026-12-07T05:00:00Z' };
    const found = await graph('GET', `${view}?${asked(bounds)}`);
    expect(listOf(found).map((event) => event.subject)).toEqual(['uur 3', 'uur 4']);
    const after = { startDateTime: '2026-12-07T03:45:00Z', endDateTime: '2026-12-07T05:01:00Z' };
    expect(listOf(await graph('GET', `${view}?${asked(after)}`)).map((event) => event.subject)).toEqual([
      'uur 4',
      'uur 5',
    ]);
  });

  test('pages as well', async () => {
    const bounds = { startDateTime: '2026-12-07T00:00:00+01:00', endDateTime: '2026-12-08T00:00:00+01:00' };
    const first = await graph('GET', `${view}?${asked(bounds)}`);
    const second = await follow(graph, first.body['@odata.nextLink']);
    expect([listOf(first).length, listOf(second).length]).toEqual([10, 10]);
  });

  test.each([
    '',
    '?startDateTime=2026-12-07T00:00:00Z',
    '?endDateTime=2026-12-07T00:00:00Z',
    '?startDateTime=2026-12-08T00:00:00Z&endDateTime=2026-12-07T00:00:00Z',
    '?startDateTime=2026-12-07T00:00:00+01:00&endDateTime=2026-12-08T00:00:00%2B01:00',
    '?startDateTime=2026-13-07T00:00:00Z&endDateTime=2026-12-08T00:00:00Z',
  ])('without two good bounds answers 400: %s', async (query) => {
    expect((await loose('GET', `${view}${query}`)).status).toBe(400);
  });
});

test('the calendars of two people stay apart', async () => {
  await graph('POST', `/users/${coach.upn}/events`, { body: session({ subject: 'van de coach' }) });
  expect(listOf(await graph('GET', `/users/${coach.id}/events`)).map((event) => event.subject)).toEqual([
    'van de coach',
  ]);
  expect(listOf(await graph('GET', `/users/${director.upn}/events`))).toEqual([]);
});
