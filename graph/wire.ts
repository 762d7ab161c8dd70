import { z } from 'zod';
import { momentOf } from './zones.ts';

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

/** An event of the programme's mailbox; the join link is null unless it is a web address. */
export const event = z
  .object({
    id: z.string().min(1),
    iCalUId: z.string().min(1),
    '@odata.etag': z.string().nullish(),
    start: moment('earlier'),
    end: moment('later'),
    onlineMeeting: z.object({ joinUrl: link.nullish().catch(null) }).nullish(),
  })
  .transform((read) => ({
    id: read.id,
    iCalUId: read.iCalUId,
    joinUrl: read.onlineMeeting?.joinUrl ?? null,
    when: { start: read.start, end: read.end },
    etag: read['@odata.etag'] ?? '',
  }));

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
