import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { type Asset, consoleAssets } from './assets.ts';
import { readClockMove } from './clock.ts';
import { createEvents, type Events } from './events.ts';
import { localOnly } from './guard.ts';
import type { ConsoleOptions } from './types.ts';

/** The zone in which a day of the local clock is a day. */
const ZONE = 'Europe/Amsterdam';

/** The console and its addresses, to be mounted at `/local`. Only for requests from this machine and its own page. */
export function createConsole(options: ConsoleOptions): Router {
  const router = express.Router();
  const events = createEvents(options);
  router.use(localOnly, headers(), express.json({ limit: '64kb', type: () => true }));
  router.get('/', (_req, res) => page(res, 'page'));
  router.get('/console.js', (_req, res) => page(res, 'script'));
  router.get('/console.css', (_req, res) => page(res, 'style'));
  router.get('/people', (_req, res) => void res.json(options.people()));
  router.get('/about', (_req, res) => void res.json({ outlook: options.outlook.url }));
  router.get('/activity', (_req, res) => void res.json(options.activity?.() ?? []));
  router.get('/events', (req, res) => events.open(req, res));
  clockRoutes(router, options, events);
  chatRoutes(router, options);
  outlookRoutes(router, options);
  router.use(inWords);
  return router;
}

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
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Plain HTTP on loopback: there is no https to insist on.
    strictTransportSecurity: false,
  });
}

async function page(res: Response, which: 'page' | 'script' | 'style'): Promise<void> {
  const asset: Asset = (await consoleAssets())[which];
  res.setHeader('content-type', asset.type);
  res.setHeader('cache-control', 'no-cache');
  res.send(asset.body);
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

const said = z.strictObject({ text: z.string().trim().min(1).max(4_000) });
const pressed = z.strictObject({
  activity: z.string().min(1).max(200),
  verb: z.string().max(100),
  data: z.record(z.string(), z.unknown()),
  as: z.enum(['execute', 'submit']).default('execute'),
});

function chatRoutes(router: Router, { teams, people }: ConsoleOptions): void {
  router.param('aad', (_req, res, next, aad) => {
    if (people().some((p) => p.aadObjectId === aad)) return next();
    res.status(404).json({ error: 'Deze persoon ken ik niet.' });
  });
  router.get('/chats/:aad', (req, res) => void res.json(teams.messages(req.params.aad)));
  router.post('/chats/:aad/say', async (req, res) => {
    const body = said.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"text":"…"} met 1 tot 4000 tekens.');
    res.json({ status: await teams.say(req.params.aad, body.data.text) });
  });
  router.post('/chats/:aad/press', async (req, res) => {
    const body = pressed.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"activity":"…","verb":"…","data":{…}}.');
    res.json(await teams.press(req.params.aad, body.data));
  });
  router.post('/chats/:aad/install', async (req, res) => {
    await teams.install(req.params.aad);
    res.json({ installed: true });
  });
}

const ofWhom = z.object({ upn: z.string().min(1) });
const whichWeek = ofWhom.extend({ from: z.iso.date() });

function outlookRoutes(router: Router, { outlook, people }: ConsoleOptions): void {
  const known = (upn: string) => people().some((p) => p.upn.toLowerCase() === upn.toLowerCase());
  router.get('/week', async (req, res) => {
    const query = whichWeek.safeParse(req.query);
    if (!query.success) return refuse(res, 'Vraag ?upn=…&from=2026-11-23.');
    if (!known(query.data.upn)) return void res.status(404).json({ error: 'Deze persoon ken ik niet.' });
    res.json(await outlook.week(query.data.upn, query.data.from));
  });
  router.get('/mailbox', async (req, res) => {
    const query = ofWhom.safeParse(req.query);
    if (!query.success) return refuse(res, 'Vraag ?upn=….');
    if (!known(query.data.upn)) return void res.status(404).json({ error: 'Deze persoon ken ik niet.' });
    res.json(await outlook.mailbox(query.data.upn));
  });
}

function refuse(res: Response, why: string): void {
  res.status(400).json({ error: why });
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
