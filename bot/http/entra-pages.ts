import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { enterByAccount } from '../flows/sign-in.ts';
import { createCookies } from './cookies.ts';
import type { Trip } from './entra.ts';
import { languageOf } from './form.ts';
import { pageHtml } from './page-html.ts';
import { entraOf, type PagesQ, SESSION_COOKIE_MS } from './sign-in.ts';
import { addressForm } from './sign-in-html.ts';
import { SIGN_IN } from './text-sign-in.ts';

/** Somebody signs in at Entra within this time. */
const TRIP_MS = 10 * 60_000;
const returned = z.object({ code: z.string().min(1).max(5_000), state: z.string().max(100) });

/**
 * There and back. What belongs to the trip is derived from one random cookie, so that nothing is kept for people
 * who never come back, and any process can take them in.
 */
export function entraPages(q: PagesQ): Router {
  const router = express.Router();
  const cookies = createCookies(q.publicUrl);
  const refuse = (req: Request, res: Response, why: 'entra' | 'entraDown') => {
    const language = languageOf(req);
    const t = SIGN_IN[language];
    const page = addressForm({ language, notice: { text: t.refused[why], alert: true }, entra: true });
    res
      .status(403)
      .type('html')
      .send(pageHtml({ language, html: page.text, title: t.title }));
  };
  router.get('/mij/entra', (_req, res) => {
    const found = entraOf(q);
    if (!found) return res.redirect(303, '/mij/aanmelden');
    const secret = Buffer.from(q.c.random.bytes(32)).toString('base64url');
    cookies.set(res, 'entra', secret, TRIP_MS);
    res.redirect(303, found.entra.authorizeUrl({ ...tripOf(q, secret), tenants: found.tenants }));
  });
  router.get('/mij/entra/terug', async (req, res) => {
    const found = entraOf(q);
    const secret = cookies.read(req, 'entra');
    cookies.clear(res, 'entra');
    const back = returned.safeParse(req.query);
    if (!found || !secret || !back.success) return refuse(req, res, 'entra');
    const { code, state } = back.data;
    if (!q.c.signer.matches('entra', `state:${secret}`, state)) return refuse(req, res, 'entra');
    const redeemed = await found.entra.redeem({ ...tripOf(q, secret), code, tenants: found.tenants });
    if (redeemed.kind !== 'account')
      return refuse(req, res, redeemed.kind === 'down' ? 'entraDown' : 'entra');
    const token = await enterByAccount(q.c, redeemed);
    if (token === null) return refuse(req, res, 'entra');
    cookies.set(res, 'session', token, SESSION_COOKIE_MS);
    res.redirect(303, '/mij');
  });
  return router;
}

function tripOf({ c }: PagesQ, secret: string): Trip {
  const part = (name: keyof Trip) => c.signer.tag('entra', `${name}:${secret}`);
  return { state: part('state'), nonce: part('nonce'), verifier: part('verifier') };
}
