import type { Request, RequestHandler } from 'express';
import { languageOf } from './form.ts';
import { pageHtml, TEXTS } from './page-html.ts';

/**
 * Takes a form only from a page of ours: every browser says with a form where it comes from. Beside the token in
 * the form itself, and for the forms that have none yet.
 */
export function ownPagesOnly(publicUrl: string): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST' || isOwn(req, publicUrl)) return next();
    const language = languageOf(req);
    const { foreignTitle, foreign } = TEXTS[language];
    const html = `<h1>${foreignTitle}</h1><p>${foreign}</p>`;
    res.status(403).type('html').send(pageHtml({ language, html }));
  };
}

function isOwn({ headers }: Request, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return origin === publicUrl || URL.parse(origin)?.host === host;
}
