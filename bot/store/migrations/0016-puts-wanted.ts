import { type Kysely, sql } from 'kysely';

/** An update that is on its way settles nothing when the card was wanted anew meanwhile. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cards add column wanted integer not null default 0`.execute(db);
}
