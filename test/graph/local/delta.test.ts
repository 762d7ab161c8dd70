import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { recordingOf } from '../../support/graph-recording.ts';
import {
  type Answer,
  attendees,
  book,
  codeOf,
  copyOf,
  director,
  eventPath,
  follow,
  type Graph,
  graphOf,
  listOf,
  outlook,
  programme,
  START,
} from './support.ts';

const DELTA = `/users/${programme.upn}/calendarView/delta`;
const WINDOW = 'startDateTime=2026-11-23T00:00:00Z&endDateTime=2027-01-01T00:00:00Z';
const DAY = 24 * 3_600_000;
let server: LocalOutlook;
let graph: Graph;
let now = START;
const record = recordingOf('delta');
beforeEach(async () => {
  now = START;
  server = await outlook({ now: () => now });
  graph = recorded(server);
});
afterEach(() => server.close());

/** Every test has an Outlook of its own, and all stand in one recording. */
function recorded(of: LocalOutlook): Graph {
  const plain = graphOf(of);
  return async (method, path, asked = {}) => {
    const answer = await plain(method, path, asked);
    const { status, headers, text } = answer;
    const requestHeaders = {
      authorization: 'Bearer any',
      'content-type': 'application/json',
      ...asked.headers,
    };
    record({
      ...{ method, url: `${of.url}/v1.0${path}`, requestHeaders, requestBody: asked.body, status },
      ...{
        responseHeaders: Object.fromEntries(headers),
        responseBody: text === '' ? undefined : JSON.parse(text),
      },
    });
    return answer;
  };
}
const ids = (answer: Answer) => listOf(answer).map(({ id }) => id);
const next = (answer: Answer) => follow(graph, answer.body['@odata.deltaLink']);

test('the first look shows the window, and a quiet second look nothing', async () => {
  const made = await book(graph);
  await book(graph, { start: day('2027-02-01'), end: day('2027-02-02') });
  const first = await graph('GET', `${DELTA}?${WINDOW}`);
  expect(ids(first)).toEqual([made.id]);
  expect(listOf(await next(first))).toEqual([]);
});

test('what changed comes once, as it stands now', async () => {
  const first = await graph('GET', `${DELTA}?${WINDOW}`);
  const made = await book(graph, attendees(director));
  const copy = await copyOf(graph, director, made.iCalUId);
  await graph('POST', eventPath(director, copy?.id, '/decline'), { body: {} });
  const second = await next(first);
  expect(ids(second)).toEqual([made.id]);
  expect(second.text).toContain('"declined"');
  expect(listOf(await next(second))).toEqual([]);
});

test('what was deleted, or left the window, is removed; what was never in it is not named', async () => {
  const gone = await book(graph);
  const moved = await book(graph);
  const first = await graph('GET', `${DELTA}?${WINDOW}`);
  await graph('DELETE', eventPath(programme, gone.id));
  const late = { start: day('2027-03-01'), end: day('2027-03-02') };
  await graph('PATCH', eventPath(programme, moved.id), { body: late });
  await book(graph, late);
  const second = await next(first);
  expect(listOf(second)).toHaveLength(2);
  for (const id of [gone.id, moved.id])
    expect(listOf(second)).toContainEqual({ id, '@removed': { reason: 'deleted' } });
});

test('pages of the size asked for, and what changes between pages comes in the next round', async () => {
  for (const _ of [1, 2, 3, 4, 5]) await book(graph);
  const headers = { Prefer: 'odata.maxpagesize=2' };
  const first = await graph('GET', `${DELTA}?${WINDOW}`, { headers });
  const added = await book(graph);
  const link = (answer: Answer) => String(answer.body['@odata.nextLink']).replace(`${server.url}/v1.0`, '');
  const second = await graph('GET', link(first), { headers });
  const third = await graph('GET', link(second), { headers });
  expect([first, second, third].map((page) => listOf(page).length).slice(0, 2)).toEqual([2, 2]);
  expect(third.body['@odata.nextLink'] ?? third.body['@odata.deltaLink']).toBeDefined();
  let last = third;
  while (last.body['@odata.nextLink'] !== undefined) last = await graph('GET', link(last), { headers });
  expect(ids(await next(last))).toContain(added.id);
});

test('a link older than its time answers 410, and a broken one 400', async () => {
  const first = await graph('GET', `${DELTA}?${WINDOW}`);
  now += 8 * DAY;
  const late = await next(first);
  expect([late.status, codeOf(late)]).toEqual([410, 'SyncStateNotFound']);
  const loose = graphOf(server);
  expect((await loose('GET', `${DELTA}?$deltatoken=bm9uc2Vuc2U`)).status).toBe(400);
  expect((await loose('GET', `${DELTA}?startDateTime=2026-11-23T00:00:00Z`)).status).toBe(400);
  expect((await loose('GET', `${DELTA}?${WINDOW}&$select=id`)).status).toBe(400);
});

function day(date: string) {
  return { dateTime: `${date}T10:00:00`, timeZone: 'Europe/Amsterdam' };
}
