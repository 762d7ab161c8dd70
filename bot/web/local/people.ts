import { h } from './dom.ts';
import type { Person } from './wire.ts';

const ROLES: Readonly<Record<string, string>> = {
  director: 'directeur',
  coach: 'coach',
  coordinator: 'coördinator',
  office: 'programmabureau',
  contact: 'contactpersoon',
  administrator: 'beheerder',
};

export type PeopleView = {
  /** Marks who is chosen and whose chat has news. */
  draw(chosen: string, unread: ReadonlySet<string>): void;
};

export function peopleView(
  root: HTMLElement,
  people: readonly Person[],
  choose: (person: Person) => void,
): PeopleView {
  const buttons = people.map((person) => ({ person, button: personButton(person, () => choose(person)) }));
  root.replaceChildren(
    h('h2', {}, 'Wie bent u?'),
    h('ul', { class: 'people' }, ...buttons.map(({ button }) => h('li', {}, button))),
    howItWorks(),
  );
  return {
    draw: (chosen, unread) => {
      for (const { person, button } of buttons) {
        button.setAttribute('aria-pressed', String(person.aadObjectId === chosen));
        const news = unread.has(person.aadObjectId) && person.aadObjectId !== chosen;
        button.classList.toggle('unread', news);
        button.querySelector('.news')?.replaceChildren(news ? 'nieuw bericht' : '');
      }
    },
  };
}

/** What a person's roles are called. */
export function rolesOf(person: Person): string {
  const roles = person.roles.map((role) => ROLES[role] ?? role).join(', ') || 'geen rol';
  return person.reach === 'mail' ? `${roles}, per mail` : roles;
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.[0] ?? '').join('');
}

/** For who is here for the first time; folded on a phone, where it would stand before the chat. */
function howItWorks(): HTMLElement {
  const open = window.matchMedia('(min-width: 821px)').matches;
  return h(
    'details',
    { class: 'how', open },
    h('summary', {}, 'Hoe werkt dit?'),
    h('p', {}, 'Een proef op uw eigen computer. De mensen zijn verzonnen; u speelt ze zelf.'),
    h(
      'ol',
      {},
      h('li', {}, 'U bent nu Noor. Druk op Aanmelden en leg een gesprek vast.'),
      h('li', {}, 'Kies dan uw coach, en zie wat die ziet.'),
      h('li', {}, 'Zet bovenaan de klok vooruit.'),
    ),
    h('p', { lang: 'en' }, 'In English? Choose Yara.'),
  );
}

function personButton(person: Person, click: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'person', click },
    h('span', { class: 'face', 'aria-hidden': 'true' }, initials(person.name)),
    h('span', { class: 'who' }, h('b', {}, person.name), h('small', {}, rolesOf(person))),
    h('span', { class: 'news' }),
  );
}
