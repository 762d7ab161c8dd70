import { sql } from 'kysely';
import type { View } from '../../cards/view.ts';
import type { CardId } from '../rules/ids.ts';
import type { Language } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import { type Card, place } from './cards.ts';
import { COLUMNS as CHAT, type KnownChat, read as readChat } from './chats.ts';
import type { Db, Trx } from './database.ts';
import { later } from './pipeline.ts';

/**
 * Takes at most `limit` updates that wait, those of `by` and earlier (null: all of them), each once. One whose card
 * is being pressed at this moment is left for the next time.
 */
export async function take(
  trx: Trx,
  q: { readonly by: Moment | null; readonly limit: number },
): Promise<readonly CardId[]> {
  const waiting = trx.selectFrom('cards').select('id').where('put_at', 'is not', null);
  const due = q.by === null ? waiting : waiting.where('put_at', '<=', new Date(q.by));
  const taken = due.orderBy('put_at').orderBy('id').limit(q.limit).forUpdate().skipLocked();
  const rows = await trx
    .updateTable('cards')
    .set({ put_at: null })
    .where('id', '=', sql<CardId>`any(array(${taken}))`)
    .returning('id')
    .execute();
  return rows.map((row) => row.id).sort();
}

/** A card whose update is owed, with all that drawing and sending it needs. */
export type Put = {
  readonly id: CardId;
  readonly activity: string;
  readonly chat: KnownChat;
  readonly language: Language;
  readonly view: View;
  readonly wanted: number;
};

/** Of these cards, those that are still owed to a place that is known, and can be read; in one question. */
export async function find(db: Db, box: Box, ids: readonly CardId[]): Promise<readonly Put[]> {
  const rows = await db
    .selectFrom('cards')
    .innerJoin('people', 'people.id', 'cards.recipient')
    .innerJoin('chats', 'chats.person', 'cards.recipient')
    .select([
      'cards.id',
      'cards.whose',
      'cards.activity',
      'cards.view_sealed',
      'cards.wanted',
      'people.language',
    ])
    .select(CHAT)
    .where('cards.id', '=', anyOf(ids))
    .where('cards.state', '=', 'owed')
    .orderBy('cards.id')
    .execute();
  const found: Put[] = [];
  for (const { id, whose, activity, view_sealed, wanted, language, ...chat } of rows) {
    const view = view_sealed && (await box.open(db, whose, place(id), view_sealed));
    if (!view || view === 'erased' || activity === null) continue;
    found.push({ id, activity, language, chat: readChat(chat), view: view as View, wanted });
  }
  return found;
}

/** Takes these cards until the end of the transaction, all in one order so that two can not wait for each other. One that is not there was erased. */
export async function states(
  trx: Trx,
  ids: readonly CardId[],
): Promise<ReadonlyMap<CardId, Pick<Card, 'state' | 'wanted'>>> {
  const cards = trx.selectFrom('cards').select(['id', 'state', 'wanted']).where('id', '=', anyOf(ids));
  const rows = await cards.orderBy('id').forNoKeyUpdate().execute();
  return new Map(rows.map(({ id, state, wanted }) => [id, { state, wanted }]));
}

/** These stand in Teams. */
export async function shown(trx: Trx, ids: readonly CardId[]): Promise<void> {
  await later(trx, trx.updateTable('cards').set({ state: 'shown' }).where('id', '=', anyOf(ids)));
}

const anyOf = (ids: readonly CardId[]) => sql<CardId>`any(${ids}::uuid[])`;
