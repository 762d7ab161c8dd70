import { api } from './api.ts';
import { h } from './dom.ts';

export type LogView = { refresh(): Promise<void> };

/** What happened lately behind the screen; nothing when the server keeps no lines. */
export function logView(root: HTMLElement): LogView {
  const list = h('ol', { reversed: true });
  const box = h('details', { class: 'log', hidden: true }, h('summary', {}, 'Wat er gebeurt'), list);
  root.replaceChildren(box);
  return {
    refresh: async () => {
      const lines = await api.activity();
      box.hidden = lines.length === 0;
      list.replaceChildren(...lines.toReversed().map((line) => h('li', {}, line)));
    },
  };
}
