import { createHash } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import { pressSchema } from '../../cards/actions.ts';
import { drawCard } from '../../cards/draw.ts';
import type { Context, Shown } from '../flows/context.ts';
import { openPage, pressOnPage } from '../flows/page.ts';
import { about } from './about.ts';
import { cardToHtml } from './card-html.ts';
import { languageOf, readForm, unreadableForm } from './form.ts';
import { type PageLanguage, pageHtml, TEXTS } from './page-html.ts';

/** 32 random bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * The page behind a link in a mail. A GET shows nothing: mail filters follow links, and a reading is
 * recorded only when a person presses "open".
 */
export function pages(c: Context): Router {
  const router = express.Router();
  router.use(about(c));
  router.use('/p/:token', (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/p/:token', (req, res) => {
    const language = languageOf(req);
    if (!TOKEN.test(req.params.token)) return gone(res, language);
    const { waits, opens, open } = TEXTS[language];
    const form = `<form method="post"><h1>${waits}</h1><p>${opens}</p><p class="buttons"><button class="primary">${open}</button></p></form>`;
    res.type('html').send(pageHtml({ language, html: form }));
  });
  router.post('/p/:token', ...readForm(), async (req, res) => {
    const { token = '' } = req.params;
    if (typeof token !== 'string' || !TOKEN.test(token)) return gone(res, languageOf(req));
    const shown = await show(c, token, req.body);
    if (!shown) return gone(res, languageOf(req));
    const { html } = cardToHtml(drawCard(shown.view, shown));
    res.type('html').send(pageHtml({ language: shown.language, html }));
  });
  router.use('/p/:token', unreadableForm);
  return router;
}

async function show(c: Context, token: string, body: unknown): Promise<Shown | null> {
  const fields = fieldsOf(body);
  if (!('verb' in fields)) return openPage(c, token);
  const { verb, card, ...inputs } = fields;
  const press = pressSchema.safeParse({ verb, card, inputs });
  // What is not one of our buttons shows the card as it stands.
  if (!press.success) return openPage(c, token);
  const key = `page:${createHash('sha256')
    .update(JSON.stringify([token, press.data]))
    .digest('hex')}`;
  return pressOnPage(c, { token, press: press.data, key });
}

/** Several ticked boxes of one name come as an array: `a,b`, as Teams sends them. */
function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const fields = Object.entries(body).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, value] as const];
    return Array.isArray(value)
      ? [[name, value.filter((v) => typeof v === 'string').join(',')] as const]
      : [];
  });
  return Object.fromEntries(fields);
}

function gone(res: Response, language: PageLanguage): void {
  const { goneTitle, gone } = TEXTS[language];
  res
    .status(404)
    .type('html')
    .send(pageHtml({ language, html: `<h1>${goneTitle}</h1><p>${gone}</p>` }));
}
