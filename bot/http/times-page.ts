import express, { type Router } from 'express';
import { z } from 'zod';
import { coachSessions } from '../flows/coach-sessions.ts';
import {
  addWindow,
  clearHours,
  endPause,
  removeWindow,
  saveHours,
  setPause,
  type Times,
  timesOf,
} from '../flows/coach-times.ts';
import { fieldsOf } from './card-page.ts';
import { readForm } from './form.ts';
import type { PagesQ } from './sign-in.ts';
import { type Refused, timesHtml } from './times-html.ts';
import { type Visit, visiting } from './visit.ts';

/** When a coach can be booked: hours or windows, and a pause. */
export function timesPages(q: PagesQ): Router {
  const router = express.Router();
  const { c } = q;
  const visit = visiting(q);
  const show = async (v: Visit, more: { saved: boolean; refused: Refused | null }) => {
    const times = await timesOf(c, v.visitor.person.id);
    if (!times) return v.gone();
    const sessions = await coachSessions(c, v.visitor.person);
    const { language } = v;
    const page = { ...times, ...more, sessions, language, form: v.visitor.form, now: c.clock.now() };
    v.send(timesHtml(page), more.refused ? 400 : 200);
  };
  router.get(
    '/mij/tijden',
    visit((v) => show(v, { saved: 'klaar' in v.req.query, refused: null })),
  );
  /** A form of this page: for a coach, and what it does is seen on the page that follows. */
  const change = (work: (times: Times, v: Visit) => Promise<Refused | null>) => [
    ...readForm(),
    visit(async (v) => {
      const times = await timesOf(c, v.visitor.person.id);
      if (!times) return v.gone();
      const refused = await work(times, v);
      if (refused) return show(v, { saved: false, refused });
      v.res.redirect(303, '/mij/tijden?klaar');
    }),
  ];
  router.post(
    '/mij/tijden/werktijden',
    change(async ({ coach }, v) => {
      const fields = fieldsOf(v.req.body);
      const saved = await saveHours(c, coach, fields);
      return saved.kind === 'saved' ? null : { what: 'hours', fields, fault: saved.fault };
    }),
  );
  router.post(
    '/mij/tijden/werktijden-terug',
    change(async ({ coach }) => done(clearHours(c, coach))),
  );
  router.post(
    '/mij/tijden/moment',
    change(async ({ coach }, v) => {
      const fields = fieldsOf(v.req.body);
      const saved = await addWindow(c, coach, fields);
      return saved.kind === 'saved' ? null : { what: 'window', fields, fault: saved.fault };
    }),
  );
  router.post(
    '/mij/tijden/moment-weg',
    change(async ({ coach }, v) => {
      const id = z.uuid().safeParse(fieldsOf(v.req.body).id);
      return id.success ? done(removeWindow(c, coach, id.data)) : null;
    }),
  );
  router.post(
    '/mij/tijden/pauze',
    change(async ({ coach }, v) => {
      const fields = fieldsOf(v.req.body);
      const saved = await setPause(c, coach, fields);
      return saved.kind === 'saved' ? null : { what: 'pause', fields, fault: saved.fault };
    }),
  );
  router.post(
    '/mij/tijden/pauze-weg',
    change(async ({ coach }, v) => {
      const start = /^\d{1,15}$/.exec(fieldsOf(v.req.body).id ?? '');
      return done(endPause(c, coach, start && Number(start[0])));
    }),
  );
  return router;
}

async function done(work: Promise<void>): Promise<null> {
  await work;
  return null;
}
