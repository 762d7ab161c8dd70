import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import type { Context } from '../flows/context.ts';
import { type OwnData, openOwnData } from '../flows/my-data-page.ts';
import { languageOf, readForm, unreadableForm } from './form.ts';
import { ownDataHtml } from './my-data-html.ts';
import { PAGE } from './my-data-labels.ts';
import { PAGE_CSS, type PageLanguage, pageHtml } from './page-html.ts';

/** 32 random bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * One's own data behind a link that works for minutes. A GET shows nothing and takes nothing: previews follow
 * links. It gives the page a key; the first page that posts its key has the link, and may load it again.
 */
export function myDataPages(c: Context): Router {
  const router = express.Router();
  router.use('/my-data/:token', (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  router.get('/my-data/:token', (req, res) => {
    const language = languageOf(req);
    if (!TOKEN.test(req.params.token)) return gone(res, language);
    const { waits, opens, open } = PAGE[language];
    const key = randomBytes(32).toString('base64url');
    const html = `<form method="post"><input type="hidden" name="key" value="${key}"><h1>${waits}</h1><p>${opens}</p><p class="buttons"><button class="primary">${open}</button></p></form>`;
    res.type('html').send(pageHtml({ language, html }));
  });
  router.post('/my-data/:token', ...readForm(), async (req, res) => {
    const { token = '' } = req.params;
    const key = field(req, 'key');
    const as = field(req, 'as');
    if (typeof token !== 'string' || !TOKEN.test(token) || !TOKEN.test(key))
      return gone(res, languageOf(req));
    const data = await openOwnData(c, { token, key, as: as === '' ? 'page' : 'file' });
    if (!data) return gone(res, languageOf(req));
    if (as === 'json') return file(res, data, 'json', JSON.stringify(data.everything, null, 2));
    const html = ownDataHtml(data);
    if (as === 'html') return file(res, data, 'html', alone(pageHtml({ language: data.language, html })));
    res.type('html').send(
      pageHtml({
        language: data.language,
        html: html.replace('</h1>', `</h1>${saving(data.language, key)}`),
      }),
    );
  });
  router.use('/my-data/:token', unreadableForm);
  return router;
}

function saving(language: PageLanguage, key: string): string {
  const { json, html } = PAGE[language];
  return `<form method="post"><input type="hidden" name="key" value="${key}"><p class="buttons"><button name="as" value="json" class="primary">${json}</button> <button name="as" value="html">${html}</button></p></form>`;
}

function file(res: Response, { language }: OwnData, kind: 'json' | 'html', text: string): void {
  res.attachment(`${PAGE[language].file}.${kind}`).type(kind).send(text);
}

/** A page that is kept has its looks in itself. */
function alone(html: string): string {
  return html.replace('<link rel="stylesheet" href="/page.css">', `<style>${PAGE_CSS}</style>`);
}

function field(req: Request, name: string): string {
  const body: unknown = req.body;
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value : '';
}

function gone(res: Response, language: PageLanguage): void {
  const { gone: title, goneWhy } = PAGE[language];
  const why = goneWhy.replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>');
  res
    .status(404)
    .type('html')
    .send(pageHtml({ language, html: `<h1>${title}</h1><p>${why}</p>` }));
}
