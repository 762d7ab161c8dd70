import type { ChatReference } from '../ports.ts';
import { never } from '../rules/decision.ts';
import type { CardId } from '../rules/ids.ts';
import type { Said } from '../rules/words.ts';
import * as arrivals from '../store/arrivals.ts';
import * as cards from '../store/cards.ts';
import * as chats from '../store/chats.ts';
import type { Person } from '../store/people.ts';
import type { Context, Shown } from './context.ts';
import type { TurnEvent } from './event.ts';
import { chatToKeep, closed, isKnown, keyStands, shownTo, straightThroughInbox, stranger } from './once.ts';
import { press, straightPress, workOf } from './press.ts';
import { answerTo } from './said.ts';
import * as show from './show.ts';
import { welcome } from './welcome.ts';

/**
 * One thing that came in from a person. Answers what to show in place of a pressed card (or, to
 * somebody unknown, what to say), and null when the answer is owed as a message. Everything is one
 * transaction with its inbox row: a repeat gets the same answer, a failure leaves nothing behind.
 */
export async function takeTurn(c: Context, event: TurnEvent): Promise<Shown | null> {
  const { what, key } = event;
  if (!event.chat.personal) return null;
  if (what.kind === 'said') return said(c, event, what.said);
  const work = what.kind === 'pressed' ? workOf(what.press.verb) : null;
  if (what.kind === 'pressed' && work) return straightPress(c, event, { ...what, work });
  const card = what.kind === 'pressed' ? (what.press.card as CardId) : null;
  const arrived = await arrivals.find(c.db, event.who, card);
  if (!isKnown(arrived)) return stranger(c, event);
  keyStands(c, arrived);
  const { person } = arrived;
  const chat = chatToKeep(event, arrived);
  switch (what.kind) {
    case 'installed':
      return installed(c, { person, chat });
    case 'removed':
      return removed(c, { person, event });
    case 'unreadable':
      return closed(c, person);
    case 'pressed':
      return press(c, { ...what, person, chat, key, pressed: arrived.card });
    default:
      return never(what);
  }
}

/** Which word it was stays out of the inbox: that somebody asked for help is nobody's to read. */
function said(c: Context, event: TurnEvent, said: Said): Promise<Shown | null> {
  return straightThroughInbox(c, event, {
    verb: 'said',
    card: null,
    turn: async (trx, { person }, once) => {
      await once(async (id) => {
        const reply = await answerTo(c, trx, { person, said });
        await show.send(c, trx, { ...reply, id, to: person.id, once: null });
        return shownTo(c, person, { view: reply.view, card: id });
      });
      return null;
    },
  });
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
