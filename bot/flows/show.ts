import type { View } from '../../cards/view.ts';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Card } from '../store/cards.ts';
import * as cards from '../store/cards.ts';
import type { Trx } from '../store/database.ts';
import type { Context, Reply } from './context.ts';

/** A new message to somebody, owed; `once` makes it the only one of its kind, and answers null for a second. */
export async function send(
  c: Context,
  trx: Trx,
  message: Reply & {
    readonly to: PersonId;
    readonly once: string | null;
    readonly id?: CardId;
    /** One of many to many people at once: waits behind all that somebody waits for. */
    readonly broadcast?: boolean;
  },
): Promise<CardId | null> {
  const card = await make(c, trx, { ...message, by: 'send', replaces: null, activity: null, putAt: null });
  const kind = message.broadcast ? 'chat.broadcast' : 'chat.send';
  if (card) await c.jobs.owe(trx, { kind, card });
  return card;
}

/** A card that somebody opens on a page themselves: nothing is sent for it. */
export async function onPage(c: Context, trx: Trx, q: Reply & { readonly to: PersonId }): Promise<CardId> {
  const nowhere = { once: null, replaces: null, activity: null, putAt: null } as const;
  const card = await make(c, trx, { ...q, ...nowhere, by: 'answer' });
  if (!card) throw new Error('a card that is made more than once can always be made');
  return card;
}

/**
 * The answer to a press, in place of the card that was pressed. The client shows it at once;
 * the update that is owed makes it stay (an invoke's answer alone is gone when the chat is opened again).
 * `seen`: the answer goes back in the response; a Submit has none.
 */
export async function answer(
  c: Context,
  trx: Trx,
  q: { readonly id: CardId; readonly pressed: Card; readonly reply: Reply; readonly seen: boolean },
): Promise<CardId> {
  const { id, pressed: old, seen } = q;
  return replace(c, trx, { ...q.reply, id, old, once: null, answered: seen, seen });
}

/** An answer that came too late for its response, on a card whose place nobody knows: it goes as a message. */
export function showLate(c: Context, id: CardId): Promise<void> {
  return c.db.transaction().execute(async (trx) => {
    const card = await cards.take(trx, id);
    if (card?.by !== 'answer' || card.state !== 'shown' || card.activity !== null) return;
    await cards.settle(trx, id, { state: 'owed', by: 'send' });
    await c.jobs.owe(trx, { kind: 'chat.send', card: id });
  });
}

/** Puts a card where it stands once more, for who pressed one that it replaced and gets no answer. */
export async function putAgain(c: Context, trx: Trx, card: Card): Promise<void> {
  const newest = await cards.takeCurrent(trx, card);
  if (newest.activity === null || newest.state === 'replaced') return;
  // A new message is owed in its place.
  if (newest.state === 'owed' && newest.by === 'send') return;
  await cards.want(trx, newest.id);
  await c.jobs.owe(trx, { kind: 'chat.update', card: newest.id });
}

export type Change = Reply & {
  readonly to: PersonId;
  readonly kinds: readonly View['kind'][];
  readonly once: string | null;
  /** What the new card is about, when that is something else. */
  readonly about?: string;
};

/**
 * Changes the card about a subject where it stands; without one, or when nobody knows that it arrived, sends
 * a new message. Older cards that say the same change too, and nobody is sent anything for those.
 */
export async function change(c: Context, trx: Trx, q: Change): Promise<void> {
  if (q.once !== null && (await cards.madeOnce(trx, q.once))) return;
  const [newest, ...older] = await cards.allAbout(trx, { ...q, recipient: q.to });
  const reply = { ...q, subject: q.about ?? q.subject };
  if (!newest) {
    await send(c, trx, reply);
    return;
  }
  const old = NOT_SEEN.has(newest.state) ? { ...newest, activity: null } : newest;
  await replace(c, trx, { ...reply, old, answered: false });
  for (const card of older) await replace(c, trx, { ...reply, old: card, once: null, answered: true });
}

const NOT_SEEN: ReadonlySet<Card['state']> = new Set(['unknown', 'impossible', 'mailed']);

/**
 * What asks something of anybody and is not needed any more: every such card says so (or what `view` gives its
 * reader), and no message is sent for it.
 */
export async function withdraw(
  c: Context,
  trx: Trx,
  q: cards.About & { readonly except?: CardId; readonly view?: (reader: PersonId) => View },
): Promise<void> {
  const { subject, view = () => ({ kind: 'match-withdrawn' }) } = q;
  for (const old of await cards.allAbout(trx, q))
    if (old.id !== q.except)
      await replace(c, trx, {
        view: view(old.recipient),
        subject,
        old,
        once: null,
        answered: true,
      });
}

/** Cards that show something as it no longer is: they say so and carry no button, and no message is sent for it. */
export async function retire(
  c: Context,
  trx: Trx,
  q: cards.About & { readonly recipient?: PersonId; readonly except?: CardId },
): Promise<void> {
  const { subject } = q;
  for (const old of await cards.allAbout(trx, q))
    if (old.id !== q.except)
      await replace(c, trx, { view: { kind: 'session-changed' }, subject, old, once: null, answered: true });
}

/**
 * Whoever pressed has seen the answer already, and nobody waits for the update that makes it stay. It waits a
 * moment (work/puts.ts): who walks through a form changes the card once, and not at every step.
 */
const PUT_AFTER_MS = 1_000;

async function replace(
  c: Context,
  trx: Trx,
  q: Reply & {
    readonly id?: CardId;
    readonly old: Card;
    readonly once: string | null;
    /** No message is sent for it when it can not be put in place. */
    readonly answered: boolean;
    /** Its reader has it on the screen. */
    readonly seen?: boolean;
  },
): Promise<CardId> {
  const { old } = q;
  const route = routeAfter(old, q.answered);
  const waits = route === 'update' && q.seen === true;
  const card = await make(c, trx, {
    view: q.view,
    subject: q.subject,
    ...(q.id && { id: q.id }),
    ...(q.whose && { whose: q.whose }),
    to: old.recipient,
    once: q.once,
    replaces: old.id,
    activity: old.activity,
    by: route,
    putAt: waits ? c.clock.now() + PUT_AFTER_MS : null,
  });
  if (!card) throw new Error(`card ${q.once} was made before`);
  if (route === 'send') await c.jobs.owe(trx, { kind: 'chat.send', card });
  if (route === 'update' && !waits) await c.jobs.owe(trx, { kind: 'chat.update', card });
  return card;
}

/** An activity can be updated; a press proves that somebody sees it; what was never sent is sent now. */
function routeAfter(old: Card, answered: boolean): Card['by'] {
  if (old.activity !== null) return 'update';
  if (answered) return 'answer';
  // The send of the old card, or of one before it, is out: its end updates the newest card (work/waiting.ts).
  return old.state === 'sending' || isWaiting(old) ? 'update' : 'send';
}

function isWaiting({ state, by, activity }: Card): boolean {
  return state === 'owed' && by === 'update' && activity === null;
}

async function make(
  c: Context,
  trx: Trx,
  q: Reply & {
    readonly id?: CardId;
    readonly to: PersonId;
    readonly once: string | null;
    readonly replaces: CardId | null;
    readonly activity: string | null;
    readonly by: Card['by'];
    readonly putAt: Moment | null;
  },
): Promise<CardId | null> {
  const { id = c.random.uuid() as CardId } = q;
  const made = await cards.insert(trx, c.box, {
    id,
    kind: q.view.kind,
    view: q.view,
    subject: q.subject,
    recipient: q.to,
    whose: q.whose ?? q.to,
    once: q.once,
    activity: q.activity,
    replaces: q.replaces,
    state: q.by === 'answer' ? 'shown' : 'owed',
    by: q.by,
    at: c.clock.now(),
    putAt: q.putAt,
  });
  return made ? id : null;
}
