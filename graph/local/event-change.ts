import type { World } from './call.ts';
import type { EventInput } from './event-input.ts';
import { textFromHtml, withMeetingBlock } from './html.ts';
import { newJoinUrl, newKey, newUid } from './keys.ts';
import { sameAddress } from './meeting.ts';
import type { Attendee, OutlookPerson, StoredEvent } from './types.ts';

/** A new event in its owner's calendar. */
export function newEvent(world: World, owner: OutlookPerson, input: EventInput & Timed): StoredEvent {
  const now = world.now();
  const blank: StoredEvent = {
    ...BLANK,
    key: newKey(world.bytes),
    mailbox: owner.id,
    uid: newUid(world.bytes),
    createdAt: now,
    modifiedAt: now,
    organizer: { name: owner.name, address: owner.mail },
    startAt: input.start.moment,
    endAt: input.end.moment,
    startZone: input.start.zone,
    endZone: input.end.zone,
    transactionId: input.transactionId ?? null,
  };
  return { ...withMeeting(world, { ...blank, ...sentMembers(blank, input) }, input), version: 1 };
}

/**
 * The event after a change. A time that moved makes the attendees' answers void; a body that no longer carries
 * the meeting block ends the Teams meeting (learn.microsoft.com/graph/api/event-update).
 */
export function changedEvent(world: World, event: StoredEvent, input: EventInput): StoredEvent {
  const next = {
    ...event,
    ...sentMembers(event, input),
    modifiedAt: world.now(),
    version: event.version + 1,
  };
  const moved = next.startAt !== event.startAt || next.endAt !== event.endAt;
  const asked = moved ? { ...next, attendees: next.attendees.map(unanswered) } : next;
  return withMeeting(world, input.body === undefined ? asked : withoutLostMeeting(asked), input);
}

/** Whether a change concerns the attendees; the other members belong to the owner's own copy. */
export function concernsAttendees(input: EventInput): boolean {
  return Object.keys(input).some((name) => !OWN_MEMBERS.has(name));
}

type Timed = {
  readonly start: NonNullable<EventInput['start']>;
  readonly end: NonNullable<EventInput['end']>;
};

const OWN_MEMBERS: ReadonlySet<string> = new Set([
  ...['showAs', 'categories', 'isReminderOn', 'reminderMinutesBeforeStart', 'singleValueExtendedProperties'],
]);

const BLANK = {
  version: 0,
  isOrganizer: true,
  subject: '',
  html: '',
  isAllDay: false,
  isCancelled: false,
  location: null,
  attendees: [],
  hideAttendees: false,
  showAs: 'busy',
  sensitivity: 'normal',
  importance: 'normal',
  isReminderOn: true,
  reminderMinutesBeforeStart: 15,
  responseRequested: true,
  allowNewTimeProposals: true,
  categories: [],
  isOnlineMeeting: false,
  joinUrl: null,
  answer: 'organizer',
  answeredAt: null,
  extended: [],
} as const satisfies Partial<StoredEvent>;

function sentMembers(event: StoredEvent, input: EventInput): Partial<StoredEvent> {
  const place = input.location === undefined ? input.locations?.[0] : input.location;
  return {
    ...plainMembers(event, input),
    subject: input.subject === undefined ? event.subject : (input.subject ?? ''),
    html: input.body ?? event.html,
    startAt: input.start?.moment ?? event.startAt,
    endAt: input.end?.moment ?? event.endAt,
    startZone: input.start?.zone ?? event.startZone,
    endZone: input.end?.zone ?? event.endZone,
    location: place === undefined ? event.location : place?.displayName || null,
    attendees: input.attendees?.map((sent) => attendeeOf(event, sent)) ?? event.attendees,
    extended: mergedExtended(event, input),
  };
}

function plainMembers(event: StoredEvent, input: EventInput): Partial<StoredEvent> {
  return {
    isAllDay: input.isAllDay ?? event.isAllDay,
    hideAttendees: input.hideAttendees ?? event.hideAttendees,
    showAs: input.showAs ?? event.showAs,
    sensitivity: input.sensitivity ?? event.sensitivity,
    importance: input.importance ?? event.importance,
    isReminderOn: input.isReminderOn ?? event.isReminderOn,
    reminderMinutesBeforeStart: input.reminderMinutesBeforeStart ?? event.reminderMinutesBeforeStart,
    responseRequested: input.responseRequested ?? event.responseRequested,
    allowNewTimeProposals: input.allowNewTimeProposals ?? event.allowNewTimeProposals,
    categories: input.categories ?? event.categories,
  };
}

/** The list that is sent replaces the old one; who stays keeps the answer. */
function attendeeOf(event: StoredEvent, sent: NonNullable<EventInput['attendees']>[number]): Attendee {
  const { address, name } = sent.emailAddress;
  const known = event.attendees.find((one) => sameAddress(one, { name: '', address }));
  return {
    address,
    name: name ?? known?.name ?? address,
    type: sent.type ?? known?.type ?? 'required',
    answer: known?.answer ?? 'none',
    answeredAt: known?.answeredAt ?? null,
    proposed: known?.proposed ?? null,
  };
}

function mergedExtended(event: StoredEvent, input: EventInput): StoredEvent['extended'] {
  const sent = input.singleValueExtendedProperties ?? [];
  const named = new Set(sent.map(({ id }) => id.toLowerCase()));
  return [...event.extended.filter(({ id }) => !named.has(id.toLowerCase())), ...sent];
}

function unanswered(attendee: Attendee): Attendee {
  return { ...attendee, answer: 'none', answeredAt: null, proposed: null };
}

function withoutLostMeeting(event: StoredEvent): StoredEvent {
  if (event.joinUrl === null) return event;
  const kept = event.html.includes(event.joinUrl) || textFromHtml(event.html).includes(event.joinUrl);
  return kept ? event : { ...event, isOnlineMeeting: false, joinUrl: null };
}

/** Once online, `isOnlineMeeting` in a change says nothing more. */
function withMeeting(world: World, event: StoredEvent, input: EventInput): StoredEvent {
  if (input.isOnlineMeeting !== true || event.isOnlineMeeting) return event;
  if (input.onlineMeetingProvider === 'unknown' || !world.behaviour().meetingLink) {
    return { ...event, isOnlineMeeting: true };
  }
  const joinUrl = newJoinUrl(world.bytes, event.mailbox);
  return { ...event, isOnlineMeeting: true, joinUrl, html: withMeetingBlock(event.html, joinUrl) };
}
