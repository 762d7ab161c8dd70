import { setTimeout as sleep } from 'node:timers/promises';
import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../bot/ports.ts';
import type { GraphCredential } from './credential.ts';
import { type Failed, networkFailure, retryAfterMs } from './errors.ts';
import { type Recorder, recordedBody, withoutToken } from './record.ts';

/** What one call brings along the chain; `failure` is how a layer says what the call comes to. */
export class CallOptions implements MiddlewareOptions {
  /** A read: sending it again changes nothing. */
  readonly repeat: boolean;
  /** The end of the time limit, on `performance.now()`'s scale. */
  readonly endsAt: number;
  readonly signal: AbortSignal;
  failure: Failed | null = null;

  constructor(call: { readonly repeat: boolean; readonly timeoutMs: number }) {
    this.repeat = call.repeat;
    this.endsAt = performance.now() + call.timeoutMs;
    this.signal = AbortSignal.timeout(Math.max(1, Math.ceil(call.timeoutMs)));
  }
}

/** Ends a call whose outcome stands in its `CallOptions`. */
export class CallEnded extends Error {
  constructor(failure: Failed) {
    super(`Graph call ended: ${failure.kind} ${failure.code}`);
    this.name = 'CallEnded';
  }
}

/**
 * Puts the token on requests to exactly one origin; any other is refused before anything is sent. After a
 * 401 the token is replaced once (nothing happened, so a create may go again); a second 401 stands.
 */
export function tokenLayer(settings: { origin: string; credential: GraphCredential }): Middleware {
  return layer(async (context, next) => {
    const call = callOf(context);
    if (originOf(context.request) !== settings.origin) end(call, { kind: 'refused', code: 'foreign-origin' });
    const token = await tokenFor(settings.credential, call, null);
    await next(authorized(context, token));
    if (context.response?.status !== 401) return;
    await next(authorized(context, await tokenFor(settings.credential, call, token)));
  });
}

/** First pause before a read goes again when the server names none; doubles. */
const PAUSE_MS = 200;
const ATTEMPTS = 3;

/**
 * The retry policy. A read (GET, and getSchedule, which is a read by POST) goes again, at most three times
 * in all and only while the call's time limit lasts, after 429, 503 and 504 (waiting as long as Retry-After
 * asks; when that does not fit, the answer stands and the caller decides) and after a connection that
 * failed or broke. Whatever creates, sends or removes goes out once: only the caller, who can look first,
 * may decide to ask again. Answers are read whole in here, so a body that breaks off counts as a break.
 */
export function retryLayer(clock: Clock): Middleware {
  return layer(async (context, next) => {
    const call = callOf(context);
    for (let attempt = 1; ; attempt += 1) {
      const failure = await attemptOnce(context, next);
      const pause = pauseAfter({ context, failure, attempt, clock });
      const fits = pause !== null && performance.now() + pause < call.endsAt;
      if (call.repeat && attempt < ATTEMPTS && fits) await sleep(pause);
      else if (failure === null) return;
      else end(call, failure);
    }
  });
}

/** Records every exchange on the wire, so also what the layers above send again. */
export function recorderLayer(record: Recorder): Middleware {
  return layer(async (context, next) => {
    await next(context);
    const { response, options } = context;
    if (response === undefined) return;
    record({
      method: options?.method ?? 'GET',
      url: urlOf(context.request),
      requestHeaders: withoutToken(new Headers(options?.headers)),
      requestBody: recordedBody(typeof options?.body === 'string' ? options.body : ''),
      status: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: recordedBody(await response.clone().text()),
    });
  });
}

type Next = (context: Context) => Promise<void>;

/** The client's chain calls `setNext` once, when it is built. */
function layer(run: (context: Context, next: Next) => Promise<void>): Middleware {
  let following: Middleware | null = null;
  return {
    setNext(middleware) {
      following = middleware;
    },
    async execute(context) {
      const next = following;
      if (next === null) throw new Error('a layer of the Graph chain has nothing to call');
      await run(context, (passed) => next.execute(passed));
    },
  };
}

async function attemptOnce(context: Context, next: Next): Promise<Failed | null> {
  try {
    delete context.response;
    await next(context);
    if (context.response !== undefined) context.response = await whole(context.response);
    return null;
  } catch (error) {
    const failure = networkFailure(error);
    if (failure === null) throw error;
    return failure;
  }
}

async function whole(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
}

function pauseAfter(past: {
  context: Context;
  failure: Failed | null;
  attempt: number;
  clock: Clock;
}): number | null {
  const pause = PAUSE_MS * 2 ** (past.attempt - 1);
  if (past.failure !== null) return pause;
  const response = past.context.response;
  if (response === undefined || ![429, 503, 504].includes(response.status)) return null;
  return retryAfterMs(response.headers, past.clock.now()) ?? pause;
}

async function tokenFor(
  credential: GraphCredential,
  call: CallOptions,
  rejected: string | null,
): Promise<string> {
  const late = { kind: 'later', code: 'no-token-in-time', afterMs: 1_000 } as const;
  const answer = await Promise.race([credential.token({ rejected }), aborted(call.signal, late)]);
  return answer.kind === 'done' ? answer.value : end(call, answer);
}

function aborted<T>(signal: AbortSignal, value: T): Promise<T> {
  if (signal.aborted) return Promise.resolve(value);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(value), { once: true }));
}

function authorized(context: Context, token: string): Context {
  const headers = new Headers(context.options?.headers);
  headers.set('Authorization', `Bearer ${token}`);
  context.options = { ...context.options, headers };
  return context;
}

function callOf(context: Context): CallOptions {
  const options = context.middlewareControl?.getMiddlewareOptions(CallOptions);
  if (options instanceof CallOptions) return options;
  throw new Error('a Graph request without its call options');
}

function end(call: CallOptions, failure: Failed): never {
  call.failure = failure;
  throw new CallEnded(failure);
}

function urlOf(request: Context['request']): string {
  if (typeof request === 'string') return request;
  return request instanceof URL ? request.href : request.url;
}

function originOf(request: Context['request']): string {
  return new URL(urlOf(request)).origin;
}
