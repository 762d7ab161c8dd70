import express, { type Router } from 'express';
import { about } from './about.ts';
import { cardPage } from './card-page.ts';
import { coachPages, coachPart } from './coach-page.ts';
import { coordinatorPages, coordinatorPart } from './coordinator-page.ts';
import { entraPages } from './entra-pages.ts';
import { unreadableForm } from './form.ts';
import { myDataPages } from './my-data-pages.ts';
import { myPage } from './my-page.ts';
import { ownPagesOnly } from './own-page.ts';
import { type PagesQ, signInPages } from './sign-in.ts';
import { timesPages } from './times-page.ts';

/** Everything that people open in a browser. Behind `/p` and `/mij` nothing is kept by a browser or on the way. */
export function pages(q: PagesQ): Router {
  const router = express.Router();
  router.use(about(q.c));
  router.use(myDataPages(q.c));
  router.use(['/p', '/mij'], (_req, res, next) => {
    res.setHeader('cache-control', 'no-store');
    next();
  });
  router.use(['/p', '/mij'], ownPagesOnly(q.publicUrl));
  router.use(signInPages(q));
  router.use(entraPages(q));
  router.use(cardPage(q));
  router.use(coachPages(q));
  router.use(timesPages(q));
  router.use(coordinatorPages(q));
  router.use(myPage(q, [coachPart(q), coordinatorPart(q)]));
  router.use(['/p', '/mij'], unreadableForm);
  return router;
}
