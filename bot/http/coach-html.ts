import { fill } from '../../cards/text.ts';
import { dayOf, meetingOf, type Reader } from '../../cards/when.ts';
import type { CoachSession, Preparation } from '../flows/coach-sessions.ts';
import type { Both, CoachNow, Exercise, SessionTemplate } from '../rules/programme.ts';
import { type Html, html } from './html.ts';
import { noticeOf } from './sign-in-html.ts';
import { COACH } from './text-coach.ts';
import { formField } from './visit.ts';

/** The coach's part of their own page. */
export function coachHtml(
  q: { readonly sessions: readonly CoachSession[]; readonly coach: CoachNow; readonly now: number },
  reader: Reader,
): Html {
  const t = COACH[reader.language];
  const list = html`<ul class="plain">${q.sessions.map((session) => sessionItem(session, reader))}</ul>`;
  return html`<h2>${t.sessions}</h2>${q.sessions.length === 0 ? html`<p>${t.none}</p>` : list}
<h2>${t.times}</h2>${q.coach.away.filter(({ end }) => end > q.now).map((pause) => pauseLine(pause, q.coach, reader))}<p><a href="/mij/tijden">${t.change}</a></p>`;
}

function sessionItem(session: CoachSession, reader: Reader): Html {
  const t = COACH[reader.language];
  const { booking, director } = session;
  const name = fill(t.prepare, { number: booking.number, director });
  return html`<li><a href="/mij/gesprek/${booking.id}">${name}</a><br>${whenOf(session, reader)}${joinOf(session, reader)}</li>`;
}

function whenOf({ booking }: CoachSession, reader: Reader): Html {
  const when = meetingOf({ slot: booking.when, place: booking.place }, reader);
  return booking.state === 'held' ? html`${when}, ${COACH[reader.language].held}` : html`${when}`;
}

/** Only an address that a browser opens safely. */
function joinOf({ joinUrl }: CoachSession, { language }: Reader): Html | null {
  if (joinUrl === null || URL.parse(joinUrl)?.protocol !== 'https:') return null;
  return html`<br><a href="${joinUrl}" rel="noreferrer">${COACH[language].join}</a>`;
}

/** Days as they are where the coach works. */
export function pauseLine(
  pause: CoachNow['away'][number],
  coach: Pick<CoachNow, 'zone'>,
  { language }: Pick<Reader, 'language'>,
): Html {
  const at = { language, zone: coach.zone };
  const days = { first: dayOf(pause.start, at), last: dayOf(pause.end - 1, at) };
  const text = days.first === days.last ? COACH[language].pausedDay : COACH[language].paused;
  return html`<p><strong>${fill(text, days)}</strong></p>`;
}

/** One session: where and when, what can be pressed, and what to prepare. */
export function preparationHtml(
  q: Preparation & { readonly form: string; readonly message: Html | null; readonly refused: boolean },
  reader: Reader,
): Html {
  const t = COACH[reader.language];
  const { session } = q;
  const name = fill(t.prepare, { number: session.booking.number, director: session.director });
  return html`<h1>${name}</h1><p><strong>${whenOf(session, reader)}</strong>${joinOf(session, reader)}</p>
${lateHtml(q, reader)}${q.message}${templateHtml(q.template, reader)}`;
}

function lateHtml(
  q: { readonly session: CoachSession; readonly form: string; readonly refused: boolean },
  { language }: Reader,
): Html | null {
  const t = COACH[language].late;
  const { booking, late } = q.session;
  if (late === 'told') return noticeOf({ text: t.told, alert: false });
  if (late === 'no') return q.refused ? noticeOf({ text: t.no, alert: true }) : null;
  return html`<form method="post" action="/mij/gesprek/${booking.id}/later">${formField(q.form)}<h2>${t.heading}</h2><p>${t.lead}</p>
<p class="buttons"><button class="primary">${t.tell}</button></p></form>`;
}

function templateHtml(template: SessionTemplate | null, { language }: Reader): Html {
  const t = COACH[language].prep;
  if (!template) return html`<p class="note">${t.none}</p>`;
  const { goals, topics, exercises } = template;
  return html`<h2>${fill(t.heading, { title: template.title[language] })}</h2><p>${t.advice}</p>
${listOf(t.goals, goals, language)}${listOf(t.topics, topics, language)}
${exercises.length === 0 ? null : html`<h3>${t.exercises}</h3>${exercises.map((one) => exerciseHtml(one, language))}`}
<p class="note">${t.who}</p>`;
}

function listOf(heading: string, items: readonly Both[], language: Reader['language']): Html | null {
  if (items.length === 0) return null;
  return html`<h3>${heading}</h3><ul>${items.map((item) => html`<li>${item[language]}</li>`)}</ul>`;
}

function exerciseHtml({ title, text, link }: Exercise, language: Reader['language']): Html {
  const sheet = link && html` <a href="${link}" rel="noreferrer">${COACH[language].prep.sheet}</a>`;
  return html`<p><strong>${title[language]}</strong>${text && html`<br>${text[language]}`}${sheet}</p>`;
}
