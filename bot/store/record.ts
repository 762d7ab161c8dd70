import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';
import { later } from './pipeline.ts';

/** Who did what to which object, with which outcome: ids and codes, never content. */
export type Minute = {
  readonly at: Moment;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly outcome: string;
};
export type Field = Exclude<keyof Minute, 'at'>;

export type Proof =
  /** `head` is the hash of the last row: kept elsewhere it also proves that none was cut off the end. */
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly position: number };

const FIELDS = ['actor', 'action', 'object', 'outcome'] as const satisfies readonly Field[];
const field = z.union([
  z.strictObject({ value: z.string(), salt: z.string(), hash: z.string() }),
  z.strictObject({ hash: z.string() }),
]);
type Kept = z.infer<typeof field>;
const fieldsSchema = z.strictObject({ actor: field, action: field, object: field, outcome: field });
type Fields = z.infer<typeof fieldsSchema>;

/** What the first row follows. */
const START = '';
const PAGE = 1_000;

/** Adds one row; it gets its place in the chain at the next `seal`. */
export async function minute(trx: Trx, { at, ...values }: Minute): Promise<void> {
  const fields: Fields = {
    actor: keep('actor', values.actor),
    action: keep('action', values.action),
    object: keep('object', values.object),
    outcome: keep('outcome', values.outcome),
  };
  const row = { at: new Date(at), fields: JSON.stringify(fields), hash: null, position: null };
  await later(trx, trx.insertInto('record').values(row));
}

/** Chains at most `limit` rows that have no place yet; answers how many. One process at a time. */
export async function seal(run: Db | Trx, limit = PAGE): Promise<number> {
  return run.isTransaction
    ? await chain(run, limit)
    : await run.transaction().execute((trx) => chain(trx, limit));
}

/** Walks the whole chain. `position` is the first row that is not what was sealed there. */
export async function verify(db: Db | Trx): Promise<Proof> {
  let tail: Tail = { position: 0, hash: START };
  for (;;) {
    const rows = await sealedAfter(db, tail.position);
    for (const row of rows) {
      const next = follow(tail, row);
      if (row.position !== next.position || row.hash !== next.hash)
        return { ok: false, position: next.position };
      tail = next;
    }
    if (rows.length < PAGE) return { ok: true, rows: tail.position, head: tail.hash };
  }
}

/** Drops values and their salts; their hashes stay, so that the chain still verifies. */
export async function redact(trx: Trx, id: number, redacted: readonly Field[]): Promise<void> {
  const row = await trx
    .selectFrom('record')
    .select('fields')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const fields: Fields = { ...fieldsSchema.parse(row.fields) };
  for (const name of redacted) fields[name] = { hash: fields[name].hash };
  await trx
    .updateTable('record')
    .set({ fields: JSON.stringify(fields) })
    .where('id', '=', id)
    .execute();
}

/** A row as it can still be read: what was redacted is null. */
export type Line = { readonly at: Moment } & { readonly [name in Field]: string | null };

/** Rows in which one of these acts or is acted upon, newest first. */
export async function about(
  db: Db | Trx,
  q: { readonly ids: readonly string[]; readonly actions?: readonly string[]; readonly limit: number },
): Promise<readonly Line[]> {
  const ids = sql`${[...q.ids]}::text[]`;
  const actions = q.actions
    ? sql`and fields -> 'action' ->> 'value' = any(${[...q.actions]}::text[])`
    : sql``;
  const { rows } = await sql<{ at: Date } & { [name in Field]: string | null }>`
    select at, fields -> 'actor' ->> 'value' as actor, fields -> 'action' ->> 'value' as action,
      fields -> 'object' ->> 'value' as object, fields -> 'outcome' ->> 'value' as outcome
    from record
    where (fields -> 'actor' ->> 'value' = any(${ids}) or fields -> 'object' ->> 'value' = any(${ids})) ${actions}
    order by at desc, id desc limit ${q.limit}`.execute(db);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** Takes these out of every row: the field in which one stands loses value and salt, what was done stays. */
export async function forget(trx: Trx, gone: readonly string[]): Promise<void> {
  const ids = sql`${[...gone]}::text[]`;
  const without = (
    name: 'actor' | 'object',
  ) => sql`case when fields -> ${sql.lit(name)} ->> 'value' = any(${ids})
    then jsonb_build_object(${sql.lit(name)}, jsonb_build_object('hash', fields -> ${sql.lit(name)} -> 'hash')) else '{}' end`;
  await sql`update record set fields = fields || ${without('actor')} || ${without('object')}
    where fields -> 'actor' ->> 'value' = any(${ids}) or fields -> 'object' ->> 'value' = any(${ids})`.execute(
    trx,
  );
}

/** What was done to these stays, and by which of these it was done goes. */
export async function forgetActors(
  trx: Trx,
  q: { readonly objects: readonly string[]; readonly actors: readonly string[] },
): Promise<void> {
  await sql`update record set fields = fields ||
    jsonb_build_object('actor', jsonb_build_object('hash', fields -> 'actor' -> 'hash'))
    where fields -> 'object' ->> 'value' = any(${[...q.objects]}::text[])
      and fields -> 'actor' ->> 'value' = any(${[...q.actors]}::text[])`.execute(trx);
}

/** At most `limit` rows from before a moment lose every value; answers how many. */
export async function redactBefore(
  trx: Trx,
  q: { readonly before: Moment; readonly limit: number },
): Promise<number> {
  const bare = FIELDS.map(
    (name) => sql`${sql.lit(name)}, jsonb_build_object('hash', fields -> ${sql.lit(name)} -> 'hash')`,
  );
  const { rows } = await sql`update record set fields = jsonb_build_object(${sql.join(bare)})
    where id in (select id from record where at < ${new Date(q.before)} and fields -> 'action' ->> 'value' is not null
      order by id limit ${q.limit})
    returning 1`.execute(trx);
  return rows.length;
}

type Tail = { readonly position: number; readonly hash: string };
type Row = { readonly id: number; readonly at: Date; readonly fields: unknown };

/** Any number of its own, the same in every process. */
const SEALING = 7_301_964;

async function chain(trx: Db | Trx, limit: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(${sql.lit(SEALING)})`.execute(trx);
  const rows = await trx
    .selectFrom('record')
    .select(['id', 'at', 'fields'])
    .where('position', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  let tail = await lastOf(trx);
  const links = rows.map((row) => {
    tail = follow(tail, row);
    return { id: row.id, ...tail };
  });
  if (links.length > 0) await write(trx, links);
  return links.length;
}

async function write(trx: Db | Trx, links: readonly (Tail & { readonly id: number })[]): Promise<void> {
  await sql`
    update record set position = link.position, hash = link.hash
    from json_to_recordset(${JSON.stringify(links)}::text::json) as link (id bigint, position bigint, hash text)
    where record.id = link.id and record.position is null
  `.execute(trx);
}

async function lastOf(trx: Db | Trx): Promise<Tail> {
  const last = await trx
    .selectFrom('record')
    .select(['position', 'hash'])
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { position: last?.position ?? 0, hash: last?.hash ?? START };
}

function sealedAfter(db: Db | Trx, position: number) {
  return db
    .selectFrom('record')
    .select(['id', 'at', 'fields', 'position', 'hash'])
    .where('position', '>', position)
    .orderBy('position')
    .limit(PAGE)
    .execute();
}

/** A row whose fields are not what they hash to follows nothing: its link never equals the one that was sealed. */
function follow(tail: Tail, row: Row): Tail {
  const position = tail.position + 1;
  const fields = fieldsSchema.safeParse(row.fields);
  const hashes = fields.success ? FIELDS.map((name) => trueHash(name, fields.data[name])) : ['broken'];
  return { position, hash: sha256([tail.hash, position, row.at.getTime(), ...hashes]) };
}

function keep(name: Field, value: string): Kept {
  const salt = randomBytes(16).toString('base64url');
  return { value, salt, hash: sha256([name, salt, value]) };
}

function trueHash(name: Field, kept: Kept): string {
  return 'value' in kept ? sha256([name, kept.salt, kept.value]) : kept.hash;
}

function sha256(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
