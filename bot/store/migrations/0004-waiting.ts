import { type Kysely, sql } from 'kysely';

/** The queue for a place, extra sessions, and the weekly requests to the contact person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Beside the file's own number, so that applying a file keeps what was agreed to.
  `alter table programme add column extra_places int not null default 0
    constraint programme_extra_places check (extra_places >= 0)`,
  `alter table intakes add column sessions_extra int not null default 0
    constraint intakes_sessions_extra check (sessions_extra >= 0)`,
  `create table requests (
    id uuid primary key,
    asked_at timestamptz not null,
    places int not null check (places >= 0),
    sessions int not null check (sessions >= 0),
    price jsonb,
    places_given int check (places_given between 0 and places),
    sessions_given int check (sessions_given between 0 and sessions),
    answered_by uuid references people on delete set null,
    answered_at timestamptz,
    constraint requests_answer check (
      (answered_at is null) = (places_given is null) and (answered_at is null) = (sessions_given is null)
    )
  )`,
  // No moment of joining: the number keeps the order, and says nothing else.
  `create table waiting (
    id uuid primary key,
    number bigint generated always as identity unique,
    director uuid not null unique references people on delete cascade,
    state text not null check (state in ('waiting', 'offered', 'kept')),
    until timestamptz,
    told int not null default 0 check (told between 0 and 2),
    request uuid references requests,
    constraint waiting_until check ((state = 'waiting') = (until is null))
  )`,
  `create table extras (
    id uuid primary key,
    number bigint generated always as identity unique,
    intake uuid not null references intakes on delete cascade,
    by_director boolean not null,
    by_coach boolean not null,
    state text not null check (state in ('asked', 'given', 'refused')),
    request uuid references requests
  )`,
  `create unique index extras_asked on extras (intake) where state = 'asked'`,
  `create index extras_intake on extras (intake)`,
];
