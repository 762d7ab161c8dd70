import { type Kysely, sql } from 'kysely';

/** A coach who calls off their days now has planned a pause for later as well. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table coach_pauses drop constraint coach_pauses_pkey, add primary key (person, starts)`.execute(db);
}
