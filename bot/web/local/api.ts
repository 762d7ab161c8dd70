import type { z } from 'zod';
import {
  aboutSchema,
  clockSchema,
  dialogSchema,
  doneSchema,
  gallerySchema,
  jumpsSchema,
  mailboxSchema,
  messagesSchema,
  notesSchema,
  type Place,
  peopleSchema,
  refusalSchema,
  roomsSchema,
  statusSchema,
  weekSchema,
} from './wire.ts';
import { fill, t } from './words.ts';

/** Said by the local server, in words that a person can read. */
export class Refused extends Error {}

/** A chat: whose Teams, and where in it. `thread` is the message of a channel that is answered. */
export type ChatAt = { readonly aad: string; readonly place: Place; readonly thread: string | null };

export const api = {
  about: () => ask('/local/about', aboutSchema),
  people: () => ask('/local/people', peopleSchema),
  clock: () => ask('/local/clock', clockSchema),
  moveClock: (body: { readonly advance: string } | { readonly now: string }) =>
    ask('/local/clock', clockSchema, body),
  rooms: (aad: string) => ask(`/local/rooms/${encodeURIComponent(aad)}`, roomsSchema),
  chat: ({ aad, place }: Pick<ChatAt, 'aad' | 'place'>) =>
    ask(`/local/chats/${encodeURIComponent(aad)}?place=${place}`, messagesSchema),
  say: (at: ChatAt, text: string) => ask(chatPath(at, 'say'), statusSchema, { text, ...whereOf(at) }),
  press: (at: ChatAt, press: object) =>
    ask(chatPath(at, 'press'), statusSchema, { ...press, ...whereOf(at) }),
  dialog: (at: ChatAt, asked: object) =>
    ask(chatPath(at, 'dialog'), dialogSchema, { ...asked, ...whereOf(at) }),
  week: (upn: string, from: string) => ask(`/local/week?${new URLSearchParams({ upn, from })}`, weekSchema),
  mailbox: (upn: string) => ask(`/local/mailbox?${new URLSearchParams({ upn })}`, mailboxSchema),
  jumps: (upn: string) => ask(`/local/jumps?${new URLSearchParams({ upn })}`, jumpsSchema),
  outlook: (body: { readonly upn: string; readonly event: string; readonly act: object }) =>
    ask('/local/outlook', doneSchema, body),
  activity: () => ask('/local/activity', notesSchema),
  gallery: () => ask('/local/cards.json', gallerySchema),
};

function chatPath({ aad }: ChatAt, act: string): string {
  return `/local/chats/${encodeURIComponent(aad)}/${act}`;
}

function whereOf({ place, thread }: ChatAt) {
  return { place, thread };
}

/** GETs, or POSTs when there is a body. Throws `Refused` with the server's words. */
async function ask<T>(path: string, schema: z.ZodType<T, unknown>, body?: unknown): Promise<T> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, body === undefined ? {} : post).catch(() => null);
  if (response === null) throw new Refused(t.gone);
  const json: unknown = await response.json();
  if (response.ok) return schema.parse(json);
  const refusal = refusalSchema.safeParse(json);
  throw new Refused(refusal.success ? refusal.data.error : fill(t.answered, { status: response.status }));
}
