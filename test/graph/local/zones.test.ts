import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import { ianaZone } from '../../../graph/local/zones.ts';
import { book, codeOf, eventPath, type Graph, graphOf, outlook, programme, session } from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
beforeAll(async () => {
  server = await outlook();
  graph = graphOf(server, 'zones');
  loose = graphOf(server);
});
afterAll(() => server.close());

const WINDOWS = 'W. Europe Standard Time';
const timed = (dateTime: string, timeZone: string, end: string) => ({
  start: { dateTime, timeZone },
  end: { dateTime: end, timeZone },
});

async function shown(id: string, zone: string) {
  const headers = { prefer: `outlook.timezone="${zone}"` };
  const { start, end } = JSON.parse((await graph('GET', eventPath(programme, id), { headers })).text);
  return [start.dateTime, end.dateTime, start.timeZone];
}

test.each([
  ['the day before winter time', '2026-10-24T09:00:00', '2026-10-24T07:00:00.0000000'],
  ['the day of winter time', '2026-10-25T09:00:00', '2026-10-25T08:00:00.0000000'],
  ['the day before summer time', '2027-03-27T09:00:00', '2027-03-27T08:00:00.0000000'],
  ['the day of summer time', '2027-03-28T09:00:00', '2027-03-28T07:00:00.0000000'],
])(
  "nine o'clock in the Netherlands on %s is the same moment from a Windows and an IANA name",
  async (_day, at, utc) => {
    for (const zone of [WINDOWS, 'Europe/Amsterdam']) {
      const made = await book(graph, timed(at, zone, at.replace('09:', '10:')));
      expect((await shown(made.id, 'UTC'))[0]).toBe(utc);
      expect(await shown(made.id, WINDOWS)).toEqual([
        `${at}.0000000`,
        expect.stringContaining('T10:00'),
        WINDOWS,
      ]);
      expect((await shown(made.id, 'Europe/Amsterdam'))[2]).toBe('Europe/Amsterdam');
      expect(made).toMatchObject({ originalStartTimeZone: zone });
    }
  },
);

test('New York is another five hours on', async () => {
  for (const zone of ['Eastern Standard Time', 'America/New_York']) {
    const made = await book(graph, timed('2026-12-03T09:00:00', zone, '2026-12-03T10:00:00'));
    expect((await shown(made.id, 'UTC'))[0]).toBe('2026-12-03T14:00:00.0000000');
    expect((await shown(made.id, 'Eastern Standard Time'))[0]).toBe('2026-12-03T09:00:00.0000000');
  }
});

test('an appointment through the night of winter time lasts an hour longer than the clock says', async () => {
  const made = await book(graph, timed('2026-10-25T01:30:00', WINDOWS, '2026-10-25T03:30:00'));
  expect((await shown(made.id, 'UTC')).slice(0, 2)).toEqual([
    '2026-10-24T23:30:00.0000000',
    '2026-10-25T02:30:00.0000000',
  ]);
});

test('a time in the hour that does not exist moves on an hour', async () => {
  const made = await book(graph, timed('2027-03-28T02:30:00', WINDOWS, '2027-03-28T04:00:00'));
  expect((await shown(made.id, WINDOWS))[0]).toBe('2027-03-28T03:30:00.0000000');
});

test('a whole day runs from midnight to midnight of its own zone', async () => {
  const day = { isAllDay: true, ...timed('2026-10-25T00:00:00', 'Europe/Amsterdam', '2026-10-26T00:00:00') };
  const made = await book(graph, day);
  expect((await shown(made.id, 'UTC')).slice(0, 2)).toEqual([
    '2026-10-24T22:00:00.0000000',
    '2026-10-25T23:00:00.0000000',
  ]);
  const noon = { ...day, start: { dateTime: '2026-10-25T12:00:00', timeZone: 'Europe/Amsterdam' } };
  const refused = await loose('POST', `/users/${programme.upn}/events`, { body: session(noon) });
  expect(refused.status).toBe(400);
});

test.each(['Nowhere/Never', '+01:00', '', 'W. Europe'])('the zone %j is no zone', async (zone) => {
  expect(ianaZone(zone)).toBeNull();
  const body = session({ start: { dateTime: '2026-12-01T09:00:00', timeZone: zone } });
  expect((await loose('POST', `/users/${programme.upn}/events`, { body })).status).toBe(400);
  const headers = { prefer: `outlook.timezone="${zone}"` };
  const answer = await loose('GET', `/users/${programme.upn}/events`, { headers });
  expect(codeOf(answer)).toBe('TimeZoneNotSupportedException');
});

test.each(['2026-02-30T09:00:00', '2026-12-01', '2026-12-01T25:00:00', '2026-12-01T09:00:00Z', 'soon'])(
  'the time %j is no time',
  async (dateTime) => {
    const body = session({ start: { dateTime, timeZone: 'UTC' } });
    expect((await loose('POST', `/users/${programme.upn}/events`, { body })).status).toBe(400);
  },
);
