import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { LocalOutlook } from './outlook.ts';
import { errorReply, type Reply } from './replies.ts';
import { send } from './service.ts';
import type { Behaviour } from './types.ts';

/** What the console and tests ask beside Graph; every answer is JSON. */
export function consoleRouter(outlook: Omit<LocalOutlook, 'url' | 'port' | 'close'>): Router {
  const router = express.Router();
  router.use(express.json({ limit: '64kb' }));
  router.post('/faults', (request, response) => {
    const read = z.array(fault).safeParse(Array.isArray(request.body) ? request.body : [request.body]);
    if (read.success) outlook.faults.add(...read.data);
    answer(response, read.success ? { left: outlook.faults.left() } : null);
  });
  router.delete('/faults', (_request, response) => {
    outlook.faults.clear();
    answer(response, { left: 0 });
  });
  router.get('/requests', (_request, response) => answer(response, outlook.requests.all()));
  router.delete('/requests', (_request, response) => {
    outlook.requests.reset();
    answer(response, {});
  });
  router.get('/week', (request, response) => {
    answer(response, outlook.week(asked(request, 'upn'), asked(request, 'from')));
  });
  router.get('/mailbox', (request, response) => answer(response, outlook.mailbox(asked(request, 'upn'))));
  router.post('/busy', (request, response) => {
    const read = busy.safeParse(request.body);
    answer(response, read.success && outlook.addBusy(read.data) ? {} : null);
  });
  router.post('/disturb', (request, response) => {
    const read = disturbance.safeParse(request.body);
    if (read.success) outlook.notifications.disturb(read.data);
    answer(response, read.success ? {} : null);
  });
  router.post('/lifecycle', async (request, response) => {
    const read = lifecycle.safeParse(request.body);
    if (read.success) await outlook.notifications.lifecycle(read.data.event);
    answer(response, read.success ? {} : null);
  });
  router.post('/behaviour', (request, response) => {
    const read = behaviour.safeParse(request.body);
    answer(response, read.success ? outlook.behave(present(read.data)) : null);
  });
  return router;
}

const fault = z.strictObject({
  method: z.string().optional(),
  path: z.string().optional(),
  times: z.int().min(1),
  kind: z.union([
    z.strictObject({
      status: z.int().min(400).max(599),
      code: z.string(),
      retryAfter: z.int().min(0).optional(),
    }),
    z.strictObject({ afterDone: z.int().min(500).max(599) }),
    z.strictObject({ reset: z.enum(['before', 'after']) }),
    z.strictObject({ delayMs: z.int().min(0).max(600_000) }),
  ]),
});

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const busy = z.strictObject({
  upn: z.string(),
  start: moment,
  end: moment,
  subject: z.string().max(255).optional(),
  key: z.string().min(1).max(100).optional(),
});

const behaviour = z.strictObject({
  replay: z.enum(['same', 'conflict']).optional(),
  meetingLink: z.boolean().optional(),
  concurrentCalls: z.int().min(1).nullable().optional(),
  deltaTokenMs: z.int().min(0).optional(),
  deletedCopy: z.enum(['declines', 'silent']).optional(),
  notify: z.enum(['at-once', 'held']).optional(),
});

const disturbance = z.strictObject({
  times: z.int().min(1),
  kind: z.union([
    z.enum(['lost', 'doubled', 'swapped']),
    z.strictObject({ delayMs: z.int().min(0).max(600_000) }),
  ]),
});
const lifecycle = z.strictObject({
  event: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']),
});

function present(sent: z.infer<typeof behaviour>): Partial<Behaviour> {
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
}

function asked(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

function answer(response: Response, body: unknown): void {
  const reply: Reply =
    body === null ? errorReply(400, 'BadRequest', 'The question is not well formed.') : { status: 200, body };
  send(response, reply);
}
