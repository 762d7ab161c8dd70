import { h } from './dom.ts';

/** A button with a sheet under it. Escape and a click beside it close it. */
export function menu(
  button: HTMLButtonElement,
  sheet: HTMLElement,
  opened: () => void = () => undefined,
): HTMLElement {
  const set = (open: boolean) => {
    sheet.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) opened();
  };
  button.addEventListener('click', () => set(sheet.hidden !== false));
  const box = h('div', { class: 'menu' }, button, sheet);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || sheet.hidden) return;
    set(false);
    button.focus();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) set(false);
  });
  sheet.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-closes]')) set(false);
  });
  set(false);
  return box;
}
