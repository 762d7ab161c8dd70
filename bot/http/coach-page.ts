import express, { type Router } from 'express';
import { z } from 'zod';
import { coachSessions, type Preparation, preparation, tellLate } from '../flows/coach-sessions.ts';
import { timesOf } from '../flows/coach-times.ts';
import { openCard } from '../flows/page.ts';
import type { BookingId } from '../rules/ids.ts';
import { cardHtml } from './card-page.ts';
import { coachHtml, preparationHtml } from './coach-html.ts';
import { readForm } from './form.ts';
import type { Part } from './my-page.ts';
import type { PagesQ } from './sign-in.ts';
import { type Visit, visiting } from './visit.ts';

const id = z.uuid();

/** What a coach finds on their own page. */
export function coachPart({ c }: PagesQ): Part {
  return async ({ visitor, language }) => {
    const { person } = visitor;
    if (!person.roles.includes('coach')) return null;
    const times = await timesOf(c, person.id);
    if (!times) return null;
    const sessions = await coachSessions(c, person);
    const reader = { language, zone: c.programme().zone };
    return coachHtml({ sessions, coach: times.coach, now: c.clock.now() }, reader);
  };
}

/** A session to come, with its preparation; and "ten minutes later". */
export function coachPages(q: PagesQ): Router {
  const router = express.Router();
  const { c } = q;
  const visit = visiting(q);
  const found = async ({ visitor, req }: Visit): Promise<Preparation | null> => {
    const booking = id.safeParse(req.params.booking);
    const coach = visitor.person;
    if (!booking.success || !coach.roles.includes('coach')) return null;
    return preparation(c, { coach, booking: booking.data as BookingId });
  };
  const show = async (v: Visit, refused: boolean) => {
    const prepared = await found(v);
    if (!prepared) return v.gone();
    const { person, form } = v.visitor;
    const shown = prepared.card && (await openCard(c, { person, card: prepared.card }));
    const message = shown && cardHtml(v, shown, 'h2');
    const reader = { language: v.language, zone: c.programme().zone };
    v.send(preparationHtml({ ...prepared, form, message, refused }, reader), refused ? 409 : 200);
  };
  router.get(
    '/mij/gesprek/:booking',
    visit((v) => show(v, false)),
  );
  router.post(
    '/mij/gesprek/:booking/later',
    ...readForm(),
    visit(async (v) => {
      const prepared = await found(v);
      if (!prepared) return v.gone();
      const booking = prepared.session.booking.id;
      if ((await tellLate(c, { coach: v.visitor.person, booking })) === 'no') return show(v, true);
      v.res.redirect(303, `/mij/gesprek/${booking}`);
    }),
  );
  return router;
}
