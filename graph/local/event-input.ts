import { z } from 'zod';
import { htmlFromText } from './html.ts';
import { type Refusal, refuse } from './replies.ts';
import { isMidnight, momentOf } from './zones.ts';

/** The body of a create or change of an event, checked. A member that is absent was not sent. */
export type EventInput = z.infer<typeof eventInput>;

/** Read-only members of `event` (learn.microsoft.com/graph/api/resources/event). */
const READ_ONLY: ReadonlySet<string> = new Set([
  'id',
  'iCalUId',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'bodyPreview',
  'hasAttachments',
  'isCancelled',
  'isDraft',
  'isOrganizer',
  'onlineMeeting',
  'onlineMeetingUrl',
  'originalEndTimeZone',
  'originalStartTimeZone',
  'originalStart',
  'organizer',
  'responseStatus',
  'seriesMasterId',
  'type',
  'webLink',
]);

const EXTENDED_ID = /^String \{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\} (Name \S.*|Id 0x[0-9a-f]+)$/i;

/** Parses what was sent for an event; refuses unknown and read-only members as Graph does. */
export function readEventInput(sent: unknown): EventInput | Refusal {
  const members = typeof sent === 'object' && sent !== null ? Object.keys(sent) : [];
  const fixed = members.find((name) => READ_ONLY.has(name));
  if (fixed !== undefined) return refuse(400, 'ErrorInvalidPropertySet', `Property '${fixed}' is read-only.`);
  const read = eventInput.safeParse(sent);
  if (!read.success) return invalidBody(read.error);
  const { start, end, isAllDay } = read.data;
  if (isAllDay === true && !(wholeDays(start) && wholeDays(end) && start?.zone === end?.zone)) {
    return refuse(
      400,
      'ErrorInvalidPropertySet',
      'An all-day event starts and ends at midnight in one time zone.',
    );
  }
  return read.data;
}

/** The first fault of a body, without the value that was sent. */
export function invalidBody(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('/') ?? '';
  return refuse(
    400,
    'RequestBodyRead',
    `Invalid value at '${where}': ${issue?.code ?? 'invalid'}.`.slice(0, 300),
  );
}

/** An enumeration: Graph reads the names without case. */
export function choice<T extends string>(names: readonly T[]) {
  return z.string().transform((sent, context): T => {
    const found = names.find((name) => name.toLowerCase() === sent.toLowerCase());
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: 'unknown name' });
    return z.NEVER;
  });
}

/** `{dateTime, timeZone}` → the moment, and the zone and wall-clock time as sent. */
export const zonedMoment = z
  .strictObject({ dateTime: z.string(), timeZone: z.string() })
  .transform((sent, context) => {
    const moment = momentOf(sent);
    if (moment !== null) return { moment, zone: sent.timeZone, wall: sent.dateTime };
    context.addIssue({ code: 'custom', message: 'not a time in a known zone' });
    return z.NEVER;
  });

export const recipient = z.looseObject({
  emailAddress: z.strictObject({
    address: z
      .string()
      .max(320)
      .regex(/^[^@\s]+@[^@\s]+$/),
    name: z.string().max(400).nullish(),
  }),
});

/** The HTML of an `itemBody`. */
export const itemBody = z
  .strictObject({ contentType: choice(['text', 'html']).optional(), content: z.string() })
  .transform(({ contentType, content }) => (contentType === 'html' ? content : htmlFromText(content)));

const attendee = recipient.extend({ type: choice(['required', 'optional', 'resource']).optional() });
const location = z.looseObject({ displayName: z.string().max(1000).nullish() });

const eventInput = z.strictObject({
  subject: z.string().max(1000).nullable().optional(),
  body: itemBody.optional(),
  start: zonedMoment.optional(),
  end: zonedMoment.optional(),
  isAllDay: z.boolean().optional(),
  location: location.nullable().optional(),
  locations: z.array(location).max(20).optional(),
  attendees: z.array(attendee).max(500).optional(),
  hideAttendees: z.boolean().optional(),
  showAs: choice(['free', 'tentative', 'busy', 'oof', 'workingElsewhere']).optional(),
  sensitivity: choice(['normal', 'personal', 'private', 'confidential']).optional(),
  importance: choice(['low', 'normal', 'high']).optional(),
  isReminderOn: z.boolean().optional(),
  reminderMinutesBeforeStart: z.int().min(0).max(2_147_483_647).optional(),
  responseRequested: z.boolean().optional(),
  allowNewTimeProposals: z.boolean().optional(),
  categories: z.array(z.string().max(255)).max(25).optional(),
  isOnlineMeeting: z.boolean().optional(),
  onlineMeetingProvider: choice(['unknown', 'teamsForBusiness']).optional(),
  transactionId: z.string().min(1).max(200).optional(),
  recurrence: z.null().optional(),
  singleValueExtendedProperties: z
    .array(z.strictObject({ id: z.string().regex(EXTENDED_ID), value: z.string() }))
    .max(50)
    .optional(),
});

function wholeDays(time: { readonly wall: string } | undefined): boolean {
  return time !== undefined && isMidnight(time.wall);
}
