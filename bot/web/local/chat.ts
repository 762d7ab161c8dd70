import { api } from './api.ts';
import { drawCard } from './card.ts';
import { shortDayTime } from './dates.ts';
import { h, linked } from './dom.ts';
import { initials, rolesOf } from './people.ts';
import type { Message, Person } from './wire.ts';

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

export type ChatTools = {
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly tell: (words: string) => void;
};
export type ChatView = { open(person: Person): void; refresh(): Promise<void> };

/** Teams as the chosen person: the chat with the bot. */
export function chatView(root: HTMLElement, tools: ChatTools): ChatView {
  let person: Person | null = null;
  const title = h('h2', { tabindex: '-1' });
  const list = h('ol', {
    class: 'messages',
    'aria-live': 'polite',
    'aria-label': 'Berichten',
    tabindex: '0',
  });
  const drawn = new Map<string, HTMLElement>();
  const refresh = async () => {
    const whose = person;
    if (whose === null) return;
    const messages = await api.chat(whose.aadObjectId);
    // The answer of a chat that was left meanwhile is not shown in the next.
    if (person === whose)
      reconcile({ list, drawn, empty: emptyWords(whose) }, messages, (message) =>
        messageItem(message, whose, { ...tools, refresh }),
      );
  };
  /** Whether the local Teams has it; what the bot made of it is another matter. */
  const say = async (text: string): Promise<boolean> => {
    let sent = false;
    await tools.run(async () => {
      if (person === null) return;
      const { status } = await api.say(person.aadObjectId, text);
      sent = true;
      if (status >= 300) tools.tell(`De bot nam dit bericht niet aan (${status}).`);
      await refresh();
    });
    return sent;
  };
  const words = h('div', { class: 'words', role: 'group', 'aria-label': 'Veelgebruikte woorden' });
  root.replaceChildren(title, list, composer(say, words));
  return {
    refresh,
    open: (next) => {
      person = next;
      drawn.clear();
      words.replaceChildren(...wordButtons(next, (word) => void say(word)));
      list.replaceChildren();
      title.replaceChildren(h('span', {}, `Teams van ${next.name}`), h('small', {}, rolesOf(next)));
      void tools.run(refresh);
    },
  };
}

/** Draws only what is new or changed: a half-filled card keeps what was typed in it. */
function reconcile(
  { list, drawn, empty }: { list: HTMLElement; drawn: Map<string, HTMLElement>; empty: string },
  messages: readonly Message[],
  draw: (message: Message) => HTMLElement,
): void {
  const before = list.lastElementChild;
  const keys = new Set(messages.map(keyOf));
  for (const [key, element] of drawn) {
    if (keys.has(key)) continue;
    element.remove();
    drawn.delete(key);
  }
  for (const [index, message] of messages.entries()) {
    const element = drawn.get(keyOf(message)) ?? draw(message);
    drawn.set(keyOf(message), element);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  }
  if (messages.length === 0) list.replaceChildren(h('li', { class: 'empty' }, empty));
  if (list.lastElementChild !== before) showFromTop(list);
}

/** The whole of the newest message; of one that is too long for that, its heading first. */
function showFromTop(list: HTMLElement): void {
  const last = list.lastElementChild;
  if (last === null) return;
  list.scrollTop += last.getBoundingClientRect().top - list.getBoundingClientRect().top - ABOVE_PX;
}

const ABOVE_PX = 16;

function emptyWords(person: Person): string {
  return person.reach === 'mail'
    ? `${person.name} krijgt berichten per mail. Kijk bij Postvak: elke mail heeft een link naar een pagina.`
    : 'Nog geen berichten. Zeg iets, of kies een woord.';
}

function keyOf(message: Message): string {
  return `${message.id}/${message.edits}`;
}

function messageItem(
  message: Message,
  person: Person,
  tools: ChatTools & { readonly refresh: () => Promise<void> },
): HTMLElement {
  const mine = message.from === 'person';
  const press = (pressed: object) =>
    tools.run(async () => {
      const { status } = await api.press(person.aadObjectId, { activity: message.id, ...pressed });
      if (status >= 300) tools.tell(`Dat lukte niet: de bot antwoordde ${status}.`);
      await tools.refresh();
      // The pressed button is gone: whoever works by keyboard goes on in what replaced it.
      document.querySelector<HTMLElement>(`[data-id="${message.id}"] .ac-adaptiveCard`)?.focus();
    });
  return h(
    'li',
    { 'data-id': message.id, class: mine ? 'mine' : 'bot' },
    h('span', { class: 'face', 'aria-hidden': 'true' }, mine ? initials(person.name) : 'K'),
    h(
      'div',
      { class: 'bubble' },
      h(
        'p',
        { class: 'by' },
        `${mine ? person.name : 'Klankbord'} · ${shortDayTime(Date.parse(message.at))}${message.edits > 0 ? ' · bijgewerkt' : ''}`,
      ),
      message.text === null ? null : h('p', { class: 'said' }, linked(message.text)),
      message.card === null ? null : drawCard(message.card, { press, tell: tools.tell }),
    ),
  );
}

function wordButtons(person: Person, say: (word: string) => void): readonly HTMLElement[] {
  const words = WORDS[person.language][person.roles.includes('director') ? 'director' : 'other'];
  return words.map((word) => h('button', { type: 'button', click: () => say(word) }, word));
}

function composer(say: (text: string) => Promise<boolean>, words: HTMLElement): HTMLElement {
  const box = h('input', {
    type: 'text',
    id: 'say',
    maxlength: '4000',
    autocomplete: 'off',
    placeholder: 'Typ een bericht',
  });
  const send = async (text: string) => {
    if (text === '') return;
    box.value = '';
    // What did not arrive can be sent again.
    if (!(await say(text)) && box.value === '') box.value = text;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void send(box.value.trim());
  };
  return h(
    'form',
    { class: 'composer', submit },
    words,
    h(
      'div',
      { class: 'line' },
      h('label', { for: 'say', class: 'hidden' }, 'Bericht aan Klankbord'),
      box,
      h('button', { type: 'submit', class: 'primary' }, 'Versturen'),
    ),
  );
}
