import { api } from './api.ts';
import { wallTime } from './dates.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { language } from './settings.ts';
import type { Note } from './wire.ts';
import { t } from './words.ts';

export type ActivityView = { refresh(): Promise<void> };

/** What happened behind the screen: the newest as one quiet line, all of it when it is opened. */
export function activityView(root: HTMLElement): ActivityView {
  const line = h('span', { class: 'newest' }, t.quiet);
  const list = h('ol', { tabindex: '0', 'aria-label': t.background });
  const all = h('div', { class: 'notes', id: 'notes', hidden: true }, list);
  const button = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-expanded': 'false', 'aria-controls': 'notes' },
    icon('pulse'),
    h('b', {}, t.background),
    line,
    icon('down'),
  );
  const set = (open: boolean) => {
    all.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
  };
  button.addEventListener('click', () => set(all.hidden !== false));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || all.hidden) return;
    set(false);
    button.focus();
  });
  root.replaceChildren(all, button);
  return {
    refresh: async () => {
      const notes = await api.activity();
      const newest = notes.at(-1);
      line.replaceChildren(newest === undefined ? t.quiet : summaryOf(newest));
      list.replaceChildren(...notes.toReversed().map(noteItem));
    },
  };
}

function summaryOf(note: Note): string {
  return `${wallTime(note.at)}  ${note.text[language()]}`;
}

function noteItem(note: Note): HTMLElement {
  return h(
    'li',
    {},
    h('time', { class: 'at' }, wallTime(note.at)),
    h('span', { class: `tag kind-${note.kind}` }, t.kinds[note.kind]),
    h('span', { class: 'what' }, note.text[language()]),
    h('code', {}, note.code),
  );
}
