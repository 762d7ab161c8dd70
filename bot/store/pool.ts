import { createHash } from 'node:crypto';
import { CompiledQuery, Kysely } from 'kysely';
import pg from 'pg';
import type { Db as BossDb } from 'pg-boss';
import type { Trx } from './database.ts';
import { PipelinedDialect } from './pipeline.ts';
import type { Tables } from './tables.ts';

/** What every pool needs that `kyselyOn` stands on. */
export const POOL = { types: { getTypeParser }, pipeline: true } as const;

/** Our queries on a pool that was made with `POOL`: pipelined, and prepared once for a connection. */
export function kyselyOn(pool: pg.Pool): Kysely<Tables> {
  const prepared = createPrepared();
  pool.on('connect', (client) => prepareOn(client, prepared));
  return new Kysely<Tables>({ dialect: new PipelinedDialect(pool) });
}

/** How pg-boss runs its statements in a transaction of ours. */
export function within(trx: Trx): BossDb {
  return {
    async executeSql(text, values = []) {
      return { rows: [...(await trx.executeQuery(CompiledQuery.raw(text, values))).rows] };
    },
  };
}

/** int8 as a number, as PGlite gives it: counts and positions stay far below 2^53. */
function getTypeParser(oid: number): (value: string) => unknown {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, 'text');
}

/**
 * Names for statements: each is parsed and planned once for a connection instead of every time (pg-boss' `send`
 * alone is 3 kB of SQL). Not for `select *`: prepared, it would fail in every running process when a newer one
 * adds a column.
 */
type Prepared = { name(text: string): string | undefined };

/** Ours and those of pg-boss are some two hundred texts; more than this are texts of many lengths of list. */
const MOST = 500;
const ALL_COLUMNS = /(select|returning|,)\s+(distinct\s+)?("?\w+"?\.)?\*/i;

function createPrepared(): Prepared {
  const names = new Map<string, string | undefined>();
  return {
    name(text) {
      if (names.has(text) || names.size >= MOST) return names.get(text);
      const name = ALL_COLUMNS.test(text) ? undefined : createHash('sha256').update(text).digest('hex');
      names.set(text, name?.slice(0, 32));
      return names.get(text);
    },
  };
}

/** Without values it may be several statements, which can not be prepared. */
function prepareOn(client: pg.PoolClient, prepared: Prepared): void {
  const { query } = client;
  const naming = (text: unknown, values: unknown, ...rest: unknown[]) => {
    const name =
      typeof text === 'string' && Array.isArray(values) && values.length > 0
        ? prepared.name(text)
        : undefined;
    const args = name === undefined ? [text, values, ...rest] : [{ name, text, values }, ...rest];
    return Reflect.apply(query, client, args);
  };
  Object.assign(client, { query: naming });
}

export type Statement = { readonly text: string; readonly values: unknown[] };

/** A statement of pg-boss by itself, on a pool or on a connection that is held. */
export async function executeSql(
  on: Pick<pg.ClientBase, 'query'>,
  { text, values }: Statement,
): Promise<{ rows: unknown[] }> {
  if (values.length > 0) return await on.query(text, values);
  // Without values it may be several statements, which answer an array.
  const results: unknown = await on.query(text);
  return { rows: [results].flat().flatMap(rowsOf) };
}

function rowsOf(result: unknown): unknown[] {
  if (typeof result !== 'object' || result === null || !('rows' in result)) return [];
  return Array.isArray(result.rows) ? result.rows : [];
}
