/**
 * One stop for Tab in a row of buttons, arrows between them (ARIA Authoring Practices, "roving tabindex").
 * `chosen` is where Tab comes in.
 */
export function rove(root: HTMLElement, q: { readonly selector: string; readonly keys: 'row' | 'column' }) {
  const [back, ahead] = q.keys === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const all = () => [...root.querySelectorAll<HTMLElement>(q.selector)].filter((one) => !one.hidden);
  const stop = (at: HTMLElement) => {
    for (const one of all()) one.tabIndex = one === at ? 0 : -1;
  };
  root.addEventListener('keydown', (event) => {
    const items = all();
    const from = items.findIndex((one) => one.contains(document.activeElement));
    if (from === -1) return;
    const to = { [back]: from - 1, [ahead]: from + 1, Home: 0, End: items.length - 1 }[event.key];
    const next = to === undefined ? undefined : items[(to + items.length) % items.length];
    if (next === undefined) return;
    event.preventDefault();
    stop(next);
    next.focus();
  });
  return { stop };
}
