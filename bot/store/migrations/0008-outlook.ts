import { type Kysely, sql } from 'kysely';

/** What Outlook tells of our events, and the subscription through which it tells. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table hearings (
    event text primary key,
    since timestamptz not null,
    hints int not null,
    look_until timestamptz,
    hint text,
    removed boolean not null default false,
    etag text,
    changed_at timestamptz
  )`,
  `create table watch (
    id int primary key default 1 check (id = 1),
    mailbox text not null,
    url text not null,
    subscription text,
    secret_hash text,
    expires_at timestamptz,
    busy_until timestamptz not null,
    fault text,
    look_fault text,
    link text,
    window_start timestamptz
  )`,
];
