import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { postgresSource, startServer, stopServer } from '../support/postgres-server.ts';

/** A PostgreSQL server that is durable (fsync on), for this run. */
export type Server = {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
};

/** Null with neither `DATABASE_URL` nor the server's binaries. */
export async function openServer(): Promise<Server | null> {
  const source = postgresSource();
  if (source.kind === 'none') return null;
  const folder = await mkdtemp(join(tmpdir(), 'klankbord-bench-postgres-'));
  const url = source.kind === 'url' ? source.url : await startServer(folder, source.bin);
  const made: string[] = [];
  return {
    async newDatabase() {
      const name = `klankbord_bench_${randomUUID().replaceAll('-', '')}`;
      await onServer(url, `create database ${name}`);
      made.push(name);
      const database = new URL(url);
      database.pathname = `/${name}`;
      return database.href;
    },
    async stop() {
      for (const name of made) await onServer(url, `drop database ${name} with (force)`);
      await stopServer(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one statement, or several without values, on a connection of its own. */
export async function onServer(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(statement, values.length > 0 ? [...values] : undefined);
    return rows ?? [];
  } finally {
    await client.end();
  }
}
