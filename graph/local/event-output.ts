import type { Preferences } from './call.ts';
import { textFromHtml } from './html.ts';
import type { Attendee, StoredEvent } from './types.ts';
import { stamp, zonedTime } from './zones.ts';

export type EventView = {
  readonly prefer: Preferences;
  readonly select: ReadonlySet<string> | null;
  readonly expand: readonly string[];
};

/** An event as Graph v1.0 shows it; with `$select` only those members, the id and the etag. */
export function renderEvent(event: StoredEvent, view: EventView): Record<string, unknown> {
  const full = { ...header(event, view.prefer), ...state(event), ...content(event, view.prefer) };
  const kept = Object.entries(full).filter(([name]) => shown(name, view.select));
  const extended = event.extended.filter(({ id }) => view.expand.some((wanted) => same(wanted, id)));
  return {
    ...Object.fromEntries(kept),
    ...(extended.length === 0 ? {} : { singleValueExtendedProperties: extended }),
  };
}

/** The id in the path or in an answer: opaque, and another one when immutable ids are preferred. */
export function eventId(key: string, immutable: boolean): string {
  return `${immutable ? 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A' : 'AAMkADVkYjE0ZmQ3LTJhNDkt'}${key}AAAA=`;
}

/** The key of either form of id, or null when it is no id of ours. */
export function keyOf(id: string): string | null {
  const key = /([0-9A-Za-z]{24})AAAA=$/.exec(id)?.[1];
  return key !== undefined && [true, false].some((immutable) => eventId(key, immutable) === id) ? key : null;
}

export function etagOf(event: StoredEvent): string {
  return `W/"${changeKey(event)}"`;
}

function header(event: StoredEvent, prefer: Preferences) {
  return {
    '@odata.etag': etagOf(event),
    id: eventId(event.key, prefer.immutableIds),
    createdDateTime: stamp(event.createdAt),
    lastModifiedDateTime: stamp(event.modifiedAt),
    changeKey: changeKey(event),
    categories: event.categories,
    transactionId: event.transactionId,
    originalStartTimeZone: event.startZone,
    originalEndTimeZone: event.endZone,
    iCalUId: event.uid,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(eventId(event.key, false))}&exvsurl=1`,
  };
}

function state(event: StoredEvent) {
  return {
    reminderMinutesBeforeStart: event.reminderMinutesBeforeStart,
    isReminderOn: event.isReminderOn,
    hasAttachments: false,
    importance: event.importance,
    sensitivity: event.sensitivity,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.isOrganizer,
    isDraft: false,
    responseRequested: event.responseRequested,
    seriesMasterId: null,
    showAs: event.showAs,
    type: 'singleInstance',
    recurrence: null,
    hideAttendees: event.hideAttendees,
    allowNewTimeProposals: event.allowNewTimeProposals,
    responseStatus: { response: event.answer, time: answerTime(event.answeredAt) },
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.joinUrl === null ? 'unknown' : 'teamsForBusiness',
    onlineMeetingUrl: null,
    onlineMeeting: event.joinUrl === null ? null : { joinUrl: event.joinUrl },
  };
}

function content(event: StoredEvent, prefer: Preferences) {
  const text = textFromHtml(event.html);
  return {
    subject: event.subject,
    bodyPreview: text.slice(0, 255),
    body: prefer.textBody
      ? { contentType: 'text', content: text }
      : { contentType: 'html', content: event.html },
    start: zonedTime(event.startAt, prefer.zone),
    end: zonedTime(event.endAt, prefer.zone),
    location: event.location === null ? NOWHERE : place(event.location),
    locations: event.location === null ? [] : [place(event.location)],
    attendees: event.attendees.map((attendee) => renderAttendee(attendee, prefer.zone)),
    organizer: { emailAddress: event.organizer },
  };
}

const NOWHERE = {
  displayName: '',
  locationType: 'default',
  uniqueIdType: 'unknown',
  address: {},
  coordinates: {},
};

function place(name: string) {
  return { displayName: name, locationType: 'default', uniqueId: name, uniqueIdType: 'private' };
}

function renderAttendee(attendee: Attendee, zone: string) {
  const { name, address, type, proposed } = attendee;
  const time = proposed && { start: zonedTime(proposed.start, zone), end: zonedTime(proposed.end, zone) };
  return {
    type,
    status: { response: attendee.answer, time: answerTime(attendee.answeredAt) },
    emailAddress: { name, address },
    ...(time === null ? {} : { proposedNewTime: time }),
  };
}

/** Outlook's "never". */
function answerTime(moment: number | null): string {
  return moment === null ? '0001-01-01T00:00:00Z' : stamp(moment);
}

function changeKey(event: StoredEvent): string {
  return Buffer.from(`${event.key.slice(0, 12)}${event.version.toString(36).padStart(4, '0')}`).toString(
    'base64',
  );
}

function shown(name: string, select: ReadonlySet<string> | null): boolean {
  return select === null || select.has(name) || name === 'id' || name === '@odata.etag';
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
