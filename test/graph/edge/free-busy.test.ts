import { expect, test } from 'vitest';
import { type FakeGraph, fakeGraph, graphError, type Reply, type Seen } from './support/fake-graph.ts';
import { between, graphAt, MAILBOX, schedulesBody, utc } from './support/situation.ts';

const WEEK = between('2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z');
const SANNE = 'sanne@voorbeeld.example';

function ask(fake: FakeGraph, addresses: readonly string[], period = WEEK, timeoutMs = 2_000) {
  const { calendar } = graphAt(fake.origin);
  return calendar.freeBusy({ addresses, from: period.start, to: period.end, timeoutMs });
}

function crowd(size: number): readonly string[] {
  return Array.from({ length: size }, (_, n) => `p${n}@voorbeeld.example`);
}

function item(status: string, start: string, end: string) {
  return { status, start: utc(Date.parse(start)), end: utc(Date.parse(end)) };
}

/** One schedule's members, beside its id. */
async function busyOf(members: Record<string, unknown>, period = WEEK) {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [{ scheduleId: SANNE, ...members }] } }));
  const answer = await ask(fake, [SANNE], period);
  return answer.kind === 'done' ? answer.value.get(SANNE) : answer;
}

test.each([
  [1, 1],
  [20, 1],
  [21, 2],
  [40, 2],
  [41, 3],
])('%i mailboxes take %i calls', async (size, calls) => {
  const fake = await fakeGraph((seen) => ({ status: 200, body: schedulesBody(seen.body) }));
  const answer = await ask(fake, crowd(size));
  expect(fake.seen).toHaveLength(calls);
  expect(answer).toEqual({ kind: 'done', value: new Map(crowd(size).map((address) => [address, []])) });
});

test('nobody asked for takes no call', async () => {
  const fake = await fakeGraph(() => ({ status: 500 }));
  expect(await ask(fake, [])).toEqual({ kind: 'done', value: new Map() });
  expect(fake.seen).toHaveLength(0);
});

test('at most three calls run at a time', async () => {
  let [running, most] = [0, 0];
  const fake = await fakeGraph(async (seen) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 30));
    running -= 1;
    return { status: 200, body: schedulesBody(seen.body) };
  });
  await ask(fake, crowd(140));
  expect(fake.seen).toHaveLength(7);
  expect(most).toBe(3);
});

test('the programme’s mailbox asks, in whole quarters of UTC', async () => {
  const fake = await fakeGraph((seen) => ({ status: 200, body: schedulesBody(seen.body) }));
  await ask(
    fake,
    ['Sanne@Voorbeeld.example', SANNE],
    between('2026-11-26T08:07:00Z', '2026-11-26T09:01:00Z'),
  );
  expect(fake.seen[0]).toMatchObject({ method: 'POST', path: `/users/${MAILBOX}/calendar/getSchedule` });
  expect(fake.seen[0]?.body).toEqual({
    schedules: [SANNE],
    startTime: { dateTime: '2026-11-26T08:00:00', timeZone: 'UTC' },
    endTime: { dateTime: '2026-11-26T09:15:00', timeZone: 'UTC' },
    availabilityViewInterval: 15,
  });
});

test('tentative, busy and away are busy; free and working elsewhere are not; an unknown word is', async () => {
  const busy = await busyOf({
    scheduleItems: [
      item('tentative', '2026-11-23T08:00:00Z', '2026-11-23T09:10:00Z'),
      item('busy', '2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'),
      item('oof', '2026-11-25T08:00:00Z', '2026-11-25T09:00:00Z'),
      item('free', '2026-11-26T08:00:00Z', '2026-11-26T09:00:00Z'),
      item('workingElsewhere', '2026-11-27T08:00:00Z', '2026-11-27T09:00:00Z'),
      item('unknown', '2026-11-28T08:00:00Z', '2026-11-28T09:00:00Z'),
    ],
  });
  expect(busy).toEqual([
    between('2026-11-23T08:00:00Z', '2026-11-23T09:10:00Z'),
    between('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'),
    between('2026-11-25T08:00:00Z', '2026-11-25T09:00:00Z'),
    between('2026-11-28T08:00:00Z', '2026-11-28T09:00:00Z'),
  ]);
});

const HOUR_OF_FOUR = between('2026-11-26T08:00:00Z', '2026-11-26T09:15:00Z');

test('without items the digits of each quarter are read', async () => {
  const busy = await busyOf({ availabilityView: '01234' }, HOUR_OF_FOUR);
  expect(busy).toEqual([
    between('2026-11-26T08:15:00Z', '2026-11-26T08:30:00Z'),
    between('2026-11-26T08:30:00Z', '2026-11-26T08:45:00Z'),
    between('2026-11-26T08:45:00Z', '2026-11-26T09:00:00Z'),
  ]);
});

test('a busy digit that no item explains is busy; one that an item explains adds nothing', async () => {
  const meeting = item('busy', '2026-11-26T08:05:00Z', '2026-11-26T08:10:00Z');
  const busy = await busyOf({ availabilityView: '20020', scheduleItems: [meeting] }, HOUR_OF_FOUR);
  expect(busy).toEqual([
    between('2026-11-26T08:05:00Z', '2026-11-26T08:10:00Z'),
    between('2026-11-26T08:45:00Z', '2026-11-26T09:00:00Z'),
  ]);
});

test.each([
  ['an error of its own', { error: { responseCode: 'ErrorMailRecipientNotFound', message: 'x' } }],
  ['neither items nor digits', {}],
  ['too few digits and no items', { availabilityView: '00' }],
  [
    'an item in an unknown zone',
    {
      scheduleItems: [
        { status: 'busy', start: { dateTime: '2026-11-26T09:00:00', timeZone: 'Moon' }, end: utc(0) },
      ],
    },
  ],
  [
    'an item that ends before it starts',
    { scheduleItems: [item('busy', '2026-11-26T09:10:00Z', '2026-11-26T08:10:00Z')] },
  ],
])('a schedule with %s is unknown', async (_, members) => {
  expect(await busyOf(members)).toBe('unknown');
});

test('a mailbox that is missing in the answer is unknown', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [] } }));
  expect(await ask(fake, [SANNE])).toEqual({ kind: 'done', value: new Map([[SANNE, 'unknown']]) });
});

test('the answer’s keys are in lower case whatever Graph writes', async () => {
  const fake = await fakeGraph(() => ({
    status: 200,
    body: { value: [{ scheduleId: 'Sanne@Voorbeeld.EXAMPLE', scheduleItems: [] }] },
  }));
  expect(await ask(fake, ['SANNE@voorbeeld.example'])).toEqual({
    kind: 'done',
    value: new Map([[SANNE, []]]),
  });
});

test('both hours of the night that has two are told apart', async () => {
  const busy = await busyOf({
    scheduleItems: [
      item('busy', '2026-10-25T00:30:00Z', '2026-10-25T00:45:00Z'),
      item('busy', '2026-10-25T01:30:00Z', '2026-10-25T01:45:00Z'),
    ],
  });
  expect(busy).toEqual([
    between('2026-10-25T00:30:00Z', '2026-10-25T00:45:00Z'),
    between('2026-10-25T01:30:00Z', '2026-10-25T01:45:00Z'),
  ]);
});

test('when a server answers in wall time after all, the night that has two is read at its widest', async () => {
  const [start, end] = ['2026-10-25T02:15:00.0000000', '2026-10-25T02:45:00.0000000'].map((dateTime) => ({
    dateTime,
    timeZone: 'W. Europe Standard Time',
  }));
  expect(await busyOf({ scheduleItems: [{ status: 'busy', start, end }] })).toEqual([
    between('2026-10-25T00:15:00Z', '2026-10-25T01:45:00Z'),
  ]);
});

test.each([
  ['in winter', '2026-11-26', '2026-11-27', '2026-11-25T23:00:00Z', '2026-11-27T00:00:00Z'],
  ['on the 25-hour day', '2026-10-25', '2026-10-26', '2026-10-24T22:00:00Z', '2026-10-26T00:00:00Z'],
  ['on the 23-hour day', '2027-03-28', '2027-03-29', '2027-03-27T23:00:00Z', '2027-03-29T00:00:00Z'],
])(
  'an all-day item at midnight of an unnamed zone covers our whole day too, %s',
  async (_, day, next, start, end) => {
    const whole = item('oof', `${day}T00:00:00Z`, `${next}T00:00:00Z`);
    expect(await busyOf({ scheduleItems: [whole] })).toEqual([between(start, end)]);
  },
);

test('a batch that failed makes its own people unknown and no others', async () => {
  const fake = await fakeGraph((seen) =>
    asks(seen, 'p0@voorbeeld.example')
      ? graphError(403, 'ErrorAccessDenied')
      : { status: 200, body: schedulesBody(seen.body) },
  );
  const answer = await ask(fake, crowd(21));
  const expected = crowd(21).map((address, n) => [address, n < 20 ? 'unknown' : []] as const);
  expect(answer).toEqual({ kind: 'done', value: new Map(expected) });
});

test.each<{ name: string; reply: Reply; outcome: object }>([
  {
    name: 'refused',
    reply: graphError(403, 'ErrorAccessDenied'),
    outcome: { kind: 'refused', code: 'ErrorAccessDenied' },
  },
  {
    name: 'throttled for longer than the question may take',
    reply: graphError(429, 'ApplicationThrottled', { 'retry-after': '30' }),
    outcome: { kind: 'later', code: 'ApplicationThrottled', afterMs: 30_000 },
  },
  {
    name: 'unreadable',
    reply: { status: 200, body: { values: [] } },
    outcome: { kind: 'refused', code: 'unreadable' },
  },
])('when every batch is $name, that is the answer', async ({ reply, outcome }) => {
  const fake = await fakeGraph(() => reply);
  expect(await ask(fake, crowd(40))).toEqual(outcome);
});

test('the time limit covers all batches together', async () => {
  const fake = await fakeGraph((seen) => ({ status: 200, afterMs: 200, body: schedulesBody(seen.body) }));
  const started = performance.now();
  const answer = await ask(fake, crowd(300), WEEK, 500);
  expect(performance.now() - started).toBeLessThan(900);
  if (answer.kind !== 'done') throw new Error(answer.kind);
  expect(answer.value.get('p0@voorbeeld.example')).toEqual([]);
  expect(answer.value.get('p299@voorbeeld.example')).toBe('unknown');
  expect(fake.seen.length).toBeLessThanOrEqual(9);
});

test.each([
  [between('2026-11-01T00:00:00Z', '2027-01-02T00:00:00Z'), 'period-too-long'],
  [between('2026-11-02T00:00:00Z', '2026-11-02T00:00:00Z'), 'period-empty'],
])('a period that Graph would refuse is not asked for', async (period, code) => {
  const fake = await fakeGraph(() => ({ status: 500 }));
  expect(await ask(fake, [SANNE], period)).toEqual({ kind: 'refused', code });
  expect(fake.seen).toHaveLength(0);
});

test('a period a quarter under 62 days is asked for', async () => {
  const fake = await fakeGraph((seen) => ({ status: 200, body: schedulesBody(seen.body) }));
  const answer = await ask(fake, [SANNE], between('2026-11-01T00:00:00Z', '2027-01-01T23:45:00Z'));
  expect(answer.kind).toBe('done');
});

function asks(seen: Seen, address: string): boolean {
  return Array.isArray(seen.body.schedules) && seen.body.schedules.includes(address);
}
