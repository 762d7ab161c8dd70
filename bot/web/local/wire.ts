import { z } from 'zod';

/** What the console's own addresses answer, as the page reads it. */
export const peopleSchema = z.array(
  z.object({
    aadObjectId: z.string(),
    name: z.string(),
    upn: z.string(),
    roles: z.array(z.string()),
    language: z.enum(['nl', 'en']).default('nl'),
    reach: z.enum(['teams', 'mail']).default('teams'),
  }),
);
export type Person = z.infer<typeof peopleSchema>[number];

export const clockSchema = z.object({ now: z.iso.datetime({ offset: true }) });

export const messagesSchema = z.array(
  z.object({
    id: z.string(),
    from: z.enum(['bot', 'person']),
    at: z.string(),
    text: z.string().nullable(),
    card: z.record(z.string(), z.unknown()).nullable(),
    edits: z.number(),
  }),
);
export type Message = z.infer<typeof messagesSchema>[number];

export const statusSchema = z.object({ status: z.number() });

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const eventSchema = z
  .object({
    subject: z.string(),
    start: moment,
    end: moment,
    isAllDay: z.boolean(),
    isCancelled: z.boolean(),
    isOrganizer: z.boolean(),
    location: z.string().nullable(),
    sensitivity: z.string(),
    showAs: z.string(),
    answer: z.string(),
    joinUrl: z.string().nullable(),
  })
  .transform(({ start, end, ...event }) => ({ ...event, startAt: start, endAt: end }));
/** Null: no mailbox in this organisation. */
export const weekSchema = z.array(eventSchema).nullable();
export type WeekEvent = z.infer<typeof eventSchema>;

export const mailboxSchema = z.array(
  z.object({
    at: z.number(),
    kind: z.string(),
    folder: z.string(),
    from: z.object({ name: z.string(), address: z.string() }),
    subject: z.string(),
    text: z.string(),
  }),
);
export type Mail = z.infer<typeof mailboxSchema>[number];

export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), aadObjectId: z.string() }),
  z.object({ kind: z.literal('clock'), now: z.string() }),
  z.object({ kind: z.literal('outlook') }),
]);
export type Change = z.infer<typeof changeSchema>;

export const refusalSchema = z.object({ error: z.string() });
export const linesSchema = z.array(z.string());
