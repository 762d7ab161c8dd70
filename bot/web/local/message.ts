import { api, type ChatAt } from './api.ts';
import { drawCard, type Press } from './card.ts';
import { time } from './dates.ts';
import { type DialogTools, runDialog } from './dialog.ts';
import { h, linked } from './dom.ts';
import { botFace, face, type Self } from './people.ts';
import type { Message, Person } from './wire.ts';
import { fill, t } from './words.ts';

export type MessageTools = DialogTools & {
  readonly at: ChatAt;
  readonly self: Self;
  readonly people: readonly Person[];
  readonly refresh: () => Promise<void>;
  /** Answers this message; null where there are no threads. */
  readonly reply: (() => void) | null;
};

/** One message with its card, as the chosen person sees it. */
export function messageItem(message: Message, tools: MessageTools): HTMLElement {
  const { self, people } = tools;
  const sender = people.find((p) => p.aadObjectId === message.sender)?.name ?? self.name;
  const bot = message.from === 'bot';
  const mine = !bot && sender === self.name;
  const name = bot ? 'Klankbord' : sender;
  const reply = message.thread !== null;
  return h(
    'li',
    {
      'data-id': message.id,
      class: `${bot ? 'bot' : mine ? 'mine' : 'theirs'}${reply ? ' reply' : ''}`,
    },
    bot ? botFace() : face(sender),
    h(
      'div',
      { class: 'bubble' },
      h(
        'p',
        { class: 'by' },
        h('b', {}, name),
        ` ${time(Date.parse(message.at))}`,
        message.edits > 0 ? h('span', { class: 'edited' }, ` · ${t.edited}`) : null,
      ),
      message.text === null ? null : h('p', { class: 'said' }, linked(message.text)),
      message.card === null
        ? null
        : drawCard(message.card, { press: (pressed) => press(message, pressed, tools), tell: tools.tell }),
      tools.reply === null || reply
        ? null
        : h('button', { type: 'button', class: 'quiet reply-button', click: tools.reply }, t.reply),
    ),
  );
}

function press(message: Message, pressed: Press, tools: MessageTools): Promise<void> {
  const { at } = tools;
  return tools.run(async () => {
    if (pressed.as === 'fetch') return runDialog(at, { activity: message.id, data: pressed.data }, tools);
    const { status } = await api.press(at, { activity: message.id, ...pressed });
    if (status >= 300) tools.tell(fill(t.notPressed, { status }));
    await tools.refresh();
    // The pressed button is gone: whoever works by keyboard goes on in what replaced it.
    document
      .querySelector<HTMLElement>(`[data-id="${CSS.escape(message.id)}"] .ac-adaptiveCard`)
      ?.focus({ preventScroll: true });
  });
}
