import type { CardId } from '../rules/ids.ts';
import * as inbox from '../store/inbox.ts';
import * as people from '../store/people.ts';
import type { Context, Shown } from './context.ts';
import type { TurnEvent } from './event.ts';
import { takeTurn } from './turn.ts';

/** A turn that failed is run again after this long. */
const AGAIN_MS = 2_000;

/**
 * After a turn threw: its transaction left nothing behind. What somebody typed is kept (as a word, never
 * as text) and run again, so that nobody waits for an answer that never comes. A press is not: the person
 * is told now that it did not work, and must not find later that it did.
 */
export async function turnFailed(c: Context, event: TurnEvent): Promise<Shown | null> {
  const person = await people.byDirectoryId(c.db, event.who);
  const { zone, helpline } = c.programme();
  if (event.what.kind === 'pressed' || event.what.kind === 'unreadable' || !person) {
    const view = { kind: 'out-of-order', helpline } as const;
    const language = person?.language ?? event.locale ?? 'nl';
    return { view, card: c.random.uuid() as CardId, language, zone, kept: false };
  }
  const { key } = event;
  await c.db.transaction().execute(async (trx) => {
    const inputsSealed = await c.box.seal(trx, person.id, place(key), event);
    const arrival = {
      key,
      actor: person.id,
      verb: event.what.kind,
      card: null,
      inputsSealed,
      now: c.clock.now(),
    };
    if ((await inbox.begin(trx, arrival)).kind === 'repeat') return;
    await inbox.failed(trx, key);
    await c.jobs.owe(trx, { kind: 'turn.again', key }, { afterMs: AGAIN_MS });
  });
  return null;
}

/** Runs a kept turn once more; a throw leaves it to the queue's own back-off. */
export async function turnAgain(c: Context, key: string): Promise<void> {
  const kept = await inbox.failedArrival(c.db, key);
  if (!kept?.inputsSealed) return;
  const event = await c.box.open(c.db, kept.actor, place(key), kept.inputsSealed);
  if (event !== 'erased') await takeTurn(c, event as TurnEvent);
}

const place = (row: string) => ({ table: 'inbox', column: 'inputs_sealed', row });
