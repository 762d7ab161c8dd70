import type { Router } from 'express';
import { z } from 'zod';
import { actInOutlook, actSchema } from './outlook-acts.ts';
import { refuse } from './refuse.ts';
import type { ConsoleOptions } from './types.ts';

const ofWhom = z.object({ upn: z.string().min(1).max(320) });
const whichWeek = ofWhom.extend({ from: z.iso.date() });
const acted = z.strictObject({
  upn: z.string().min(1).max(320),
  event: z.string().min(1).max(500),
  act: actSchema,
});

/** A person's Outlook: their week, their mail, and what they do with an appointment. */
export function outlookRoutes(router: Router, { outlook, people, jumps }: ConsoleOptions): void {
  const known = (upn: string) =>
    [...people(), ...outlook.mailboxes()].some((one) => one.upn.toLowerCase() === upn.toLowerCase());
  const stranger = { error: 'Deze persoon ken ik niet.' };
  router.get('/week', async (req, res) => {
    const query = whichWeek.safeParse(req.query);
    if (!query.success) return refuse(res, 'Vraag ?upn=…&from=2026-11-23.');
    if (!known(query.data.upn)) return void res.status(404).json(stranger);
    res.json(await outlook.week(query.data.upn, query.data.from));
  });
  router.get('/mailbox', async (req, res) => {
    const query = ofWhom.safeParse(req.query);
    if (!query.success) return refuse(res, 'Vraag ?upn=….');
    if (!known(query.data.upn)) return void res.status(404).json(stranger);
    res.json(await outlook.mailbox(query.data.upn));
  });
  router.get('/jumps', async (req, res) => {
    const query = ofWhom.safeParse(req.query);
    if (!query.success) return refuse(res, 'Vraag ?upn=….');
    if (!known(query.data.upn)) return void res.status(404).json(stranger);
    res.json(await jumps(query.data.upn));
  });
  router.post('/outlook', async (req, res) => {
    const body = acted.safeParse(req.body);
    if (!body.success) return refuse(res, 'Stuur {"upn":"…","event":"…","act":{"kind":"accept"}}.');
    if (!known(body.data.upn)) return void res.status(404).json(stranger);
    const refused = await actInOutlook(outlook.url, body.data);
    if (refused !== null) return refuse(res, refused);
    res.json({ done: true });
  });
}
