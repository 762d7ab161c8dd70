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
    sender: z.string().nullable(),
    thread: z.string().nullable(),
    at: z.string(),
    text: z.string().nullable(),
    card: z.record(z.string(), z.unknown()).nullable(),
    edits: z.number(),
  }),
);
export type Message = z.infer<typeof messagesSchema>[number];

export const placeSchema = z.enum(['personal', 'group', 'channel']);
export type Place = z.infer<typeof placeSchema>;
export const roomsSchema = z.array(
  z.object({ place: z.enum(['group', 'channel']), name: z.string(), team: z.string().nullable() }),
);
export type Room = z.infer<typeof roomsSchema>[number];

const length = z.union([z.number(), z.enum(['small', 'medium', 'large'])]);
const size = z.object({ width: length, height: length });
const card = z.record(z.string(), z.unknown());
export const dialogSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), title: z.string(), size, card }),
  z.object({ kind: z.literal('url'), title: z.string(), size, url: z.string() }),
  z.object({ kind: z.literal('message'), text: z.string() }),
  z.object({ kind: z.literal('closed') }),
  z.object({ kind: z.literal('broken'), why: z.string() }),
]);
export type Dialog = z.infer<typeof dialogSchema>;

export const aboutSchema = z.object({
  outlook: z.string(),
  mailboxes: z.array(z.object({ name: z.string(), upn: z.string() })),
});

export const statusSchema = z.object({ status: z.number() });

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const eventSchema = z
  .object({
    id: z.string(),
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
    organizer: z.string(),
    attendees: z.array(z.object({ name: z.string(), answer: z.string() })),
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

export const jumpsSchema = z.object({
  session: z.object({ start: moment, end: moment }).nullable(),
  due: moment.nullable(),
});
export type Jumps = z.infer<typeof jumpsSchema>;

export const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('chat'), aadObjectId: z.string(), place: placeSchema }),
  z.object({ kind: z.literal('clock'), now: z.string() }),
  z.object({ kind: z.literal('outlook'), upn: z.string() }),
  z.object({ kind: z.literal('activity') }),
]);
export type Change = z.infer<typeof changeSchema>;

export const refusalSchema = z.object({ error: z.string() });
export const notesSchema = z.array(
  z.object({
    at: z.number(),
    kind: z.enum(['job', 'outlook', 'teams', 'clock']),
    text: z.object({ nl: z.string(), en: z.string() }),
    code: z.string(),
  }),
);
export type Note = z.infer<typeof notesSchema>[number];
export const doneSchema = z.object({ done: z.literal(true) });
export const gallerySchema = z.array(z.object({ name: z.string(), nl: card, en: card }));
