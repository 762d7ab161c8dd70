import { expect, test } from 'vitest';
import { BOOKING_PROPERTY } from '../../../graph/calendar.ts';
import { fakeGraph, graphError } from './support/fake-graph.ts';
import {
  BOOKING,
  between,
  CHANGED_AT,
  createdBody,
  foundBody,
  graphAt,
  MAILBOX,
  session,
  THURSDAY_NINE,
} from './support/situation.ts';

const CREATED = {
  id: 'AAkALg/event+1=',
  iCalUId: '040000008200E00074C5B7101A82E008',
  joinUrl: 'https://teams.microsoft.com/l/meetup-join/1',
  when: THURSDAY_NINE,
  etag: 'W/"etag-1"',
  changedAt: CHANGED_AT,
};

test('a session becomes one event that names nothing and hides its attendees from each other', async () => {
  const fake = await fakeGraph((seen) => ({ status: 201, body: createdBody(seen.body) }));
  const made = await graphAt(fake.origin).calendar.create(session());
  expect(made).toEqual({ kind: 'done', value: CREATED });
  expect(fake.seen).toHaveLength(1);
  expect(fake.seen[0]).toMatchObject({ method: 'POST', path: `/users/${MAILBOX}/events` });
  expect(fake.seen[0]?.body).toEqual({
    subject: 'Afspraak',
    start: { dateTime: '2026-11-26T09:00:00', timeZone: 'W. Europe Standard Time' },
    end: { dateTime: '2026-11-26T10:15:00', timeZone: 'W. Europe Standard Time' },
    transactionId: BOOKING,
    singleValueExtendedProperties: [{ id: BOOKING_PROPERTY, value: BOOKING }],
    attendees: [
      { type: 'required', emailAddress: { name: 'Sanne de Wit', address: 'sanne@voorbeeld.example' } },
      { type: 'required', emailAddress: { name: 'Ruben Kok', address: 'ruben@klaarwater.example' } },
    ],
    hideAttendees: true,
    sensitivity: 'private',
    showAs: 'busy',
    allowNewTimeProposals: true,
    responseRequested: true,
    isReminderOn: true,
    reminderMinutesBeforeStart: 15,
    isOnlineMeeting: true,
    onlineMeetingProvider: 'teamsForBusiness',
  });
});

test('every call asks for immutable ids and for times in UTC', async () => {
  const fake = await fakeGraph((seen) =>
    seen.method === 'POST'
      ? { status: 201, body: createdBody(seen.body) }
      : { status: 200, body: { value: [] } },
  );
  const { calendar } = graphAt(fake.origin);
  await calendar.create(session());
  await calendar.find(BOOKING);
  for (const { headers } of fake.seen)
    expect(headers.prefer).toBe('IdType="ImmutableId", outlook.timezone="UTC"');
});

test('a session on location has the address and no meeting', async () => {
  const fake = await fakeGraph((seen) => ({ status: 201, body: createdBody(seen.body) }));
  const made = await graphAt(fake.origin).calendar.create(session({ online: false, location: 'Kade 1' }));
  expect(made).toEqual({ kind: 'done', value: { ...CREATED, joinUrl: null } });
  expect(fake.seen[0]?.body).toMatchObject({ location: { displayName: 'Kade 1' } });
  expect(fake.seen[0]?.body).not.toHaveProperty('isOnlineMeeting');
  expect(fake.seen[0]?.body).not.toHaveProperty('onlineMeetingProvider');
});

test('a meeting that Outlook could not make leaves an event without a link', async () => {
  const fake = await fakeGraph((seen) => {
    const { onlineMeeting: _, ...body } = createdBody(seen.body);
    return { status: 201, body: { ...body, onlineMeetingProvider: 'unknown' } };
  });
  const made = await graphAt(fake.origin).calendar.create(session());
  expect(made).toEqual({ kind: 'done', value: { ...CREATED, joinUrl: null } });
});

test('a join link that is no web address is no link', async () => {
  const fake = await fakeGraph((seen) => ({
    status: 201,
    body: { ...createdBody(seen.body), onlineMeeting: { joinUrl: 'javascript:alert(1)' } },
  }));
  const made = await graphAt(fake.origin).calendar.create(session());
  expect(made).toEqual({ kind: 'done', value: { ...CREATED, joinUrl: null } });
});

test.each([
  {
    name: 'the first 02:30 of the night that has two',
    when: between('2026-10-25T00:30:00Z', '2026-10-25T01:45:00Z'),
    zone: 'UTC',
    start: '2026-10-25T00:30:00',
    end: '2026-10-25T01:45:00',
  },
  {
    name: 'the second 02:30 of the night that has two',
    when: between('2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'),
    zone: 'UTC',
    start: '2026-10-25T01:30:00',
    end: '2026-10-25T02:30:00',
  },
  {
    name: 'nine o’clock on the day summer time ends',
    when: between('2026-10-25T08:00:00Z', '2026-10-25T09:00:00Z'),
    zone: 'W. Europe Standard Time',
    start: '2026-10-25T09:00:00',
    end: '2026-10-25T10:00:00',
  },
  {
    name: 'a session over the hour that summer time skips',
    when: between('2027-03-28T00:30:00Z', '2027-03-28T01:30:00Z'),
    zone: 'W. Europe Standard Time',
    start: '2027-03-28T01:30:00',
    end: '2027-03-28T03:30:00',
  },
])('Outlook gets the right moment for $name', async ({ when, zone, start, end }) => {
  const fake = await fakeGraph((seen) => ({ status: 201, body: createdBody(seen.body, when) }));
  const made = await graphAt(fake.origin).calendar.create(session({ when }));
  expect(fake.seen[0]?.body).toMatchObject({
    start: { dateTime: start, timeZone: zone },
    end: { dateTime: end, timeZone: zone },
  });
  expect(made).toMatchObject({ kind: 'done', value: { when } });
});

test.each([400, 409])(
  'a repeated create that Outlook refuses with %i finds the event of the first',
  async (status) => {
    const fake = await fakeGraph((seen) =>
      seen.method === 'POST'
        ? graphError(status, 'ErrorDuplicateTransactionId')
        : { status: 200, body: { value: [foundBody()] } },
    );
    expect(await graphAt(fake.origin).calendar.create(session())).toEqual({ kind: 'done', value: CREATED });
    expect(fake.seen.map(({ method }) => method)).toEqual(['POST', 'GET']);
  },
);

test('a repeated create whose event is not to be found stays unknown', async () => {
  const fake = await fakeGraph((seen) =>
    seen.method === 'POST'
      ? graphError(409, 'ErrorDuplicateTransactionId')
      : { status: 200, body: { value: [] } },
  );
  const made = await graphAt(fake.origin).calendar.create(session());
  expect(made).toEqual({ kind: 'unknown', code: 'ErrorDuplicateTransactionId' });
});

test.each([
  { name: 'no JSON', reply: { status: 201, text: '<html>', headers: { 'content-type': 'text/html' } } },
  { name: 'an empty body', reply: { status: 201, text: '' } },
  { name: 'no id', reply: { status: 201, body: { subject: 'Afspraak' } } },
  {
    name: 'an unknown zone',
    reply: {
      status: 201,
      body: { ...createdBody({}), start: { dateTime: '2026-11-26T09:00:00.0000000', timeZone: 'Moon' } },
    },
  },
])('a create answered with $name may have made an event', async ({ reply }) => {
  const fake = await fakeGraph(() => reply);
  expect(await graphAt(fake.origin).calendar.create(session())).toEqual({
    kind: 'unknown',
    code: 'unreadable',
  });
  expect(fake.seen).toHaveLength(1);
});

test('an event is found by its booking, with an encoded query', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [foundBody()] } }));
  expect(await graphAt(fake.origin).calendar.find(BOOKING)).toEqual({ kind: 'done', value: CREATED });
  const [seen] = fake.seen;
  expect(seen?.query.get('$filter')).toBe(
    `singleValueExtendedProperties/Any(ep: ep/id eq '${BOOKING_PROPERTY}' and ep/value eq '${BOOKING}')`,
  );
  expect(seen?.query.get('$expand')).toBe(
    `singleValueExtendedProperties($filter=id eq '${BOOKING_PROPERTY}')`,
  );
  expect(seen?.query.get('$select')).toBe('id,iCalUId,lastModifiedDateTime,start,end,onlineMeeting');
  expect(seen?.url).not.toMatch(/[ {}]/);
});

test('an event of another booking is not the one, even when the filter was ignored', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [foundBody('another-booking')] } }));
  expect(await graphAt(fake.origin).calendar.find(BOOKING)).toEqual({ kind: 'done', value: null });
});

test('an event on the second page is found by the absolute link of the first', async () => {
  const fake = await fakeGraph((seen, number) =>
    number === 1
      ? {
          status: 200,
          body: {
            value: [],
            '@odata.nextLink': `http://${seen.headers.host}/v1.0/users/${MAILBOX}/events?$select=id&$skiptoken=a%2Bb%3D`,
          },
        }
      : { status: 200, body: { value: [foundBody()] } },
  );
  expect(await graphAt(fake.origin).calendar.find(BOOKING)).toEqual({ kind: 'done', value: CREATED });
  expect(fake.seen[1]?.query.get('$skiptoken')).toBe('a+b=');
  expect(fake.seen[1]?.path).toBe(`/users/${MAILBOX}/events`);
});

test('pages without end are no answer', async () => {
  const fake = await fakeGraph((seen, number) => ({
    status: 200,
    body: {
      value: [],
      '@odata.nextLink': `http://${seen.headers.host}/v1.0/users/${MAILBOX}/events?$skip=${number}`,
    },
  }));
  const found = await graphAt(fake.origin).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'unknown', code: 'too-many-pages' });
  expect(fake.seen.length).toBeLessThan(10);
});

test('a list that can not be read does not say that there is no event', async () => {
  const fake = await fakeGraph(() => ({ status: 200, body: { value: [{ id: 'x' }] } }));
  const found = await graphAt(fake.origin).calendar.find(BOOKING);
  expect(found).toEqual({ kind: 'unknown', code: 'unreadable' });
});

test.each([
  { name: 'is there', reply: { status: 204 } },
  { name: 'is gone already', reply: graphError(404, 'ErrorItemNotFound') },
])('removing an event that $name is done', async ({ reply }) => {
  const fake = await fakeGraph(() => reply);
  expect(await graphAt(fake.origin).calendar.remove('AAkALg/event+1=')).toEqual({
    kind: 'done',
    value: undefined,
  });
  expect(fake.seen[0]).toMatchObject({ method: 'DELETE', path: `/users/${MAILBOX}/events/AAkALg/event+1=` });
  expect(fake.seen[0]?.url).toContain('AAkALg%2Fevent%2B1%3D');
});

test('a 404 that is not Graph’s own does not say that the event is gone', async () => {
  const fake = await fakeGraph(() => ({ status: 404, text: 'no such route' }));
  expect(await graphAt(fake.origin).calendar.remove('x')).toEqual({ kind: 'refused', code: 'http-404' });
});
