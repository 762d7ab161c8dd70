import { sql } from 'kysely';
import type { Database } from './database.ts';
import { safeError } from './errors.ts';

export type StoreHealth = { readonly ok: true } | { readonly ok: false; readonly code: string };

/** Asks the database the least there is. `code` is `timeout` or the database's own; never content. */
export async function checkStore(database: Pick<Database, 'db'>, timeoutMs = 2_000): Promise<StoreHealth> {
  const { promise: late, resolve } = Promise.withResolvers<StoreHealth>();
  const timer = setTimeout(resolve, timeoutMs, { ok: false, code: 'timeout' });
  try {
    return await Promise.race([ask(database), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function ask({ db }: Pick<Database, 'db'>): Promise<StoreHealth> {
  try {
    await sql`select 1`.execute(db);
    return { ok: true };
  } catch (e) {
    return { ok: false, code: safeError(e).code };
  }
}
