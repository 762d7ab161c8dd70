import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Log } from '../log.ts';
import { PAGE_CSS, pageHtml, TEXTS } from './page-html.ts';

export type ServerParts = {
  /** `POST /api/messages`, guard first: it reads its own body. */
  readonly messages: readonly RequestHandler[];
  /** `POST /api/notifications`: it reads its own body too. */
  readonly notifications: readonly (RequestHandler | ErrorRequestHandler)[];
  readonly pages: Router;
  /** Each answers within two seconds whether it is in order, or how much of it is not. */
  readonly ready: () => Promise<Readonly<Record<string, boolean | number>>>;
  readonly log: Log;
  /** Proxies of one's own in front: so many addresses in X-Forwarded-For are believed. */
  readonly proxies: number;
  /** Mounted first: the console of local mode. */
  readonly extra?: (app: Express) => void;
};

/**
 * Without these nothing can be served here. What else is wrong is wrong for every process at once (a job that
 * was given up, a group that can not be read): taking this one out would help nobody, so it is only said.
 */
const NEEDED = ['store', 'programme', 'teams'];

export function createServer(parts: ServerParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.proxies);
  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', async (_req, res) => {
    const checks = await parts.ready();
    const serves = NEEDED.every((part) => checks[part]);
    const fine = Object.values(checks).every((check) => check === true || check === 0);
    const status = serves ? (fine ? 'ok' : 'degraded') : 'not ready';
    res.status(serves ? 200 : 503).json({ status, checks });
  });
  app.post('/api/messages', ...parts.messages);
  app.post('/api/notifications', ...parts.notifications);
  parts.extra?.(app);
  app.use(headers());
  app.get('/page.css', (_req, res) => void res.type('css').send(PAGE_CSS));
  app.use(parts.pages);
  app.use((_req, res) => void res.status(404).type('txt').send('Not found'));
  app.use(failed(parts.log));
  return app;
}

function headers(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Our own pages alone, so that a browser says of a form where it comes from.
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** A body that can not be read is the caller's; everything else is ours, and says nothing of itself. */
function failed(log: Log) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status =
      error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
    if (status >= 400 && status < 500)
      return void res.status(status).type('txt').send('This request can not be read');
    const name = error instanceof Error ? error.name : typeof error;
    log.error({ event: 'http.failed', name, method: req.method }, 'a request failed');
    const language = req.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl';
    const { failedTitle, failed } = TEXTS[language];
    res
      .status(500)
      .type('html')
      .send(pageHtml({ language, html: `<h1>${failedTitle}</h1><p>${failed}</p>` }));
  };
}
