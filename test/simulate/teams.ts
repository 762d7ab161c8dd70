import type { CardJson, Chat, ChatReference } from '../../bot/ports.ts';
import { walkBlocks } from '../support/card-reading.ts';
import type { Chance } from './chance.ts';
import type { Net } from './net.ts';

export type Message = {
  readonly activity: string;
  readonly to: string;
  /** As it came, with a notification. */
  readonly sent: CardJson;
  /** As it stands in the chat for everybody who opens it. */
  card: CardJson;
  /** As the person who pressed sees it until an update comes: the answer of an invoke. */
  shown: CardJson | null;
};

export type Button = {
  readonly activity: string;
  readonly verb: string;
  readonly card: string;
  readonly fields: readonly Field[];
};
export type Field = { readonly id: string; readonly values: readonly string[] };

export type TeamsSide = ReturnType<typeof createTeamsSide>;

/** The chats of everybody, as Teams keeps them. */
export function createTeamsSide({ net, chance }: { readonly net: Net; readonly chance: Chance }) {
  const messages: Message[] = [];
  const blocked = new Set<string>();
  let last = 0;
  const send = (to: ChatReference, card: CardJson) => {
    last += 1;
    const message: Message = { activity: `1:${last}`, to: to.person, sent: card, card, shown: null };
    messages.push(message);
    return message.activity;
  };
  const chat: Chat = {
    send: (to, { card }) =>
      net.call('chat send', () =>
        blocked.has(to.person)
          ? { kind: 'refused', code: 'blocked' }
          : { kind: 'done', value: { activity: send(to, card) } },
      ),
    update: (to, activity, { card }) =>
      net.call('chat update', () => {
        if (blocked.has(to.person)) return { kind: 'refused', code: 'blocked' };
        const message = messages.find((one) => one.activity === activity);
        if (!message) return { kind: 'refused', code: 'ActivityNotFoundInConversation' };
        message.card = card;
        message.shown = null;
        return { kind: 'done', value: undefined };
      }),
    remove: (to, activity) =>
      net.call('chat remove', () => {
        if (blocked.has(to.person)) return { kind: 'refused', code: 'blocked' };
        const at = messages.findIndex((one) => one.activity === activity);
        if (at >= 0) messages.splice(at, 1);
        return { kind: 'done', value: undefined };
      }),
  };
  return {
    chat,
    messages: (person: string): readonly Message[] => messages.filter((one) => one.to === person),
    block: (person: string) => void blocked.add(person),
    unblock: (person: string) => void blocked.delete(person),
    blocked: (person: string) => blocked.has(person),
    /** The answer of an invoke, in the pressing person's client. */
    answered(activity: string, card: CardJson): void {
      const message = messages.find((one) => one.activity === activity);
      if (message) message.shown = card;
    },
    /** The newest button of this name in somebody's chat. */
    newest(person: string, verb: string): Button | null {
      const theirs = messages.filter((one) => one.to === person);
      const all = theirs.flatMap((one) => buttonsOn(one.activity, one.shown ?? one.card));
      return all.findLast((button) => button.verb === verb) ?? null;
    },
    /** A button that somebody can press: mostly on what they see, sometimes on what stood there before. */
    button(person: string): Button | null {
      const theirs = messages.filter((one) => one.to === person);
      if (theirs.length === 0) return null;
      const message = chance.happens(0.75) ? theirs[theirs.length - 1] : chance.pick(theirs);
      if (!message) return null;
      const card = message.shown !== null && chance.happens(0.9) ? message.shown : message.card;
      const buttons = buttonsOn(message.activity, card);
      if (buttons.length === 0) return null;
      return chance.happens(0.5) ? (buttons[0] ?? null) : chance.pick(buttons);
    },
  };
}

export function buttonsOn(activity: string, card: CardJson): readonly Button[] {
  const blocks = walkBlocks(card);
  const fields = blocks.flatMap((block) => fieldOf(block));
  return blocks.flatMap((block) =>
    block.type === 'Action.Execute'
      ? [{ activity, verb: String(block.verb), card: String((block.data as { card: unknown }).card), fields }]
      : [],
  );
}

function fieldOf(block: { readonly type?: unknown; readonly [key: string]: unknown }): readonly Field[] {
  const id = String(block.id);
  if (block.type === 'Input.ChoiceSet')
    return [{ id, values: (block.choices as { value: string }[]).map(({ value }) => value) }];
  if (block.type === 'Input.Toggle') return [{ id, values: ['true', 'false'] }];
  if (block.type === 'Input.Text') return [{ id, values: ['010 555 02 10', 'abc'] }];
  return [];
}
