import { type Kysely, sql } from 'kysely';

/** When the update of a card that its reader has seen already may go out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table cards add column put_at timestamptz`,
  `create index cards_put_at on cards (put_at) where put_at is not null`,
];
