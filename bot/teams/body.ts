import type { IncomingMessage } from 'node:http';

export type JsonObject = Record<string, unknown>;

/** What became of the request's body. `why` is said to the caller, in words. */
export type Body =
  | { readonly kind: 'object'; readonly value: JsonObject }
  | { readonly kind: 'refused'; readonly status: 400 | 413 | 415; readonly why: string };

/** Teams' own limit for a message is 100 KB; a card's inputs and its envelope stay far under twice that. */
export const MAX_BODY_BYTES = 200_000;
const MAX_DEPTH = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a JSON object, and no more bytes than allowed. */
export async function readBody(req: IncomingMessage): Promise<Body> {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    return refused(415, 'send application/json');
  }
  if ((req.headers['content-encoding'] ?? 'identity') !== 'identity')
    return refused(415, 'send it uncompressed');
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return tooLarge();
  const bytes = await readAtMost(req, MAX_BODY_BYTES);
  return bytes === null ? tooLarge() : parseBody(bytes);
}

function parseBody(bytes: Uint8Array): Body {
  const value = parseJson(bytes);
  if (value === undefined) return refused(400, 'the body is not JSON');
  if (!isJsonObject(value)) return refused(400, 'the body is not a JSON object');
  const fault = structureFault(value);
  return fault === null ? { kind: 'object', value } : refused(400, fault);
}

/** Null as soon as there is more than `max`; the rest is left unread. */
function readAtMost(req: IncomingMessage, max: number): Promise<Uint8Array | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array | null>();
  const chunks: Buffer[] = [];
  let size = 0;
  const take = (chunk: Buffer): void => {
    size += chunk.length;
    if (size <= max) {
      chunks.push(chunk);
      return;
    }
    req.off('data', take);
    req.pause();
    resolve(null);
  };
  req.on('data', take);
  req.once('end', () => resolve(Buffer.concat(chunks)));
  req.once('error', reject);
  req.once('close', () => reject(new Error('the caller went away')));
  return promise;
}

/** Refuses bytes that are no UTF-8. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks without recursion: depth is what the caller chooses. */
function structureFault(root: object): string | null {
  let level: object[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `the body nests deeper than ${MAX_DEPTH}`;
    const next: object[] = [];
    for (const holder of level) {
      for (const [key, value] of Object.entries(holder)) {
        if (FORBIDDEN_KEYS.has(key)) return 'the body has a key that is not allowed';
        if (typeof value === 'object' && value !== null) next.push(value);
      }
    }
    level = next;
  }
  return null;
}

function tooLarge(): Body {
  return refused(413, `the body is larger than ${MAX_BODY_BYTES} bytes`);
}

function refused(status: 400 | 413 | 415, why: string): Body {
  return { kind: 'refused', status, why };
}
