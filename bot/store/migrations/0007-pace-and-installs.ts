import { type Kysely, sql } from 'kysely';

/** Which processes run, to share the pace of Teams among them; and for whom the app is put into Teams. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table processes (
    id uuid primary key,
    seen_at timestamptz not null
  )`,
  `create table installs (
    person uuid primary key references people on delete cascade,
    state text not null check (state in ('owed', 'installed', 'already', 'refused', 'unknown')),
    code text,
    tries int not null default 0,
    at timestamptz not null
  )`,
];
