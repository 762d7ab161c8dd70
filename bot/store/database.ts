import type { Kysely, Transaction } from 'kysely';
import type { Db as BossDb } from 'pg-boss';
import type { SafeError } from './errors.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;
/** On PGlite a query on `db` while a transaction is open waits for ever: inside, use only the transaction. */
export type Trx = Transaction<Tables>;

export type Where =
  | {
      readonly kind: 'pglite';
      /** A folder, or null for memory only. */
      readonly dir: string | null;
      /** A file made by `dumpDataDir('none')` that a new database starts from. */
      readonly template?: string;
    }
  | { readonly kind: 'postgres'; readonly url: string; readonly connections?: number };

export type Database = {
  readonly kind: Where['kind'];
  readonly db: Db;
  /** How pg-boss gets at this database. */
  readonly boss: BossAccess;
  close(): Promise<void>;
};

export type BossAccess = {
  /** Its own statements: prepared on PostgreSQL, and NOTIFY where it works. */
  readonly own: BossDb;
  /** Its statements inside our transaction. */
  within(trx: Trx): BossDb;
};

export type DatabaseOptions = {
  /** A connection that broke while nobody waited for it; the next query opens another. */
  readonly onFault?: (fault: SafeError) => void;
};

/** Opens the store; throws `FolderInUse` when another process holds the folder. Tables come from `migrate`. */
export async function openDatabase(where: Where, options: DatabaseOptions = {}): Promise<Database> {
  // Only the one that is used is loaded.
  if (where.kind === 'postgres') return (await import('./postgres.ts')).openPostgres(where, options);
  return (await import('./pglite.ts')).openPGlite(where);
}
