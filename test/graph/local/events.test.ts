import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  attendees,
  book,
  coach,
  codeOf,
  director,
  eventPath,
  type Graph,
  graphOf,
  listOf,
  OWN_PROPERTY,
  outlook,
  own,
  programme,
  session,
  tx,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
beforeAll(async () => {
  server = await outlook();
  graph = graphOf(server, 'events');
  loose = graphOf(server);
});
afterAll(() => server.close());

const events = `/users/${programme.upn}/events`;

describe('a new event', () => {
  test('comes back with an opaque id, an etag, its organiser and times of seven digits in UTC', async () => {
    const made = await graph('POST', events, { body: session() });
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe(made.body['@odata.etag']);
    expect(made.body).toMatchObject({
      isOrganizer: true,
      organizer: { emailAddress: { name: programme.name, address: programme.mail } },
      start: { dateTime: '2026-12-03T13:30:00.0000000', timeZone: 'UTC' },
      originalStartTimeZone: 'Europe/Amsterdam',
      createdDateTime: '2026-11-23T08:00:00.0000000Z',
      responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
      bodyPreview: 'Tot dan.',
    });
    expect(String(made.body['@odata.etag'])).toBe(`W/"${String(made.body.changeKey)}"`);
    expect(String(made.body.id)).not.toContain(programme.id);
  });

  test('has another id when immutable ids are preferred, and both find it', async () => {
    const headers = { prefer: 'outlook.timezone="UTC", IdType="ImmutableId"' };
    const plain = await book(graph);
    const immutable = await graph('GET', eventPath(programme, plain.id), { headers });
    expect(immutable.body.id).not.toBe(plain.id);
    expect(immutable.headers.get('preference-applied')).toContain('IdType="ImmutableId"');
    const again = await graph('GET', eventPath(programme, immutable.body.id));
    expect(again.body.id).toBe(plain.id);
  });

  test('does not echo our own property, which $expand and $filter find', async () => {
    const value = tx();
    const made = await book(graph, own(value));
    expect(made).not.toHaveProperty('singleValueExtendedProperties');
    const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${OWN_PROPERTY}')`);
    const shown = await graph('GET', `${eventPath(programme, made.id)}?$expand=${expand}`);
    expect(shown.body.singleValueExtendedProperties).toEqual([{ id: OWN_PROPERTY, value }]);
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${OWN_PROPERTY}' and ep/value eq '${value}')`;
    const found = await graph('GET', `${events}?$filter=${encodeURIComponent(filter)}`);
    expect(listOf(found).map((event) => event.id)).toEqual([made.id]);
    const other = filter.replace(value, tx());
    expect(listOf(await graph('GET', `${events}?$filter=${encodeURIComponent(other)}`))).toEqual([]);
  });

  test('is made although the time is taken', async () => {
    await book(graph);
    const second = await graph('POST', events, { body: session() });
    expect(second.status).toBe(201);
  });

  test('that ends before it starts, or has no start, is refused', async () => {
    const early = { dateTime: '2026-12-03T10:00:00', timeZone: 'Europe/Amsterdam' };
    const turned = await loose('POST', events, { body: session({ end: early }) });
    expect([turned.status, codeOf(turned)]).toEqual([400, 'ErrorPropertyValidationFailure']);
    const { start: _start, ...rest } = session();
    expect((await loose('POST', events, { body: rest })).status).toBe(400);
  });
});

describe('a repeated transactionId', () => {
  test('answers the same event with 201 and makes no second', async () => {
    const body = session({ transactionId: tx(), ...own(tx()), ...attendees(director) });
    const first = await graph('POST', events, { body });
    const mails = server.mailbox(director.upn).length;
    const second = await graph('POST', events, { body });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect(server.mailbox(director.upn)).toHaveLength(mails);
  });

  test('answers 409 ErrorDuplicateTransactionId when it is switched so, and after the event is gone', async () => {
    const body = session({ transactionId: tx() });
    const made = await graph('POST', events, { body });
    server.behave({ replay: 'conflict' });
    const refused = await graph('POST', events, { body });
    server.behave({ replay: 'same' });
    expect([refused.status, codeOf(refused)]).toEqual([409, 'ErrorDuplicateTransactionId']);
    await graph('DELETE', eventPath(programme, made.body.id));
    expect((await graph('POST', events, { body })).status).toBe(409);
  });

  test('of another mailbox is another transaction', async () => {
    const body = session({ transactionId: tx() });
    const mine = await graph('POST', events, { body });
    const theirs = await graph('POST', `/users/${coach.upn}/events`, { body });
    expect(theirs.body.iCalUId).not.toBe(mine.body.iCalUId);
  });
});

describe('a Teams meeting', () => {
  const online = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };

  test('has a link to join, also in its body', async () => {
    const made = await book(graph, online);
    const { joinUrl } = z.object({ joinUrl: z.string() }).parse(made.onlineMeeting);
    expect(joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
    expect(made.onlineMeetingProvider).toBe('teamsForBusiness');
    expect(JSON.stringify(made.body)).toContain(joinUrl);
  });

  test('is dropped by a new body without the meeting block, and kept by one that carries it', async () => {
    const made = await book(graph, online);
    const kept = await graph('PATCH', eventPath(programme, made.id), { body: { body: made.body } });
    expect(kept.body.onlineMeeting).toEqual(made.onlineMeeting);
    const body = { body: { contentType: 'text', content: 'Nieuwe tekst' } };
    const lost = await graph('PATCH', eventPath(programme, made.id), { body });
    expect(lost.body).toMatchObject({
      isOnlineMeeting: false,
      onlineMeeting: null,
      onlineMeetingProvider: 'unknown',
    });
  });

  test('can come back without a link when it is switched so', async () => {
    server.behave({ meetingLink: false });
    const made = await book(graph, online);
    server.behave({ meetingLink: true });
    expect(made).toMatchObject({
      isOnlineMeeting: true,
      onlineMeeting: null,
      onlineMeetingProvider: 'unknown',
    });
  });
});

describe('a change', () => {
  test('touches only what was sent and gives a new etag', async () => {
    const made = await book(graph, { sensitivity: 'private', location: { displayName: 'Kamer 2' } });
    const body = { subject: 'Gesprek' };
    const changed = await graph('PATCH', eventPath(programme, made.id), { body });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ subject: 'Gesprek', sensitivity: 'private', start: made.start });
    expect(changed.body.location).toMatchObject({ displayName: 'Kamer 2' });
    expect(changed.body['@odata.etag']).not.toBe(made['@odata.etag']);
  });

  test('on an etag that is past answers 412 and changes nothing', async () => {
    const made = await book(graph);
    await graph('PATCH', eventPath(programme, made.id), { body: { subject: 'Een' } });
    const headers = { 'if-match': String(made['@odata.etag']) };
    const late = await loose('PATCH', eventPath(programme, made.id), { body: { subject: 'Twee' }, headers });
    expect([late.status, codeOf(late)]).toEqual([412, 'ErrorIrresolvableConflict']);
    expect((await graph('GET', eventPath(programme, made.id))).body.subject).toBe('Een');
  });

  test.each([[{ id: 'x' }], [{ transactionId: 'x' }], [{ invented: true }], [{ isOrganizer: false }]])(
    'of %j is refused',
    async (body) => {
      const made = await book(graph);
      expect((await loose('PATCH', eventPath(programme, made.id), { body })).status).toBe(400);
    },
  );
});

describe('an event that is gone', () => {
  test('answers 404 ErrorItemNotFound to everything', async () => {
    const made = await book(graph);
    expect((await graph('DELETE', eventPath(programme, made.id))).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      const answer = await graph(method, eventPath(programme, made.id));
      expect([answer.status, codeOf(answer)]).toEqual([404, 'ErrorItemNotFound']);
    }
    const patched = await graph('PATCH', eventPath(programme, made.id), { body: { subject: 'x' } });
    expect([patched.status, codeOf(patched)]).toEqual([404, 'ErrorItemNotFound']);
  });

  test('is not found by an id of another mailbox or of nothing', async () => {
    const made = await book(graph);
    expect((await graph('GET', eventPath(director, made.id))).status).toBe(404);
    expect(await graph('GET', eventPath(programme, 'AAMkAD=')).then(codeOf)).toBe('ErrorItemNotFound');
  });
});
