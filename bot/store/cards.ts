import { type Insertable, sql } from 'kysely';
import type { View } from '../../cards/view.ts';
import type { CardId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';
import { later } from './pipeline.ts';
import type { Tables } from './tables.ts';

export type CardState = Tables['cards']['state'];
export type Card = {
  readonly id: CardId;
  readonly kind: View['kind'];
  readonly subject: string;
  readonly recipient: PersonId;
  /** Whose key seals the view: of the person it tells about, so that erasing them erases it everywhere. */
  readonly whose: PersonId;
  readonly activity: string | null;
  readonly replaces: CardId | null;
  readonly state: CardState;
  readonly by: Tables['cards']['by'];
  /** How often it was wanted where it stands once more. */
  readonly wanted: number;
};
export type NewCard = Omit<Card, 'wanted'> & {
  readonly view: View;
  readonly once: string | null;
  readonly at: Moment;
  /** From when on the update that is owed may go out by itself; null when a job was owed for it, or nothing is. */
  readonly putAt: Moment | null;
};

/** Makes a card, and replaces the one in whose place it comes. False when this message was already made once. */
export async function insert(trx: Trx, box: Box, card: NewCard): Promise<boolean> {
  const view_sealed = await box.seal(trx, card.whose, place(card.id), card.view);
  const { replaces } = card;
  const row = {
    id: card.id,
    kind: atRest(card.kind),
    subject: card.subject,
    recipient: card.recipient,
    whose: card.whose,
    once: card.once,
    activity: card.activity,
    replaces,
    state: card.state,
    by: card.by,
    view_sealed,
    created_at: new Date(card.at),
    put_at: card.putAt === null ? null : new Date(card.putAt),
  };
  if (card.once === null) {
    await later(trx, replaces === null ? ADD(row) : REPLACE({ ...row, replaces }));
    return true;
  }
  const made = await (replaces === null ? trx : trx.with('old', (q) => replaced(q, replaces)))
    .insertInto('cards')
    .values(row)
    .onConflict((c) => c.column('once').where('once', 'is not', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

type NewRow = Insertable<Tables['cards']>;
const ADD = kept((db, row: NewRow) => db.insertInto('cards').values(row));
const REPLACE = kept((db, row: NewRow & { readonly replaces: CardId }) =>
  db
    .with('old', (q) => replaced(q, row.replaces))
    .insertInto('cards')
    .values(row),
);

/** A card that was replaced keeps no content, and owes nothing. */
function replaced(q: Pick<Trx, 'updateTable'>, id: CardId) {
  const gone = { state: 'replaced', view_sealed: null, put_at: null } as const;
  return q.updateTable('cards').set(gone).where('id', '=', id);
}

export async function find(db: Db | Trx, id: CardId): Promise<Card | null> {
  return (
    (await db.selectFrom('cards').select(COLUMNS).where('id', '=', id).executeTakeFirst().then(read)) ?? null
  );
}

/** Takes the card until the end of the transaction. */
export async function take(trx: Trx, id: CardId): Promise<Card | null> {
  return read((await trx.executeQuery(TAKE({ id }))).rows[0]);
}
const TAKE = kept((db, { id }: { readonly id: CardId }) =>
  db.selectFrom('cards').select(COLUMNS).where('id', '=', id).forNoKeyUpdate(),
);

/** The card that stands where this one stood: follows replacements to the newest. */
export async function current(db: Db | Trx, card: Card): Promise<Card> {
  if (card.state !== 'replaced') return card;
  const { rows } = await sql<{ id: CardId }>`
    with recursive chain (id, depth) as (
      select ${card.id}::uuid, 0
      union all
      select next.id, chain.depth + 1 from cards as next join chain on next.replaces = chain.id
    )
    select id from chain order by depth desc limit 1`.execute(db);
  const [newest] = rows;
  return (newest && (await find(db, newest.id))) ?? card;
}

/**
 * As `current`, taken until the end of the transaction: a press that comes in between goes first. One that was
 * replaced by a card that is gone (who it told of was erased) is answered itself, as replaced.
 */
export async function takeCurrent(trx: Trx, card: Card): Promise<Card> {
  const newest = await take(trx, (await current(trx, card)).id);
  if (!newest) return card;
  const isEnd = card.state === 'replaced' && newest.id === card.id;
  return newest.state === 'replaced' && !isEnd ? takeCurrent(trx, newest) : newest;
}

/** Cards that somebody has now and that still say something, newest first. */
export async function standingFor(
  db: Db | Trx,
  q: { readonly recipient: PersonId; readonly limit: number; readonly subject?: string },
): Promise<readonly (Card & { readonly at: Moment })[]> {
  const { subject } = q;
  const rows = await db
    .selectFrom('cards')
    .select([...COLUMNS, 'created_at'])
    .where('recipient', '=', q.recipient)
    .$if(subject !== undefined, (e) => e.where('subject', '=', subject ?? ''))
    .where('state', '!=', 'replaced')
    .where('view_sealed', 'is not', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(q.limit)
    .execute();
  return rows.flatMap(({ created_at, ...row }) => {
    const card = read(row);
    return card ? [{ ...card, at: created_at.getTime() }] : [];
  });
}

export type About = { readonly subject: string; readonly kinds: readonly View['kind'][] };

/** The newest card about a subject for a person, of one of these kinds; taken until the end of the transaction. */
export async function about(trx: Trx, q: About & { readonly recipient: PersonId }): Promise<Card | null> {
  const [newest] = await standing(trx, q).where('recipient', '=', q.recipient).limit(1).execute();
  const card = newest && (await take(trx, newest.id));
  // Whoever held it put another in its place: the wait ends at the old row, and the new one is looked up.
  return card?.state === 'replaced' ? about(trx, q) : (card ?? null);
}

/** As `about`, every card that stands, newest first; of everybody unless told. */
export async function allAbout(
  trx: Trx,
  q: About & { readonly recipient?: PersonId },
): Promise<readonly Card[]> {
  const found = standing(trx, q);
  const rows = await (q.recipient ? found.where('recipient', '=', q.recipient) : found).execute();
  const taken: Card[] = [];
  for (const { id } of rows) {
    const card = await take(trx, id);
    if (card?.state === 'replaced') return allAbout(trx, q);
    if (card) taken.push(card);
  }
  return taken;
}

function standing(trx: Trx, q: About) {
  return trx
    .selectFrom('cards')
    .select('id')
    .where('subject', '=', q.subject)
    .where('kind', 'in', q.kinds)
    .where('state', '!=', 'replaced')
    .orderBy('created_at', 'desc')
    .orderBy('id');
}

export async function view(db: Db | Trx, box: Box, card: Pick<Card, 'id' | 'whose'>): Promise<View | null> {
  const row = await db.selectFrom('cards').select('view_sealed').where('id', '=', card.id).executeTakeFirst();
  if (!row?.view_sealed) return null;
  const opened = await box.open(db, card.whose, place(card.id), row.view_sealed);
  return opened === 'erased' ? null : (opened as View);
}

export async function settle(
  trx: Trx,
  id: CardId,
  to: { readonly state?: CardState; readonly activity?: string; readonly by?: Card['by'] },
): Promise<void> {
  await later(trx, trx.updateTable('cards').set(to).where('id', '=', id));
}

/**
 * To be put where it stands, once more than was known before: the answer to an update that is out already does not
 * settle it. Whoever wants it owes the job.
 */
export async function want(trx: Trx, id: CardId): Promise<void> {
  const once = { state: 'owed', by: 'update', wanted: sql<number>`wanted + 1` } as const;
  await later(trx, trx.updateTable('cards').set(once).where('id', '=', id));
}

/** Messages of ours that may not have arrived, and of which the person was not told yet. */
export async function unsure(db: Db | Trx, recipient: PersonId): Promise<readonly CardId[]> {
  const rows = await db
    .selectFrom('cards')
    .select('id')
    .where('recipient', '=', recipient)
    .where('state', '=', 'unknown')
    .where('view_sealed', 'is not', null)
    // What somebody must act on keeps its content until they did.
    .where('kind', 'not in', ACTED_ON)
    .execute();
  return rows.map((row) => row.id);
}

/** The person has seen the true state: the lost message itself has nothing more to say. */
export async function explained(trx: Trx, ids: readonly CardId[]): Promise<void> {
  if (ids.length > 0)
    await later(trx, trx.updateTable('cards').set({ view_sealed: null }).where('id', 'in', ids));
}

export async function madeOnce(db: Db | Trx, once: string): Promise<boolean> {
  return (
    (await db.selectFrom('cards').select('id').where('once', '=', once).executeTakeFirst()) !== undefined
  );
}

export async function forgetOnce(trx: Trx, once: string): Promise<void> {
  await trx.updateTable('cards').set({ once: null }).where('once', '=', once).execute();
}

/** Messages that somebody waits for an answer to. */
export const ACTED_ON: readonly View['kind'][] = [
  'callback-request',
  'match-request',
  'place-free',
  'request',
];

/** Who was in distress is nobody's to read: at rest the card is one of the helpline, with the same button. */
function atRest(kind: View['kind']): View['kind'] {
  return kind === 'distress' ? 'helpline' : kind;
}

export const COLUMNS = [
  'id',
  'kind',
  'subject',
  'recipient',
  'whose',
  'activity',
  'replaces',
  'state',
  'by',
  'wanted',
] as const;
export const place = (row: CardId) => ({ table: 'cards', column: 'view_sealed', row });

/** `kind` was written from a View by `insert`. */
export function read(row: (Omit<Card, 'kind'> & { kind: string }) | undefined): Card | null {
  return row ? { ...row, kind: row.kind as View['kind'] } : null;
}
