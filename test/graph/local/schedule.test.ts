import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  coach,
  codeOf,
  director,
  type Graph,
  graphOf,
  guest,
  type Json,
  listOf,
  outlook,
  programme,
  session,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
const path = `/users/${programme.upn}/calendar/getSchedule`;

beforeAll(async () => {
  server = await outlook();
  graph = graphOf(server, 'schedule');
  loose = graphOf(server);
  await put('2026-12-01T09:10:00', '2026-12-01T09:20:00', {
    subject: 'Overleg',
    location: { displayName: 'Kamer 1' },
  });
  await put('2026-12-01T10:00:00', '2026-12-01T11:00:00', { showAs: 'tentative', subject: 'Misschien' });
  await put('2026-12-01T10:30:00', '2026-12-01T10:45:00', { sensitivity: 'private', subject: 'Geheim' });
  await put('2026-12-01T11:00:00', '2026-12-01T11:30:00', { showAs: 'oof' });
  await put('2026-12-01T11:30:00', '2026-12-01T12:00:00', { showAs: 'workingElsewhere' });
  await put('2026-12-01T12:00:00', '2026-12-01T12:30:00', { showAs: 'free' });
});
afterAll(() => server.close());

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
function put(start: string, end: string, change: Json) {
  return graph('POST', `/users/${coach.upn}/events`, {
    body: session({ ...change, start: at(start), end: at(end) }),
  });
}
function asked(change: Json = {}): Json {
  const times = { startTime: at('2026-12-01T09:00:00'), endTime: at('2026-12-01T13:00:00') };
  return { schedules: [coach.mail], ...times, availabilityViewInterval: 30, ...change };
}
const first = async (body: Json, headers = {}) =>
  listOf(await graph('POST', path, { body, headers }))[0] ?? {};

describe('the availability view', () => {
  test('says the busiest of each slot, partial overlaps included', async () => {
    const schedule = await first(asked());
    expect(schedule.availabilityView).toBe('20123000');
    expect(schedule.scheduleItems).toHaveLength(6);
  });

  test('has as many digits as slots begin in the window', async () => {
    const half = asked({ endTime: at('2026-12-01T09:50:00'), availabilityViewInterval: 20 });
    expect((await first(half)).availabilityView).toBe('200');
    const { availabilityViewInterval: _absent, ...usual } = asked();
    expect((await first(usual)).availabilityView).toHaveLength(8);
  });

  test('counts what began before the window', async () => {
    const late = asked({
      startTime: at('2026-12-01T09:15:00'),
      endTime: at('2026-12-01T09:30:00'),
      availabilityViewInterval: 5,
    });
    expect((await first(late)).availabilityView).toBe('200');
  });
});

test('items carry the preferred zone, and private ones neither subject nor place', async () => {
  const schedule = await first(asked(), { prefer: 'outlook.timezone="W. Europe Standard Time"' });
  const items = JSON.parse(JSON.stringify(schedule.scheduleItems));
  expect(items[0]).toEqual({
    isPrivate: false,
    status: 'busy',
    subject: 'Overleg',
    location: 'Kamer 1',
    start: { dateTime: '2026-12-01T10:10:00.0000000', timeZone: 'W. Europe Standard Time' },
    end: { dateTime: '2026-12-01T10:20:00.0000000', timeZone: 'W. Europe Standard Time' },
  });
  expect(JSON.stringify(schedule)).not.toContain('Geheim');
  expect(items.find((item: { isPrivate: boolean }) => item.isPrivate)).not.toHaveProperty('subject');
});

test('a mailbox that is not here is an error of its own inside the 200', async () => {
  const schedules = [guest.mail, coach.mail, 'niemand@voorbeeld.example'];
  const answer = await graph('POST', path, { body: asked({ schedules }) });
  expect(answer.status).toBe(200);
  const [unknown, known, nobody] = listOf(answer);
  expect(unknown).toMatchObject({
    scheduleId: guest.mail,
    error: { responseCode: 'ErrorMailRecipientNotFound' },
  });
  expect(unknown).not.toHaveProperty('availabilityView');
  expect(known).toMatchObject({ scheduleId: coach.mail, availabilityView: '20123000' });
  expect(nobody).toHaveProperty('error');
});

test('parameter names are read without case, as the action is declared', async () => {
  const { schedules, startTime, endTime } = asked();
  const answer = await graph('POST', path, {
    body: { Schedules: schedules, StartTime: startTime, EndTime: endTime },
  });
  expect(listOf(answer)[0]?.availabilityView).toBe('20123000');
});

describe('limits', () => {
  const many = (count: number) => Array.from({ length: count }, (_, nr) => `p${nr}@voorbeeld.example`);
  test('twenty addresses, just under 62 days and 5 to 1440 minutes are allowed', async () => {
    const long = { endTime: at('2027-02-01T08:59:00') };
    for (const change of [
      { schedules: many(20) },
      { ...long, availabilityViewInterval: 1440 },
      { availabilityViewInterval: 5 },
    ]) {
      expect((await graph('POST', path, { body: asked(change) })).status).toBe(200);
    }
  });

  test.each<[string, Json]>([
    ['twenty-one addresses', { schedules: many(21) }],
    ['no address', { schedules: [] }],
    ['62 days', { endTime: at('2027-02-01T09:00:00'), availabilityViewInterval: 60 }],
    ['slots of 4 minutes', { availabilityViewInterval: 4 }],
    ['slots of 1441 minutes', { endTime: at('2026-12-20T09:00:00'), availabilityViewInterval: 1441 }],
    ['a slot longer than the window', { availabilityViewInterval: 300 }],
    ['half a minute', { availabilityViewInterval: 7.5 }],
    ['an end before the start', { endTime: at('2026-12-01T08:00:00') }],
    ['no end', { endTime: undefined }],
    ['something that is no address', { schedules: [director.id] }],
  ])('%s answers 400', async (_what, change) => {
    const answer = await loose('POST', path, { body: asked(change) });
    expect([answer.status, typeof codeOf(answer)]).toEqual([400, 'string']);
  });
});
