import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { answerBatch, type Single } from './batch.ts';
import { type GraphCall, readPreferences, type World } from './call.ts';
import type { Faults, RequestCounts } from './faults.ts';
import { errorReply, isRefusal, type Reply, tooManyRequests } from './replies.ts';
import { answer, isMatch, type Match, matchRoute } from './routes.ts';
import { createSubscription } from './subscriptions.ts';
import type { Fault } from './types.ts';

export type ServiceParts = {
  readonly world: World;
  readonly faults: Faults;
  readonly requests: RequestCounts;
  readonly allowed: ReadonlySet<string> | null;
};

/** Graph v1.0 over HTTP: a bearer token, the body, a fault if one waits, and then the route. */
export function graphService(parts: ServiceParts): Router {
  const service = express.Router();
  const inFlight = new Map<string, number>();
  service.use(requireToken, readBody, badBody);
  service.use(async (request: Request, response: Response) => {
    const found = matchRoute(request.method, request.path);
    parts.requests.add(request.method, isMatch(found) ? found.route.template : '(no such path)');
    const mailbox = isMatch(found) && found.route.kind === 'mailbox' ? found.user.toLowerCase() : '';
    inFlight.set(mailbox, (inFlight.get(mailbox) ?? 0) + 1);
    try {
      await respond(parts, { request, response, crowded: isCrowded(parts.world, mailbox, inFlight) });
    } finally {
      inFlight.set(mailbox, (inFlight.get(mailbox) ?? 1) - 1);
    }
  });
  return service;
}

/** Sends an answer as Graph does: request ids, and no content type on an empty one. */
export function send(response: Response, reply: Reply): void {
  const id = randomUUID();
  response.status(reply.status).set({ 'request-id': id, 'client-request-id': id, ...reply.headers });
  if (reply.body === undefined) response.end();
  else
    response.type('application/json;odata.metadata=minimal;charset=utf-8').send(JSON.stringify(reply.body));
}

/** Graph takes 4 MB; an event or a mail of this product is far smaller, so that a runaway body shows. */
const BODY_LIMIT = 256 * 1024;
const readBody = express.raw({ type: () => true, limit: BODY_LIMIT });

function requireToken(request: Request, response: Response, next: NextFunction): void {
  if (/^Bearer \S+/i.test(request.headers.authorization ?? '')) next();
  else send(response, errorReply(401, 'InvalidAuthenticationToken', 'Access token is empty.', CHALLENGE));
}

const CHALLENGE = {
  'WWW-Authenticate':
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
};

function badBody(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status === 413) send(response, errorReply(413, 'RequestEntityTooLarge', 'The request is too large.'));
  else if (status < 500) send(response, errorReply(400, 'BadRequest', 'Unable to read the request body.'));
  else next(error);
}

async function respond(
  parts: ServiceParts,
  {
    request,
    response,
    crowded,
  }: { readonly request: Request; readonly response: Response; readonly crowded: boolean },
): Promise<void> {
  if (crowded) return send(response, tooManyRequests('ApplicationThrottled', 1));
  const fault = parts.faults.take(request.method, request.url) ?? { delayMs: 0 };
  if ('delayMs' in fault && fault.delayMs > 0) await sleep(fault.delayMs);
  const instead = insteadOf(fault);
  if (instead !== null) return send(response, instead);
  if ('reset' in fault && fault.reset === 'before') return cut(response);
  const reply = await carryOut(parts, readCall(request));
  if ('reset' in fault) return cut(response);
  if ('afterDone' in fault)
    return send(response, errorReply(fault.afterDone, 'UnknownError', 'The gateway gave up.'));
  send(response, reply);
}

function insteadOf(fault: Fault['kind']): Reply | null {
  if (!('status' in fault)) return null;
  const wait = fault.retryAfter ?? (fault.status === 429 ? 1 : undefined);
  const headers = {
    ...(wait === undefined ? {} : { 'Retry-After': String(wait) }),
    ...(fault.status === 401 ? CHALLENGE : {}),
  };
  return errorReply(fault.status, fault.code, 'A fault that was asked for.', headers);
}

function cut(response: Response): void {
  response.socket?.resetAndDestroy();
}

async function carryOut(parts: ServiceParts, call: GraphCall | Reply): Promise<Reply> {
  if ('status' in call) return call;
  const found = matchRoute(call.method, call.path);
  if (!isMatch(found)) return found;
  const reply = await routed(parts, call, found);
  const applied = call.prefer.applied.join(', ');
  return applied === '' ? reply : { ...reply, headers: { ...reply.headers, 'Preference-Applied': applied } };
}

async function routed(parts: ServiceParts, call: GraphCall, found: Match): Promise<Reply> {
  const { world, allowed } = parts;
  switch (found.route.kind) {
    case 'subscribe':
      return createSubscription(world, call, allowed);
    case 'batch':
      return answerBatch(call.body, (one) => carryOutSingle(parts, one));
    default:
      return world.storage.atomically(() => answer(world, call, { ...found, allowed }));
  }
}

/** A request inside a `$batch`: counted, and hit by faults, like any other. */
async function carryOutSingle(parts: ServiceParts, one: Single): Promise<Reply> {
  const address = one.url.startsWith('/') ? one.url : `/${one.url}`;
  const { pathname: path, searchParams: query } = new URL(address, 'http://localhost');
  const found = matchRoute(one.method, path);
  parts.requests.add(one.method, isMatch(found) ? found.route.template : '(no such path)');
  const fault = parts.faults.take(one.method, address);
  const instead = fault === null ? null : insteadOf(fault);
  if (instead !== null) return instead;
  const headers = new Headers(one.headers);
  const prefer = readPreferences(headers.get('prefer') ?? '');
  if (isRefusal(prefer)) return prefer.refused;
  const eventual = headers.get('consistencylevel')?.toLowerCase() === 'eventual';
  const { method, body } = one;
  return carryOut(parts, { method, path, query, prefer, ifMatch: headers.get('if-match'), eventual, body });
}

function readCall(request: Request): GraphCall | Reply {
  const prefer = readPreferences(request.get('prefer') ?? '');
  if (isRefusal(prefer)) return prefer.refused;
  const body = readJson(request);
  if (body === MALFORMED) return errorReply(400, 'BadRequest', 'Unable to read JSON request payload.');
  return {
    method: request.method,
    path: request.path,
    query: new URL(request.url, 'http://localhost').searchParams,
    prefer,
    ifMatch: request.get('if-match') ?? null,
    eventual: request.get('consistencylevel')?.toLowerCase() === 'eventual',
    body,
  };
}

const MALFORMED = Symbol('malformed');

function readJson(request: Request): unknown {
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return undefined;
  if (!/^application\/json/i.test(request.get('content-type') ?? '')) return MALFORMED;
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return MALFORMED;
    throw error;
  }
}

function isCrowded(world: World, mailbox: string, inFlight: ReadonlyMap<string, number>): boolean {
  const limit = world.behaviour().concurrentCalls;
  return limit !== null && mailbox !== '' && (inFlight.get(mailbox) ?? 0) > limit;
}
