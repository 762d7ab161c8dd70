import { type Kysely, sql } from 'kysely';

/** Calendars of coaches behind ICS addresses, and what was read of them last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table feeds (
      person uuid primary key references people on delete cascade,
      address_sealed bytea not null,
      reading_sealed bytea,
      read_at timestamptz,
      fault text
    )`)
    .execute(db);
}
