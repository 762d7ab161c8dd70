import type { z } from 'zod';
import {
  clockSchema,
  linesSchema,
  mailboxSchema,
  messagesSchema,
  peopleSchema,
  refusalSchema,
  statusSchema,
  weekSchema,
} from './wire.ts';

/** Said by the local server, in words that a person can read. */
export class Refused extends Error {}

export const api = {
  people: () => ask('/local/people', peopleSchema),
  clock: () => ask('/local/clock', clockSchema),
  moveClock: (body: { readonly advance: string } | { readonly now: string }) =>
    ask('/local/clock', clockSchema, body),
  chat: (aad: string) => ask(`/local/chats/${encodeURIComponent(aad)}`, messagesSchema),
  say: (aad: string, text: string) =>
    ask(`/local/chats/${encodeURIComponent(aad)}/say`, statusSchema, { text }),
  press: (aad: string, press: unknown) =>
    ask(`/local/chats/${encodeURIComponent(aad)}/press`, statusSchema, press),
  week: (upn: string, from: string) => ask(`/local/week?${new URLSearchParams({ upn, from })}`, weekSchema),
  mailbox: (upn: string) => ask(`/local/mailbox?${new URLSearchParams({ upn })}`, mailboxSchema),
  activity: () => ask('/local/activity', linesSchema),
};

/** GETs, or POSTs when there is a body. Throws `Refused` with the server's words. */
async function ask<T>(path: string, schema: z.ZodType<T, unknown>, body?: unknown): Promise<T> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, body === undefined ? {} : post).catch(() => null);
  if (response === null) throw new Refused('De lokale server antwoordt niet. Draait hij nog?');
  const json: unknown = await response.json();
  if (response.ok) return schema.parse(json);
  const refusal = refusalSchema.safeParse(json);
  throw new Refused(refusal.success ? refusal.data.error : `De lokale server antwoordde ${response.status}.`);
}
