import { h } from './dom.ts';
import { icon } from './icons.ts';
import { hintsSeen, rememberHints } from './settings.ts';
import { fill, t } from './words.ts';

/** Which part of the page each hint is about, in the order of `t.hints`. */
const ABOUT = ['people', 'chat', 'outlook', 'clock'] as const;
export type HintAbout = (typeof ABOUT)[number];

export type Hints = { open(): void };

/** Four steps for who is here for the first time; it can be put away, and called back. */
export function hintsView(root: HTMLElement, looking: (about: HintAbout | null) => void): Hints {
  let at = 0;
  const text = h('p', { 'aria-live': 'polite' });
  const count = h('small', {});
  const button = (words: string, style: string, click: () => void) =>
    h('button', { type: 'button', class: style, click }, words);
  const back = button(t.back, 'quiet', () => go(at - 1));
  const next = button(t.next, 'primary', () => (at + 1 < ABOUT.length ? go(at + 1) : close()));
  const go = (to: number) => {
    at = to;
    text.replaceChildren(t.hints[at] ?? '');
    count.replaceChildren(fill(t.hintOf, { n: at + 1, of: ABOUT.length }));
    back.hidden = at === 0;
    next.replaceChildren(at + 1 < ABOUT.length ? t.next : t.done);
    mark(ABOUT[at] ?? null);
  };
  const mark = (about: HintAbout | null) => {
    for (const one of ABOUT) document.getElementById(one)?.classList.toggle('pointed', one === about);
    looking(about);
  };
  const close = () => {
    root.hidden = true;
    rememberHints(true);
    mark(null);
  };
  const open = () => {
    root.hidden = false;
    rememberHints(false);
    go(0);
  };
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  root.replaceChildren(
    h('p', { class: 'start' }, h('b', {}, t.startHere), ' ', count),
    text,
    h('div', { class: 'buttons' }, back, next),
    h('button', { type: 'button', class: 'quiet', 'aria-label': t.close, click: close }, icon('close')),
  );
  root.hidden = true;
  if (!hintsSeen()) open();
  return { open };
}
