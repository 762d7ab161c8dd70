import type { View } from '../../cards/view.ts';
import type { CardId, PersonId } from '../rules/ids.ts';
import { DAY } from '../rules/time.ts';
import type { Trx } from '../store/database.ts';
import * as due from '../store/due.ts';
import * as erasure from '../store/erasure.ts';
import * as store from '../store/my-data.ts';
import type { Person } from '../store/people.ts';
import * as people from '../store/people.ts';
import * as settings from '../store/programme.ts';
import type { Context, Handler } from './context.ts';
import { resealFeed } from './feeds.ts';
import { minute } from './minutes.ts';
import { comingOf, stopDirector } from './stop.ts';
import { wipeMessages, wiping } from './wipe-messages.ts';

/** Asks once more: what goes, and what stays with the reason. */
export async function eraseAsk(c: Context, trx: Trx, person: Person): Promise<View> {
  const { municipality, retention } = c.programme();
  const held = await store.heldOf(trx, person.id);
  const coming = await comingOf(c, trx, person.id);
  const works = person.roles.some((role) => role !== 'director');
  const sessions = held.sessions > 0;
  return { kind: 'erase', coming, told: coming.length > 0, sessions, works, municipality, retention };
}

/**
 * Everything of this person but who may take part: from every table, the queue and the record; messages in Teams
 * and events in Outlook by owed jobs. Pressed twice it answers the same: the second finds nothing.
 */
export const confirmErase: Handler = async (p) => {
  const { c, person } = p;
  const shown = await p.commit(
    async (trx) => {
      await people.lock(trx, [person.id]);
      await stopDirector(c, trx, { person, tell: false });
      await eraseWith(c, trx, { person: person.id, keep: p.card.id, leaves: false });
      const { helpline } = c.programme();
      return { view: { kind: 'erased', helpline }, subject: person.id };
    },
    (trx) => settings.lock(trx),
  );
  c.box.forget(person.id);
  return shown;
};

type Erase = {
  readonly person: PersonId;
  /** The card that is pressed now: its place shows the receipt. */
  readonly keep: CardId | null;
  /** Has no role any more: what they got of others goes too. */
  readonly leaves: boolean;
};

async function eraseWith(c: Context, trx: Trx, q: Erase): Promise<void> {
  const gone = await erasure.erase(trx, { ...wiping(c), ...q });
  await resealFeed(c, trx, { person: q.person, erase: () => c.box.erase(trx, q.person) });
  await c.jobs.forget(trx, gone.ids);
  await wipeMessages(c, trx, gone);
  for (const wipe of gone.events) await c.jobs.owe(trx, { kind: 'event.wipe', wipe });
  const line = { actor: 'klankbord', action: 'person.erase', object: q.person, outcome: 'erased' };
  await minute(c, trx, line);
}

/** Who has no role any more is erased after the term; who came back meanwhile is not. */
export async function leaverDue(c: Context, trx: Trx, id: PersonId): Promise<void> {
  await settings.lock(trx);
  await people.lock(trx, [id]);
  const person = await people.find(trx, id);
  if (!person || person.roles.length > 0) return;
  const again = { kind: LEAVER, subject: id, at: c.clock.now() + DAY };
  // Directors who were coached by this person still have sessions on record; those have their own term.
  if (await erasure.isNeeded(trx, id)) return due.owe(trx, { ...again, at: c.clock.now() + 7 * DAY });
  if (await erasure.isBare(trx, id)) return erasure.remove(trx, id);
  if (await erasure.isWiping(trx, id)) return due.owe(trx, again);
  await stopDirector(c, trx, { person, tell: true });
  await eraseWith(c, trx, { person: id, keep: null, leaves: true });
  await due.owe(trx, again);
}

export const LEAVER = 'retention.leaver';

/** People whose last role ended: their term begins when that is seen. */
export async function beginLeavers(c: Context, trx: Trx): Promise<void> {
  const at = c.clock.now() + c.programme().retention.leaversDays * DAY;
  for (const id of await erasure.leavers(trx, LEAVER)) await due.owe(trx, { kind: LEAVER, subject: id, at });
}
