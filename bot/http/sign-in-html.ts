import { fill } from '../../cards/text.ts';
import { clockOf } from '../../cards/when.ts';
import type { Programme } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import { type Html, html } from './html.ts';
import type { PageLanguage } from './page-html.ts';
import { SIGN_IN } from './text-sign-in.ts';

/** Something that was refused, or done, in words above the form. */
export type Notice = { readonly text: string; readonly alert: boolean };
type Around = { readonly language: PageLanguage; readonly notice: Notice | null; readonly entra: boolean };

/** Behind the link of a mail: the same page for every link, whether anybody has it or not. */
export function linkForm(q: Around): Html {
  const t = SIGN_IN[q.language];
  return html`<form method="post"><h1>${t.link.heading}</h1>${noticeOf(q.notice)}<p>${t.link.lead}</p>
<p class="buttons"><button class="primary">${t.link.send}</button></p><p class="note">${t.link.who}</p></form>${otherWay(q)}`;
}

export function addressForm(q: Around): Html {
  const t = SIGN_IN[q.language];
  return html`<form method="post" action="/mij/aanmelden"><h1>${t.address.heading}</h1>${noticeOf(q.notice)}<p>${t.address.lead}</p>
<p><label><span class="label">${t.address.label}</span><br><input type="email" name="address" autocomplete="email" maxlength="200" required></label></p>
<p class="buttons"><button class="primary">${t.address.send}</button></p><p class="note">${t.link.who}</p></form>${otherWay(q)}`;
}

export function codeForm(
  q: Around & {
    readonly until: Moment;
    readonly programme: Pick<Programme, 'zone' | 'firm' | 'firmContact'>;
  },
): Html {
  const t = SIGN_IN[q.language].code;
  const { zone, firm, firmContact } = q.programme;
  const until = clockOf(q.until, { language: q.language, zone });
  return html`<form method="post" action="/mij/code"><h1>${t.heading}</h1>${noticeOf(q.notice)}<p>${fill(t.lead, { until })}</p>
<p><label><span class="label">${t.label}</span><br><input class="code" type="text" name="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="20" required></label></p>
<p class="buttons"><button class="primary">${t.enter}</button></p></form>
<p class="note">${fill(t.none, { firm, phone: firmContact.phone })}</p><p class="note">${t.privacy}</p><p><a href="/mij/aanmelden">${t.again}</a></p>`;
}

function otherWay({ language, entra }: Around): Html | null {
  if (!entra) return null;
  const t = SIGN_IN[language].address;
  return html`<p>${t.or}</p><p class="buttons"><a class="button" href="/mij/entra">${t.entra}</a></p>`;
}

export function noticeOf(notice: Notice | null): Html | null {
  if (!notice) return null;
  return html`<p class="${notice.alert ? 'alert' : 'done'}" role="${notice.alert ? 'alert' : 'status'}">${notice.text}</p>`;
}
