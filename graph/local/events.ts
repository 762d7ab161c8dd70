import { type MailboxCall, objectBody, type World } from './call.ts';
import { changedEvent, concernsAttendees, newEvent } from './event-change.ts';
import { type EventInput, readEventInput } from './event-input.ts';
import { type EventView, etagOf, renderEvent } from './event-output.ts';
import { EVENTS, eventSubject } from './event-query.ts';
import { findEvent } from './find-event.ts';
import { spread, withdrawAll } from './meeting.ts';
import { badQuery, page, readQuery } from './query.ts';
import { errorReply, isRefusal, itemNotFound, type Refusal, type Reply, refuse } from './replies.ts';
import { tellOrganizer } from './responses.ts';
import type { StoredEvent } from './types.ts';
import { utcMoment } from './zones.ts';

export function listEvents(world: World, call: MailboxCall): Reply {
  return listed(world, call, world.storage.eventsOf(call.owner.id));
}

/** What overlaps [startDateTime, endDateTime); both bounds are required (api/user-list-calendarview). */
export function calendarView(world: World, call: MailboxCall): Reply {
  const bounds = [call.query.get('startDateTime'), call.query.get('endDateTime')];
  const [start = null, end = null] = bounds.map((bound) => (bound === null ? null : utcMoment(bound)));
  if (start === null || end === null) {
    return errorReply(
      400,
      'ErrorInvalidParameter',
      'This request requires a time window: startDateTime and endDateTime.',
    );
  }
  if (start >= end)
    return errorReply(400, 'ErrorInvalidRequest', 'The end of the window is not after its start.');
  return listed(world, call, world.storage.eventsWithin(call.owner.id, { start, end }));
}

export function getEvent(world: World, call: MailboxCall): Reply {
  const event = findEvent(world, call);
  const query = readQuery(call.query, EVENTS);
  if (isRefusal(query)) return query.refused;
  return event === null ? itemNotFound() : shownEvent(world, call, { event, status: 200, view: query });
}

/** A create with a `transactionId` that made an event before never makes a second one. */
export function createEvent(world: World, call: MailboxCall): Reply {
  const input = readInput(call);
  if (isRefusal(input)) return input.refused;
  const { start, end, transactionId } = input;
  if (start === undefined || end === undefined) return invalidTimes().refused;
  const fault = timeFault({ startAt: start.moment, endAt: end.moment });
  if (fault !== null) return fault.refused;
  const replayed = transactionId === undefined ? null : world.storage.createdBy(call.owner.id, transactionId);
  if (replayed !== null) return replay(world, call, replayed);
  const event = newEvent(world, call.owner, { ...input, start, end });
  world.storage.putEvent(event);
  if (transactionId !== undefined) world.storage.rememberCreation(call.owner.id, transactionId, event.key);
  spread(world, event, null);
  world.touch(call.owner.mail);
  return shownEvent(world, call, { event, status: 201 });
}

export function updateEvent(world: World, call: MailboxCall): Reply {
  const event = findEvent(world, call);
  if (event === null) return itemNotFound();
  const input = changeOf(call, event);
  if (isRefusal(input)) return input.refused;
  const next = changedEvent(world, event, input);
  const fault = timeFault(next);
  if (fault !== null) return fault.refused;
  world.storage.putEvent(next);
  if (concernsAttendees(input)) spread(world, next, event);
  world.touch(call.owner.mail);
  return shownEvent(world, call, { event: next, status: 200 });
}

/** By the organiser it cancels the meeting; by an attendee it removes the copy, and the organiser sees a decline (or nothing: Microsoft does not say). */
export function deleteEvent(world: World, call: MailboxCall): Reply {
  const event = findEvent(world, call);
  if (event === null) return itemNotFound();
  if (!etagHolds(call, event)) return conflict();
  if (event.isOrganizer) withdrawAll(world, event, '');
  else if (!event.isCancelled && world.behaviour().deletedCopy === 'declines')
    tellOrganizer(world, { copy: event, owner: call.owner, answer: 'declined' });
  world.storage.removeEvent(event);
  world.touch(call.owner.mail);
  return { status: 204 };
}

function listed(world: World, call: MailboxCall, items: readonly StoredEvent[]): Reply {
  const query = readQuery(call.query, EVENTS);
  if (isRefusal(query)) return query.refused;
  return page({
    items,
    query,
    subject: eventSubject,
    render: (event) => renderEvent(event, { ...query, prefer: call.prefer }),
    address: `${world.url()}/v1.0${call.path}`,
    options: call.query,
    context: `${world.url()}/v1.0/$metadata#users('${call.owner.id}')/events`,
  });
}

function shownEvent(
  world: World,
  call: MailboxCall,
  show: { readonly event: StoredEvent; readonly status: number; readonly view?: Omit<EventView, 'prefer'> },
): Reply {
  const context = `${world.url()}/v1.0/$metadata#users('${call.owner.id}')/events/$entity`;
  const { select, expand } = show.view ?? { select: null, expand: [] };
  const body = renderEvent(show.event, { prefer: call.prefer, select, expand });
  return {
    status: show.status,
    body: { '@odata.context': context, ...body },
    headers: { ETag: etagOf(show.event) },
  };
}

/** What a replay answers is not documented: the same event has been seen, and 409 is allowed for. */
function replay(world: World, call: MailboxCall, key: string): Reply {
  const event = world.storage.eventByKey(call.owner.id, key);
  if (event !== null && world.behaviour().replay === 'same')
    return shownEvent(world, call, { event, status: 201 });
  return errorReply(
    409,
    'ErrorDuplicateTransactionId',
    'Your request has a transactionId that was used before.',
  );
}

function readInput(call: MailboxCall): EventInput | Refusal {
  const body = objectBody(call);
  return isRefusal(body) ? body : readEventInput(body);
}

function changeOf(call: MailboxCall, event: StoredEvent): EventInput | Refusal {
  if (!etagHolds(call, event)) return { refused: conflict() };
  const input = readInput(call);
  if (isRefusal(input)) return input;
  if (input.transactionId !== undefined)
    return badQuery('transactionId can not be changed after the event is made.');
  if (event.isOrganizer || !concernsAttendees(input)) return input;
  return refuse(400, 'ErrorInvalidRequest', 'You need to be an organizer to change a meeting.');
}

function timeFault(times: { readonly startAt: number; readonly endAt: number }): Refusal | null {
  return times.endAt < times.startAt ? invalidTimes() : null;
}

function invalidTimes(): Refusal {
  return refuse(
    400,
    'ErrorPropertyValidationFailure',
    'At least one property failed validation: start and end.',
  );
}

function etagHolds(call: MailboxCall, event: StoredEvent): boolean {
  return call.ifMatch === null || call.ifMatch === '*' || call.ifMatch === etagOf(event);
}

function conflict(): Reply {
  return errorReply(
    412,
    'ErrorIrresolvableConflict',
    'The change key passed in the request does not match the current one.',
  );
}
