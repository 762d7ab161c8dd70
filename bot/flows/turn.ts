import type { Press } from '../../cards/actions.ts';
import type { View } from '../../cards/view.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import type { Said } from '../rules/words.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import * as chats from '../store/chats.ts';
import type { Trx } from '../store/database.ts';
import { retrySerialization } from '../store/errors.ts';
import * as inbox from '../store/inbox.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import type { Context, Reply, Shown } from './context.ts';
import type { TurnEvent } from './event.ts';
import { HANDLERS } from './handlers.ts';
import { answerTo } from './said.ts';
import * as show from './show.ts';
import { welcome } from './welcome.ts';

/**
 * One thing that came in from a person. Answers what to show in place of a pressed card (or, to
 * somebody unknown, what to say), and null when the answer is owed as a message. Everything is one
 * transaction with its inbox row: a repeat gets the same answer, a failure leaves nothing behind.
 */
export async function takeTurn(c: Context, event: TurnEvent): Promise<Shown | null> {
  const person = await people.byDirectoryId(c.db, event.who);
  if (!person || person.roles.length === 0) return stranger(c, event);
  if (!event.chat.personal) return null;
  switch (event.what.kind) {
    case 'said':
      return said(c, { person, event, said: event.what.said });
    case 'installed':
      return installed(c, { person, event });
    case 'removed':
      return removed(c, person);
    case 'unreadable':
      return closed(c, person);
    case 'pressed':
      return press(c, { person, event, key: event.key, ...event.what });
    default:
      return never(event.what);
  }
}

export type PressWhat = {
  readonly person: Person;
  /** Null for a press on a page: there is no chat to keep. */
  readonly event: TurnEvent | null;
  readonly key: string;
  readonly press: Press;
  readonly activity: string | null;
  readonly by: 'invoke' | 'message';
};

/** A press on a card. Somebody else's card, a card that never was and a button that is not on it answer alike. */
export async function press(c: Context, q: PressWhat): Promise<Shown> {
  const { person } = q;
  const pressed = await cards.find(c.db, q.press.card as CardId);
  const handler = pressed && pressed.recipient === person.id ? HANDLERS[q.press.verb] : null;
  if (!pressed || !handler) return closed(c, person);
  if (pressed.state === 'replaced') return current(c, person, pressed);
  if (!handler.on.includes(pressed.kind)) return closed(c, person);
  const card = { ...pressed, activity: pressed.activity ?? q.activity };
  const commit = (work: (trx: Trx) => Promise<Reply>) => commitPress(c, { ...q, card, work });
  try {
    return await handler.run({ c, person, card, inputs: q.press.inputs, commit });
  } catch (error) {
    if (error instanceof Superseded) return current(c, person, error.card);
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

/** An old card, or a press that came twice: the card that stands there now. */
async function current(c: Context, person: Person, pressed: Card): Promise<Shown> {
  const newest = await cards.current(c.db, pressed);
  const view = await cards.view(c.db, c.box, newest);
  return view ? shownTo(c, person, { view, card: newest.id }) : closed(c, person);
}

type CommitPress = PressWhat & { readonly card: Card; readonly work: (trx: Trx) => Promise<Reply> };

function commitPress(c: Context, q: CommitPress): Promise<Shown> {
  const { person, card } = q;
  return once(c, { ...q, verb: q.press.verb, cardId: card.id, inputs: q.press.inputs }, async (trx) => {
    // Two presses on one card go one after the other; the second finds it replaced.
    const taken = await cards.take(trx, card.id);
    if (!taken || taken.state === 'replaced') throw new Superseded(taken ?? card);
    // Whoever presses a card has it: that settles an ambiguous send, and tells its activity.
    if (card.activity !== null) await cards.settle(trx, card.id, { state: 'shown', activity: card.activity });
    const reply = await q.work(trx);
    const id = await show.answer(c, trx, { pressed: card, reply, seen: q.by === 'invoke' });
    return shownTo(c, person, { view: reply.view, card: id });
  });
}

async function said(c: Context, q: { person: Person; event: TurnEvent; said: Said }): Promise<null> {
  const { person, event } = q;
  const verb = q.said.kind === 'word' ? q.said.word : q.said.kind;
  await once(c, { person, event, key: event.key, verb, cardId: null, inputs: null }, async (trx) => {
    const reply = await answerTo(c, trx, { person, said: q.said });
    const card = await show.send(c, trx, { ...reply, to: person.id, once: null });
    if (!card) throw new Error('a message without once is always made');
    return shownTo(c, person, { view: reply.view, card });
  });
  return null;
}

async function installed(c: Context, q: { person: Person; event: TurnEvent }): Promise<null> {
  const { person, event } = q;
  await c.db.transaction().execute(async (trx) => {
    await keepChat(c, trx, { person, event });
    await show.send(c, trx, { ...welcome(c, person), to: person.id, once: `welcome:${person.id}` });
  });
  return null;
}

async function removed(c: Context, person: Person): Promise<null> {
  await c.db.transaction().execute(async (trx) => {
    await chats.close(trx, person.id);
    await cards.forgetOnce(trx, `welcome:${person.id}`);
  });
  return null;
}

type Once = {
  readonly person: Person;
  readonly event: TurnEvent | null;
  readonly key: string;
  readonly verb: string;
  readonly cardId: CardId | null;
  readonly inputs: Press['inputs'] | null;
};

/** The inbox: runs the work once for a key, and gives a repeat the stored answer. A lost race is run again whole. */
function once(c: Context, q: Once, work: (trx: Trx) => Promise<Shown>): Promise<Shown> {
  return retrySerialization(() => c.db.transaction().execute((trx) => onceWithin(c, trx, { ...q, work })));
}

type OnceWithin = Once & { readonly work: (trx: Trx) => Promise<Shown> };

async function onceWithin(c: Context, trx: Trx, q: OnceWithin): Promise<Shown> {
  const { person, key } = q;
  const sealedAt = (column: string) => ({ table: 'inbox', column, row: key });
  const inputsSealed = q.inputs && (await c.box.seal(trx, person.id, sealedAt('inputs_sealed'), q.inputs));
  const now = c.clock.now();
  const begun = await inbox.begin(trx, {
    key,
    actor: person.id,
    verb: q.verb,
    card: q.cardId,
    inputsSealed,
    now,
  });
  if (begun.kind === 'repeat' && begun.state === 'answered' && begun.answerSealed) {
    const stored = await c.box.open(trx, person.id, sealedAt('answer_sealed'), begun.answerSealed);
    return stored === 'erased' ? closed(c, person) : (stored as Shown);
  }
  if (q.event) await keepChat(c, trx, { person, event: q.event });
  const answer = await q.work(trx);
  await inbox.answered(trx, key, await c.box.seal(trx, person.id, sealedAt('answer_sealed'), answer));
  return answer;
}

async function keepChat(c: Context, trx: Trx, q: { person: Person; event: TurnEvent }): Promise<void> {
  const { chat, who } = q.event;
  const { serviceUrl, conversation, user, bot } = chat;
  const reference = { person: q.person.id, tenant: who.tenant, serviceUrl, conversation, user, bot };
  await chats.keep(trx, reference, c.clock.now());
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
