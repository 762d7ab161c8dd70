import type { Insertable } from 'kysely';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';
import { later } from './pipeline.ts';
import type { Tables } from './tables.ts';

export type Arrival = {
  /** The activity id, or a hash of card, actor, verb and inputs. */
  readonly key: string;
  readonly actor: PersonId;
  readonly verb: string;
  readonly card: CardId | null;
  readonly inputsSealed: Uint8Array | null;
  /** The card that will answer it, when that is known; nobody sees it before the commit. */
  readonly answer?: CardId;
  readonly now: Moment;
};

export type Begun =
  | { readonly kind: 'new' }
  | {
      readonly kind: 'repeat';
      readonly state: Tables['inbox']['state'];
      /** The card that answered. */
      readonly answer: CardId | null;
    };

/** A key of one person came with another: an answer is never given to somebody else. */
export class ForeignKey extends Error {
  override readonly name = 'ForeignKey';

  constructor() {
    super('An inbox key belongs to one actor');
  }
}

/**
 * Notes an arrival, once for a key. On PostgreSQL a repeat that comes at the same time waits here until the
 * first one's transaction ended: then it is a repeat, or, when that was rolled back, the first.
 */
export async function begin(trx: Trx, arrival: Arrival): Promise<Begun> {
  const { key, actor, verb, card, inputsSealed, answer, now } = arrival;
  const row = {
    key,
    actor,
    verb,
    card,
    inputs_sealed: inputsSealed,
    state: answer === undefined ? 'working' : 'answered',
    answer: answer ?? null,
    received_at: new Date(now),
  } as const;
  const { rows } = await trx.executeQuery(NOTE(row));
  return rows.length > 0 ? { kind: 'new' } : await again(trx, arrival);
}

const NOTE = kept((db, row: Insertable<Tables['inbox']>) =>
  db
    .insertInto('inbox')
    .values(row)
    .onConflict((c) => c.column('key').doNothing())
    .returning('key'),
);

/** What became of an arrival that was noted before; taken until the end of the transaction. */
export async function again(trx: Trx, { key, actor }: Pick<Arrival, 'key' | 'actor'>): Promise<Begun> {
  const first = await trx
    .selectFrom('inbox')
    .select(['actor', 'state', 'answer'])
    .where('key', '=', key)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (first.actor !== actor) throw new ForeignKey();
  return { kind: 'repeat', state: first.state, answer: first.answer };
}

/** Keeps which card answered, for repeats, in the transaction of the work itself. */
export async function answered(trx: Trx, key: string, answer: CardId): Promise<void> {
  const done = { state: 'answered', answer, inputs_sealed: null } as const;
  await later(trx, trx.updateTable('inbox').set(done).where('key', '=', key));
}

/** Marks an arrival that was noted and can not be worked off. */
export async function failed(db: Db | Trx, key: string): Promise<void> {
  await db.updateTable('inbox').set({ state: 'failed' }).where('key', '=', key).execute();
}

/** Removes what arrived before a moment; answers how many. A repeat that comes later than that is new. */
export async function wipe(db: Db | Trx, before: Moment): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('inbox')
    .where('received_at', '<', new Date(before))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** An arrival whose turn failed and is to be run again. */
export async function failedArrival(
  db: Db | Trx,
  key: string,
): Promise<{ readonly actor: PersonId; readonly inputsSealed: Uint8Array | null } | null> {
  const row = await db
    .selectFrom('inbox')
    .select(['actor', 'inputs_sealed'])
    .where('key', '=', key)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  return row ? { actor: row.actor, inputsSealed: row.inputs_sealed } : null;
}
