import { api, type ChatAt } from './api.ts';
import { composer } from './composer.ts';
import { dayOf, longDay } from './dates.ts';
import type { DialogTools } from './dialog.ts';
import { h } from './dom.ts';
import { messageItem } from './message.ts';
import { face, rolesOf, type Self } from './people.ts';
import { tabList } from './tabs.ts';
import type { Message, Person, Place, Room } from './wire.ts';
import { fill, t } from './words.ts';

export type ChatTools = DialogTools & {
  readonly people: readonly Person[];
  /** The person looks at this place now: its news is no news any more. */
  readonly looked: (place: Place) => void;
};
export type ChatView = {
  open(self: Self): Promise<void>;
  /** Draws the place again when it is the one that is shown; answers whether it is. */
  refresh(place?: Place): Promise<boolean>;
  /** Marks the places that have something new. */
  news(places: ReadonlySet<Place>): void;
};

/** Teams as the chosen person: their chat with the bot, the group chat and the channel. */
export function chatView(root: HTMLElement, tools: ChatTools): ChatView {
  let self: Self | null = null;
  let place: Place = 'personal';
  let rooms: readonly Room[] = [];
  const title = h('div', { class: 'title' });
  const list = h('ol', {
    class: 'messages',
    'aria-live': 'polite',
    'aria-label': t.messages,
    tabindex: '0',
  });
  const drawn = new Map<string, HTMLElement>();
  const at = (thread: string | null = null): ChatAt | null =>
    self?.kind === 'person' ? { aad: self.aadObjectId, place, thread } : null;

  const refresh = async (changed: Place = place): Promise<boolean> => {
    const where = at();
    if (where === null || self === null || changed !== place) return false;
    const whose = self;
    const messages = await api.chat(where);
    // The answer of a chat that was left meanwhile is not shown in the next.
    if (self !== whose || place !== where.place) return false;
    reconcile({ list, drawn, empty: emptyWords(whose, place) }, messages, (message) =>
      messageItem(message, {
        ...tools,
        at: { ...where, thread: threadOf(message, where.place) },
        self: whose,
        refresh: async () => void (await refresh()),
        reply: where.place === 'channel' ? () => writing.reply(message.thread ?? message.id) : null,
      }),
    );
    return true;
  };
  const say = async (text: string, thread: string | null): Promise<boolean> => {
    let sent = false;
    await tools.run(async () => {
      const where = at(thread);
      if (where === null) return;
      const { status } = await api.say(where, text);
      // Whether the local Teams has it; what the bot made of it is another matter.
      sent = true;
      if (status >= 300) tools.tell(fill(t.notTaken, { status }));
      await refresh();
    });
    return sent;
  };
  const writing = composer(say);
  const go = (to: Place) => {
    place = to;
    drawn.clear();
    list.replaceChildren();
    if (self !== null) writing.open(self, place, nameOf(rooms, place));
    tools.looked(to);
    void tools.run(async () => void (await refresh()));
  };
  const tabs = tabList<Place>(t.chats, go, 'place');
  const panel = h('div', { class: 'chat-panel', id: 'chat-panel', role: 'tabpanel' }, list, writing.element);
  const none = h('p', { class: 'empty', hidden: true }, t.noTeams);
  root.replaceChildren(h('header', { class: 'pane-head' }, title, tabs.element), none, panel);
  return {
    refresh,
    news: (places) => {
      for (const one of ['personal', 'group', 'channel'] as const)
        tabs.badge(one, places.has(one) ? t.news : '');
    },
    open: async (next) => {
      self = next;
      title.replaceChildren(
        next.kind === 'person' ? face(next.name) : '',
        h('h2', {}, next.kind === 'person' ? fill(t.teamsOf, { name: next.name }) : next.name),
        h('small', {}, rolesOf(next)),
      );
      const person = next.kind === 'person';
      none.hidden = person;
      panel.hidden = !person;
      tabs.element.hidden = !person;
      rooms = next.kind === 'person' ? await api.rooms(next.aadObjectId) : [];
      if (self !== next) return;
      tabs.set(
        [
          { id: 'personal', name: t.ownChat, icon: 'chat', panel: 'chat-panel' },
          ...rooms.map((room) => ({
            id: room.place,
            name: room.name,
            icon: room.place,
            panel: 'chat-panel',
          })),
        ],
        'personal',
      );
      if (person) go('personal');
    },
  };
}

function nameOf(rooms: readonly Room[], place: Place): string {
  return rooms.find((room) => room.place === place)?.name ?? t.ownChat;
}

function threadOf(message: Message, place: Place): string | null {
  return place === 'channel' ? (message.thread ?? message.id) : null;
}

/** Draws only what is new or changed: a half-filled card keeps what was typed in it. */
function reconcile(
  { list, drawn, empty }: { list: HTMLElement; drawn: Map<string, HTMLElement>; empty: string },
  messages: readonly Message[],
  draw: (message: Message) => HTMLElement,
): void {
  const before = list.lastElementChild;
  const wanted = inOrder(messages).flatMap((message, index, all) => {
    const day = dayOf(Date.parse(message.at));
    const previous = all[index - 1];
    const first = previous === undefined || dayOf(Date.parse(previous.at)) !== day;
    const key = `${message.id}/${message.edits}`;
    const item = { key, make: () => draw(message) };
    const rule = () => h('li', { class: 'day-rule' }, h('span', {}, longDay(Date.parse(message.at))));
    return first ? [{ key: `day/${day}/${message.id}`, make: rule }, item] : [item];
  });
  const keys = new Set(wanted.map(({ key }) => key));
  for (const [key, element] of drawn) {
    if (keys.has(key)) continue;
    element.remove();
    drawn.delete(key);
  }
  list.querySelector('.empty')?.remove();
  for (const [index, { key, make }] of wanted.entries()) {
    const element = drawn.get(key) ?? make();
    drawn.set(key, element);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  }
  if (messages.length === 0) list.replaceChildren(h('li', { class: 'empty' }, empty));
  if (list.lastElementChild !== before) showFromTop(list);
}

/** Answers in a channel stand under what they answer. */
function inOrder(messages: readonly Message[]): readonly Message[] {
  const roots = messages.filter((m) => m.thread === null || !messages.some((other) => other.id === m.thread));
  return roots.flatMap((root) => [root, ...messages.filter((m) => m.thread === root.id)]);
}

/** The whole of the newest message; of one that is too long for that, its heading first. */
function showFromTop(list: HTMLElement): void {
  const last = list.lastElementChild;
  if (last === null) return;
  list.scrollTop += last.getBoundingClientRect().top - list.getBoundingClientRect().top - ABOVE_PX;
}

const ABOVE_PX = 16;

function emptyWords(self: Self, place: Place): string {
  if (place !== 'personal') return t.noGroupMessages;
  const byMail = self.kind === 'person' && self.reach === 'mail';
  return byMail ? fill(t.messagesByMail, { name: self.name }) : t.noMessages;
}
