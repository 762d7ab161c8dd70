import type { World } from './call.ts';
import { textFromHtml } from './html.ts';
import { newKey } from './keys.ts';
import type { Address, Attendee, MailKind, OutlookPerson, StoredEvent } from './types.ts';

/** Delivers a mail to one address: a member's mailbox, or the list kept for a guest. */
export function deliver(
  world: World,
  mail: {
    readonly kind: MailKind;
    readonly from: Address;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  },
): void {
  const { storage, directory, now, touch } = world;
  const address = directory.mailKey(mail.to);
  storage.putMail(address, { ...mail, at: now(), folder: 'inbox', to: [mail.to] });
  touch(address);
}

/** Brings the organiser's event to every attendee: a copy for those with a mailbox here, a mail for all. */
export function spread(world: World, event: StoredEvent, before: StoredEvent | null): void {
  const moved = before === null || before.startAt !== event.startAt || before.endAt !== event.endAt;
  for (const attendee of guestsOf(event)) {
    const invited = before?.attendees.some((one) => sameAddress(one, attendee)) ?? false;
    const person = world.directory.mailbox(attendee.address);
    if (person !== null) putCopy(world, { event, person, attendee, moved });
    const kind = invited ? 'update' : 'invitation';
    notify(world, { event, kind, to: attendee.address, text: textFromHtml(event.html) });
  }
  for (const gone of before === null ? [] : guestsOf(before)) {
    if (!event.attendees.some((one) => sameAddress(one, gone)))
      withdraw(world, { event, attendee: gone, text: '' });
  }
}

/** Tells every attendee that the meeting is off; their copies stay, cancelled and free, as Exchange leaves them. */
export function withdrawAll(world: World, event: StoredEvent, comment: string): void {
  for (const attendee of guestsOf(event)) withdraw(world, { event, attendee, text: comment });
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.address.toLowerCase() === b.address.toLowerCase();
}

function guestsOf(event: StoredEvent): readonly Attendee[] {
  return event.attendees.filter((attendee) => !sameAddress(attendee, event.organizer));
}

function withdraw(
  world: World,
  {
    event,
    attendee,
    text,
  }: { readonly event: StoredEvent; readonly attendee: Attendee; readonly text: string },
): void {
  const person = world.directory.mailbox(attendee.address);
  const copy = person === null ? null : world.storage.eventByUid(person.id, event.uid);
  if (copy !== null) {
    world.storage.putEvent({
      ...copy,
      subject: `Canceled: ${copy.subject}`,
      isCancelled: true,
      showAs: 'free',
      modifiedAt: world.now(),
      version: copy.version + 1,
    });
  }
  notify(world, { event, kind: 'cancellation', to: attendee.address, text });
}

function notify(
  world: World,
  mail: { readonly event: StoredEvent; readonly kind: MailKind; readonly to: string; readonly text: string },
): void {
  const { organizer: from, subject } = mail.event;
  const prefix = mail.kind === 'cancellation' ? 'Canceled: ' : '';
  deliver(world, { kind: mail.kind, from, to: mail.to, subject: `${prefix}${subject}`, text: mail.text });
}

function putCopy(
  world: World,
  q: {
    readonly event: StoredEvent;
    readonly person: OutlookPerson;
    readonly attendee: Attendee;
    readonly moved: boolean;
  },
): void {
  const { event, person, attendee, moved } = q;
  const previous = world.storage.eventByUid(person.id, event.uid);
  const kept = previous !== null && !previous.isCancelled && !moved ? previous : null;
  world.storage.putEvent({
    ...event,
    key: previous?.key ?? newKey(world.bytes),
    mailbox: person.id,
    createdAt: previous?.createdAt ?? world.now(),
    modifiedAt: world.now(),
    version: (previous?.version ?? 0) + 1,
    isOrganizer: false,
    attendees: event.hideAttendees ? [bare(attendee)] : event.attendees.map(bare),
    answer: kept?.answer ?? 'notResponded',
    answeredAt: kept?.answeredAt ?? null,
    showAs: kept?.showAs ?? (event.showAs === 'free' ? 'free' : 'tentative'),
    categories: previous?.categories ?? [],
    extended: previous?.extended ?? [],
    transactionId: null,
  });
}

/** Only the organiser sees who answered what. */
function bare(attendee: Attendee): Attendee {
  return { ...attendee, answer: 'none', answeredAt: null, proposed: null };
}
