import { h } from './dom.ts';
import type { Self } from './people.ts';
import { tabList } from './tabs.ts';
import { fill, t } from './words.ts';

export type OutlookPane = {
  readonly week: HTMLElement;
  readonly mailbox: HTMLElement;
  open(self: Self): void;
  counted(mails: number): void;
};

/** The right-hand side: calendar or mailbox of the chosen person. */
export function outlookPane(root: HTMLElement): OutlookPane {
  const week = h('section', { class: 'week', id: 'week', role: 'tabpanel', 'aria-label': t.calendar });
  const mailbox = h('section', { class: 'mailbox', id: 'mailbox', role: 'tabpanel', 'aria-label': t.inbox });
  const title = h('h2', {}, t.outlook);
  const count = h('small', { class: 'count' });
  const show = (which: 'week' | 'mailbox') => {
    week.hidden = which !== 'week';
    mailbox.hidden = which !== 'mailbox';
  };
  const tabs = tabList<'week' | 'mailbox'>(t.outlook, show, 'outlook');
  tabs.set(
    [
      { id: 'week', name: t.calendar, icon: 'calendar', panel: 'week' },
      { id: 'mailbox', name: t.inbox, icon: 'mail', panel: 'mailbox' },
    ],
    'week',
  );
  tabs.element.querySelector('#outlook-mailbox')?.append(count);
  show('week');
  root.replaceChildren(
    h('header', { class: 'pane-head' }, h('div', { class: 'title' }, title), tabs.element),
    week,
    mailbox,
  );
  return {
    week,
    mailbox,
    open: (self) => {
      title.replaceChildren(fill(t.outlookOf, { name: self.name }));
      const reads = self.kind === 'mailbox' || self.reach === 'mail' ? 'mailbox' : 'week';
      tabs.choose(reads);
      show(reads);
    },
    counted: (mails) => count.replaceChildren(mails === 0 ? '' : ` ${mails}`),
  };
}
