import type { NewEvent } from '../../../../bot/ports.ts';
import type { BookingId } from '../../../../bot/rules/ids.ts';
import type { Interval } from '../../../../bot/rules/time.ts';
import { BOOKING_PROPERTY } from '../../../../graph/calendar.ts';
import { createGraph, type GraphSettings } from '../../../../graph/graph.ts';
import type { Seen } from './fake-graph.ts';

export const MAILBOX = 'planning@voorbeeld.example';
export const BOOKING = '6d0f7a52-9a52-4f0b-8a8e-0b8c1f4f6a10' as BookingId;
export const ZONE = 'Europe/Amsterdam';

export function graphAt(baseUrl: string, changed: Partial<GraphSettings> = {}) {
  return createGraph({
    appId: '22222222-2222-4222-8222-222222222222',
    baseUrl,
    credential: null,
    mailbox: MAILBOX,
    zone: ZONE,
    record: null,
    timeouts: { readMs: 2_000, writeMs: 2_000 },
    clock: { now: () => Date.parse('2026-11-20T09:00:00Z') },
    ...changed,
  });
}

export function between(start: string, end: string): Interval {
  return { start: Date.parse(start), end: Date.parse(end) };
}

export const THURSDAY_NINE = between('2026-11-26T09:00:00+01:00', '2026-11-26T10:15:00+01:00');

export function session(changed: Partial<NewEvent> = {}): NewEvent {
  return {
    booking: BOOKING,
    subject: 'Afspraak',
    when: THURSDAY_NINE,
    attendees: [
      { name: 'Sanne de Wit', mail: 'sanne@voorbeeld.example' },
      { name: 'Ruben Kok', mail: 'ruben@klaarwater.example' },
    ],
    online: true,
    location: null,
    language: 'nl',
    ...changed,
  };
}

/** What Outlook answers to a create: times in the preferred zone, seven fractional digits. */
export function createdBody(sent: Record<string, unknown>, when: Interval = THURSDAY_NINE) {
  const online = sent.isOnlineMeeting === true;
  return {
    '@odata.etag': 'W/"etag-1"',
    id: 'AAkALg/event+1=',
    iCalUId: '040000008200E00074C5B7101A82E008',
    createdDateTime: '2026-11-20T09:00:00.0000000Z',
    lastModifiedDateTime: '2026-11-20T09:00:00.0000000Z',
    subject: sent.subject,
    isAllDay: false,
    isCancelled: false,
    isOrganizer: true,
    sensitivity: 'private',
    showAs: 'busy',
    type: 'singleInstance',
    transactionId: sent.transactionId,
    start: utc(when.start),
    end: utc(when.end),
    attendees: sent.attendees,
    organizer: { emailAddress: { name: 'Planning', address: MAILBOX } },
    body: { contentType: 'html', content: '' },
    responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
    isOnlineMeeting: online,
    onlineMeetingProvider: online ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: online ? { joinUrl: 'https://teams.microsoft.com/l/meetup-join/1' } : null,
  };
}

export const CHANGED_AT = Date.parse('2026-11-20T09:00:00Z');

/** What a filter on our own property answers. */
export function foundBody(booking: string = BOOKING) {
  const { id, iCalUId, start, end, onlineMeeting, ...rest } = createdBody({ isOnlineMeeting: true });
  return {
    '@odata.etag': rest['@odata.etag'],
    id,
    iCalUId,
    lastModifiedDateTime: rest.lastModifiedDateTime,
    start,
    end,
    onlineMeeting,
    singleValueExtendedProperties: [{ id: BOOKING_PROPERTY, value: booking }],
  };
}

export function utc(at: number) {
  return { dateTime: `${new Date(at).toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

const QUARTER = 15 * 60_000;

/** Answers getSchedule the way Graph does: every address asked, a digit for each quarter. */
export function schedulesBody(
  asked: Seen['body'],
  items: Readonly<Record<string, readonly { start: unknown; end: unknown; status: string }[]>> = {},
) {
  const addresses = Array.isArray(asked.schedules) ? asked.schedules.map(String) : [];
  return {
    value: addresses.map((scheduleId) => ({
      scheduleId,
      availabilityView: digits(asked, items[scheduleId.toLowerCase()] ?? []),
      scheduleItems: items[scheduleId.toLowerCase()] ?? [],
    })),
  };
}

function digits(asked: Seen['body'], items: readonly { start: unknown; end: unknown; status: string }[]) {
  const [from, to] = [momentIn(asked.startTime), momentIn(asked.endTime)];
  const digit = { free: 0, tentative: 1, busy: 2, oof: 3, workingElsewhere: 4 } as Record<string, number>;
  return Array.from({ length: Math.ceil((to - from) / QUARTER) }, (_, n) => {
    const at = from + n * QUARTER;
    const here = items.filter((item) => momentIn(item.start) < at + QUARTER && momentIn(item.end) > at);
    return Math.max(0, ...here.map((item) => digit[item.status] ?? 2));
  }).join('');
}

function momentIn(text: unknown): number {
  const { dateTime } = text as { dateTime: string };
  return Date.parse(`${dateTime.slice(0, 19)}Z`);
}
