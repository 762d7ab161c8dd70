import type { Request, Response } from 'express';
import { isOwnForm, type Visitor, visitorOf } from '../flows/sign-in.ts';
import type { Language } from '../rules/programme.ts';
import { createCookies } from './cookies.ts';
import { languageOf } from './form.ts';
import { type Html, html } from './html.ts';
import { pageHtml, TEXTS } from './page-html.ts';
import type { PagesQ } from './sign-in.ts';
import { textIn } from './sign-in.ts';
import { MY_PAGE } from './text-my-page.ts';

/** A request of somebody who is signed in; a form of theirs was proved to be ours. */
export type Visit = {
  readonly visitor: Visitor;
  readonly req: Request;
  readonly res: Response;
  readonly language: Language;
  /** Sends a whole page, with the way back and the way out on it. */
  send(page: Html, status?: number): void;
  /** One text for "not yours" and "not there". */
  gone(): void;
};

export type Visiting = (
  work: (visit: Visit) => Promise<void>,
) => (req: Request, res: Response) => Promise<void>;

/** Lets in who is signed in; everybody else is shown where one signs in. */
export function visiting(q: PagesQ): Visiting {
  const cookies = createCookies(q.publicUrl);
  return (work) => async (req, res) => {
    const token = cookies.read(req, 'session');
    const visitor = token && (await visitorOf(q.c, token));
    if (!token || !visitor) {
      cookies.clear(res, 'session');
      return res.redirect(303, '/mij/aanmelden');
    }
    if (req.method === 'POST' && !isOwnForm(q.c, token, textIn(req.body, 'form'))) return foreign(req, res);
    await work(visitOf({ visitor, req, res }));
  };
}

function visitOf(q: Pick<Visit, 'visitor' | 'req' | 'res'>): Visit {
  const { visitor, res } = q;
  const { language } = visitor.person;
  const send = (page: Html, status = 200) => {
    const { title } = MY_PAGE[language];
    const whole = html`${topOf(visitor, q.req)}${page}`;
    res
      .status(status)
      .type('html')
      .send(pageHtml({ language, html: whole.text, title }));
  };
  const { goneTitle, gone } = TEXTS[language];
  return { ...q, language, send, gone: () => send(html`<h1>${goneTitle}</h1><p>${gone}</p>`, 404) };
}

/** Back to one's own page, and out. */
function topOf({ person, form }: Visitor, req: Request): Html {
  const t = MY_PAGE[person.language];
  const back = req.path === '/mij' ? html`<span>${person.name}</span>` : html`<a href="/mij">${t.back}</a>`;
  return html`<header>${back}<form method="post" action="/mij/afmelden">${formField(form)}<button>${t.out}</button></form></header>`;
}

/** What every form of somebody who is signed in carries. */
export function formField(form: string): Html {
  return html`<input type="hidden" name="form" value="${form}">`;
}

function foreign(req: Request, res: Response): void {
  const language = languageOf(req);
  const { foreignTitle, foreign: text } = TEXTS[language];
  const page = html`<h1>${foreignTitle}</h1><p>${text}</p>`;
  res
    .status(403)
    .type('html')
    .send(pageHtml({ language, html: page.text }));
}
