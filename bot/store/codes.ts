import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { CardId, CodeId, PersonId } from '../rules/ids.ts';
import type { Asks } from '../rules/sign-in.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** One time that somebody asked for a code. */
export type Code = {
  readonly id: CodeId;
  /** Null: nobody has that address, or too many were asked for them. */
  readonly person: PersonId | null;
  readonly card: CardId | null;
  readonly tag: string | null;
  readonly tries: number;
  readonly expiresAt: Moment;
  readonly usedAt: Moment | null;
};

/** One after the other: who counts asks counts alone. */
export async function lock(trx: Trx): Promise<void> {
  await sql`lock table codes in share row exclusive mode`.execute(trx);
}

export async function asks(
  trx: Trx,
  q: { readonly since: Moment; readonly network: string; readonly person: PersonId | null },
): Promise<Asks> {
  const { rows } = await sql<{ all: number; network: number; person: number }>`
    select count(*)::int as all, count(*) filter (where network = ${q.network})::int as network,
      count(*) filter (where person = ${q.person}::uuid)::int as person
    from codes where asked_at > ${new Date(q.since)}`.execute(trx);
  return rows[0] ?? { all: 0, network: 0, person: 0 };
}

export async function insert(
  trx: Trx,
  code: Pick<Code, 'id' | 'person' | 'card' | 'expiresAt'> & {
    readonly secret: string;
    readonly network: string;
    readonly now: Moment;
  },
): Promise<void> {
  await trx
    .insertInto('codes')
    .values({
      id: code.id,
      secret_hash: hash(code.secret),
      person: code.person,
      card: code.card,
      network: code.network,
      asked_at: new Date(code.now),
      expires_at: new Date(code.expiresAt),
    })
    .execute();
}

/** Takes the row until the end of the transaction: of two tries at once the second sees the first. */
export async function take(trx: Trx, id: CodeId): Promise<Code | null> {
  return read(
    await trx.selectFrom('codes').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst(),
  );
}

export async function takeBySecret(trx: Trx, secret: string): Promise<Code | null> {
  const row = trx.selectFrom('codes').select(COLUMNS).where('secret_hash', '=', hash(secret));
  return read(await row.forUpdate().executeTakeFirst());
}

/** Whether this browser asked, and until when what it got works; whoever it was for. */
export async function until(db: Db | Trx, secret: string): Promise<Moment | null> {
  const row = await db
    .selectFrom('codes')
    .select('expires_at')
    .where('secret_hash', '=', hash(secret))
    .executeTakeFirst();
  return row?.expires_at.getTime() ?? null;
}

export async function setTag(trx: Trx, id: CodeId, tag: string | null): Promise<void> {
  await trx.updateTable('codes').set({ tag }).where('id', '=', id).execute();
}

export async function tried(trx: Trx, id: CodeId): Promise<void> {
  await trx
    .updateTable('codes')
    .set((e) => ({ tries: sql<number>`least(${e.ref('tries')} + 1, 5)` }))
    .where('id', '=', id)
    .execute();
}

export async function used(trx: Trx, id: CodeId, now: Moment): Promise<void> {
  await trx
    .updateTable('codes')
    .set({ used_at: new Date(now) })
    .where('id', '=', id)
    .execute();
}

export async function wipe(db: Db | Trx, before: Moment): Promise<void> {
  await db.deleteFrom('codes').where('asked_at', '<', new Date(before)).execute();
}

const COLUMNS = ['id', 'person', 'card', 'tag', 'tries', 'expires_at', 'used_at'] as const;
type Row = Pick<Code, 'id' | 'person' | 'card' | 'tag' | 'tries'> & {
  readonly expires_at: Date;
  readonly used_at: Date | null;
};

function read(row: Row | undefined): Code | null {
  if (!row) return null;
  const { expires_at, used_at, ...rest } = row;
  return { ...rest, expiresAt: expires_at.getTime(), usedAt: used_at?.getTime() ?? null };
}

/** Of 256 random bits: no key is needed to keep it from being guessed. */
const hash = (secret: string) => createHash('sha256').update(secret).digest('hex');
