import { createHash } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';
import { type Press, pressSchema } from '../../cards/actions.ts';
import { drawCard } from '../../cards/draw.ts';
import type { Context, Shown } from '../flows/context.ts';
import { openCard, pressOnPage } from '../flows/page.ts';
import type { CardId } from '../rules/ids.ts';
import { cardToHtml } from './card-html.ts';
import { readForm } from './form.ts';
import { type Html, trusted } from './html.ts';
import type { PagesQ } from './sign-in.ts';
import { type Visit, visiting } from './visit.ts';

const id = z.uuid();

/** One message: the same card as in a chat, with the same buttons. */
export function cardPage(q: PagesQ): Router {
  const router = express.Router();
  const visit = visiting(q);
  const show = async (v: Visit, shown: Shown | null) => {
    if (!shown) return v.gone();
    v.send(cardHtml(v, shown));
  };
  router.get(
    '/mij/bericht/:card',
    visit(async (v) => show(v, await opened(q.c, v))),
  );
  router.post(
    '/mij/bericht/:card',
    ...readForm(),
    visit(async (v) => {
      const press = pressIn(v.req.body);
      // What is not one of our buttons shows the card as it stands.
      await show(v, press ? await pressed(q.c, v, press) : await opened(q.c, v));
    }),
  );
  return router;
}

/** The card as a form that comes back to its own page. */
export function cardHtml(
  { visitor }: Pick<Visit, 'visitor'>,
  shown: Shown,
  heading: 'h1' | 'h2' = 'h1',
): Html {
  const action = `/mij/bericht/${shown.card}`;
  return trusted(cardToHtml(drawCard(shown.view, shown), { form: visitor.form, action, heading }).html);
}

async function opened(c: Context, { visitor, req }: Visit): Promise<Shown | null> {
  const card = id.safeParse(req.params.card);
  return card.success ? openCard(c, { person: visitor.person, card: card.data as CardId }) : null;
}

function pressed(c: Context, { visitor }: Visit, press: Press): Promise<Shown> {
  const { person } = visitor;
  const key = `page:${createHash('sha256')
    .update(JSON.stringify([person.id, press]))
    .digest('hex')}`;
  return pressOnPage(c, { person, press, key });
}

function pressIn(body: unknown): Press | null {
  const { verb, card, form: _, ...inputs } = fieldsOf(body);
  const read = pressSchema.safeParse({ verb, card, inputs });
  return read.success ? read.data : null;
}

/** Several ticked boxes of one name come as an array: `a,b`, as Teams sends them. */
export function fieldsOf(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const fields = Object.entries(body).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, value] as const];
    return Array.isArray(value)
      ? [[name, value.filter((v) => typeof v === 'string').join(',')] as const]
      : [];
  });
  return Object.fromEntries(fields);
}
