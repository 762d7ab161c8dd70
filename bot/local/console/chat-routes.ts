import type { Router } from 'express';
import { z } from 'zod';
import { refuse } from './refuse.ts';
import type { ConsoleOptions } from './types.ts';

const place = z.enum(['personal', 'group', 'channel']).default('personal');
const thread = z.string().min(1).max(200).nullable().default(null);
const data = z.record(z.string(), z.unknown());
const activity = z.string().min(1).max(200);
const said = z.strictObject({ text: z.string().trim().min(1).max(4_000), place, thread });
const pressed = z.strictObject({
  activity,
  verb: z.string().max(100),
  data,
  as: z.enum(['execute', 'submit']).default('execute'),
  place,
  thread,
});
const asked = z.strictObject({
  step: z.enum(['fetch', 'submit']),
  activity: activity.nullable(),
  data,
  place,
  thread,
});

/** Teams as a person: rooms, messages, words, presses and windows. */
export function chatRoutes(router: Router, { teams, people }: ConsoleOptions): void {
  router.param('aad', (_req, res, next, aad) => {
    if (people().some((p) => p.aadObjectId === aad)) return next();
    res.status(404).json({ error: 'Deze persoon ken ik niet.' });
  });
  router.get('/rooms/:aad', (req, res) => void res.json(teams.rooms(req.params.aad)));
  router.get('/chats/:aad', async (req, res) => {
    const where = place.safeParse(req.query.place);
    if (!where.success || !isIn(req.params.aad, where.data)) return notThere(res);
    await teams.look(req.params.aad, where.data);
    res.json(teams.messages(req.params.aad, where.data));
  });
  router.post('/chats/:aad/say', async (req, res) => {
    const body = said.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"text":"…"} met 1 tot 4000 tekens.');
    const { text, ...where } = body.data;
    if (!isIn(req.params.aad, where.place)) return notThere(res);
    res.json({ status: await teams.say(req.params.aad, text, where) });
  });
  router.post('/chats/:aad/press', async (req, res) => {
    const body = pressed.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"activity":"…","verb":"…","data":{…}}.');
    const { place: to, thread: under, ...press } = body.data;
    if (!isIn(req.params.aad, to)) return notThere(res);
    res.json(await teams.press(req.params.aad, press, { place: to, thread: under }));
  });
  router.post('/chats/:aad/dialog', async (req, res) => {
    const body = asked.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"step":"fetch","activity":"…","data":{…}}.');
    const { place: to, thread: under, ...ask } = body.data;
    if (!isIn(req.params.aad, to)) return notThere(res);
    res.json(await teams.dialog(req.params.aad, ask, { place: to, thread: under }));
  });
  router.post('/chats/:aad/install', async (req, res) => {
    await teams.install(req.params.aad);
    res.json({ installed: true });
  });
  const isIn = (aad: string, to: z.infer<typeof place>) =>
    to === 'personal' || teams.rooms(aad).some((room) => room.place === to);
}

function notThere(res: Parameters<typeof refuse>[0]): void {
  res.status(404).json({ error: 'Deze persoon zit niet in dat gesprek.' });
}
