import type { Press } from '../../cards/actions.ts';
import type { View } from '../../cards/view.ts';
import type { ChatReference } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import type { Said } from '../rules/words.ts';
import * as arrivals from '../store/arrivals.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import * as chats from '../store/chats.ts';
import type { Trx } from '../store/database.ts';
import { retrySerialization } from '../store/errors.ts';
import * as inbox from '../store/inbox.ts';
import type { Person } from '../store/people.ts';
import type { Context, Pressed, Reply, Shown } from './context.ts';
import type { TurnEvent } from './event.ts';
import { HANDLERS } from './handlers.ts';
import { mayRead } from './readers.ts';
import { answerTo } from './said.ts';
import * as show from './show.ts';
import { welcome } from './welcome.ts';

/**
 * One thing that came in from a person. Answers what to show in place of a pressed card (or, to
 * somebody unknown, what to say), and null when the answer is owed as a message. Everything is one
 * transaction with its inbox row: a repeat gets the same answer, a failure leaves nothing behind.
 */
export async function takeTurn(c: Context, event: TurnEvent): Promise<Shown | null> {
  const { what } = event;
  const arrived = await arrivals.find(
    c.db,
    event.who,
    what.kind === 'pressed' ? (what.press.card as CardId) : null,
  );
  if (!arrived || arrived.person.roles.length === 0) return stranger(c, event);
  if (!event.chat.personal) return null;
  const { person } = arrived;
  // Erased by another process a moment ago: what is written now is sealed with the key of now.
  c.box.stands(person.id, arrived.key);
  const chat = chatToKeep(event, arrived);
  switch (what.kind) {
    case 'said':
      return said(c, { person, chat, key: event.key, said: what.said });
    case 'installed':
      return installed(c, { person, chat });
    case 'removed':
      return removed(c, { person, event });
    case 'unreadable':
      return closed(c, person);
    case 'pressed':
      return press(c, { person, chat, key: event.key, ...what, pressed: arrived.card });
    default:
      return never(what);
  }
}

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

/**
 * A press on a card. Somebody else's card, a card that never was, a button that is not on it and one that
 * this person's roles do not give them (any more) answer alike.
 */
export async function press(c: Context, q: PressWhat): Promise<Shown> {
  const { person, pressed } = q;
  const handler = HANDLERS[q.press.verb];
  const may = pressed?.recipient === person.id && handler.roles.some((role) => person.roles.includes(role));
  if (!pressed || !may) return closed(c, person);
  if (pressed.state === 'replaced') return current(c, q, pressed);
  if (!handler.on.includes(pressed.kind)) return closed(c, person);
  const card = { ...pressed, activity: pressed.activity ?? q.activity };
  const commit: Pressed['commit'] = (work, first) =>
    commitPress(c, { ...q, card, work, ...(first && { first }) });
  try {
    return await handler.run({ c, person, card, inputs: q.press.inputs, commit });
  } catch (error) {
    if (error instanceof Superseded) return current(c, q, error.card);
    throw error;
  }
}

/** Another press on the same card was first: this transaction rolls back, and its answer is what stands now. */
class Superseded extends Error {
  readonly card: Card;
  constructor(card: Card) {
    super('superseded');
    this.card = card;
  }
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
  const { person, card } = q;
  const arrived = { ...q, verb: q.press.verb, cardId: card.id };
  return throughInbox(c, arrived, {
    // What the answer tells about is taken before the card.
    take: async (trx) => {
      await q.first?.(trx);
      // Two presses on one card go one after the other; the second finds it replaced.
      return cards.take(trx, card.id);
    },
    work: async (trx, taken, answer) => {
      if (!taken || taken.state === 'replaced') throw new Superseded(taken ?? card);
      const pressed = { ...taken, activity: taken.activity ?? card.activity };
      if (!isSeen(taken, pressed.activity)) await seen(trx, pressed);
      const reply = await q.work(trx);
      await show.answer(c, trx, { id: answer, pressed, reply, seen: q.by === 'invoke' });
      return shownTo(c, person, { view: reply.view, card: answer });
    },
  });
}

/** Whoever presses a card has it: that settles an ambiguous send, and tells its activity. */
async function seen(trx: Trx, { id, activity }: Card): Promise<void> {
  if (activity !== null) await cards.settle(trx, id, { state: 'shown', activity });
}

/** Nothing to settle: the card is known to stand there, at most an update of it is owed. */
function isSeen({ state, by, activity }: Card, pressedAt: string | null): boolean {
  return activity === pressedAt && (state === 'shown' || (state === 'owed' && by === 'update'));
}

type SaidQ = {
  readonly person: Person;
  readonly chat: ChatReference | null;
  readonly key: string;
  readonly said: Said;
};

/** Which word it was stays out of the inbox: that somebody asked for help is nobody's to read. */
async function said(c: Context, q: SaidQ): Promise<null> {
  const { person } = q;
  await throughInbox(
    c,
    { ...q, verb: 'said', cardId: null },
    {
      take: async () => null,
      work: async (trx, _, answer) => {
        const reply = await answerTo(c, trx, { person, said: q.said });
        await show.send(c, trx, { ...reply, id: answer, to: person.id, once: null });
        return shownTo(c, person, { view: reply.view, card: answer });
      },
    },
  );
  return null;
}

async function installed(c: Context, q: { person: Person; chat: ChatReference | null }): Promise<null> {
  const { person, chat } = q;
  await c.db.transaction().execute(async (trx) => {
    if (chat) await chats.keep(trx, chat, c.clock.now());
    const once = `welcome:${person.id}`;
    // A rollout installs the app for everybody at once.
    await show.send(c, trx, { ...welcome(c, person), to: person.id, once, broadcast: true });
  });
  return null;
}

async function removed(c: Context, { person, event }: { person: Person; event: TurnEvent }): Promise<null> {
  await c.db.transaction().execute(async (trx) => {
    await chats.close(trx, { person: person.id, conversation: event.chat.conversation });
    await cards.forgetOnce(trx, `welcome:${person.id}`);
  });
  return null;
}

type Arrived = {
  readonly person: Person;
  readonly chat: ChatReference | null;
  readonly key: string;
  readonly verb: string;
  readonly cardId: CardId | null;
};

/** `take` is asked in the same round trip as the inbox, and waits behind it: a repeat finds what the first one left. */
type Once<Taken> = {
  readonly take: (trx: Trx) => Promise<Taken>;
  /** `answer` is the id of the card that answers: the inbox has it already. */
  readonly work: (trx: Trx, taken: Taken, answer: CardId) => Promise<Shown>;
};

/**
 * The inbox: runs the work once for a key. A repeat runs nothing and gets the card that answered, as it
 * stands now. A lost race is run again whole.
 */
function throughInbox<Taken>(c: Context, q: Arrived, run: Once<Taken>): Promise<Shown> {
  return retrySerialization(() => c.db.transaction().execute((trx) => once(c, trx, { ...q, ...run })));
}

async function once<Taken>(c: Context, trx: Trx, q: Arrived & Once<Taken>): Promise<Shown> {
  const { person, chat, key, verb, cardId } = q;
  const now = c.clock.now();
  const answer = c.random.uuid() as CardId;
  const arrival = { key, actor: person.id, verb, card: cardId, inputsSealed: null, answer, now };
  const [begun, taken] = await Promise.all([inbox.begin(trx, arrival), q.take(trx)]);
  if (begun.kind === 'repeat' && begun.state === 'answered')
    return repeated(c, trx, { person, answer: begun.answer });
  if (chat) await chats.keep(trx, chat, now);
  // It failed before, and is run again.
  if (begun.kind === 'repeat') await inbox.answered(trx, key, answer);
  return q.work(trx, taken, answer);
}

async function repeated(c: Context, trx: Trx, q: { person: Person; answer: CardId | null }): Promise<Shown> {
  const answered = q.answer && (await cards.find(trx, q.answer));
  const newest = answered && (await cards.current(trx, answered));
  const view = newest && mayRead(q.person, newest.kind) ? await cards.view(trx, c.box, newest) : null;
  return newest && view ? shownTo(c, q.person, { view, card: newest.id }) : closed(c, q.person);
}

/** Where this person is reached from now on; null when that is known. */
function chatToKeep({ chat, who }: TurnEvent, arrived: arrivals.Arrival): ChatReference | null {
  const { serviceUrl, conversation, user, bot } = chat;
  const here = { person: arrived.person.id, tenant: who.tenant, serviceUrl, conversation, user, bot };
  return chats.isSame(arrived.chat, here) ? null : here;
}

function shownTo(c: Context, person: Person, q: { view: View; card: CardId; kept?: boolean }): Shown {
  return { kept: true, ...q, language: person.language, zone: c.programme().zone };
}

/** One text for "not allowed" and "not found". Nothing is stored: its card id leads nowhere. */
function closed(c: Context, person: Person): Shown {
  return shownTo(c, person, { view: { kind: 'closed' }, card: c.random.uuid() as CardId, kept: false });
}

/** Somebody of the municipality without a role here: told kindly, and nothing is kept of them. */
function stranger(c: Context, event: TurnEvent): Shown | null {
  if (!event.chat.personal || event.what.kind === 'removed') return null;
  const { zone, sessions } = c.programme();
  const view: View = { kind: 'welcome', as: 'stranger', sessions };
  return { view, card: c.random.uuid() as CardId, language: event.locale ?? 'nl', zone, kept: false };
}
