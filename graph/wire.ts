import { z } from 'zod';
import { instantOf, momentOf } from './zones.ts';

/** What Graph answers, as far as it is read here. Unknown members pass unread; a wrong shape is `unreadable`. */

export const zonedText = z.object({ dateTime: z.string(), timeZone: z.string() });

const moment = (side: 'earlier' | 'later') =>
  zonedText.transform((text, context) => {
    const at = momentOf(text, side);
    if (at !== null) return at;
    context.addIssue('not a time in a known zone');
    return z.NEVER;
  });

const link = z.url({ protocol: /^https?$/ });

/** `2026-11-23T09:00:00.0000000Z`. Outlook's "never" is the year 1. */
const stamp = z.string().transform((text, context) => {
  const at = instantOf(text);
  if (at !== null) return at;
  context.addIssue('not a moment');
  return z.NEVER;
});

/** What `event` reads. */
export const EVENT_SELECT = 'id,iCalUId,lastModifiedDateTime,start,end,onlineMeeting';

const eventMembers = z.object({
  id: z.string().min(1),
  iCalUId: z.string().min(1),
  '@odata.etag': z.string().nullish(),
  lastModifiedDateTime: stamp,
  start: moment('earlier'),
  end: moment('later'),
  onlineMeeting: z.object({ joinUrl: link.nullish().catch(null) }).nullish(),
});

function eventOf(read: z.infer<typeof eventMembers>) {
  return {
    id: read.id,
    iCalUId: read.iCalUId,
    joinUrl: read.onlineMeeting?.joinUrl ?? null,
    when: { start: read.start, end: read.end },
    etag: read['@odata.etag'] ?? '',
    changedAt: read.lastModifiedDateTime,
  };
}

/** An event of the programme's mailbox; the join link is null unless it is a web address. */
export const event = eventMembers.transform(eventOf);

const ANSWERS: Readonly<Record<string, 'accepted' | 'tentative' | 'declined'>> = {
  accepted: 'accepted',
  tentativelyAccepted: 'tentative',
  declined: 'declined',
};

/** Whatever word is not known is no answer: nothing is decided on it. */
const attendee = z
  .object({
    emailAddress: z.object({ address: z.string().nullish() }).nullish(),
    status: z.object({ response: z.string().nullish(), time: stamp.nullish().catch(null) }).nullish(),
    proposedNewTime: z
      .object({ start: moment('earlier'), end: moment('later') })
      .nullish()
      .catch(null),
  })
  .transform(({ emailAddress, status, proposedNewTime }) => ({
    mail: (emailAddress?.address ?? '').toLowerCase(),
    answer: ANSWERS[status?.response ?? ''] ?? ('none' as const),
    answeredAt: status?.time !== undefined && status.time !== null && status.time > 0 ? status.time : null,
    proposed: proposedNewTime ?? null,
  }));

/** The same with what the attendees answered. */
export const seenEvent = eventMembers
  .extend({ isCancelled: z.boolean().nullish(), attendees: z.array(attendee).nullish() })
  .transform((read) => ({
    ...eventOf(read),
    cancelled: read.isCancelled === true,
    attendees: read.attendees ?? [],
  }));

/** A page of calendarView/delta: ids, and whether each is still there. */
export const deltaPage = z.object({
  value: z.array(
    z.object({
      id: z.string().min(1),
      '@removed': z.unknown().optional(),
      '@odata.etag': z.string().nullish(),
    }),
  ),
  '@odata.nextLink': z.string().nullish(),
  '@odata.deltaLink': z.string().nullish(),
});

/** A subscription as Graph shows it; others of this application may be about anything. */
export const subscription = z
  .object({
    id: z.string().min(1),
    resource: z.string().nullish(),
    notificationUrl: z.string().nullish(),
    expirationDateTime: stamp,
  })
  .transform(({ id, resource, notificationUrl, expirationDateTime: expiresAt }) => ({
    ...{ id, expiresAt },
    ...{ resource: resource ?? '', url: notificationUrl ?? '' },
  }));

export const subscriptionPage = z.object({
  value: z.array(subscription),
  '@odata.nextLink': z.string().nullish(),
});

const extendedProperty = z.object({ id: z.string(), value: z.string().nullish() });

/** A page of events with our own property expanded. */
export const eventPage = z.object({
  value: z.array(z.object({ singleValueExtendedProperties: z.array(extendedProperty).nullish() }).and(event)),
  '@odata.nextLink': z.string().nullish(),
});

export type FoundEvent = z.infer<typeof eventPage>['value'][number];

/** An item without status or with an unknown one is busy: only known words make somebody free. */
const scheduleItem = z.object({ start: zonedText, end: zonedText, status: z.string().nullish() });
export type ScheduleItem = z.infer<typeof scheduleItem>;

/** One mailbox in the answer of getSchedule; `error` in a 200 says that this one can not be read. */
const schedule = z.object({
  scheduleId: z.string(),
  error: z.unknown().optional(),
  availabilityView: z.string().nullish(),
  scheduleItems: z.array(scheduleItem).nullish().catch(null),
});
export type Schedule = z.infer<typeof schedule>;
export const schedules = z.object({ value: z.array(schedule) });

/** Groups by mail address: only their ids are asked for. */
export const groupPage = z.object({ value: z.array(z.object({ id: z.guid() })) });

/** Apps of the catalogue. */
export const appPage = z.object({
  value: z.array(z.object({ id: z.string().min(1), distributionMethod: z.string().nullish() })),
});

/** A user with the properties that `people.ts` selects. */
export const user = z
  .object({
    id: z.guid(),
    userPrincipalName: z.string().min(1),
    displayName: z.string().nullish(),
    mail: z.string().nullish(),
    mobilePhone: z.string().nullish(),
    businessPhones: z.array(z.string()).nullish(),
  })
  .transform((read) => ({
    aadObjectId: read.id.toLowerCase(),
    upn: read.userPrincipalName,
    name: read.displayName || read.userPrincipalName,
    mail: read.mail || read.userPrincipalName,
    phone: read.mobilePhone || read.businessPhones?.[0] || null,
  }));

/** A page of the users in a group. */
export const userPage = z.object({ value: z.array(user), '@odata.nextLink': z.string().nullish() });
