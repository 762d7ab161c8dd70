import { ActivityTypes, type CloudAdapter } from 'botbuilder';
import type { Request, RequestHandler, Response } from 'express';
import { readBody } from './body.ts';
import { addressedSchema, type Guard, type Identity } from './guard.ts';
import { errorFields, type Log } from './log.ts';
import type { Arrived, Handled } from './turns.ts';

export type MessagesQ = {
  readonly guard: Guard;
  readonly adapter: CloudAdapter;
  /** Bodies enter here when they belong to their token; the adapter refuses any other. */
  readonly passed: WeakSet<object>;
  readonly handle: (arrived: Arrived) => Promise<Handled>;
  readonly log: Log;
};

const AGAIN = 'this failed here; send it again';

type Visit = { readonly identity: Identity; readonly startedAt: number };

/** `POST /api/messages`: token, then body, then whether they belong together, then the turn. */
export function messages(q: MessagesQ): RequestHandler[] {
  const visits = new WeakMap<Request, Visit>();
  return [
    safely(q, async (req, res, next) => {
      const visit = await admit(q, req, res);
      if (!visit) return;
      visits.set(req, visit);
      next();
    }),
    safely(q, async (req, res) => {
      const visit = visits.get(req);
      if (!visit) throw new Error('messages are read behind the guard only');
      await receive(q, { req, res, visit });
    }),
  ];
}

type Handler = (...args: Parameters<RequestHandler>) => Promise<void>;

/** A bug is logged and answered in words; the caller sends it again. */
function safely(q: MessagesQ, handler: Handler): RequestHandler {
  return async (req, res, next) => {
    try {
      await handler(req, res, next);
    } catch (error) {
      q.log.error({ event: 'teams.edge-failed', ...errorFields(error) }, 'the edge failed');
      if (!res.headersSent) refuse(req, res, { status: 500, error: AGAIN });
    }
  };
}

/** Null when the caller was answered instead. */
async function admit(q: MessagesQ, req: Request, res: Response): Promise<Visit | null> {
  const startedAt = performance.now();
  const admission = await q.guard.admit(req.headers.authorization);
  switch (admission.kind) {
    case 'admitted':
      return { identity: admission.identity, startedAt };
    case 'unavailable':
      q.log.error({ event: 'teams.keys-unreachable' }, 'tokens can not be checked now');
      res.set('Retry-After', '5');
      refuse(req, res, { status: 503, error: 'tokens can not be checked now' });
      return null;
    case 'refused':
      q.log.info({ event: 'teams.refused', reason: admission.why }, 'refused before reading');
      res.set('WWW-Authenticate', admission.why === 'no-token' ? 'Bearer' : 'Bearer error="invalid_token"');
      refuse(req, res, { status: 401, error: 'a valid token of the Bot Service is needed' });
      return null;
  }
}

type Received = { readonly req: Request; readonly res: Response; readonly visit: Visit };

async function receive(q: MessagesQ, { req, res, visit }: Received): Promise<void> {
  const body = await readBody(req);
  if (body.kind === 'refused') return refuse(req, res, { status: body.status, error: body.why });
  const addressed = addressedSchema.safeParse(body.value);
  if (!addressed.success) return refuse(req, res, { status: 400, error: 'the body is not an activity' });
  const mismatch = q.guard.mismatch(visit.identity, addressed.data);
  if (mismatch !== null) {
    q.log.warn({ event: 'teams.refused', reason: mismatch }, 'an activity that is not for this bot');
    return refuse(req, res, { status: 403, error: 'this activity is not for this bot' });
  }
  q.passed.add(body.value);
  const invoke = addressed.data.type === ActivityTypes.Invoke;
  const answer = await throughAdapter(q, { body: body.value, invoke, startedAt: visit.startedAt });
  if (answer.status >= 400) return refuse(req, res, { status: answer.status, error: AGAIN });
  res.status(answer.status);
  if (answer.body === undefined) res.end();
  // Not `res.json`: nobody asks for an answer to a POST by its hash.
  else res.set('Content-Type', 'application/json; charset=utf-8').end(JSON.stringify(answer.body));
}

type Answer = { status: number; body?: unknown };

/** Runs the turn inside the SDK's adapter, and keeps what it would send: its error texts stay here. */
async function throughAdapter(q: MessagesQ, arrived: Arrived): Promise<Answer> {
  const answer: Answer = { status: 500 };
  const written = {
    socket: null,
    status: (code: number) => {
      answer.status = code;
    },
    send: (body: unknown) => {
      answer.body = body;
    },
    header: () => undefined,
    end: () => undefined,
  };
  let lost = false;
  await q.adapter.process({ method: 'POST', headers: {}, body: arrived.body }, written, async (context) => {
    const handled = await q.handle(arrived);
    lost = handled.kind === 'lost';
    if (handled.kind !== 'invoke') return;
    const value = { status: 200, body: handled.body };
    await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
  });
  return lost ? { status: 500 } : answer;
}

/** How long what was not read may keep coming before the connection is cut. */
const LINGER_MS = 2_000;

/**
 * Answers at once. The rest of the body is thrown away unread for a moment: cutting the connection
 * under a caller that is still sending would take the answer away with it.
 */
function refuse(req: Request, res: Response, q: { readonly status: number; readonly error: string }): void {
  res.status(q.status).json({ error: q.error });
  if (req.complete) return;
  const timer = setTimeout(() => req.destroy(), LINGER_MS);
  req.once('close', () => clearTimeout(timer));
  req.resume();
}
