import { h } from './dom.ts';
import { icon } from './icons.ts';
import { rove } from './rove.ts';
import type { Person } from './wire.ts';
import { t } from './words.ts';

/** Somebody one can be here: a person, or a mailbox that is nobody's own. */
export type Self =
  | ({ readonly kind: 'person' } & Person)
  | { readonly kind: 'mailbox'; readonly name: string; readonly upn: string };

export type PeopleView = {
  /** Marks who is chosen and who has something new, by user principal name. */
  draw(chosen: string, unread: ReadonlySet<string>): void;
};

/** The first of somebody's roles that stands here says where they are in the list. */
const GROUP_OF = [
  ['director', 'director'],
  ['coach', 'coach'],
  ['coordinator', 'coordinator'],
  ['office', 'office'],
  ['contact', 'office'],
  ['administrator', 'office'],
] as const;
const GROUPS = ['director', 'coach', 'coordinator', 'office', 'other'] as const;
type Group = (typeof GROUPS)[number];

export function peopleView(
  root: HTMLElement,
  selves: readonly Self[],
  choose: (self: Self) => void,
): PeopleView {
  const buttons = selves.map((self) => ({ self, button: selfButton(self, () => choose(self)) }));
  const groups = GROUPS.flatMap((group) => {
    const own = buttons.filter(({ self }) => groupOf(self) === group);
    if (own.length === 0) return [];
    const items = own.map(({ button }) => h('li', {}, button));
    return [
      h('h3', {}, t.groups[group]),
      h('ul', { class: 'people', 'aria-label': t.groups[group] }, ...items),
    ];
  });
  root.replaceChildren(h('h2', {}, t.whoAreYou), ...groups);
  const roving = rove(root, { selector: '.person', keys: 'column' });
  return {
    draw: (chosen, unread) => {
      for (const { self, button } of buttons) {
        const mine = self.upn === chosen;
        button.setAttribute('aria-current', String(mine));
        if (mine) roving.stop(button);
        const news = unread.has(self.upn) && !mine;
        button.classList.toggle('unread', news);
        button.querySelector('.news')?.replaceChildren(news ? t.news : '');
      }
    },
  };
}

function groupOf(self: Self): Group {
  if (self.kind === 'mailbox') return 'office';
  return GROUP_OF.find(([role]) => self.roles.includes(role))?.[1] ?? 'other';
}

/** What a person's roles are called. */
export function rolesOf(self: Self): string {
  if (self.kind === 'mailbox') return t.mailbox;
  const names: Readonly<Record<string, string>> = t.roles;
  const roles = self.roles.map((role) => names[role] ?? role).join(', ') || t.noRole;
  return self.reach === 'mail' ? `${roles}, ${t.byMail}` : roles;
}

/** A round with initials in a colour of one's own. */
export function face(name: string): HTMLElement {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.[0] ?? '').join('');
  const hue = [...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0) % COLOURS;
  return h('span', { class: `face hue-${hue}`, 'aria-hidden': 'true' }, letters);
}

const COLOURS = 6;

/** The bot's own face. */
export function botFace(): HTMLElement {
  return h('span', { class: 'face bot-face', 'aria-hidden': 'true' }, 'K');
}

function selfButton(self: Self, click: () => void): HTMLButtonElement {
  const picture =
    self.kind === 'person'
      ? face(self.name)
      : h('span', { class: 'face mailbox-face', 'aria-hidden': 'true' }, icon('mail'));
  return h(
    'button',
    { type: 'button', class: 'person', click },
    picture,
    h('span', { class: 'who' }, h('b', {}, self.name), h('small', {}, rolesOf(self))),
    h('span', { class: 'news' }),
  );
}
