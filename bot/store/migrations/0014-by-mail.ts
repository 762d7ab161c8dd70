import { type Kysely, sql } from 'kysely';

/** A card that is owed as a mail: no job of the chat takes it for one that is to be sent there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cards drop constraint cards_by_check,
      add constraint cards_by_check check (by in ('send', 'update', 'answer', 'mail'))`.execute(db);
}
