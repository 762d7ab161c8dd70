import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { t } from './words.ts';

export type Pane = 'people' | 'chat' | 'outlook';

/** On a small screen one pane shows at a time, and a bar below chooses which; on a large one all do. */
export function panes(app: HTMLElement, bar: HTMLElement): { show(pane: Pane): void } {
  const all: readonly (readonly [Pane, string, IconName])[] = [
    ['people', t.people, 'people'],
    ['chat', 'Teams', 'chat'],
    ['outlook', t.outlook, 'calendar'],
  ];
  const show = (pane: Pane) => {
    app.dataset.pane = pane;
    for (const button of bar.querySelectorAll('button'))
      button.setAttribute('aria-current', String(button.value === pane));
  };
  bar.setAttribute('aria-label', t.panes);
  bar.replaceChildren(
    ...all.map(([pane, name, picture]) =>
      h(
        'button',
        { type: 'button', value: pane, click: () => show(pane) },
        icon(picture),
        h('span', {}, name),
      ),
    ),
  );
  show('chat');
  return { show };
}
