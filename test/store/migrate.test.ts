import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { expect, it } from 'vitest';
import { migrate } from '../../bot/store/migrate.ts';
import * as tables from '../../bot/store/migrations/0001-tables.ts';
import * as programme from '../../bot/store/migrations/0002-programme.ts';
import type { Tables } from '../../bot/store/tables.ts';

it('brings a store with people in it from its first tables to those of today, all in order', async () => {
  const lite = await PGlite.create({ extensions: { btree_gist } });
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: lite }) });
  const first = { '0001-tables': tables, '0002-programme': programme };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => first } });
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const [director, coach, intake] = [randomUUID(), randomUUID(), randomUUID()];
  for (const [id, name] of [
    [director, 'Noor'],
    [coach, 'Mila'],
  ])
    await sql`insert into people (id, tenant, aad_object_id, upn, name, mail, language, reach)
      values (${id}, 't', ${id}, ${name}, ${name}, ${name}, 'nl', 'teams')`.execute(db);
  await sql`insert into intakes (id, director, state, coach, created_at)
    values (${intake}, ${director}, 'coached', ${coach}, now())`.execute(db);
  const booking = (state: string, day: number, event: string | null) =>
    sql`insert into bookings (id, intake, director, coach, number, starts, ends, place, state, event, created_at)
      values (${randomUUID()}, ${intake}, ${director}, ${coach}, ${day}, ${`2026-03-0${day} 10:00Z`}, ${`2026-03-0${day} 11:00Z`},
        'teams', ${state}, ${event}, ${'2026-02-01 09:00Z'})`.execute(db);
  await booking('released', 1, null);
  await booking('confirmed', 2, 'event-2');
  await booking('held', 3, null);

  const ran = await migrate({ kind: 'pglite', db });
  expect(ran.length).toBeGreaterThan(0);
  expect(ran).toEqual([...ran].sort());
  const rows = await db
    .selectFrom('bookings')
    .select(['state', 'counts', 'outlook_starts', 'changed_at'])
    .orderBy('starts')
    .execute();
  const changed_at = new Date('2026-02-01T09:00:00Z');
  expect(rows).toEqual([
    { state: 'released', counts: false, outlook_starts: null, changed_at },
    { state: 'confirmed', counts: true, outlook_starts: new Date('2026-03-02T10:00:00Z'), changed_at },
    { state: 'held', counts: true, outlook_starts: null, changed_at },
  ]);
  expect(await migrate({ kind: 'pglite', db })).toEqual([]);
  await db.destroy();
});
