import express, { type Router } from 'express';
import { openCards } from '../flows/open-cards.ts';
import { signOut } from '../flows/sign-in.ts';
import { createCookies } from './cookies.ts';
import { readForm } from './form.ts';
import { type Html, html } from './html.ts';
import { messagesHtml } from './messages-html.ts';
import { pageHtml } from './page-html.ts';
import { entraOf, type PagesQ } from './sign-in.ts';
import { addressForm } from './sign-in-html.ts';
import { MY_PAGE } from './text-my-page.ts';
import { SIGN_IN } from './text-sign-in.ts';
import { type Visit, visiting } from './visit.ts';

/** A part of the page for a role; null when it is not for this person. */
export type Part = (visit: Visit) => Promise<Html | null>;

/** One's own page: what waits, and what the roles of this moment add to it. */
export function myPage(q: PagesQ, parts: readonly Part[]): Router {
  const router = express.Router();
  const visit = visiting(q);
  const cookies = createCookies(q.publicUrl);
  router.get(
    '/mij',
    visit(async (v) => {
      const { person } = v.visitor;
      const cards = await openCards(q.c, person);
      const shown: (Html | null)[] = [];
      for (const part of parts) shown.push(await part(v));
      const reader = { language: v.language, zone: q.c.programme().zone };
      v.send(html`<h1>${MY_PAGE[v.language].title}</h1>${messagesHtml(cards, reader)}${shown}`);
    }),
  );
  router.post(
    '/mij/afmelden',
    ...readForm(),
    visit(async ({ visitor, res, language }) => {
      await signOut(q.c, visitor);
      cookies.clear(res, 'session');
      const notice = { text: SIGN_IN[language].out.done, alert: false };
      const page = addressForm({ language, notice, entra: entraOf(q) !== null });
      res.type('html').send(pageHtml({ language, html: page.text, title: SIGN_IN[language].title }));
    }),
  );
  return router;
}
