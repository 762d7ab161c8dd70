import { type Kysely, sql } from 'kysely';

/** One-time codes and sign-ins for pages; what a coach changes there: hours, windows, a pause. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...SIGN_IN, ...TIMES]) await sql.raw(statement).execute(db);
}

const SIGN_IN = [
  // One row for each time somebody asked for a code, also for an address that nobody has: so nothing tells them apart.
  `create table codes (
    id uuid primary key,
    secret_hash text not null unique,
    person uuid references people on delete cascade,
    card uuid references cards on delete set null,
    network text not null,
    tag text,
    tries int not null default 0 check (tries between 0 and 5),
    asked_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
  `create index codes_asked on codes (asked_at)`,
  `create index codes_person on codes (person) where person is not null`,
  `create table page_sessions (
    id uuid primary key,
    token_hash text not null unique,
    person uuid not null references people on delete cascade,
    roles jsonb not null,
    via text not null check (via in ('code', 'entra')),
    code uuid,
    opened_at timestamptz not null,
    seen_at timestamptz not null,
    ends_at timestamptz not null
  )`,
  `create index page_sessions_person on page_sessions (person)`,
  `create index page_sessions_ends on page_sessions (ends_at)`,
  // The account of another organisation that a person of the programme file signed in with first, and from then on.
  `create table accounts (
    person uuid primary key references people on delete cascade,
    tenant text not null,
    oid text not null,
    constraint accounts_oid unique (tenant, oid)
  )`,
];

const TIMES = [
  `create table coach_hours (
    person uuid primary key references people on delete cascade,
    hours jsonb not null,
    changed_at timestamptz not null
  )`,
  `create table coach_windows (
    id uuid primary key,
    person uuid not null references people on delete cascade,
    starts timestamptz not null,
    ends timestamptz not null,
    constraint coach_windows_when check (ends > starts and isfinite(starts) and isfinite(ends))
  )`,
  `create index coach_windows_person on coach_windows (person, ends)`,
  `create table coach_pauses (
    person uuid primary key references people on delete cascade,
    starts timestamptz not null,
    ends timestamptz not null,
    constraint coach_pauses_when check (ends > starts and isfinite(starts) and isfinite(ends))
  )`,
];
