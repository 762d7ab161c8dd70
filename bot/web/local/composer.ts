import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { Self } from './people.ts';
import type { Place } from './wire.ts';
import { fill, t } from './words.ts';

/** What can be typed, as the help card says it; by language and by who it is of use to. */
const WORDS = {
  nl: {
    director: [
      'aanmelden',
      'afspraken',
      'verzetten',
      'annuleren',
      'hulplijn',
      'mijn gegevens',
      'stoppen',
      'help',
    ],
    other: ['afspraken', 'hulplijn', 'mijn gegevens', 'help'],
  },
  en: {
    director: ['sign up', 'sessions', 'move', 'cancel', 'helpline', 'my data', 'stop', 'help'],
    other: ['sessions', 'helpline', 'my data', 'help'],
  },
};

export type Composer = {
  readonly element: HTMLElement;
  open(self: Self, place: Place, name: string): void;
  /** The next message answers this one. */
  reply(thread: string): void;
};

/** Where a person writes. `say` answers whether it was sent: what was not can be sent again. */
export function composer(say: (text: string, thread: string | null) => Promise<boolean>): Composer {
  let thread: string | null = null;
  const box = h('input', { type: 'text', id: 'say', maxlength: '4000', autocomplete: 'off' });
  const label = h('label', { for: 'say', class: 'hidden' });
  const words = h('div', { class: 'words', role: 'group', 'aria-label': t.commonWords });
  const replying = h('p', { class: 'replying', hidden: true }, t.replying, ' ');
  const answer = (to: string | null) => {
    thread = to;
    replying.hidden = to === null;
  };
  replying.append(h('button', { type: 'button', class: 'quiet', click: () => answer(null) }, t.cancelReply));
  const send = async (text: string) => {
    if (text === '') return;
    const to = thread;
    box.value = '';
    answer(null);
    if (await say(text, to)) return;
    if (box.value === '') box.value = text;
    answer(to);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void send(box.value.trim());
  };
  const button = h('button', { type: 'submit', class: 'primary' }, icon('send'), h('span', {}, t.send));
  const line = h('div', { class: 'line' }, label, box, button);
  const element = h('form', { class: 'composer', submit }, words, replying, line);
  return {
    element,
    open: (self, place, name) => {
      answer(null);
      box.value = '';
      box.placeholder = place === 'personal' ? t.typeHere : `${MENTION} …`;
      label.replaceChildren(place === 'personal' ? t.messageTo : fill(t.messageToRoom, { name }));
      words.replaceChildren(
        ...wordsFor(self, place).map((word) =>
          h('button', { type: 'button', click: () => void send(word) }, word),
        ),
      );
    },
    reply: (to) => {
      answer(to);
      box.focus();
    },
  };
}

const MENTION = '@Klankbord';

function wordsFor(self: Self, place: Place): readonly string[] {
  if (self.kind === 'mailbox') return [];
  const own = WORDS[self.language][self.roles.includes('director') ? 'director' : 'other'];
  return place === 'personal' ? own : [`${MENTION} help`, `${MENTION} ${own[0] ?? 'help'}`];
}
