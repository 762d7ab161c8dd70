import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type LocalOutlook,
  type LocalOutlookOptions,
  startLocalOutlook,
} from '../../../graph/local/outlook.ts';
import type { OutlookPerson } from '../../../graph/local/types.ts';
import { type Exchange, recordingOf } from '../../support/graph-recording.ts';

export const START = Date.parse('2026-11-23T08:00:00Z');
export const OWN_PROPERTY = 'String {6f3c1c1e-6f0a-4c57-9d0e-2f7a5f1b2c3d} Name klankbord-booking';

export const programme = person('coaching', 'Programma Klankbord');
export const director = person('noor', 'Noor Dijk');
export const coach = person('bram', 'Bram Veld');
export const guest: OutlookPerson = {
  ...person('anouk', 'Anouk Ster'),
  upn: 'anouk@klaarwater.example',
  mail: 'anouk@klaarwater.example',
  tenantMember: false,
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON object of the answer, empty when there is none. */
  readonly body: Json;
};
export type Json = Readonly<Record<string, unknown>>;
export type Asked = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string | null;
};
export type Graph = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/** Starts a local Outlook with the sample people, in memory, at a clock that stands still. */
export function outlook(options: Partial<LocalOutlookOptions> = {}): Promise<LocalOutlook> {
  const people = [programme, director, coach, guest];
  return startLocalOutlook({ port: 0, host: '127.0.0.1', file: null, people, now: () => START, ...options });
}

/** Asks Graph's v1.0 with a token; with a suite's name the exchanges are recorded. */
export function graphOf(server: Pick<LocalOutlook, 'url'>, suite?: string): Graph {
  const record = suite === undefined ? null : recordingOf(suite);
  return (method, path, asked = {}) => ask(`${server.url}/v1.0${path}`, method, { asked, record });
}

/** Follows an absolute link as it was given. */
export function follow(graph: Graph, link: unknown): Promise<Answer> {
  return graph('GET', String(link).replace(/^http:\/\/[^/]+\/v1\.0/, ''));
}

export function session(change: Json = {}): Json {
  return {
    subject: 'Afspraak',
    body: { contentType: 'text', content: 'Tot dan.' },
    start: { dateTime: '2026-12-03T14:30:00', timeZone: 'Europe/Amsterdam' },
    end: { dateTime: '2026-12-03T15:30:00', timeZone: 'Europe/Amsterdam' },
    ...change,
  };
}

export function attendees(...people: readonly OutlookPerson[]): Json {
  const list = people.map(({ name, mail }) => ({ type: 'required', emailAddress: { name, address: mail } }));
  return { attendees: list };
}

export function own(value: string): Json {
  return { singleValueExtendedProperties: [{ id: OWN_PROPERTY, value }] };
}

/** Makes an event in the programme's calendar and answers it. */
export async function book(graph: Graph, change: Json = {}): Promise<Json & { readonly id: string }> {
  const made = await graph('POST', `/users/${programme.upn}/events`, { body: session(change) });
  if (made.status !== 201) throw new Error(`not made: ${made.status} ${made.text}`);
  return { ...made.body, id: String(made.body.id) };
}

/** The copy of a meeting in somebody's calendar. */
export async function copyOf(graph: Graph, who: OutlookPerson, uid: unknown): Promise<Json | null> {
  const filter = encodeURIComponent(`iCalUId eq '${String(uid)}'`);
  const found = await graph('GET', `/users/${who.upn}/events?$filter=${filter}`);
  return listOf(found)[0] ?? null;
}

export function listOf(answer: Answer): readonly Json[] {
  return z.array(z.record(z.string(), z.unknown())).parse(answer.body.value);
}

export function codeOf(answer: Answer): string {
  return z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(answer.body).error
    .code;
}

export function eventPath(who: OutlookPerson, id: unknown, action = ''): string {
  return `/users/${who.upn}/events/${encodeURIComponent(String(id))}${action}`;
}

export const tx = (): string => randomUUID();

function person(word: string, name: string): OutlookPerson {
  const mail = `${word}@voorbeeld.example`;
  return {
    id: randomUUID(),
    upn: mail,
    mail,
    name,
    phone: null,
    zone: 'Europe/Amsterdam',
    tenantMember: true,
  };
}

async function ask(
  url: string,
  method: string,
  { asked, record }: { readonly asked: Asked; readonly record: ((exchange: Exchange) => void) | null },
): Promise<Answer> {
  const token = asked.token === undefined ? 'any' : asked.token;
  const requestHeaders = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...asked.headers,
  };
  const sent = typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body);
  const body = sent === undefined ? {} : { body: sent };
  const response = await fetch(url, { method, headers: requestHeaders, ...body });
  const text = await response.text();
  const read = text === '' ? undefined : z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const responseHeaders = Object.fromEntries(response.headers);
  record?.({
    ...{ method, url, requestHeaders, requestBody: asked.body },
    ...{ status: response.status, responseHeaders, responseBody: read },
  });
  return { status: response.status, headers: response.headers, text, body: read ?? {} };
}
