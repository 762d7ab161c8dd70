import { describe, expect, test } from 'vitest';
import { fakeGraph, graphError } from './support/fake-graph.ts';
import {
  between,
  CHANGED_AT,
  createdBody,
  graphAt,
  MAILBOX,
  THURSDAY_NINE,
  utc,
} from './support/situation.ts';

const EVENT = 'AAkALg/event+1=';
const FRIDAY = between('2026-11-27T09:00:00+01:00', '2026-11-27T10:00:00+01:00');

describe('reading one event', () => {
  test('says what each attendee answered, when, and which other time was proposed', async () => {
    const attendees = [
      {
        type: 'required',
        status: { response: 'declined', time: '2026-11-20T08:30:00.0000000Z' },
        emailAddress: { name: 'Sanne de Wit', address: 'Sanne@Voorbeeld.example' },
        proposedNewTime: { start: utc(FRIDAY.start), end: utc(FRIDAY.end) },
      },
      {
        type: 'required',
        status: { response: 'none', time: '0001-01-01T00:00:00Z' },
        emailAddress: { name: 'Ruben Kok', address: 'ruben@klaarwater.example' },
      },
    ];
    const fake = await fakeGraph(() => ({ status: 200, body: { ...createdBody({}), attendees } }));
    const seen = await graphAt(fake.origin).calendar.read(EVENT);
    expect(seen).toEqual({
      kind: 'done',
      value: {
        id: EVENT,
        iCalUId: '040000008200E00074C5B7101A82E008',
        etag: 'W/"etag-1"',
        changedAt: CHANGED_AT,
        when: THURSDAY_NINE,
        cancelled: false,
        joinUrl: null,
        attendees: [
          {
            mail: 'sanne@voorbeeld.example',
            answer: 'declined',
            answeredAt: Date.parse('2026-11-20T08:30:00Z'),
            proposed: FRIDAY,
          },
          { mail: 'ruben@klaarwater.example', answer: 'none', answeredAt: null, proposed: null },
        ],
      },
    });
    expect(fake.seen[0]?.path).toBe(`/users/${MAILBOX}/events/${EVENT}`);
  });

  test.each([
    ['accepted', 'accepted'],
    ['tentativelyAccepted', 'tentative'],
    ['declined', 'declined'],
    ['notResponded', 'none'],
    ['organizer', 'none'],
    ['a word of next year', 'none'],
  ])('reads the answer %s as %s', async (response, answer) => {
    const attendees = [{ status: { response }, emailAddress: { address: 'a@b.example' } }];
    const fake = await fakeGraph(() => ({ status: 200, body: { ...createdBody({}), attendees } }));
    const seen = await graphAt(fake.origin).calendar.read(EVENT);
    expect(seen).toMatchObject({ kind: 'done', value: { attendees: [{ answer }] } });
  });

  test('is gone only when Outlook itself says so of the event', async () => {
    const gone = await fakeGraph(() => graphError(404, 'ErrorItemNotFound'));
    expect(await graphAt(gone.origin).calendar.read(EVENT)).toEqual({ kind: 'done', value: null });
    const mailbox = await fakeGraph(() => graphError(404, 'MailboxNotEnabledForRESTAPI'));
    expect(await graphAt(mailbox.origin).calendar.read(EVENT)).toMatchObject({ kind: 'refused' });
    const proxy = await fakeGraph(() => ({ status: 404, text: '<html>' }));
    expect(await graphAt(proxy.origin).calendar.read(EVENT)).toMatchObject({ kind: 'refused' });
    const broken = await fakeGraph(() => ({ status: 200, body: { id: EVENT } }));
    expect(await graphAt(broken.origin).calendar.read(EVENT)).toMatchObject({ kind: 'unknown' });
  });
});

describe('moving an event', () => {
  test('sends when it is and nothing else, once', async () => {
    const fake = await fakeGraph(() => ({
      status: 200,
      body: createdBody({ isOnlineMeeting: true }, FRIDAY),
    }));
    const moved = await graphAt(fake.origin).calendar.move(EVENT, FRIDAY);
    expect(moved).toMatchObject({
      kind: 'done',
      value: { when: FRIDAY, joinUrl: 'https://teams.microsoft.com/l/meetup-join/1' },
    });
    expect(fake.seen.map(({ method, body }) => ({ method, body }))).toEqual([
      {
        method: 'PATCH',
        body: {
          start: { dateTime: '2026-11-27T09:00:00', timeZone: 'W. Europe Standard Time' },
          end: { dateTime: '2026-11-27T10:00:00', timeZone: 'W. Europe Standard Time' },
          isAllDay: false,
        },
      },
    ]);
  });

  test('an event that is gone is refused by name, and an ambiguous answer is not repeated', async () => {
    const gone = await fakeGraph(() => graphError(404, 'ErrorItemNotFound'));
    const refused = { kind: 'refused', code: 'ErrorItemNotFound' };
    expect(await graphAt(gone.origin).calendar.move(EVENT, FRIDAY)).toEqual(refused);
    const late = await fakeGraph(() => graphError(504, 'UnknownError'));
    expect(await graphAt(late.origin).calendar.move(EVENT, FRIDAY)).toMatchObject({ kind: 'unknown' });
    expect(late.seen).toHaveLength(1);
  });
});
