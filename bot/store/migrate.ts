import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database, Db } from './database.ts';
import * as tables from './migrations/0001-tables.ts';
import * as programme from './migrations/0002-programme.ts';
import * as puts from './migrations/0003-puts.ts';
import * as waiting from './migrations/0004-waiting.ts';
import * as myData from './migrations/0005-my-data.ts';
import * as pages from './migrations/0006-pages.ts';
import * as paceAndInstalls from './migrations/0007-pace-and-installs.ts';
import * as outlook from './migrations/0008-outlook.ts';
import * as sessions from './migrations/0009-sessions.ts';
import * as feeds from './migrations/0010-feeds.ts';
import * as usedSessions from './migrations/0011-used-sessions.ts';
import * as placesHeld from './migrations/0012-places-held.ts';
import * as sessionMoments from './migrations/0013-session-moments.ts';
import * as byMail from './migrations/0014-by-mail.ts';
import * as pauses from './migrations/0015-pauses.ts';
import * as putsWanted from './migrations/0016-puts-wanted.ts';

/** In order, for ever: a migration that ran somewhere is never changed, only followed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-tables': tables,
  '0002-programme': programme,
  '0003-puts': puts,
  '0004-waiting': waiting,
  '0006-pages': pages,
  '0007-pace-and-installs': paceAndInstalls,
  '0008-outlook': outlook,
  '0009-sessions': sessions,
  '0005-my-data': myData,
  '0011-used-sessions': usedSessions,
  '0012-places-held': placesHeld,
  '0013-session-moments': sessionMoments,
  '0014-by-mail': byMail,
  '0010-feeds': feeds,
  '0015-pauses': pauses,
  '0016-puts-wanted': putsWanted,
};

/**
 * Brings the tables up to date; answers the names of what ran here. Several processes may start
 * together: an advisory lock lets one work, and the others find it done.
 */
export async function migrate({ kind, db }: Pick<Database, 'kind' | 'db'>): Promise<readonly string[]> {
  if (await isUpToDate(db)) return [];
  if (kind === 'pglite') return await run(db);
  return await db.connection().execute(async (connection) => {
    // Waiting for another process that migrates is no reason to give up.
    await sql`set statement_timeout = 0`.execute(connection);
    try {
      return await run(connection);
    } finally {
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}

/** At every start but the first after an update: one question, where the migrator looks at every table of the server. */
async function isUpToDate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass('kysely_migration') is not null as made`.execute(db);
  if (!rows[0]?.made) return false;
  const ran = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  const names = new Set(ran.rows.map((row) => row.name));
  return Object.keys(MIGRATIONS).every((name) => names.has(name));
}

async function run(db: Kysely<never> | Db): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    // Numbers are given out beforehand: a lower one may come after a higher one ran.
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return results.map((result) => result.migrationName);
}
