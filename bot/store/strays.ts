import type { Selectable } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import * as cards from './cards.ts';
import type { Trx } from './database.ts';
import type { Tables } from './tables.ts';

/** A message in somebody's chat. */
export type Place = { readonly recipient: PersonId; readonly activity: string };

export const nameOf = ({ recipient, activity }: Place) => `${recipient}:${activity}`;

type CardRow = Selectable<Tables['cards']>;

/**
 * The messages of these cards that an update may still reach: one that is owed, one whose end nobody knows, one that
 * was made lately, and one that is to be put once more (a moment of the kind `moment`) for such a reason.
 */
export async function placesOut(
  trx: Trx,
  q: { readonly rows: readonly CardRow[]; readonly since: Moment; readonly moment: string },
): Promise<readonly Place[]> {
  const ids = q.rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const owed = trx.selectFrom('due').select('subject').where('kind', '=', q.moment);
  const again = new Set((await owed.where('subject', 'in', ids).execute()).map(({ subject }) => subject));
  const places = new Map<string, Place>();
  for (const { id, recipient, activity, state, by, created_at } of q.rows) {
    const isLate = by === 'update' && created_at.getTime() > q.since;
    const isOut = state === 'owed' || state === 'unknown' || isLate || again.has(id);
    if (activity !== null && isOut) places.set(nameOf({ recipient, activity }), { recipient, activity });
  }
  return [...places.values()];
}

/** The card that is shown in this message now. */
export async function standingAt(trx: Trx, { recipient, activity }: Place): Promise<cards.Card | null> {
  const row = await trx
    .selectFrom('cards')
    .select(cards.COLUMNS)
    .where('recipient', '=', recipient)
    .where('activity', '=', activity)
    .where('state', '!=', 'replaced')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return cards.read(row);
}
