import { sql } from 'kysely';
import { applyProgramme } from '../../bot/flows/apply-programme.ts';
import { localDirectory, localPeople, outlookPeople } from '../../bot/local/people.ts';
import { parseProgramme, wantedFrom } from '../../bot/programme-file.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import type { Programme, Role } from '../../bot/rules/programme.ts';
import { type Database, openDatabase } from '../../bot/store/database.ts';
import { type Jobs, openJobs } from '../../bot/store/jobs.ts';
import { migrate } from '../../bot/store/migrate.ts';
import * as programme from '../../bot/store/programme.ts';
import { LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import type { OutlookPerson } from '../../graph/local/types.ts';
import { sample } from '../support/faults.ts';
import { chanceOf } from './chance.ts';
import { type Disk, openDisk } from './disk.ts';

export type Player = {
  readonly id: PersonId;
  readonly aad: string;
  readonly upn: string;
  readonly roles: readonly Role[];
};

/** What all seeds share: the store with its tables, the programme and its people. Emptied between seeds. */
export type World = {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly settings: Programme;
  readonly players: readonly Player[];
  readonly disk: Disk;
  readonly outlookPeople: readonly OutlookPerson[];
  /** Takes away everything that a seed left, but the people and the programme. */
  empty(): Promise<void>;
  close(): Promise<void>;
};

const DIRECTORS = 4;
const COACHES = 2;
/** A director alone, so that the sample's own do not take part. */
const PROGRAMME = { 'start-week': '2026-W20', places: 200 };
/** What every seed begins with, each after those that it refers to; the rest begins empty. */
const STANDING = ['programme', 'applied', 'people', 'roles', 'coaches', 'grants', 'role_groups'];

export async function openWorld(): Promise<World> {
  const database = await openDatabase({ kind: 'pglite', dir: null });
  await migrate(database);
  const jobs = await openJobs(database);
  const { db } = database;
  // A record that grows for ever would slow later seeds down: here it may be emptied.
  await sql`drop trigger if exists record_all on record`.execute(db);
  await sql`drop trigger if exists record_rows on record`.execute(db);
  const text = sample({ directors: DIRECTORS, coaches: COACHES, programme: PROGRAMME });
  const read = parseProgramme(text, 'simulated');
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const deps = {
    db,
    clock: { now: () => Date.parse('2026-09-01T00:00:00Z') },
    // The same people in every run: a seed plays again in another process as well.
    random: chanceOf(1),
    directory: localDirectory(read.file),
    tenant: LOCAL_TENANT,
    openBox: (): never => {
      throw new Error('nothing of this programme is sealed');
    },
  };
  const applied = await applyProgramme(deps, wantedFrom(read.file, text));
  if (applied.kind !== 'applied') throw new Error(`the programme was not applied: ${applied.kind}`);
  const settings = (await programme.load(db))?.settings;
  if (!settings) throw new Error('the programme was applied');
  const ids = await db.selectFrom('people').select(['id', 'upn']).execute();
  const players = localPeople(read.file).flatMap(({ upn, aadObjectId: aad, roles }) => {
    const found = ids.find((row) => row.upn === upn);
    const simulated = /^[cd]\d+@/.test(upn) || roles.includes('coordinator') || roles.includes('contact');
    return found && simulated ? [{ id: found.id, aad, upn, roles: roles as readonly Role[] }] : [];
  });
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(
    db,
  );
  const tables = sql.join([...rows.map(({ name }) => sql.table(name)), sql.table('pgboss.job')]);
  const disk = await openDisk(db, [...rows.map(({ name }) => `public.${name}`), 'pgboss.job_common']);
  await sql`create schema standing`.execute(db);
  for (const name of STANDING)
    await sql`create table standing.${sql.table(name)} as select * from ${sql.table(name)}`.execute(db);
  return {
    database,
    jobs,
    settings,
    players,
    outlookPeople: outlookPeople(read.file),
    disk,
    async empty() {
      await disk.free();
      await sql`truncate ${tables}`.execute(db);
      for (const name of STANDING)
        await sql`insert into ${sql.table(name)} select * from standing.${sql.table(name)}`.execute(db);
    },
    async close() {
      await jobs.stop({ timeoutMs: 1_000 });
      await database.close();
    },
  };
}
