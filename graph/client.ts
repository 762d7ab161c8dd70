import { Client, HTTPMessageHandler, ResponseType } from '@microsoft/microsoft-graph-client';
import type { Clock, Outcome } from '../bot/ports.ts';
import type { GraphCredential } from './credential.ts';
import { graphCode, statusFailure } from './errors.ts';
import { CallOptions, recorderLayer, retryLayer, tokenLayer } from './middleware.ts';
import type { Recorder } from './record.ts';

export type GraphCall = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the version, segments already encoded (`segment`), with a query when it follows a link. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** A read, which the retry policy may send again. */
  readonly repeat: boolean;
  readonly timeoutMs: number;
  /** 404 or 410 with a code of Graph's own is an answer here ("there is none"), not a refusal. */
  readonly mayMiss?: boolean;
  /** One more preference, beside those of every call. */
  readonly prefer?: string;
};

/** `body` is parsed JSON; undefined when there was none or it was no JSON. */
export type GraphAnswer = { readonly status: number; readonly body: unknown };

export type GraphClient = {
  call(call: GraphCall): Promise<Outcome<GraphAnswer>>;
  /** Follows a nextLink of an earlier answer; a link to any other origin is refused unsent. */
  follow(link: string, how: FollowCall): Promise<Outcome<GraphAnswer>>;
};

export type FollowCall = Pick<GraphCall, 'timeoutMs' | 'mayMiss' | 'prefer'>;

export type ClientSettings = {
  /** An origin without version: Graph itself, or http(s) on loopback. */
  readonly baseUrl: string;
  readonly credential: GraphCredential;
  readonly record: Recorder | null;
  readonly clock: Clock;
};

const VERSION = 'v1.0';

/**
 * On every call. Immutable ids, so that an event keeps its id when it is moved to another folder. Times in
 * UTC, not in the programme's zone: the answer's wall times then name one moment each, also in the hour
 * that comes twice, and no zone table stands between the mailbox and us. Cards do the zones.
 */
const PREFER = 'IdType="ImmutableId", outlook.timezone="UTC"';

/** Throws when the base URL is neither Graph's https origin nor on loopback: that is a fault of the settings. */
export function createClient(settings: ClientSettings): GraphClient {
  const origin = allowedOrigin(settings.baseUrl);
  const sdk = Client.initWithMiddleware({
    baseUrl: `${origin}/`,
    defaultVersion: VERSION,
    middleware: [
      tokenLayer({ origin, credential: settings.credential }),
      retryLayer(settings.clock),
      ...(settings.record === null ? [] : [recorderLayer(settings.record)]),
      new HTTPMessageHandler(),
    ],
  });
  const call = (asked: GraphCall) => perform({ sdk, clock: settings.clock }, asked);
  return { call, follow: (link, how) => follow({ call, origin }, link, how) };
}

/** A value as one path segment. `@` may stand in a path; an apostrophe would end an OData key. */
export function segment(value: string): string {
  return encodeURIComponent(value).replaceAll('%40', '@').replaceAll("'", '%27');
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);
const GRAPH_ORIGIN = 'https://graph.microsoft.com';

function allowedOrigin(baseUrl: string): string {
  const url = new URL(baseUrl);
  const http = url.protocol === 'https:' || url.protocol === 'http:';
  if (url.origin === GRAPH_ORIGIN || (http && LOOPBACK.has(url.hostname))) return url.origin;
  throw new Error('the Graph base URL is neither https://graph.microsoft.com nor on loopback');
}

type Wiring = { readonly sdk: Client; readonly clock: Clock };

async function perform(wiring: Wiring, asked: GraphCall): Promise<Outcome<GraphAnswer>> {
  const options = new CallOptions(asked);
  try {
    return await read(await send(wiring.sdk, asked, options), asked, wiring.clock);
  } catch (error) {
    if (options.failure !== null) return options.failure;
    throw error;
  }
}

/**
 * Raw answers, because the client parses by content type and throws on an empty 202 that says JSON. It also
 * puts query values in the URL as they are, so they are encoded here. Redirects are not followed: Graph
 * gives none for these calls, and a token must not travel.
 */
async function send(sdk: Client, asked: GraphCall, options: CallOptions): Promise<Response> {
  const request = sdk
    .api(asked.path + queryOf(asked))
    .middlewareOptions([options])
    .options({ signal: options.signal, redirect: 'manual' })
    .header('Prefer', asked.prefer === undefined ? PREFER : `${PREFER}, ${asked.prefer}`)
    .headers(directoryHeaders(asked.path))
    .responseType(ResponseType.RAW);
  const verbs: Readonly<Record<GraphCall['method'], () => Promise<Response>>> = {
    GET: () => request.get(),
    POST: () => request.post(asked.body),
    PATCH: () => request.patch(asked.body),
    DELETE: () => request.delete(),
  };
  return verbs[asked.method]();
}

/**
 * Lists of a group's members by type, and groups by mail, are advanced directory queries: Graph refuses them
 * on any page without this header (learn.microsoft.com/graph/aad-advanced-queries).
 */
function directoryHeaders(path: string): Readonly<Record<string, string>> {
  return /^\/groups\b/.test(path) ? { ConsistencyLevel: 'eventual' } : {};
}

function queryOf(asked: GraphCall): string {
  const pairs = Object.entries(asked.query ?? {}).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

async function read(response: Response, asked: GraphCall, clock: Clock): Promise<Outcome<GraphAnswer>> {
  const { status, headers } = response;
  const body = json(await response.text());
  const missing = (status === 404 || status === 410) && asked.mayMiss === true && graphCode(body) !== null;
  if (response.ok || missing) return { kind: 'done', value: { status, body } };
  return statusFailure({ status, headers, body }, clock.now());
}

function json(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function follow(
  from: { readonly call: GraphClient['call']; readonly origin: string },
  link: string,
  how: FollowCall,
): Promise<Outcome<GraphAnswer>> {
  const url = URL.parse(link);
  if (url?.origin !== from.origin || !url.pathname.startsWith(`/${VERSION}/`))
    return { kind: 'refused', code: 'foreign-link' };
  const path = url.pathname.slice(`/${VERSION}`.length) + url.search;
  return from.call({ ...how, method: 'GET', path, repeat: true });
}
