import type { Selectable } from 'kysely';
import type { CardId, PersonId, WipeId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Trx } from './database.ts';
import * as messageWipes from './message-wipes.ts';
import * as strays from './strays.ts';
import type { Tables } from './tables.ts';

type CardRow = Selectable<Tables['cards']>;

export type TakeOut = {
  readonly now: Moment;
  readonly uuid: () => string;
  /** What `strays.placesOut` goes by. */
  readonly since: Moment;
  readonly moment: string;
  /** Their messages are taken out of the chat. */
  readonly remove: readonly CardRow[];
  /** Something without content takes the place of their messages. */
  readonly neutral: readonly CardRow[];
  /** The place in the chat that shows something new. */
  readonly spare: string | null;
};

export type TakenOut = {
  /** `again`: an update may reach the message after it was overwritten. */
  readonly wipes: readonly {
    readonly id: WipeId;
    readonly activity: string | null;
    readonly again: boolean;
  }[];
  /** Cards that stay, in messages that such an update may reach. */
  readonly stands: readonly CardId[];
};

/**
 * Takes rows of cards out, and keeps of each message in Teams only where it is, until it is overwritten. A message
 * whose send is out has no place yet: its end brings it. What stands where somebody else's card took its place
 * is not touched; when that one still waits for the send of a card that goes, the row stays for it, without content.
 */
export async function takeOut(trx: Trx, q: TakeOut): Promise<TakenOut> {
  const all = [...q.remove, ...q.neutral];
  if (all.length === 0) return { wipes: [], stands: [] };
  const out = await strays.placesOut(trx, { ...q, rows: all });
  const ids = new Set(all.map(({ id }) => id));
  const follow = await trx
    .selectFrom('cards')
    .select('replaces')
    .where('replaces', 'in', [...ids])
    .where('id', 'not in', [...ids])
    .execute();
  const followed = new Set(follow.map(({ replaces }) => replaces));
  const wipes = [...wipesOf(q, q.remove, 'remove', followed), ...wipesOf(q, q.neutral, 'neutral', followed)];
  await messageWipes.insert(trx, wipes, q.now);
  const waitedFor = all.filter((row) => isOut(row) && followed.has(row.id)).map(({ id }) => id);
  const gone = [...ids].filter((id) => !waitedFor.includes(id));
  await blank(trx, waitedFor);
  await trx.updateTable('cards').set({ replaces: null }).where('replaces', 'in', gone).execute();
  // A press of somebody else on one of these, or one that these answered: a repeat gets the text for what is gone.
  await trx.updateTable('inbox').set({ card: null }).where('card', 'in', gone).execute();
  await trx.updateTable('inbox').set({ answer: null }).where('answer', 'in', gone).execute();
  await trx.deleteFrom('cards').where('id', 'in', gone).execute();
  const names = new Set(out.map(strays.nameOf));
  const mayReach = ({ recipient, activity }: messageWipes.MessageWipe) =>
    activity !== null && names.has(strays.nameOf({ recipient, activity }));
  const standing = await Promise.all(out.map((place) => strays.standingAt(trx, place)));
  return {
    wipes: wipes.map((wipe) => ({ ...wipe, again: mayReach(wipe) })),
    stands: standing.flatMap((card) => card?.id ?? []),
  };
}

function wipesOf(
  q: TakeOut,
  rows: readonly CardRow[],
  way: messageWipes.MessageWipe['way'],
  followed: ReadonlySet<CardId | null>,
): readonly messageWipes.MessageWipe[] {
  const places = new Set<string>();
  return rows.flatMap((row) => {
    const { recipient, activity, id: card } = row;
    // Where another card stands now that stays, this one shows nothing any more.
    if (followed.has(card)) return [];
    const place = `${recipient}:${activity}`;
    if (activity === null ? !isOut(row) : activity === q.spare || places.has(place)) return [];
    // Of a chain the last one speaks for its place; with `neutral` an earlier one was overwritten by who is not among these.
    if (way === 'neutral' && row.state === 'replaced' && activity !== null) return [];
    if (activity !== null) places.add(place);
    return [{ id: q.uuid() as WipeId, recipient, card, activity, way }];
  });
}

/** Its send may be out now. */
function isOut({ activity, by, state }: CardRow): boolean {
  return (
    activity === null && (by === 'send' || by === 'mail') && (state === 'sending' || state === 'replaced')
  );
}

async function blank(trx: Trx, ids: readonly CardId[]): Promise<void> {
  for (const id of ids) {
    const row = await trx.selectFrom('cards').select('recipient').where('id', '=', id).executeTakeFirst();
    if (!row) continue;
    const to: PersonId = row.recipient;
    await trx
      .updateTable('cards')
      .set({ whose: to, subject: to, once: null, view_sealed: null })
      .where('id', '=', id)
      .execute();
  }
}
