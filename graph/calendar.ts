import type { Calendar, CreatedEvent, NewEvent, Outcome } from '../bot/ports.ts';
import type { BookingId } from '../bot/rules/ids.ts';
import { readChanges } from './changes.ts';
import { type GraphClient, segment } from './client.ts';
import type { Failed } from './errors.ts';
import { createFreeBusy } from './free-busy.ts';
import { moveEvent, readEvent } from './one-event.ts';
import { EVENT_SELECT, event, eventPage, type FoundEvent } from './wire.ts';
import { eventTimes } from './zones.ts';

export type CalendarSettings = {
  readonly graph: GraphClient;
  readonly mailbox: string;
  /** The programme's zone, IANA. */
  readonly zone: string;
  readonly elsewhere: (tenant: string) => GraphClient | null;
  readonly timeouts: { readonly readMs: number; readonly writeMs: number };
};

/** Our own property on every event, by which it is found again. The guid is this product's namespace. */
export const BOOKING_PROPERTY = 'String {b7c5d9e2-3f41-4a86-9c0e-5d2a71f8e643} Name klankbord-booking';

/** Exchange may spread even one hit of a filter over several pages; more than these is no answer. */
const PAGES = 5;
const REMINDER_MINUTES = 15;

/** The programme's mailbox in Outlook, as `bot/ports.ts` describes it. */
export function createCalendar(settings: CalendarSettings): Calendar {
  const find = (booking: BookingId) => findEvent(settings, booking);
  return {
    freeBusy: createFreeBusy(settings),
    find,
    create: (wanted) => createEvent({ ...settings, find }, wanted),
    read: (id) => readEvent(settings, id),
    move: (id, when) => moveEvent(settings, id, when),
    remove: (id) => removeEvent(settings, id),
    changes: (q) => readChanges(settings, q),
  };
}

type Creating = CalendarSettings & { readonly find: Calendar['find'] };

/**
 * A 2xx that can not be read is `unknown`: the event stands, and `find` may tell. Graph does not say what
 * a repeated transactionId gets: the same event, or a refusal that means "it is there already".
 */
async function createEvent(settings: Creating, wanted: NewEvent): Promise<Outcome<CreatedEvent>> {
  const answer = await settings.graph.call({
    method: 'POST',
    path: `${mailboxPath(settings)}/events`,
    body: eventBody(wanted, settings.zone),
    repeat: false,
    timeoutMs: settings.timeouts.writeMs,
  });
  if (answer.kind === 'refused' && answer.code === 'ErrorDuplicateTransactionId')
    return alreadyThere(answer, await settings.find(wanted.booking));
  if (answer.kind !== 'done') return answer;
  const read = event.safeParse(answer.value.body);
  return read.success ? { kind: 'done', value: read.data } : { kind: 'unknown', code: 'unreadable' };
}

/** It was made before; while it is not found (not yet visible, or removed by hand) that is all we know. */
function alreadyThere(refusal: Failed, found: Outcome<CreatedEvent | null>): Outcome<CreatedEvent> {
  if (found.kind === 'done' && found.value !== null) return { kind: 'done', value: found.value };
  return { kind: 'unknown', code: refusal.code };
}

/**
 * Neutral by construction: no body, no categories; attendees do not see each other. `private` alone hides
 * nothing from delegates and apps.
 */
function eventBody(wanted: NewEvent, zone: string): Readonly<Record<string, unknown>> {
  return {
    subject: wanted.subject,
    ...eventTimes(wanted.when, zone),
    transactionId: wanted.booking,
    singleValueExtendedProperties: [{ id: BOOKING_PROPERTY, value: wanted.booking }],
    attendees: wanted.attendees.map(({ name, mail }) => ({
      type: 'required',
      emailAddress: { name, address: mail },
    })),
    hideAttendees: true,
    sensitivity: 'private',
    showAs: 'busy',
    allowNewTimeProposals: true,
    responseRequested: true,
    isReminderOn: true,
    reminderMinutesBeforeStart: REMINDER_MINUTES,
    ...(wanted.location === null ? {} : { location: { displayName: wanted.location } }),
    ...(wanted.online ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
  };
}

/**
 * `done` with null is the only answer that says there is no such event; an answer that can not be read is
 * `unknown`. What comes back must carry the booking's id itself: a filter that a server ignores finds nothing.
 */
async function findEvent(
  settings: CalendarSettings,
  booking: BookingId,
): Promise<Outcome<CreatedEvent | null>> {
  const timeoutMs = settings.timeouts.readMs;
  let answer = await settings.graph.call({ ...findCall(settings, booking), timeoutMs });
  for (let page = 1; page <= PAGES; page += 1) {
    if (answer.kind !== 'done') return answer;
    const read = eventPage.safeParse(answer.value.body);
    if (!read.success) return { kind: 'unknown', code: 'unreadable' };
    const hit = read.data.value.find((candidate) => isOf(candidate, booking));
    if (hit !== undefined) return { kind: 'done', value: created(hit) };
    const next = read.data['@odata.nextLink'];
    if (!next) return { kind: 'done', value: null };
    answer = await settings.graph.follow(next, { timeoutMs });
  }
  return { kind: 'unknown', code: 'too-many-pages' };
}

function findCall(settings: CalendarSettings, booking: BookingId) {
  const value = booking.replaceAll("'", "''");
  return {
    method: 'GET',
    path: `${mailboxPath(settings)}/events`,
    query: {
      $filter: `singleValueExtendedProperties/Any(ep: ep/id eq '${BOOKING_PROPERTY}' and ep/value eq '${value}')`,
      $expand: `singleValueExtendedProperties($filter=id eq '${BOOKING_PROPERTY}')`,
      $select: EVENT_SELECT,
    },
    repeat: true,
  } as const;
}

function isOf(candidate: FoundEvent, booking: BookingId): boolean {
  return (candidate.singleValueExtendedProperties ?? []).some(
    ({ id, value }) => id.toLowerCase() === BOOKING_PROPERTY.toLowerCase() && value === booking,
  );
}

function created({ id, iCalUId, joinUrl, when, etag, changedAt }: FoundEvent): CreatedEvent {
  return { id, iCalUId, joinUrl, when, etag, changedAt };
}

/** Gone already is as good as removed. Outlook tells the attendees. */
async function removeEvent(settings: CalendarSettings, id: string): Promise<Outcome<void>> {
  const answer = await settings.graph.call({
    method: 'DELETE',
    path: `${mailboxPath(settings)}/events/${segment(id)}`,
    repeat: false,
    timeoutMs: settings.timeouts.writeMs,
    mayMiss: true,
  });
  return answer.kind === 'done' ? { kind: 'done', value: undefined } : answer;
}

function mailboxPath(settings: CalendarSettings): string {
  return `/users/${segment(settings.mailbox)}`;
}
