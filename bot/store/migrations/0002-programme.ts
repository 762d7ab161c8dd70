import { type Kysely, sql } from 'kysely';

/** Roles by group, programme files that were applied before, and sessions held before somebody was imported. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table applied (
    source_hash text primary key,
    at timestamptz not null
  )`,
  `insert into applied select source_hash, applied_at from programme`,
  `create table role_groups (
    name text primary key,
    roles jsonb not null,
    next_at timestamptz not null,
    fault text
  )`,
  // Who was given a role by what: the file itself, or one of its groups. The table roles is what follows from it.
  `create table grants (
    person uuid not null references people on delete cascade,
    role text not null check (role in ('director', 'coach', 'coordinator', 'office', 'contact', 'administrator')),
    via text not null,
    primary key (person, role, via)
  )`,
  `create index grants_via on grants (via)`,
  `insert into grants select person, role, 'file' from roles`,
  `alter table intakes add column sessions_before int not null default 0
    constraint intakes_sessions_before check (sessions_before between 0 and 10)`,
];
