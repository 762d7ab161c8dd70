import pg from 'pg';
import type { Db as BossDb } from 'pg-boss';
import type { Database, DatabaseOptions, Where } from './database.ts';
import { type SafeError, safeError } from './errors.ts';
import { listen } from './listen.ts';
import { executeSql, kyselyOn, POOL, within } from './pool.ts';

type PostgresWhere = Extract<Where, { kind: 'postgres' }>;

export async function openPostgres(where: PostgresWhere, options: DatabaseOptions): Promise<Database> {
  const onFault = (fault: SafeError) => options.onFault?.(fault);
  const pool = openPool(where);
  const db = kyselyOn(pool);
  // An idle connection that breaks says so on the pool, one that is in use on the client itself: without
  // a listener either would end the process. Whoever waits for a query gets the error there.
  pool.on('error', (e) => onFault(safeError(e)));
  pool.on('connect', (client) => {
    client.on('error', (e) => onFault(safeError(e)));
    // Compiling a plan takes longer than any question of ours; without it a grown table makes a turn slow at once.
    client.query('set jit = off').catch((e: unknown) => onFault(safeError(e)));
  });
  await reach(pool);
  const own: BossDb = {
    executeSql: (text, values) => executeSql(pool, { text, values: values ?? [] }),
    listen: (channel, onNotification, onReconnect) =>
      listen({ url: where.url, channel, onNotification, onReconnect, onFault }),
  };
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
    ...POOL,
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
