import { z } from 'zod';
import { actionParameters, type MailboxCall, type World } from './call.ts';
import { invalidBody, zonedMoment } from './event-input.ts';
import { findEvent } from './find-event.ts';
import { deliver, withdrawAll } from './meeting.ts';
import { errorReply, isRefusal, itemNotFound, type Refusal, type Reply } from './replies.ts';
import type { OutlookPerson, Span, StoredEvent } from './types.ts';

type Given = 'accepted' | 'declined' | 'tentativelyAccepted';

/** `cancel`, for the organiser alone (api/event-cancel): attendees hear the comment, the event is gone. */
export function cancelEvent(world: World, call: MailboxCall): Reply {
  const event = findEvent(world, call);
  if (event === null) return itemNotFound();
  const sent = parameters(call);
  if (isRefusal(sent)) return sent.refused;
  if (!event.isOrganizer) {
    return errorReply(
      400,
      'ErrorInvalidRequest',
      "Your request can't be completed. You need to be an organizer to cancel a meeting.",
    );
  }
  withdrawAll(world, event, sent.comment ?? '');
  world.storage.removeEvent(event);
  world.touch(call.owner.mail);
  return { status: 202 };
}

/** `accept`, `decline` and `tentativelyAccept`, for an attendee alone (api/event-accept). */
export function respond(answer: Given) {
  return (world: World, call: MailboxCall): Reply => {
    const copy = findEvent(world, call);
    if (copy === null) return itemNotFound();
    const sent = parameters(call);
    if (isRefusal(sent)) return sent.refused;
    const refused = refusedResponse(copy, answer, sent);
    if (refused !== null) return refused;
    keepAnswer(world, copy, answer);
    const proposed = sent.proposednewtime ?? null;
    if (sent.sendresponse !== false) {
      tellOrganizer(world, { copy, owner: call.owner, answer, comment: sent.comment ?? '', proposed });
    }
    world.touch(call.owner.mail);
    return { status: 202 };
  };
}

/** Puts an attendee's answer in the organiser's event, and a response in the organiser's mail. */
export function tellOrganizer(
  world: World,
  q: {
    readonly copy: StoredEvent;
    readonly owner: OutlookPerson;
    readonly answer: Given;
    readonly comment?: string;
    readonly proposed?: Span | null;
  },
): void {
  const { copy, owner, answer, comment = '', proposed = null } = q;
  const organizer = world.directory.mailbox(copy.organizer.address);
  const event = organizer === null ? null : world.storage.eventByUid(organizer.id, copy.uid);
  if (event === null) return;
  const now = world.now();
  const attendees = event.attendees.map((one) =>
    world.directory.mailbox(one.address)?.id === owner.id
      ? { ...one, answer, answeredAt: now, proposed }
      : one,
  );
  world.storage.putEvent({ ...event, attendees, modifiedAt: now, version: event.version + 1 });
  const from = { name: owner.name, address: owner.mail };
  const subject = `${proposed === null ? SUBJECTS[answer] : 'New Time Proposed'}: ${copy.subject}`;
  deliver(world, { kind: 'response', from, to: copy.organizer.address, subject, text: comment });
}

const SUBJECTS: Readonly<Record<Given, string>> = {
  accepted: 'Accepted',
  declined: 'Declined',
  tentativelyAccepted: 'Tentative',
};

const sentParameters = z.strictObject({
  comment: z.string().nullish(),
  sendresponse: z.boolean().nullish(),
  proposednewtime: z
    .strictObject({ start: zonedMoment, end: zonedMoment })
    .transform(({ start, end }): Span => ({ start: start.moment, end: end.moment }))
    .nullish(),
});
type Parameters = z.infer<typeof sentParameters>;

function parameters(call: MailboxCall): Parameters | Refusal {
  const body = actionParameters(call);
  if (isRefusal(body)) return body;
  const read = sentParameters.safeParse(body);
  return read.success ? read.data : invalidBody(read.error);
}

function refusedResponse(copy: StoredEvent, answer: Given, sent: Parameters): Reply | null {
  if (copy.isOrganizer) {
    return invalid("You can't respond to this meeting because you're the meeting organizer.");
  }
  if (!copy.responseRequested && sent.sendresponse !== false) {
    return invalid("You can't respond to this meeting because the organizer hasn't requested a response.");
  }
  const proposes = sent.proposednewtime !== undefined && sent.proposednewtime !== null;
  if (proposes && (answer === 'accepted' || !copy.allowNewTimeProposals || sent.sendresponse === false)) {
    return invalid('The attendee may not propose a new time here.');
  }
  return null;
}

function invalid(message: string): Reply {
  return errorReply(400, 'ErrorInvalidRequest', `Your request can't be completed. ${message}`);
}

/** A declined copy leaves the calendar. */
function keepAnswer(world: World, copy: StoredEvent, answer: Given): void {
  const now = world.now();
  const shown = answer === 'accepted' ? 'busy' : 'tentative';
  const showAs = copy.isCancelled ? 'free' : shown;
  const version = copy.version + 1;
  if (answer === 'declined') world.storage.removeEvent(copy);
  else world.storage.putEvent({ ...copy, answer, answeredAt: now, showAs, modifiedAt: now, version });
}
