import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import { type Asset, type AssetName, consoleAssets } from './assets.ts';
import { chatRoutes } from './chat-routes.ts';
import { readClockMove } from './clock.ts';
import { createEvents, type Events } from './events.ts';
import { galleryCards } from './gallery.ts';
import { localOnly } from './guard.ts';
import { outlookRoutes } from './outlook-routes.ts';
import { refuse } from './refuse.ts';
import type { ConsoleOptions } from './types.ts';

/** The zone in which a day of the local clock is a day. */
const ZONE = 'Europe/Amsterdam';

/** The console and its addresses, to be mounted at `/local`. Only for requests from this machine and its own page. */
export function createConsole(options: ConsoleOptions): Router {
  const router = express.Router();
  const events = createEvents(options);
  router.use(localOnly, headers(), express.json({ limit: '64kb', type: () => true }));
  for (const [path, name] of PAGES) router.get(path, (_req, res) => asset(res, name));
  router.get('/cards.json', (_req, res) => void res.json(galleryCards()));
  router.get('/people', (_req, res) => void res.json(options.people()));
  const { url, mailboxes } = options.outlook;
  router.get('/about', (_req, res) => void res.json({ outlook: url, mailboxes: mailboxes() }));
  router.get('/activity', (_req, res) => void res.json(options.activity.notes()));
  router.get('/events', (req, res) => events.open(req, res));
  clockRoutes(router, options, events);
  chatRoutes(router, options);
  outlookRoutes(router, options);
  router.use(inWords);
  return router;
}

const PAGES: readonly (readonly [string, AssetName])[] = [
  ['/', 'console.html'],
  ['/console.js', 'console.js'],
  ['/cards', 'gallery.html'],
  ['/gallery.js', 'gallery.js'],
  ['/console.css', 'console.css'],
];

function headers() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        // A window of Teams can be a page of this server.
        'frame-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Plain HTTP on loopback: there is no https to insist on.
    strictTransportSecurity: false,
  });
}

async function asset(res: Response, name: AssetName): Promise<void> {
  const { type, body }: Asset = (await consoleAssets())[name];
  res.setHeader('content-type', type);
  res.setHeader('cache-control', 'no-cache');
  res.send(body);
}

function clockRoutes(router: Router, { clock }: ConsoleOptions, events: Events): void {
  const now = () => new Date(clock.now()).toISOString();
  router.get('/clock', (_req, res) => void res.json({ now: now() }));
  router.post('/clock', async (req, res) => {
    const move = readClockMove(req.body, clock.now(), ZONE);
    if (move.kind === 'broken') return void res.status(400).json({ error: move.why });
    clock.set(move.moment);
    await clock.settle();
    events.tell({ kind: 'clock', now: now() });
    res.json({ now: now() });
  });
}

const BODY_ERRORS: Readonly<Record<string, string>> = {
  'entity.too.large': 'Dat is te groot.',
  'entity.parse.failed': 'Dat is geen JSON.',
};

/** Express knows an error handler by its four parameters. What is wrong with a body is said; the rest is ours. */
function inWords(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const type = error instanceof Error && 'type' in error ? String(error.type) : '';
  const about = BODY_ERRORS[type];
  const why = error instanceof Error ? error.message : 'onbekend';
  if (res.headersSent) next(error);
  else if (about === undefined) res.status(500).json({ error: `Dit ging mis: ${why}` });
  else refuse(res, about);
}
