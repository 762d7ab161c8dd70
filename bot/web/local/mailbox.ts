import { api } from './api.ts';
import { shortDayTime } from './dates.ts';
import { h, linked } from './dom.ts';
import type { Mail, Person } from './wire.ts';

export type MailboxView = { open(person: Person): void; refresh(): Promise<void> };

const KINDS: Readonly<Record<string, string>> = {
  invitation: 'uitnodiging',
  update: 'wijziging',
  cancellation: 'annulering',
  response: 'antwoord',
};

/** The person's own mailbox, newest first. */
export function mailboxView(
  root: HTMLElement,
  tools: { readonly run: (work: () => Promise<void>) => Promise<void> },
): MailboxView {
  let person: Person | null = null;
  let shown = '';
  const list = h('div', { class: 'mails' });
  root.replaceChildren(h('h3', {}, 'Postvak'), list);
  const refresh = async () => {
    const whose = person;
    if (whose === null) return;
    const mails = await api.mailbox(whose.upn);
    const state = JSON.stringify([whose.upn, mails]);
    // Drawing the same again would fold an opened mail.
    if (person !== whose || state === shown) return;
    shown = state;
    list.replaceChildren(
      ...(mails.length === 0 ? [h('p', { class: 'empty' }, 'Geen post.')] : newestFirst(mails).map(mailItem)),
    );
  };
  return {
    refresh,
    open: (next) => {
      person = next;
      void tools.run(refresh);
    },
  };
}

function newestFirst(mails: readonly Mail[]): readonly Mail[] {
  return mails.toSorted((a, b) => b.at - a.at);
}

function mailItem(mail: Mail): HTMLElement {
  const kind = mail.folder === 'sent' ? 'verzonden' : KINDS[mail.kind];
  return h(
    'details',
    {},
    h(
      'summary',
      {},
      h('b', {}, mail.subject),
      kind === undefined ? null : h('span', { class: 'tag' }, kind),
      h('small', {}, `${mail.from.name || mail.from.address} · ${shortDayTime(mail.at)}`),
    ),
    h('p', { class: 'body' }, linked(mail.text === '' ? '(geen tekst)' : mail.text)),
  );
}
