import { drawCard, summaryOf } from '../../cards/draw.ts';
import { owePutOnceMore } from '../flows/put-once-more.ts';
import * as show from '../flows/show.ts';
import { oweWipeAgain, WIPE_AGAIN } from '../flows/wipe-messages.ts';
import type { ChatReference, Outcome } from '../ports.ts';
import type { CardId, EventWipeId, WipeId } from '../rules/ids.ts';
import { MINUTE } from '../rules/time.ts';
import * as chats from '../store/chats.ts';
import * as due from '../store/due.ts';
import * as eventWipes from '../store/event-wipes.ts';
import type { MessageWipe } from '../store/message-wipes.ts';
import * as messageWipes from '../store/message-wipes.ts';
import * as people from '../store/people.ts';
import * as strays from '../store/strays.ts';
import type { Ran, Work } from './work.ts';

/** An answer of another system may be lost: what is wiped may be wiped again. */
const AGAIN_MS = 10_000;
/** An event that was on its way may turn up late. */
const LOOK_MS = 30_000;
const LOOK_LATE_MS = 10 * MINUTE;

/** Takes a message of an erased card out of Teams, or puts one without content in its place. */
export async function wipeMessage(w: Work, id: WipeId): Promise<Ran> {
  const wipe = await messageWipes.find(w.c.db, id);
  // Without a place yet: the end of its send brings it, and owes this again.
  if (!wipe || wipe.activity === null) return 'done';
  const chat = await chats.find(w.c.db, wipe.recipient);
  const answer: Outcome<void> = chat
    ? await overwrite(w, { ...wipe, activity: wipe.activity }, chat)
    : { kind: 'refused', code: 'no-chat' };
  if (answer.kind === 'later') return { againMs: answer.afterMs };
  if (answer.kind === 'unknown') return { againMs: AGAIN_MS };
  // Refused: the message is gone, or the chat is not ours to write in any more.
  await w.c.db.transaction().execute(async (trx) => {
    // What is to be wiped once more stays until then.
    if ((await due.when(trx, WIPE_AGAIN, id)) === null) await messageWipes.done(trx, id);
  });
  return 'done';
}

async function overwrite(
  w: Work,
  wipe: MessageWipe & { readonly activity: string },
  chat: ChatReference,
): Promise<Outcome<void>> {
  if (wipe.way === 'remove') return w.chat.remove(chat, wipe.activity);
  const { language } = await people.byId(w.c.db, wipe.recipient);
  const view = { kind: 'wiped' } as const;
  const card = drawCard(view, { language, zone: w.c.programme().zone, card: wipe.card });
  return w.chat.update(chat, wipe.activity, { card, summary: summaryOf(view, language) });
}

/** A send came to its end whose card was erased meanwhile. */
export function sentAfterAll(
  w: Work,
  q: { readonly card: CardId; readonly activity: string },
): Promise<void> {
  return w.c.db.transaction().execute(async (trx) => {
    const wipe = await messageWipes.arrived(trx, q);
    if (wipe) await w.c.jobs.owe(trx, { kind: 'message.wipe', wipe });
  });
}

/**
 * An update came to its end whose card was erased meanwhile: it may have overtaken the wiping, or come after it. A
 * card that stands there now is put once more.
 */
export function putAfterAll(
  w: Work,
  q: { readonly to: ChatReference; readonly card: CardId; readonly activity: string },
): Promise<void> {
  return w.c.db.transaction().execute(async (trx) => {
    const id = w.random.uuid() as WipeId;
    const { card, activity } = q;
    const stands = await strays.standingAt(trx, { recipient: q.to.person, activity });
    if (stands) {
      await show.putAgain(w.c, trx, stands);
      return owePutOnceMore(w.c, trx, stands.id);
    }
    const wipe = { id, recipient: q.to.person, card, activity, way: 'neutral' } as const;
    await messageWipes.insert(trx, [wipe], w.c.clock.now());
    await oweWipeAgain(w.c, trx, id);
    await w.c.jobs.owe(trx, { kind: 'message.wipe', wipe: id });
  });
}

/** Takes the event of an erased booking out of Outlook; one that was on its way is looked for until its time is over. */
export async function wipeEvent(w: Work, id: EventWipeId): Promise<Ran> {
  const wipe = await eventWipes.find(w.c.db, id);
  if (!wipe) return 'done';
  const found = wipe.event === null ? await w.calendar.find(wipe.booking) : null;
  if (found && found.kind !== 'done') return later(found);
  const event = wipe.event ?? found?.value?.id ?? null;
  if (event === null) {
    if (w.c.clock.now() < wipe.until) return { againMs: LOOK_LATE_MS };
  } else {
    const answer = await w.calendar.remove(event);
    if (answer.kind !== 'done') return later(answer);
  }
  await w.c.db.transaction().execute((trx) => eventWipes.done(trx, { id, event }));
  return 'done';
}

function later(answer: Exclude<Outcome<unknown>, { kind: 'done' }>): Ran {
  return { againMs: answer.kind === 'later' ? answer.afterMs : LOOK_MS };
}
