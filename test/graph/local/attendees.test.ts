import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalOutlook } from '../../../graph/local/outlook.ts';
import {
  attendees,
  book,
  coach,
  codeOf,
  copyOf,
  director,
  eventPath,
  type Graph,
  graphOf,
  guest,
  type Json,
  outlook,
  own,
  programme,
  tx,
} from './support.ts';

let server: LocalOutlook;
let graph: Graph;
let loose: Graph;
const changed: string[] = [];
beforeAll(async () => {
  server = await outlook({ onChange: (upn) => changed.push(upn) });
  graph = graphOf(server, 'attendees');
  loose = graphOf(server);
});
beforeEach(() => changed.splice(0));
afterAll(() => server.close());

async function copy(of: Json, who = director): Promise<Json> {
  const found = await copyOf(graph, who, of.iCalUId);
  if (found === null) throw new Error('no copy');
  return found;
}
const answers = async (id: unknown) => {
  const event = await graph('GET', eventPath(programme, id));
  return JSON.parse(event.text).attendees.map((one: { status: { response: string } }) => one.status.response);
};

describe('an attendee', () => {
  test('gets a copy with another id and the same iCalUId, and an invitation', async () => {
    const made = await book(graph, {
      ...attendees(director, coach),
      ...own('b-1'),
      transactionId: tx(),
      sensitivity: 'private',
    });
    const theirs = await copy(made);
    expect(theirs.id).not.toBe(made.id);
    expect(theirs).toMatchObject({
      isOrganizer: false,
      sensitivity: 'private',
      showAs: 'tentative',
      responseStatus: { response: 'notResponded' },
      organizer: made.organizer,
      transactionId: null,
    });
    expect(server.mailbox(director.upn).at(-1)).toMatchObject({ kind: 'invitation', subject: 'Afspraak' });
    expect(changed.toSorted()).toEqual([coach.upn, programme.upn, director.upn].toSorted());
  });

  test('sees only the organiser and themselves when attendees are hidden', async () => {
    const hidden = await copy(await book(graph, { ...attendees(director, coach), hideAttendees: true }));
    expect(JSON.stringify(hidden.attendees)).toContain(director.mail);
    expect(JSON.stringify(hidden)).not.toContain(coach.mail);
    const open = await copy(await book(graph, attendees(director, coach)));
    expect(JSON.stringify(open)).toContain(coach.mail);
  });

  test('without a mailbox here gets a mail and no copy', async () => {
    const made = await book(graph, attendees(director, guest));
    expect(server.mailbox(guest.mail).at(-1)).toMatchObject({ kind: 'invitation', to: [guest.mail] });
    expect((await loose('GET', `/users/${guest.upn}/events`)).status).toBe(404);
    expect(await answers(made.id)).toEqual(['none', 'none']);
  });

  test('can not change or cancel the meeting', async () => {
    const theirs = await copy(await book(graph, attendees(director)));
    const cancel = await graph('POST', eventPath(director, theirs.id, '/cancel'), {
      body: { comment: 'nee' },
    });
    expect(cancel.status).toBe(400);
    expect(cancel.text).toContain('You need to be an organizer to cancel a meeting');
    const moved = await graph('PATCH', eventPath(director, theirs.id), { body: { subject: 'x' } });
    expect(moved.status).toBe(400);
    const reminder = await graph('PATCH', eventPath(director, theirs.id), { body: { isReminderOn: false } });
    expect(reminder.status).toBe(200);
  });
});

describe('an answer', () => {
  test.each([
    ['accept', 'accepted', 'busy'],
    ['tentativelyAccept', 'tentativelyAccepted', 'tentative'],
  ])("to %s shows in the organiser's event and the own copy", async (action, response, showAs) => {
    const made = await book(graph, attendees(director, coach));
    const theirs = await copy(made);
    const given = await graph('POST', eventPath(director, theirs.id, `/${action}`), {
      body: { sendResponse: true },
    });
    expect([given.status, given.text, given.headers.get('content-type')]).toEqual([202, '', null]);
    expect(await answers(made.id)).toEqual([response, 'none']);
    expect(await copy(made)).toMatchObject({ responseStatus: { response }, showAs });
    expect(server.mailbox(programme.upn).at(-1)).toMatchObject({
      kind: 'response',
      from: { address: director.mail },
    });
  });

  test('that declines takes the copy out of the calendar', async () => {
    const made = await book(graph, attendees(director));
    const theirs = await copy(made);
    expect((await graph('POST', eventPath(director, theirs.id, '/decline'))).status).toBe(202);
    expect(await answers(made.id)).toEqual(['declined']);
    expect(await copyOf(graph, director, made.iCalUId)).toBeNull();
  });

  test('that is not sent leaves the organiser without it', async () => {
    const made = await book(graph, attendees(director));
    const theirs = await copy(made);
    await graph('POST', eventPath(director, theirs.id, '/accept'), { body: { sendResponse: false } });
    expect(await answers(made.id)).toEqual(['none']);
  });

  test('by the organiser is refused', async () => {
    const made = await book(graph, attendees(director));
    const refused = await graph('POST', eventPath(programme, made.id, '/accept'), { body: {} });
    expect([refused.status, codeOf(refused)]).toEqual([400, 'ErrorInvalidRequest']);
  });

  test('with another time shows the organiser what is proposed', async () => {
    const made = await book(graph, attendees(director));
    const zone = 'W. Europe Standard Time';
    const proposedNewTime = {
      start: { dateTime: '2026-12-04T10:00:00', timeZone: zone },
      end: { dateTime: '2026-12-04T11:00:00', timeZone: zone },
    };
    const theirs = await copy(made);
    const body = { sendResponse: true, proposedNewTime };
    expect((await graph('POST', eventPath(director, theirs.id, '/decline'), { body })).status).toBe(202);
    const event = await graph('GET', eventPath(programme, made.id));
    expect(event.text).toContain('"proposedNewTime":{"start":{"dateTime":"2026-12-04T09:00:00.0000000"');
  });

  test('is a decline when the attendee deletes the copy', async () => {
    const made = await book(graph, attendees(director));
    const theirs = await copy(made);
    expect((await graph('DELETE', eventPath(director, theirs.id))).status).toBe(204);
    expect(await answers(made.id)).toEqual(['declined']);
  });

  test('or nothing at all that the organiser could see, where Outlook is told not to answer', async () => {
    server.behave({ deletedCopy: 'silent' });
    const made = await book(graph, attendees(director));
    const theirs = await copy(made);
    expect((await graph('DELETE', eventPath(director, theirs.id))).status).toBe(204);
    server.behave({ deletedCopy: 'declines' });
    expect(await answers(made.id)).toEqual(['none']);
  });
});

describe('the organiser', () => {
  test('moving the meeting moves the copies and voids the answers', async () => {
    const made = await book(graph, attendees(director));
    const before = await copy(made);
    await graph('POST', eventPath(director, before.id, '/accept'), { body: {} });
    const body = {
      start: { dateTime: '2026-12-04T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-12-04T10:00:00', timeZone: 'UTC' },
    };
    await graph('PATCH', eventPath(programme, made.id), { body });
    const after = await copy(made);
    expect(after).toMatchObject({
      id: before.id,
      responseStatus: { response: 'notResponded' },
      showAs: 'tentative',
    });
    expect(after.start).toEqual({ dateTime: '2026-12-04T09:00:00.0000000', timeZone: 'UTC' });
    expect(await answers(made.id)).toEqual(['none']);
  });

  test('changing the subject keeps the answers and mails everyone again', async () => {
    const made = await book(graph, attendees(director));
    await graph('POST', eventPath(director, (await copy(made)).id, '/accept'), { body: {} });
    await graph('PATCH', eventPath(programme, made.id), { body: { subject: 'Anders' } });
    expect(await answers(made.id)).toEqual(['accepted']);
    expect(await copy(made)).toMatchObject({ subject: 'Anders', responseStatus: { response: 'accepted' } });
    expect(server.mailbox(director.upn).at(-1)).toMatchObject({ kind: 'update', subject: 'Anders' });
  });

  test('changing only a reminder mails nobody', async () => {
    await book(graph, attendees(director)).then(async (made) => {
      const mails = server.mailbox(director.upn).length;
      await graph('PATCH', eventPath(programme, made.id), { body: { isReminderOn: false } });
      expect(server.mailbox(director.upn)).toHaveLength(mails);
    });
  });

  test('sending other attendees replaces the list: who is left out is cancelled', async () => {
    const made = await book(graph, attendees(director));
    await graph('PATCH', eventPath(programme, made.id), { body: attendees(coach) });
    expect(await copy(made)).toMatchObject({
      isCancelled: true,
      subject: 'Canceled: Afspraak',
      showAs: 'free',
    });
    expect(await copy(made, coach)).toMatchObject({ isCancelled: false });
  });

  test('cancelling takes the event away and leaves the copies cancelled, with the comment by mail', async () => {
    const made = await book(graph, attendees(director, guest));
    const cancelled = await graph('POST', eventPath(programme, made.id, '/cancel'), {
      body: { comment: 'Helaas' },
    });
    expect([cancelled.status, cancelled.text]).toEqual([202, '']);
    expect(await graph('GET', eventPath(programme, made.id)).then(codeOf)).toBe('ErrorItemNotFound');
    expect(await copy(made)).toMatchObject({ isCancelled: true });
    for (const who of [director, guest]) {
      expect(server.mailbox(who.upn).at(-1)).toMatchObject({ kind: 'cancellation', text: 'Helaas' });
    }
  });

  test('deleting tells the attendees too', async () => {
    const made = await book(graph, attendees(director));
    await graph('DELETE', eventPath(programme, made.id));
    expect(await copy(made)).toMatchObject({ isCancelled: true });
  });
});
