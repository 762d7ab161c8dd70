import type { View } from '../../cards/view.ts';
import type { ChatReference } from '../ports.ts';
import type { CardId } from '../rules/ids.ts';
import * as arrivals from '../store/arrivals.ts';
import * as cards from '../store/cards.ts';
import * as chats from '../store/chats.ts';
import type { Trx } from '../store/database.ts';
import { retrySerialization } from '../store/errors.ts';
import * as inbox from '../store/inbox.ts';
import type { Person } from '../store/people.ts';
import type { Context, Shown } from './context.ts';
import type { TurnEvent } from './event.ts';
import { mayRead } from './readers.ts';

type Arrived = {
  readonly person: Person;
  /** Where it came from, when that is news. */
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
export function throughInbox<Taken>(c: Context, q: Arrived, run: Once<Taken>): Promise<Shown> {
  return retrySerialization(() =>
    c.db.transaction().execute(async (trx) => {
      const { person, key, verb, cardId } = q;
      const [now, answer] = [c.clock.now(), c.random.uuid() as CardId];
      const arrival = { key, actor: person.id, verb, card: cardId, inputsSealed: null, answer, now };
      const [begun, taken] = await Promise.all([inbox.begin(trx, arrival), run.take(trx)]);
      return unlessRepeat(c, trx, { ...q, begun, answer }, () => run.work(trx, taken, answer));
    }),
  );
}

/**
 * A turn that needs nothing before its transaction, and so is one: who came in is asked in the same round trip
 * as the inbox and the card. Within `turn`, `once` is the inbox; what is thrown as `Instead` before it leaves nothing.
 */
export function straightThroughInbox(
  c: Context,
  event: TurnEvent,
  q: {
    readonly verb: string;
    /** Taken until the end of the transaction. */
    readonly card: CardId | null;
    readonly turn: (
      trx: Trx,
      arrived: arrivals.Arrival,
      once: (work: (answer: CardId) => Promise<Shown>) => Promise<Shown>,
    ) => Promise<Shown | null>;
  },
): Promise<Shown | null> {
  const { key, who } = event;
  const { verb, card } = q;
  const run = async (trx: Trx): Promise<Shown | null> => {
    const answer = c.random.uuid() as CardId;
    const arrived = await arrivals.take(trx, who, { key, verb, card, answer, now: c.clock.now() });
    if (!isKnown(arrived)) throw new Instead(async () => stranger(c, event));
    const { person, begun } = arrived;
    keyStands(c, arrived);
    const noted = { person, chat: chatToKeep(event, arrived), key, begun, answer };
    return q.turn(trx, arrived, (work) => unlessRepeat(c, trx, noted, () => work(answer)));
  };
  return orInstead(() => retrySerialization(() => c.db.transaction().execute(run)));
}

type Begun = Pick<Arrived, 'person' | 'chat' | 'key'> & {
  readonly begun: inbox.Begun;
  readonly answer: CardId;
};

async function unlessRepeat(
  c: Context,
  trx: Trx,
  { person, chat, key, begun, answer }: Begun,
  work: () => Promise<Shown>,
): Promise<Shown> {
  if (begun.kind === 'repeat' && begun.state === 'answered')
    return repeated(c, trx, { person, answer: begun.answer });
  if (chat) await chats.keep(trx, chat, c.clock.now());
  // It failed before, and is run again.
  if (begun.kind === 'repeat') await inbox.answered(trx, key, answer);
  return work();
}

async function repeated(c: Context, trx: Trx, q: { person: Person; answer: CardId | null }): Promise<Shown> {
  const answered = q.answer && (await cards.find(trx, q.answer));
  const newest = answered && (await cards.current(trx, answered));
  const view = newest && mayRead(q.person, newest.kind) ? await cards.view(trx, c.box, newest) : null;
  return newest && view ? shownTo(c, q.person, { view, card: newest.id }) : closed(c, q.person);
}

/** Gives the transaction up, and answers this in its place: nothing of it stands. */
export class Instead<T> extends Error {
  readonly answer: () => Promise<T>;

  constructor(answer: () => Promise<T>) {
    super('answered in another way');
    this.answer = answer;
  }
}

/** Outside the transaction that throws it. */
export async function orInstead<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Instead) return error.answer();
    throw error;
  }
}

/** Has a role here, at this moment. */
export function isKnown<A extends arrivals.Arrival>(arrived: A | null): arrived is A {
  return arrived !== null && arrived.person.roles.length > 0;
}

/** Somebody of the municipality without a role here: told kindly, and nothing is kept of them. */
export function stranger(c: Context, event: TurnEvent): Shown | null {
  if (!event.chat.personal || event.what.kind === 'removed') return null;
  const { zone, sessions } = c.programme();
  const view: View = { kind: 'welcome', as: 'stranger', sessions };
  return { view, card: c.random.uuid() as CardId, language: event.locale ?? 'nl', zone, kept: false };
}

/** Erased by another process a moment ago: what is written now is sealed with the key of now. */
export function keyStands(c: Context, { person, key }: arrivals.Arrival): void {
  c.box.stands(person.id, key);
}

/** Where this person is reached from now on; null when that is known. */
export function chatToKeep({ chat, who }: TurnEvent, arrived: arrivals.Arrival): ChatReference | null {
  const { serviceUrl, conversation, user, bot } = chat;
  const here = { person: arrived.person.id, tenant: who.tenant, serviceUrl, conversation, user, bot };
  return chats.isSame(arrived.chat, here) ? null : here;
}

export function shownTo(c: Context, person: Person, q: { view: View; card: CardId; kept?: boolean }): Shown {
  return { kept: true, ...q, language: person.language, zone: c.programme().zone };
}

/** One text for "not allowed" and "not found". Nothing is stored: its card id leads nowhere. */
export function closed(c: Context, person: Person): Shown {
  return shownTo(c, person, { view: { kind: 'closed' }, card: c.random.uuid() as CardId, kept: false });
}
