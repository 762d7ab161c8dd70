import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { menu } from './menu.ts';
import { language, setLanguage, setTheme, type Theme, theme } from './settings.ts';
import { t } from './words.ts';

/** Language and appearance, and what else stands at the top right of a page. */
export function toolsFor(...first: readonly HTMLElement[]): readonly HTMLElement[] {
  return [...first, languageButton(), themeMenu()];
}

export function toolLink(href: string, name: IconName, words: string): HTMLElement {
  return h('a', { class: 'tool', href, title: words }, icon(name), h('span', {}, words));
}

export function toolButton(name: IconName, words: string, click: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'tool', title: words, click },
    icon(name),
    h('span', {}, words),
  );
}

function languageButton(): HTMLElement {
  const other = language() === 'nl' ? 'en' : 'nl';
  const button = toolButton('language', t.otherLanguage, () => {
    setLanguage(other);
    location.reload();
  });
  button.lang = other;
  return button;
}

function themeMenu(): HTMLElement {
  const choices = (['system', 'light', 'dark'] as const).map((one) => themeButton(one));
  const button = toolButton('theme', t.theme.label, () => undefined);
  const sheet = h('div', { class: 'sheet', role: 'group', 'aria-label': t.theme.label }, ...choices);
  const mark = () => {
    for (const choice of choices) choice.setAttribute('aria-pressed', String(choice.value === theme()));
  };
  return menu(button, sheet, mark);
}

function themeButton(one: Theme): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', value: one, 'data-closes': true, click: () => setTheme(one) },
    t.theme[one],
  );
}
