import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { BookingId, CardId, IntakeId, PersonId } from '../../bot/rules/ids.ts';
import { type Database, type Db, openDatabase, type Trx, type Where } from '../../bot/store/database.ts';
import { migrate } from '../../bot/store/migrate.ts';
import type { Tables } from '../../bot/store/tables.ts';
import { postgresSource, startServer } from './postgres-server.ts';

/** A database of this test file alone, with its tables. */
export type TestDatabase = {
  readonly kind: Database['kind'];
  /** Open between beforeAll and afterAll. */
  open(): Database;
  /** Where it is, to open it once more; PGlite in memory can not. */
  where(): Where;
};

/** The suite on PGlite in memory and on PostgreSQL; what is skipped says why in its name. */
export function eachDatabase(name: string, suite: (database: TestDatabase) => void): void {
  onPGlite(name, suite);
  onPostgres(name, suite);
}

export function onPGlite(name: string, suite: (database: TestDatabase) => void): void {
  describe(`${name} · PGlite`, () => suite(within('pglite', newPGlite)));
}

export function onPostgres(name: string, suite: (database: TestDatabase) => void): void {
  const source = postgresSource();
  if (source.kind === 'none')
    describe.skip(`${name} · PostgreSQL, skipped: ${source.reason}`, () =>
      suite(within('postgres', newPostgres)));
  else describe(`${name} · PostgreSQL`, () => suite(within('postgres', newPostgres)));
}

/** An opened database in memory with its tables, for tests that need one and not which. */
export async function memoryDatabase(): Promise<Database> {
  const { where } = await newPGlite();
  return await opened(where);
}

type Made = { readonly where: Where; readonly drop: () => Promise<void> };

function within(kind: Database['kind'], make: () => Promise<Made>): TestDatabase {
  let made: Made | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    made = await make();
    database = await opened(made.where);
  });
  afterAll(async () => {
    await database?.close();
    await made?.drop();
  });
  return { kind, open: () => present(database), where: () => present(made).where };
}

async function opened(where: Where): Promise<Database> {
  const database = await openDatabase(where);
  await migrate(database);
  return database;
}

async function newPGlite(): Promise<Made> {
  return {
    where: { kind: 'pglite', dir: null, template: await pgliteTemplate() },
    drop: async () => undefined,
  };
}

/** A fresh, empty database on the server of this run. */
export async function newPostgres(): Promise<Made & { readonly where: { kind: 'postgres'; url: string } }> {
  const server = await once('server', async (shared) => {
    const source = postgresSource();
    if (source.kind === 'none') throw new Error(source.reason);
    return source.kind === 'url' ? source.url : await startServer(shared, source.bin);
  });
  const name = `klankbord_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    where: { kind: 'postgres', url: url.href },
    drop: () => asAdmin(server, `drop database ${name} with (force)`),
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A new PGlite from nothing takes seconds, from this file half a second. */
export function pgliteTemplate(): Promise<string> {
  return once('template', async (shared) => {
    const lite = await PGlite.create({ extensions: { btree_gist } });
    const dump = await lite.dumpDataDir('none');
    await lite.close();
    const file = join(shared, 'template.tar');
    await writeFile(file, Buffer.from(await dump.arrayBuffer()));
    return file;
  });
}

/** Makes something once for all test files of this run, which are several processes. */
async function once(name: string, make: (shared: string) => Promise<string>): Promise<string> {
  const shared = inject('shared');
  const answer = join(shared, `${name}.answer`);
  try {
    await mkdir(join(shared, `${name}.making`));
  } catch {
    // Another process makes it.
    while (!existsSync(answer)) await sleep(50);
    return readAnswer(await readFile(answer, 'utf8'));
  }
  const made = await make(shared).then(
    (value) => `+${value}`,
    (e) => `-${String(e)}`,
  );
  await writeFile(`${answer}.new`, made);
  await rename(`${answer}.new`, answer);
  return readAnswer(made);
}

function readAnswer(answer: string): string {
  if (answer.startsWith('-')) throw new Error(answer.slice(1));
  return answer.slice(1);
}

export function present<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('not there (yet)');
  return value;
}

export const newId = {
  person: () => randomUUID() as string as PersonId,
  intake: () => randomUUID() as string as IntakeId,
  booking: () => randomUUID() as string as BookingId,
  card: () => randomUUID() as string as CardId,
};

/** Somebody of gemeente Voorbeeld. */
export async function aPerson(
  db: Db | Trx,
  more: Partial<Omit<Tables['people'], 'phone_sealed' | 'language_chosen'>> = {},
): Promise<PersonId> {
  const id = more.id ?? newId.person();
  const person = {
    tenant: '11111111-1111-4111-8111-111111111111',
    aad_object_id: randomUUID(),
    upn: `${id}@voorbeeld.example`,
    name: 'Iemand Anders',
    mail: `${id}@voorbeeld.example`,
    phone: null,
    language: 'nl',
    reach: 'teams',
    ...more,
    id,
  } as const;
  await db.insertInto('people').values(person).execute();
  return id;
}

/** A director with an intake and a coach. */
export async function aPair(db: Db | Trx) {
  const director = await aPerson(db);
  const coach = await aPerson(db);
  const intake = newId.intake();
  const row = { id: intake, director, coach, state: 'coached', created_at: new Date() } as const;
  await db.insertInto('intakes').values(row).execute();
  return { director, coach, intake };
}
