import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { type PageLanguage, pageHtml, TEXTS } from './page-html.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Reads a posted form into `req.body`; anything else is refused in words, before it is read or counts as a visit. */
export function readForm(): readonly RequestHandler[] {
  return [onlyForms, express.urlencoded({ extended: false, limit: '20kb', parameterLimit: 60 })];
}

/** A post without a body and a type is an empty form. */
function onlyForms(req: Request, res: Response, next: NextFunction): void {
  const type = req.headers['content-type'];
  if (type === undefined || type.toLowerCase().startsWith(FORM)) next();
  else refuse(req, res, 415);
}

/** Express knows an error handler by its four parameters. What is wrong with a form is the sender's; the rest goes on. */
export function unreadableForm(error: unknown, req: Request, res: Response, next: NextFunction): void {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status < 400 || status >= 500 || res.headersSent) next(error);
  else refuse(req, res, status);
}

export function languageOf(req: Request): PageLanguage {
  return req.acceptsLanguages('nl', 'en') === 'en' ? 'en' : 'nl';
}

function refuse(req: Request, res: Response, status: number): void {
  const language = languageOf(req);
  const { unreadableTitle, unreadable } = TEXTS[language];
  const html = `<h1>${unreadableTitle}</h1><p>${unreadable}</p>`;
  res.status(status).type('html').send(pageHtml({ language, html }));
}
