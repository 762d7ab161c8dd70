import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { createGunzip } from 'node:zlib';
import type { Validators } from '../ports.ts';
import { isFeedAddress } from '../rules/feeds.ts';
import { isLoopback, isPublic } from './addresses.ts';

export type Fetched =
  | { readonly kind: 'text'; readonly text: string; readonly validators: Validators }
  | { readonly kind: 'same' }
  /** Asking again will not help: the address or what it gives is refused. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Nobody answered, or not well. */
  | { readonly kind: 'failed'; readonly code: string };

/** One address of a host. */
export type Resolved = { readonly address: string; readonly family: number };

export type FetchSettings = {
  /** Local mode and tests: http, and addresses of this machine. */
  readonly loopback: boolean;
  readonly resolve: (host: string) => Promise<readonly Resolved[]>;
  readonly limitMs: number;
};

export const FETCH: FetchSettings = {
  loopback: false,
  resolve: (host) => lookup(host, { all: true }),
  limitMs: 10_000,
};

/** As it travels, and as it is when unpacked. */
const MOST_BYTES = 2_000_000;
const MOST_REDIRECTS = 3;
/** A validator is sent back as it came; a longer one is no use. */
const LONGEST_VALIDATOR = 500;

/**
 * Reads what stands behind an address that somebody gave us, without becoming their hand in networks that only we
 * reach. The name is resolved once, every address it has must be public, and it is to those addresses that we connect,
 * whatever the name says a moment later. A redirect counts only within the same host, so it goes to the same addresses.
 */
export async function fetchFeed(
  q: { readonly address: string; readonly known: Validators | null },
  settings: FetchSettings = FETCH,
): Promise<Fetched> {
  const limit = AbortSignal.timeout(settings.limitMs);
  try {
    return await follow(q, { ...settings, limit });
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', code: error.code };
    if (limit.aborted) return { kind: 'failed', code: 'timeout' };
    return { kind: 'failed', code: codeOf(error) };
  }
}

class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

type Limited = FetchSettings & { readonly limit: AbortSignal };
type Asked = { readonly address: string; readonly known: Validators | null };

async function follow({ address, known }: Asked, settings: Limited): Promise<Fetched> {
  let url = allowed(address, settings);
  const pinned = await addressesOf(url, settings);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const answer = await ask(url, { pinned, known, limit: settings.limit });
    try {
      const next = redirectOf(answer);
      if (next === null) return await read(answer, settings.limit);
      const to = URL.parse(next, url);
      if (to?.host !== url.host || to.protocol !== url.protocol) throw new Refused('redirect');
      url = allowed(to.href, settings);
    } finally {
      // What is not read to its end is not waited for.
      answer.destroy();
    }
  }
  throw new Refused('redirect');
}

function allowed(address: string, { loopback }: FetchSettings): URL {
  const url = URL.parse(address);
  if (url === null || !isFeedAddress(address)) throw new Refused('address');
  if (url.protocol === 'http:' && !loopback) throw new Refused('address');
  return url;
}

/** An address that is written out is looked at like one that a name has. */
async function addressesOf(url: URL, settings: Limited): Promise<readonly Resolved[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family ? [{ address: host, family }] : await inTime(settings.resolve(host), settings.limit);
  const fine = (one: Resolved) => isPublic(one.address) || (settings.loopback && isLoopback(one.address));
  if (found.length === 0) throw new Error('nobody');
  if (!found.every(fine)) throw new Refused('private-address');
  return found;
}

/** Looking a name up can not be called off; its answer is not waited for. */
function inTime<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  limit.addEventListener('abort', () => reject(limit.reason), { once: true });
  return Promise.race([work, promise]);
}

type Ask = {
  readonly pinned: readonly Resolved[];
  readonly known: Validators | null;
  readonly limit: AbortSignal;
};

function ask(url: URL, { pinned, known, limit }: Ask): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = request(url, {
    agent: false,
    signal: limit,
    maxHeaderSize: 16_384,
    headers: {
      accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
      'accept-encoding': 'gzip',
      'user-agent': 'Klankbord',
      ...(known?.etag && { 'if-none-match': known.etag }),
      ...(known?.modified && { 'if-modified-since': known.modified }),
    },
    // Asked by the socket in place of the name service.
    lookup: (_host, { all }, answer) => {
      const [first] = pinned;
      if (all) answer(null, [...pinned]);
      else answer(null, first?.address ?? '', first?.family ?? 4);
    },
  });
  sent.once('response', resolve).on('error', reject).end();
  return promise;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return [301, 302, 303, 307, 308].includes(statusCode) ? (headers.location ?? '') : null;
}

async function read(answer: IncomingMessage, limit: AbortSignal): Promise<Fetched> {
  const { statusCode = 0, headers } = answer;
  if (statusCode === 304) return { kind: 'same' };
  if (statusCode === 429 || statusCode >= 500) return { kind: 'failed', code: `http-${statusCode}` };
  if (statusCode !== 200) return { kind: 'refused', code: `http-${statusCode}` };
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) throw new Refused('too-large');
  const text = await textOf(answer, limit);
  const short = (value: string | undefined) =>
    value !== undefined && value.length <= LONGEST_VALIDATOR ? value : null;
  return {
    kind: 'text',
    text,
    validators: { etag: short(headers.etag), modified: short(headers['last-modified']) },
  };
}

/** What it says it is does not matter (many say text/plain): the parser sees whether it is a calendar. */
async function textOf(answer: IncomingMessage, limit: AbortSignal): Promise<string> {
  const packed = answer.headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(packed)) throw new Refused('encoding');
  if (packed === 'identity') return bounded(answer, limit);
  const gunzip = createGunzip();
  // An answer that breaks off must not leave the unpacking waiting.
  answer.once('error', (error) => gunzip.destroy(error));
  answer.once('aborted', () => gunzip.destroy(new Error('aborted')));
  try {
    return await bounded(answer.pipe(gunzip), limit);
  } finally {
    gunzip.destroy();
  }
}

async function bounded(stream: AsyncIterable<unknown>, limit: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    limit.throwIfAborted();
    if (!(chunk instanceof Buffer)) throw new Error('a stream of bytes');
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Refused('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A code of the network or of TLS; never a message, which has names and addresses in it. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'unreachable';
}
