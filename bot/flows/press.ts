import type { Press, Verb } from '../../cards/actions.ts';
import type { ChatReference } from '../ports.ts';
import type { CardId } from '../rules/ids.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Person } from '../store/people.ts';
import type { Context, Pressed, Reply, Shown, Work } from './context.ts';
import type { TurnEvent } from './event.ts';
import { HANDLERS } from './handlers.ts';
import { closed, Instead, orInstead, shownTo, straightThroughInbox, throughInbox } from './once.ts';
import { mayRead } from './readers.ts';
import * as show from './show.ts';

export type PressWhat = {
  readonly person: Person;
  /** Where the press came from, when that is news. */
  readonly chat: ChatReference | null;
  readonly key: string;
  readonly press: Press;
  /** The card of the press as it was found; null when there is none. */
  readonly pressed: Card | null;
  readonly activity: string | null;
  readonly by: 'invoke' | 'message';
};

/** A press of which person and card were looked up. */
export async function press(c: Context, q: PressWhat): Promise<Shown> {
  const { person } = q;
  const found = standing(c, q);
  if (found.kind === 'not') return found.answer();
  const { card } = found;
  const commit: Pressed['commit'] = (work, first) =>
    commitPress(c, { ...q, card, work, ...(first && { first }) });
  const pressed = { c, person, card, inputs: q.press.inputs };
  const button = HANDLERS[q.press.verb];
  return orInstead<Shown>(() =>
    'work' in button ? commit((trx) => button.work(pressed, trx)) : button.run({ ...pressed, commit }),
  );
}

type Straight = {
  readonly work: Work;
  readonly press: Press;
  readonly activity: string | null;
  readonly by: 'invoke' | 'message';
};

/** What a press means that needs nothing before its transaction; null for any other. */
export function workOf(verb: Verb): Work | null {
  const button = HANDLERS[verb];
  return 'work' in button ? button.work : null;
}

/** The same press, of which nothing was looked up yet. */
export function straightPress(c: Context, event: TurnEvent, q: Straight): Promise<Shown | null> {
  const { press, by } = q;
  return straightThroughInbox(c, event, {
    verb: press.verb,
    card: press.card as CardId,
    turn: async (trx, { person, card: pressed }, once) => {
      const found = standing(c, { ...q, person, pressed });
      if (found.kind === 'not') throw new Instead(found.answer);
      const { taken, card } = found;
      const work = () => q.work({ c, person, card, inputs: press.inputs }, trx);
      return once((answer) => answerPress(c, trx, { person, by, taken, at: q.activity, answer, work }));
    },
  });
}

type Standing =
  | { readonly kind: 'may'; readonly taken: Card; readonly card: Card }
  | { readonly kind: 'not'; readonly answer: () => Promise<Shown> };

/**
 * The card of a press, with where it stands. Somebody else's card, a card that never was, a button that is not on
 * it and one that this person's roles do not give them (any more) answer alike; an old one answers what stands now.
 */
function standing(
  c: Context,
  q: Pick<PressWhat, 'person' | 'press' | 'pressed' | 'activity' | 'by'>,
): Standing {
  const { person, pressed } = q;
  const { on, roles } = HANDLERS[q.press.verb];
  const not = (answer: () => Promise<Shown>) => ({ kind: 'not', answer }) as const;
  const may = pressed?.recipient === person.id && roles.some((role) => person.roles.includes(role));
  if (!pressed || !may) return not(async () => closed(c, person));
  if (pressed.state === 'replaced') return not(() => current(c, q, pressed));
  if (!on.includes(pressed.kind)) return not(async () => closed(c, person));
  return { kind: 'may', taken: pressed, card: { ...pressed, activity: pressed.activity ?? q.activity } };
}

/** An old card, or a press that came twice: the card that stands there now. A Submit has no answer, so it is put there. */
async function current(c: Context, q: Pick<PressWhat, 'person' | 'by'>, pressed: Card): Promise<Shown> {
  const newest = await cards.current(c.db, pressed);
  const view = mayRead(q.person, newest.kind) ? await cards.view(c.db, c.box, newest) : null;
  if (!view) return closed(c, q.person);
  if (q.by === 'message') await c.db.transaction().execute((trx) => show.putAgain(c, trx, newest));
  return shownTo(c, q.person, { view, card: newest.id });
}

type CommitPress = PressWhat & {
  readonly card: Card;
  readonly work: (trx: Trx) => Promise<Reply>;
  readonly first?: (trx: Trx) => Promise<unknown>;
};

function commitPress(c: Context, q: CommitPress): Promise<Shown> {
  const { card } = q;
  const arrived = { ...q, verb: q.press.verb, cardId: card.id };
  return throughInbox(c, arrived, {
    // What the answer tells about is taken before the card.
    take: async (trx) => {
      await q.first?.(trx);
      // Two presses on one card go one after the other; the second finds it replaced.
      return cards.take(trx, card.id);
    },
    work: async (trx, taken, answer) => {
      if (!taken || taken.state === 'replaced') throw new Instead(() => current(c, q, taken ?? card));
      const work = () => q.work(trx);
      return answerPress(c, trx, { ...q, taken, at: card.activity, answer, work });
    },
  });
}

type AnswerQ = Pick<PressWhat, 'person' | 'by'> & {
  readonly taken: Card;
  /** Where the press says that it stands. */
  readonly at: string | null;
  readonly answer: CardId;
  readonly work: () => Promise<Reply>;
};

async function answerPress(c: Context, trx: Trx, q: AnswerQ): Promise<Shown> {
  const { person, taken } = q;
  const pressed = { ...taken, activity: taken.activity ?? q.at };
  if (!isSeen(taken, pressed.activity)) await seen(trx, pressed);
  const reply = await q.work();
  await show.answer(c, trx, { id: q.answer, pressed, reply, seen: q.by === 'invoke' });
  return shownTo(c, person, { view: reply.view, card: q.answer });
}

/** Whoever presses a card has it: that settles an ambiguous send, and tells its activity. */
async function seen(trx: Trx, { id, activity }: Card): Promise<void> {
  if (activity !== null) await cards.settle(trx, id, { state: 'shown', activity });
}

/** Nothing to settle: the card is known to stand there, at most an update of it is owed. */
function isSeen({ state, by, activity }: Card, pressedAt: string | null): boolean {
  return activity === pressedAt && (state === 'shown' || (state === 'owed' && by === 'update'));
}
