import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { fill } from '../../cards/text.ts';
import type { Context } from '../flows/context.ts';
import {
  askCode,
  type Claim,
  cardOfLink,
  codeUntil,
  type Entered,
  enterCode,
  visitorOf,
} from '../flows/sign-in.ts';
import { createCookies } from './cookies.ts';
import type { Entra } from './entra.ts';
import { languageOf, readForm } from './form.ts';
import type { Html } from './html.ts';
import { networkOf } from './network.ts';
import { pageHtml } from './page-html.ts';
import { addressForm, codeForm, linkForm, type Notice } from './sign-in-html.ts';
import { SIGN_IN } from './text-sign-in.ts';

/** What the pages behind a sign-in need of the house. */
export type PagesQ = {
  readonly c: Context;
  readonly publicUrl: string;
  /** Null: nobody registered this service for signing in. */
  readonly entra: Entra | null;
};

/** Entra, when it is set up here and the programme lists a tenant. */
export function entraOf({ c, entra }: PagesQ): { entra: Entra; tenants: readonly string[] } | null {
  const tenants = c.programme().signInTenants;
  return entra && tenants.length > 0 ? { entra, tenants } : null;
}

/** 32 random bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;
/** What an address may look like; longer is nobody's. */
const address = z.email().max(200);
/** The code itself works ten minutes; afterwards its form can still say that it is over. */
const CODE_COOKIE_MS = 60 * 60_000;
/** As long as a sign-in lasts at most. */
export const SESSION_COOKIE_MS = 8 * 60 * 60_000;

/**
 * How somebody without Teams comes in: a link or an address, then a code by mail. Every link and every address
 * gets the same answer.
 */
export function signInPages(q: PagesQ): Router {
  const router = express.Router();
  const cookies = createCookies(q.publicUrl);
  const around = (req: Request, notice: Notice | null = null) => {
    return { language: languageOf(req), notice, entra: entraOf(q) !== null };
  };
  const send = (req: Request, res: Response, page: Html, status = 200) => {
    const language = languageOf(req);
    res
      .status(status)
      .type('html')
      .send(pageHtml({ language, html: page.text, title: SIGN_IN[language].title }));
  };
  /** The form for a code, when this browser asked for one; else the form to ask. */
  const codePage = async (req: Request, res: Response, notice: Notice | null) => {
    const secret = cookies.read(req, 'code');
    const until = secret && (await codeUntil(q.c, secret));
    const { none } = SIGN_IN[languageOf(req)].refused;
    if (!until) return send(req, res, addressForm(around(req, notice ?? { text: none, alert: true })), 403);
    const programme = q.c.programme();
    send(req, res, codeForm({ ...around(req, notice), until, programme }), notice?.alert ? 403 : 200);
  };
  const ask = async (req: Request, res: Response, claim: Claim) => {
    const asked = await askCode(q.c, { claim, network: networkOf(req.ip ?? '') });
    if (asked.kind === 'busy') {
      const { firm, firmContact } = q.c.programme();
      const text = fill(SIGN_IN[languageOf(req)].refused.busy, { firm, phone: firmContact.phone });
      return send(req, res, addressForm(around(req, { text, alert: true })), 429);
    }
    cookies.set(res, 'code', asked.secret, CODE_COOKIE_MS);
    res.redirect(303, '/mij/code');
  };

  router.get('/p/:token', async (req, res) => {
    const session = cookies.read(req, 'session');
    const visitor = session && (await visitorOf(q.c, session));
    const card = visitor && (await cardOfLink(q.c, { token: req.params.token, person: visitor.person }));
    if (card) return res.redirect(303, `/mij/bericht/${card}`);
    send(req, res, linkForm(around(req)));
  });
  router.post('/p/:token', ...readForm(), (req, res) => {
    const { token = '' } = req.params;
    const known = typeof token === 'string' && TOKEN.test(token) ? token : '';
    return ask(req, res, { kind: 'link', token: known });
  });
  router.get('/mij/aanmelden', (req, res) => send(req, res, addressForm(around(req))));
  router.post('/mij/aanmelden', ...readForm(), (req, res) => {
    const read = address.safeParse(textIn(req.body, 'address').trim());
    if (read.success) return ask(req, res, { kind: 'address', address: read.data });
    const { error } = SIGN_IN[languageOf(req)].address;
    return send(req, res, addressForm(around(req, { text: error, alert: true })), 400);
  });
  router.get('/mij/code', (req, res) => codePage(req, res, null));
  router.post('/mij/code', ...readForm(), async (req, res) => {
    const secret = cookies.read(req, 'code');
    if (!secret) return codePage(req, res, null);
    const entered = await enterCode(q.c, { secret, typed: textIn(req.body, 'code') });
    if (entered.kind === 'refused')
      return codePage(req, res, { text: whyNot(entered, languageOf(req)), alert: true });
    cookies.set(res, 'session', entered.token, SESSION_COOKIE_MS);
    res.redirect(303, entered.card === null ? '/mij' : `/mij/bericht/${entered.card}`);
  });
  return router;
}

function whyNot({ why, left }: Extract<Entered, { kind: 'refused' }>, language: 'nl' | 'en'): string {
  const texts = SIGN_IN[language].refused;
  if (why !== 'wrong') return texts[why];
  return left === 1 ? texts.last : fill(texts.wrong, { left });
}

/** One field of a form that was sent; empty when it is not there, or there twice. */
export function textIn(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : '';
}
