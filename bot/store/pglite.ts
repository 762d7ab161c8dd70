import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import pg from 'pg';
import type { Db as BossDb } from 'pg-boss';
import type { Database, Where } from './database.ts';
import { InProcess } from './in-process.ts';
import { lockFolder } from './lock.ts';
import { executeSql, kyselyOn, POOL, within } from './pool.ts';

type PGliteWhere = Extract<Where, { kind: 'pglite' }>;

/**
 * A new folder takes about 4 s from nothing and 0.5 s from a template; an existing one 0.2 s. It is made
 * under another name and renamed when it is whole, so that a first start that was cut short leaves no
 * half database behind.
 */
export async function openPGlite(where: PGliteWhere): Promise<Database> {
  const unlock = where.dir === null ? undefined : lockFolder(where.dir);
  try {
    return await wrap(await start(where), unlock);
  } catch (e) {
    unlock?.();
    throw e;
  }
}

async function start({ dir, template }: PGliteWhere): Promise<PGlite> {
  if (dir === null) return await open(null, template);
  if (!existsSync(join(dir, 'PG_VERSION'))) await makeFolder(dir, template);
  return await open(dir, undefined);
}

async function makeFolder(dir: string, template: string | undefined): Promise<void> {
  const making = `${dir}.making`;
  await rm(making, { recursive: true, force: true });
  const lite = await open(making, template);
  await lite.close();
  await rename(making, dir);
}

/** 16 MB instead of 128 MB of shared buffers: 167 MB of memory instead of 300 MB. */
const START = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

async function open(dir: string | null, template: string | undefined): Promise<PGlite> {
  return await PGlite.create({
    extensions: { btree_gist },
    startParams: START,
    ...(dir === null ? {} : { dataDir: dir }),
    ...(template === undefined ? {} : { loadDataDir: new Blob([await readFile(template)]) }),
  });
}

async function wrap(lite: PGlite, unlock: (() => void) | undefined): Promise<Database> {
  // One connection, that is never given up: PGlite has one session.
  const pool = new pg.Pool({ ...POOL, ...ONE_SESSION, stream: () => new InProcess(lite) });
  const db = kyselyOn(pool);
  await pool.query('select 1');
  return {
    kind: 'pglite',
    db,
    boss: { own: bossOn(pool), within },
    async close() {
      await db.destroy();
      if (!lite.closed) await lite.close();
      unlock?.();
    },
  };
}

const ONE_SESSION = { max: 1, idleTimeoutMillis: 0, user: 'postgres', database: 'postgres' } as const;

function bossOn(pool: pg.Pool): BossDb {
  return {
    executeSql: (text, values = []) =>
      held(pool, async (client) => {
        try {
          return await executeSql(client, { text, values });
        } catch (error) {
          // Several statements in one text may have begun a transaction, which the next ones would be in.
          await client.query('rollback');
          throw error;
        }
      }),
    async listen(channel, onNotification, onReconnect) {
      const heard = ({ channel: on, payload }: pg.Notification) => {
        if (on === channel && payload !== undefined) onNotification(payload);
      };
      await held(pool, async (client) => {
        client.on('notification', heard);
        await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      });
      onReconnect();
      return {
        close: () =>
          held(pool, async (client) => {
            client.off('notification', heard);
            await client.query(`unlisten ${pg.escapeIdentifier(channel)}`);
          }),
      };
    },
  };
}

async function held<T>(pool: pg.Pool, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await use(client);
  } finally {
    client.release();
  }
}
