import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { z } from 'zod';
import type { Context } from '../flows/context.ts';
import { type Notification, type Received, takeNotifications } from '../flows/watch.ts';
import type { Log } from '../log.ts';

/** Graph drops whoever answers late (learn.microsoft.com/graph/change-notifications-delivery-webhooks: 3 s). */
const ANSWER_WITHIN_MS = 2_500;
/** A notification is half a kilobyte, and a thousand of them may come in one request. */
const BODY_LIMIT = '1mb';
const MOST = 2_000;

/**
 * `POST /api/notifications`: what Graph tells of the programme's mailbox, and of the subscription itself. A
 * handshake gets its token back; everything else is noted and answered 202, also what is refused, so that a
 * stranger learns nothing. 503 when it could not be noted: Graph then tells it again.
 */
export function notifications(c: Context, log: Log): readonly (RequestHandler | ErrorRequestHandler)[] {
  const tell = teller(c, log);
  return [handshake, express.json({ limit: BODY_LIMIT, type: () => true }), unreadable, take(c, tell)];
}

/** The token as it was meant, decoded, as plain text that no browser takes for a page. */
function handshake(req: Request, res: Response, next: NextFunction): void {
  const tokens = new URL(req.url, 'http://localhost').searchParams.getAll('validationToken');
  if (tokens.length === 0) {
    next();
    return;
  }
  const [token = ''] = tokens;
  if (tokens.length > 1 || token === '') return void res.status(400).type('text/plain').end();
  res
    .status(200)
    .set({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
    .end(token);
}

function take(c: Context, tell: Tell): RequestHandler {
  return async (req, res) => {
    const told = collection.safeParse(req.body);
    if (!told.success) {
      tell(['unreadable']);
      return void res.status(400).type('text/plain').send('This request can not be read');
    }
    const late = Promise.withResolvers<null>();
    const timer = setTimeout(() => late.resolve(null), ANSWER_WITHIN_MS);
    const noted = takeNotifications(c, told.data.value.map(notificationOf));
    // Noted late is noted all the same; that it failed shows in the answer, or late in the log.
    noted.catch(() => tell(['not-noted']));
    try {
      const received = await Promise.race([noted, late.promise]);
      if (received !== null) tell(received);
      res.status(received === null ? 503 : 202).end();
    } catch {
      // Said by `tell` above; the caller is told to come again.
      res.status(503).end();
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Too large, or no JSON. Express knows an error handler by its four parameters. */
function unreadable(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (!(status >= 400 && status < 500)) {
    next(error);
    return;
  }
  res.status(status).type('text/plain').send('This request can not be read');
}

const id = z.string().min(1).max(1_000);
const common = {
  subscriptionId: z.string().min(1).max(100),
  clientState: z.string().max(128).nullish(),
};
const change = z.object({
  ...common,
  changeType: z.enum(['created', 'updated', 'deleted']),
  resourceData: z.object({ id, '@odata.etag': z.string().max(300).nullish() }),
});
const lifecycle = z.object({
  ...common,
  lifecycleEvent: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']),
});
const collection = z.object({
  value: z
    .array(z.union([lifecycle, change]))
    .min(1)
    .max(MOST),
});
type Told = z.infer<typeof collection>['value'][number];

function notificationOf(told: Told): Notification {
  const { subscriptionId: subscription, clientState } = told;
  const from = { subscription, secret: clientState ?? '' };
  if ('lifecycleEvent' in told)
    return { ...from, what: { kind: told.lifecycleEvent === 'missed' ? 'missed' : 'subscription' } };
  const { id: event, '@odata.etag': etag } = told.resourceData;
  const hint = { event, removed: told.changeType === 'deleted', etag: etag ?? null };
  return { ...from, what: { kind: 'changed', hint } };
}

type Code = Received | 'unreadable' | 'not-noted';
type Tell = (codes: readonly Code[]) => void;

/** What is worth an operator's look; the rest is daily life. */
const SAID: ReadonlySet<Code> = new Set(['unknown-subscription', 'wrong-secret', 'unreadable', 'not-noted']);
const SAY_EVERY_MS = 60_000;

/** Counts by code, and says each at most once a minute: whoever floods this address does not fill the log. */
function teller(c: Context, log: Log): Tell {
  const counts = new Map<Code, { count: number; saidAt: number | null }>();
  return (codes) => {
    const now = c.clock.now();
    for (const code of codes.filter((one) => SAID.has(one))) {
      const { count, saidAt } = counts.get(code) ?? { count: 0, saidAt: null };
      const quiet = saidAt !== null && now >= saidAt && now < saidAt + SAY_EVERY_MS;
      counts.set(code, { count: quiet ? count + 1 : 0, saidAt: quiet ? saidAt : now });
      if (!quiet)
        log.warn({ event: 'notifications.refused', code, count: count + 1 }, 'notifications were refused');
    }
  };
}
