import { request } from 'node:http';
import { describe } from 'vitest';
import type { CardJson } from '../../../bot/ports.ts';
import type { Where } from '../../../bot/store/database.ts';
import { walkBlocks } from '../../support/card-reading.ts';
import { newPostgres, pgliteTemplate } from '../../support/databases.ts';
import { postgresSource } from '../../support/postgres-server.ts';

/** What somebody may put where a choice, a number or a word belongs. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'a hundred thousand characters': 'a'.repeat(100_000),
  'two thousand characters': 'b'.repeat(2_000),
  NUL: 'ja\u0000nee',
  'lone surrogates': '\ud800 en \udfff',
  'a link with script': '[x](javascript:alert(1))',
  'a mention': '<at>Noor Hazelaar</at>',
  'a script': '"><script>alert(1)</script>',
  emoji: '👩🏽‍⚖️🏳️‍🌈',
  'a right-to-left override': '\u202e321 050\u202c',
  SQL: "'; drop table people; --",
  'a prototype': '__proto__',
  'a method': 'constructor',
  'a placeholder': '{name} **vet** {sessions}',
  'line breaks': 'een\r\ntwee\n\n# drie',
  'only commas': ',,,,',
  'a comma and a lie': 'mon,doomsday',
};

/** Signs that a text of `HOSTILE` is read as something else than text. */
const READ_AS_MARKUP = /javascript:|<at>|<script|drop table|\{name\}|doomsday/;

/** Where a client reads markdown on a card, as texts: headings, labels, titles and the titles of choices. */
export function markedUp(card: CardJson): readonly string[] {
  return walkBlocks(card).flatMap((b) => {
    const choices = Array.isArray(b.choices) ? b.choices.map((c: { title: unknown }) => c.title) : [];
    return [...(b.type === 'TextBlock' ? [b.text] : []), b.label, b.title, b.errorMessage, ...choices].filter(
      (text) => typeof text === 'string',
    );
  });
}

/** Texts of a card at which a hostile value would work. */
export function worksOn(card: CardJson): readonly string[] {
  return markedUp(card).filter((text) => READ_AS_MARKUP.test(text));
}

export type Raw = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Announces this many bytes and sends none: whoever wants the body first waits for ever. */
  readonly announce?: number;
};
export type RawAnswer = {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  readonly ms: number;
};

/** One request as bytes on the wire. */
export function raw(url: string, q: Raw = {}): Promise<RawAnswer> {
  const { method = 'POST', headers = {}, body, announce } = q;
  const length = announce === undefined ? {} : { 'content-length': String(announce) };
  const started = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>();
  const req = request(url, { method, headers: { ...headers, ...length }, agent: false }, (res) => {
    const chunks: Buffer[] = [];
    res.on('data', (chunk: Buffer) => chunks.push(chunk));
    res.on('end', () => {
      const ms = performance.now() - started;
      const text = Buffer.concat(chunks).toString('utf8');
      resolve({ status: res.statusCode ?? 0, headers: res.headers, text, ms });
      req.destroy();
    });
  });
  req.on('error', reject);
  if (announce === undefined) req.end(body);
  else req.flushHeaders();
  return promise;
}

export function postJson(url: string, body: unknown, headers: Raw['headers'] = {}): Promise<RawAnswer> {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return raw(url, { headers: { 'content-type': 'application/json', ...headers }, body: text });
}

export function postForm(url: string, fields: Readonly<Record<string, string>> | string): Promise<RawAnswer> {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return raw(url, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });
}

/** The fastest of several tries, in milliseconds: what the server needs, whatever else the machine does. */
export async function fastest(tries: number, ask: () => Promise<RawAnswer>): Promise<number> {
  let ms = Number.POSITIVE_INFINITY;
  for (let i = 0; i < tries; i++) ms = Math.min(ms, (await ask()).ms);
  return ms;
}

type Made = { readonly where: Where; readonly drop: () => Promise<void> };

/** The suite on PGlite in memory and on PostgreSQL; what is skipped says why in its name. */
export function onEachStore(name: string, suite: (make: () => Promise<Made>) => void): void {
  const pglite = async () => ({
    where: { kind: 'pglite' as const, dir: null, template: await pgliteTemplate() },
    drop: async () => undefined,
  });
  describe(`${name} · PGlite`, () => suite(pglite));
  const source = postgresSource();
  if (source.kind === 'none')
    describe.skip(`${name} · PostgreSQL, skipped: ${source.reason}`, () => suite(newPostgres));
  else describe(`${name} · PostgreSQL`, () => suite(newPostgres));
}
