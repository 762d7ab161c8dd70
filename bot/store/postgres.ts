import { createHash } from 'node:crypto';
import { CompiledQuery, Kysely } from 'kysely';
import pg from 'pg';
import type { Db as BossDb } from 'pg-boss';
import type { Database, DatabaseOptions, Where } from './database.ts';
import { type SafeError, safeError } from './errors.ts';
import { listen } from './listen.ts';
import { PipelinedDialect } from './pipeline.ts';
import type { Tables } from './tables.ts';

type PostgresWhere = Extract<Where, { kind: 'postgres' }>;

export async function openPostgres(where: PostgresWhere, options: DatabaseOptions): Promise<Database> {
  const onFault = (fault: SafeError) => options.onFault?.(fault);
  const prepared = createPrepared();
  const pool = openPool(where);
  // An idle connection that breaks says so on the pool, one that is in use on the client itself: without
  // a listener either would end the process. Whoever waits for a query gets the error there.
  pool.on('error', (e) => onFault(safeError(e)));
  pool.on('connect', (client) => {
    client.on('error', (e) => onFault(safeError(e)));
    prepareOn(client, prepared);
    // Compiling a plan takes longer than any question of ours; without it a grown table makes a turn slow at once.
    client.query('set jit = off').catch((e: unknown) => onFault(safeError(e)));
  });
  await reach(pool);
  const db = new Kysely<Tables>({ dialect: new PipelinedDialect(pool) });
  const own: BossDb = {
    executeSql: (text, values) => executeSql(pool, { text, values: values ?? [] }),
    listen: (channel, onNotification, onReconnect) =>
      listen({ url: where.url, channel, onNotification, onReconnect, onFault }),
  };
  const within = (trx: Kysely<Tables>): BossDb => ({
    async executeSql(text, values = []) {
      return { rows: [...(await trx.executeQuery(CompiledQuery.raw(text, values))).rows] };
    },
  });
  return { kind: 'postgres', db, boss: { own, within }, close: () => db.destroy() };
}

function openPool(where: PostgresWhere): pg.Pool {
  return new pg.Pool({
    connectionString: where.url,
    max: where.connections ?? 10,
    connectionTimeoutMillis: 10_000,
    // No statement of ours takes seconds, and no transaction waits for anything but the database.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'klankbord',
    types: { getTypeParser },
    pipeline: true,
  });
}

/** An unreachable database is an error at the start, not at the first query. */
async function reach(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (e) {
    await pool.end();
    throw e;
  }
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

type Statement = { readonly text: string; readonly values: unknown[] };

async function executeSql(pool: pg.Pool, { text, values }: Statement): Promise<{ rows: unknown[] }> {
  if (values.length > 0) return await pool.query(text, values);
  // Without values it may be several statements, which answer an array.
  const results: unknown = await pool.query(text);
  return { rows: [results].flat().flatMap(rowsOf) };
}

function rowsOf(result: unknown): unknown[] {
  if (typeof result !== 'object' || result === null || !('rows' in result)) return [];
  return Array.isArray(result.rows) ? result.rows : [];
}
