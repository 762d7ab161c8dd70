import { api } from './api.ts';
import { shortDayTime } from './dates.ts';
import { h, linked } from './dom.ts';
import type { Self } from './people.ts';
import type { Mail } from './wire.ts';
import { t } from './words.ts';

export type MailboxView = { open(self: Self): void; refresh(): Promise<void> };
export type MailboxTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  /** How many mails there are. */
  readonly counted: (mails: number) => void;
};

/** The person's own mailbox, newest first. */
export function mailboxView(root: HTMLElement, tools: MailboxTools): MailboxView {
  let self: Self | null = null;
  let shown = '';
  const list = h('div', { class: 'mails' });
  root.replaceChildren(list);
  const refresh = async () => {
    const whose = self;
    if (whose === null) return;
    const mails = await api.mailbox(whose.upn);
    const state = JSON.stringify([whose.upn, mails]);
    // Drawing the same again would fold an opened mail.
    if (self !== whose || state === shown) return;
    shown = state;
    tools.counted(mails.length);
    list.replaceChildren(
      ...(mails.length === 0 ? [h('p', { class: 'empty' }, t.noMail)] : newestFirst(mails).map(mailItem)),
    );
  };
  return {
    refresh,
    open: (next) => {
      self = next;
      void tools.run(refresh);
    },
  };
}

function newestFirst(mails: readonly Mail[]): readonly Mail[] {
  return mails.toSorted((a, b) => b.at - a.at);
}

function mailItem(mail: Mail): HTMLElement {
  const kinds: Readonly<Record<string, string>> = t.mailKinds;
  const kind = mail.folder === 'sent' ? t.sent : kinds[mail.kind];
  return h(
    'details',
    {},
    h(
      'summary',
      {},
      h('small', {}, `${mail.from.name || mail.from.address} · ${shortDayTime(mail.at)}`),
      h('b', { class: 'subject' }, mail.subject),
      kind === undefined ? null : h('span', { class: 'tag' }, kind),
    ),
    h('p', { class: 'body' }, linked(mail.text === '' ? t.noText : mail.text)),
  );
}
