import express, { type Router } from 'express';
import { fill } from '../../cards/text.ts';
import { momentOf, type Reader } from '../../cards/when.ts';
import type { Pooled } from '../flows/coach-pool.ts';
import { type Coordination, coordinationFor } from '../flows/coordinator-page.ts';
import { openOverrideOnPage } from '../flows/override.ts';
import { pauseLine } from './coach-html.ts';
import { readForm } from './form.ts';
import { type Html, html } from './html.ts';
import type { Part } from './my-page.ts';
import type { PageLanguage } from './page-html.ts';
import type { PagesQ } from './sign-in.ts';
import { COORDINATOR } from './text-coordinator.ts';
import { formField, visiting } from './visit.ts';

/** What a coordinator finds on their own page; for no other role. */
export function coordinatorPart({ c }: PagesQ): Part {
  return async ({ visitor, language }) => {
    const { person } = visitor;
    if (!person.roles.includes('coordinator')) return null;
    const reader = { language, zone: c.programme().zone };
    const page = coordinationHtml(await coordinationFor(c, person), { ...reader, now: c.clock.now() });
    return html`${page}${overrideForm(visitor.form, language)}`;
  };
}

/** "Coach van iemand wijzigen": from there on it is the card of the chat. */
export function coordinatorPages(q: PagesQ): Router {
  const router = express.Router();
  const visit = visiting(q);
  router.post(
    '/mij/andere-coach',
    ...readForm(),
    visit(async (v) => {
      const { person } = v.visitor;
      if (!person.roles.includes('coordinator')) return v.gone();
      v.res.redirect(303, `/mij/bericht/${await openOverrideOnPage(q.c, person)}`);
    }),
  );
  return router;
}

function overrideForm(form: string, language: PageLanguage): Html {
  return html`<form method="post" action="/mij/andere-coach">${formField(form)}<p class="buttons"><button type="submit">${COORDINATOR[language].override}</button></p></form>`;
}

type At = Reader & { readonly now: number };

function coordinationHtml(q: Coordination, at: At): Html {
  const t = COORDINATOR[at.language];
  return html`<h2>${t.waiting}</h2>${listOr(
    t.nobodyWaits,
    q.waiting.map((one) => waitingItem(one, at)),
  )}
<h2>${t.callbacks}</h2>${listOr(
    t.noCallbacks,
    q.callbacks.map((one) => callbackItem(one, at)),
  )}
<h2>${t.pool}</h2><ul class="plain">${q.pool.map((one) => coachItem(one, at))}</ul><p class="note">${t.who}</p>`;
}

function listOr(none: string, items: readonly Html[]): Html {
  return items.length === 0 ? html`<p>${none}</p>` : html`<ul class="plain">${items}</ul>`;
}

function waitingItem({ name, state, since, card }: Coordination['waiting'][number], at: At): Html {
  const t = COORDINATOR[at.language];
  const when = since === null ? '' : `, ${fill(t.since, { since: momentOf(since, at) })}`;
  const choose = card && html`<br><a href="/mij/bericht/${card}">${t.match}</a>`;
  return html`<li><strong>${name}</strong>: ${t.why[state]}${when}${choose}</li>`;
}

function callbackItem({ director, reader, askedAt }: Coordination['callbacks'][number], at: At): Html {
  const t = COORDINATOR[at.language];
  return html`<li><strong>${director}</strong>: ${fill(t.asked, { asked: momentOf(askedAt, at), reader })}</li>`;
}

function coachItem(pooled: Pooled, at: At): Html {
  const { coach, load, nextFree } = pooled;
  const t = COORDINATOR[at.language];
  const own = coach.ownHours && coach.calendar !== 'windows' ? `, ${t.ownHours}` : '';
  const pause = coach.away.filter(({ end }) => end > at.now).map((one) => pauseLine(one, coach, at));
  return html`<li><strong>${coach.name}</strong>: ${fill(t.load, { load, most: coach.maxDirectors })}; ${t.calendar[coach.calendar]}${own}<br>${freeLine(nextFree, at)}${readLine(pooled, at)}${pause}</li>`;
}

/** Since when a calendar behind an address can not be read: the coach can look whether it still works. */
function readLine({ coach, nextFree, readAt }: Pooled, at: At): string {
  const t = COORDINATOR[at.language];
  if (coach.calendar !== 'ics' || nextFree !== 'unread') return '';
  return ` ${readAt === null ? t.neverRead : fill(t.lastRead, { read: momentOf(readAt, at) })}`;
}

function freeLine(nextFree: Pooled['nextFree'], at: At): string {
  const t = COORDINATOR[at.language];
  if (nextFree === 'unread') return t.unread;
  return nextFree === null ? t.noTime : fill(t.free, { free: momentOf(nextFree, at) });
}
