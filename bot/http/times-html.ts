import { fill, textOf } from '../../cards/text.ts';
import { intervalOf } from '../../cards/when.ts';
import type { CoachSession } from '../flows/coach-sessions.ts';
import { hoursField, STRETCHES, type Times } from '../flows/coach-times.ts';
import type { Fields, HoursFault, PauseFault, WindowFault } from '../rules/coach-times.ts';
import type { Language, WorkingHours } from '../rules/programme.ts';
import type { Interval, Weekday } from '../rules/time.ts';
import { pauseLine } from './coach-html.ts';
import { type Html, html } from './html.ts';
import { noticeOf } from './sign-in-html.ts';
import { COACH } from './text-coach.ts';
import { TIMES } from './text-times.ts';
import { formField } from './visit.ts';

/** What was sent and refused: shown again as it was, with what is wrong. */
export type Refused =
  | { readonly what: 'hours'; readonly fields: Fields; readonly fault: HoursFault }
  | { readonly what: 'window'; readonly fields: Fields; readonly fault: WindowFault }
  | { readonly what: 'pause'; readonly fields: Fields; readonly fault: PauseFault };

export type TimesPage = Times & {
  readonly language: Language;
  readonly form: string;
  readonly now: number;
  readonly saved: boolean;
  readonly refused: Refused | null;
  readonly sessions: readonly CoachSession[];
};

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function timesHtml(q: TimesPage): Html {
  const t = TIMES[q.language];
  const saved = q.saved ? noticeOf({ text: t.saved, alert: false }) : null;
  const when = q.coach.calendar === 'windows' ? windowsHtml(q) : hoursHtml(q);
  return html`<h1>${t.heading}</h1>${saved}${when}${pauseHtml(q)}<p class="note">${t.who}</p>`;
}

function hoursHtml(q: TimesPage): Html {
  const t = TIMES[q.language].hours;
  const { refused, coach } = q;
  const sent = refused?.what === 'hours' ? refused : null;
  const fields = sent ? sent.fields : fieldsOf(coach.hours);
  const days = WEEK.map((day) => dayHtml(day, fields, q.language));
  return html`<h2>${t.heading}</h2><p>${t.lead}</p><p class="note">${coach.ownHours ? t.own : t.file}</p>
<form method="post" action="/mij/tijden/werktijden">${formField(q.form)}${sent && alertOf(hoursFault(sent.fault, q.language))}${days}
<p class="buttons"><button class="primary">${t.save}</button></p></form>
${coach.ownHours ? buttonHtml(q, '/mij/tijden/werktijden-terug', t.back) : null}`;
}

/** The stretches that are filled in, and one more to fill in. */
function dayHtml(day: Weekday, fields: Fields, language: Language): Html {
  const name = textOf(language).words.day[day];
  const filled = Array.from({ length: STRETCHES }, (_, at) => at + 1).filter(
    (n) => (fields[hoursField(day, n, 'from')] ?? '') + (fields[hoursField(day, n, 'to')] ?? '') !== '',
  );
  const shown = Math.min(STRETCHES, Math.max(2, (filled.at(-1) ?? 0) + 1));
  const stretches = Array.from({ length: shown }, (_, at) =>
    stretchHtml({ day, n: at + 1, name, fields, language }),
  );
  return html`<fieldset><legend>${name}</legend>${stretches}</fieldset>`;
}

function stretchHtml(q: {
  readonly day: Weekday;
  readonly n: number;
  readonly name: string;
  readonly fields: Fields;
  readonly language: Language;
}): Html {
  const t = TIMES[q.language];
  const name = fill(t.hours.stretch, { day: q.name, n: q.n });
  const ends = (['from', 'to'] as const).map((end) => {
    const field = hoursField(q.day, q.n, end);
    return html`<label><span class="note">${t[end]}</span><input type="time" name="${field}" value="${q.fields[field] ?? ''}" aria-label="${name} ${t[end]}"></label>`;
  });
  return html`<div class="inline">${ends}</div>`;
}

function windowsHtml(q: TimesPage): Html {
  const t = TIMES[q.language];
  const sent = q.refused?.what === 'window' ? q.refused : null;
  const fields = sent?.fields ?? {};
  const at = { language: q.language, zone: q.coach.zone };
  const items = q.windows.map(
    (window) =>
      html`<li>${intervalOf(window, at)}${buttonHtml(q, '/mij/tijden/moment-weg', t.windows.remove, window.id)}</li>`,
  );
  const list = items.length === 0 ? html`<p>${t.windows.none}</p>` : html`<ul class="plain">${items}</ul>`;
  return html`<h2>${t.windows.heading}</h2><p>${t.windows.lead}</p>${list}
<form method="post" action="/mij/tijden/moment">${formField(q.form)}${sent && alertOf(t.windows.faults[sent.fault])}
<div class="inline">${inputHtml('date', 'date', t.windows.date, fields)}${inputHtml('time', 'from', t.from, fields)}${inputHtml('time', 'to', t.to, fields)}</div>
<p class="buttons"><button class="primary">${t.windows.add}</button></p></form>`;
}

function pauseHtml(q: TimesPage): Html {
  const t = TIMES[q.language].pause;
  const sent = q.refused?.what === 'pause' ? q.refused : null;
  const fields = sent?.fields ?? {};
  const standing = q.coach.away.filter(({ end }) => end > q.now).map((pause) => standingHtml(pause, q));
  return html`<h2>${t.heading}</h2><p>${t.lead}</p>${standing}
<form method="post" action="/mij/tijden/pauze">${formField(q.form)}${sent && alertOf(t.faults[sent.fault])}
<div class="inline">${inputHtml('date', 'first', t.first, fields)}${inputHtml('date', 'last', t.last, fields)}</div>
<p class="buttons"><button>${t.save}</button></p></form>`;
}

function standingHtml(pause: Interval, q: TimesPage): Html {
  const inside = q.sessions.filter(
    ({ booking }) => booking.when.start < pause.end && booking.when.end > pause.start,
  );
  const end = buttonHtml(q, '/mij/tijden/pauze-weg', TIMES[q.language].pause.end, String(pause.start));
  return html`${pauseLine(pause, q.coach, q)}${stayHtml(inside, q)}${end}`;
}

/** What stays in the pause, and what can be done with it. */
function stayHtml(inside: readonly CoachSession[], { language, coach }: TimesPage): Html | null {
  if (inside.length === 0) return null;
  const at = { language, zone: coach.zone };
  const items = inside.map(({ booking, director }) => {
    const name = fill(COACH[language].prepare, { number: booking.number, director });
    return html`<li><a href="/mij/gesprek/${booking.id}">${name}</a>, ${intervalOf(booking.when, at)}</li>`;
  });
  return html`<p>${TIMES[language].pause.stay}</p><ul>${items}</ul>`;
}

function inputHtml(type: 'date' | 'time', name: string, label: string, fields: Fields): Html {
  return html`<label><span class="label">${label}</span><input type="${type}" name="${name}" value="${fields[name] ?? ''}" required></label>`;
}

function buttonHtml({ form }: Pick<TimesPage, 'form'>, action: string, title: string, id?: string): Html {
  const hidden = id === undefined ? null : html`<input type="hidden" name="id" value="${id}">`;
  return html`<form method="post" action="${action}">${formField(form)}${hidden}<p class="buttons"><button>${title}</button></p></form>`;
}

function alertOf(text: string): Html | null {
  return noticeOf({ text, alert: true });
}

function hoursFault(fault: HoursFault, language: Language): string {
  const text = TIMES[language].hours.faults[fault.why];
  return fault.why === 'none' ? text : fill(text, { day: textOf(language).words.day[fault.day] });
}

/** `24:00` is no time of a browser's own field: the last minute of the day stands for it. */
function fieldsOf(hours: WorkingHours): Fields {
  return Object.fromEntries(
    WEEK.flatMap((day) =>
      (hours[day] ?? []).slice(0, STRETCHES).flatMap(({ from, to }, at) => [
        [hoursField(day, at + 1, 'from'), from],
        [hoursField(day, at + 1, 'to'), to === '24:00' ? '23:59' : to],
      ]),
    ),
  );
}
