import { type Kysely, sql } from 'kysely';

/** What was used of places is counted at every sign-up: without reading what counts for nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create index bookings_counted on bookings (intake, ends) where counts`,
  `create index intakes_apart on intakes (director) where sessions_before > 0 or sessions_extra > 0`,
];
