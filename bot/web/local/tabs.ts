import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';
import { rove } from './rove.ts';

export type Tab<Id extends string> = {
  readonly id: Id;
  readonly name: string;
  readonly icon: IconName;
  /** The element that the tab shows. */
  readonly panel: string;
};
export type Tabs<Id extends string> = {
  readonly element: HTMLElement;
  set(tabs: readonly Tab<Id>[], chosen: Id): void;
  choose(id: Id): void;
  /** A mark with a word for who can not see it; empty takes it away. */
  badge(id: Id, words: string): void;
};

/** A row of tabs (ARIA Authoring Practices, "tabs"): arrows move, and what has the focus is shown. */
export function tabList<Id extends string>(label: string, chosen: (id: Id) => void, name: string): Tabs<Id> {
  const element = h('div', { class: 'tabs', role: 'tablist', 'aria-label': label });
  const roving = rove(element, { selector: '[role=tab]', keys: 'row' });
  const idOf = (id: Id) => `${name}-${id}`;
  const choose = (id: Id) => {
    for (const tab of element.querySelectorAll<HTMLElement>('[role=tab]')) {
      const mine = tab.id === idOf(id);
      tab.setAttribute('aria-selected', String(mine));
      if (mine) roving.stop(tab);
    }
  };
  const pick = (id: Id) => {
    choose(id);
    chosen(id);
  };
  return {
    element,
    choose,
    set: (tabs, first) => {
      element.replaceChildren(
        ...tabs.map((tab) =>
          h(
            'button',
            {
              type: 'button',
              role: 'tab',
              id: idOf(tab.id),
              'aria-controls': tab.panel,
              click: () => pick(tab.id),
              focus: (event) => {
                const selected = event.target instanceof HTMLElement && event.target.ariaSelected === 'true';
                if (!selected) pick(tab.id);
              },
            },
            icon(tab.icon),
            h('span', {}, tab.name),
            h('span', { class: 'badge-dot' }),
          ),
        ),
      );
      choose(first);
    },
    badge: (id, words) => {
      const dot = document.getElementById(idOf(id))?.querySelector('.badge-dot');
      dot?.replaceChildren(words === '' ? '' : h('span', { class: 'hidden' }, words));
      dot?.classList.toggle('on', words !== '');
    },
  };
}
