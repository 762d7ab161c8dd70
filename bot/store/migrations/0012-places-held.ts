import { type Kysely, sql } from 'kysely';

/** Who holds a place is counted at every sign-up: without reading every intake there ever was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create index intakes_held on intakes (director)
      where state in ('matching', 'choosing', 'nobody', 'coached') or finished_at is not null`)
    .execute(db);
}
