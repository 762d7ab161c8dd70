import { type Kysely, sql } from 'kysely';

/** What `store/tables.ts` describes, with the promises that only the database can keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...PEOPLE, ...COACHING, ...MESSAGES, ...RECORD])
    await sql.raw(statement).execute(db);
}

const PEOPLE = [
  `create table programme (
    id int primary key check (id = 1),
    settings jsonb not null,
    source_hash text not null,
    applied_at timestamptz not null
  )`,
  `create table people (
    id uuid primary key,
    tenant text not null,
    aad_object_id text,
    upn text not null,
    name text not null,
    mail text not null,
    phone text,
    language text not null check (language in ('nl', 'en')),
    reach text not null check (reach in ('teams', 'mail')),
    constraint people_directory unique (tenant, aad_object_id)
  )`,
  `create unique index people_upn on people (lower(upn))`,
  `create table roles (
    person uuid not null references people on delete cascade,
    role text not null check (role in ('director', 'coach', 'coordinator', 'office', 'contact', 'administrator')),
    primary key (person, role)
  )`,
  `create index roles_role on roles (role)`,
  `create table coaches (
    person uuid primary key references people on delete cascade,
    profile jsonb not null
  )`,
  `create table keys (
    person uuid primary key references people on delete cascade,
    wrapped bytea not null,
    key_id text not null
  )`,
  `create index keys_key_id on keys (key_id)`,
  `create table chats (
    person uuid primary key references people on delete cascade,
    tenant text not null,
    service_url text not null,
    conversation text not null,
    user_mri text not null,
    bot text not null,
    state text not null check (state in ('open', 'closed')),
    seen_at timestamptz not null
  )`,
  `create table drafts (
    person uuid not null references people on delete cascade,
    kind text not null,
    data_sealed bytea not null,
    primary key (person, kind)
  )`,
];

/** No person is in two live bookings at once: half-open ranges, so that one may follow another at once. */
const noOverlap = (person: 'coach' | 'director') =>
  `constraint bookings_${person}_free exclude using gist
    (${person} with =, tstzrange(starts, ends, '[)') with &&) where (state in ('held', 'confirmed'))`;

const COACHING = [
  `create extension if not exists btree_gist`,
  `create table intakes (
    id uuid primary key,
    director uuid not null references people,
    state text not null check (state in ('signing-up', 'asking', 'matching', 'choosing', 'nobody', 'coached')),
    preferences_sealed bytea,
    consented_at timestamptz,
    coach uuid references people,
    handed_over_at timestamptz,
    created_at timestamptz not null,
    constraint intakes_director unique (director)
  )`,
  `create index intakes_coach on intakes (coach) where coach is not null`,
  `create table offers (
    id uuid primary key,
    intake uuid not null references intakes on delete cascade,
    checked_at timestamptz not null,
    facts_sealed bytea
  )`,
  `create index offers_intake on offers (intake, checked_at desc)`,
  `create index offers_to_wipe on offers (checked_at) where facts_sealed is not null`,
  `create table bookings (
    id uuid primary key,
    intake uuid not null references intakes,
    director uuid not null references people,
    coach uuid not null references people,
    number int not null check (number > 0),
    starts timestamptz not null,
    ends timestamptz not null,
    place text not null check (place in ('teams', 'location', 'phone')),
    state text not null check (state in ('held', 'confirmed', 'released')),
    attempted boolean not null default false,
    event text,
    ical_uid text,
    join_url_sealed bytea,
    created_at timestamptz not null,
    constraint bookings_when check (ends > starts and isfinite(starts) and isfinite(ends)),
    ${noOverlap('coach')},
    ${noOverlap('director')}
  )`,
  `create unique index bookings_number on bookings (intake, number) where state in ('held', 'confirmed')`,
  `create index bookings_intake on bookings (intake, starts)`,
  `create index bookings_coach on bookings (coach, ends)`,
  `create index bookings_director on bookings (director, ends)`,
  `create unique index bookings_event on bookings (event) where event is not null`,
  `create index bookings_ical_uid on bookings (ical_uid) where ical_uid is not null`,
  `create table callbacks (
    id uuid primary key,
    director uuid not null references people,
    reader uuid not null references people,
    phone_sealed bytea not null,
    wish text not null,
    state text not null check (state in ('asked', 'taken')),
    asked_at timestamptz not null
  )`,
  `create index callbacks_asked on callbacks (reader, asked_at) where state = 'asked'`,
  `create index callbacks_director on callbacks (director)`,
];

const MESSAGES = [
  // No reference to a card: a press may name one that never was.
  `create table inbox (
    key text primary key,
    actor uuid not null references people,
    verb text not null,
    card uuid,
    inputs_sealed bytea,
    state text not null check (state in ('working', 'answered', 'failed')),
    answer uuid,
    received_at timestamptz not null
  )`,
  `create index inbox_received on inbox (received_at)`,
  `create table cards (
    id uuid primary key,
    kind text not null,
    subject text not null,
    recipient uuid not null references people,
    whose uuid not null references people,
    once text,
    activity text,
    replaces uuid references cards,
    state text not null
      check (state in ('owed', 'sending', 'shown', 'mailed', 'unknown', 'impossible', 'replaced')),
    by text not null check (by in ('send', 'update', 'answer')),
    view_sealed bytea,
    created_at timestamptz not null
  )`,
  `create unique index cards_once on cards (once) where once is not null`,
  `create index cards_subject on cards (subject, recipient, created_at desc)`,
  `create index cards_recipient on cards (recipient, created_at desc)`,
  // A card is replaced by one other: the chain from an old card to the current one never forks.
  `create unique index cards_replaces on cards (replaces) where replaces is not null`,
  `create index cards_unsettled on cards (recipient, state) where state in ('owed', 'sending', 'unknown')`,
  `create table links (
    token_hash text primary key,
    card uuid not null references cards on delete cascade,
    person uuid not null references people on delete cascade,
    expires_at timestamptz not null
  )`,
  `create index links_expires on links (expires_at)`,
  `create table due (
    id text primary key,
    at timestamptz not null,
    kind text not null,
    subject text not null
  )`,
  `create index due_at on due (at, id)`,
  `create index due_subject on due (subject, kind)`,
];

/**
 * The record is only added to. What may change: a row gets its place in the chain, once; a field loses its
 * value and salt, and keeps its hash.
 */
const RECORD = [
  `create table record (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    fields jsonb not null,
    hash text,
    position bigint,
    constraint record_position unique (position),
    constraint record_sealed check ((hash is null) = (position is null))
  )`,
  `create index record_unsealed on record (id) where position is null`,
  `create function record_guard() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'UPDATE' then
      raise exception 'the record is only added to' using errcode = 'insufficient_privilege';
    end if;
    if new.id <> old.id or new.at <> old.at
      or (old.position is not null and (new.position is distinct from old.position or new.hash is distinct from old.hash))
      or (select count(*) from jsonb_object_keys(new.fields)) <> (select count(*) from jsonb_object_keys(old.fields))
      or exists (
        select from jsonb_each(old.fields) as field
        where new.fields -> field.key is distinct from field.value
          and new.fields -> field.key is distinct from jsonb_build_object('hash', field.value -> 'hash')
      )
    then
      raise exception 'the record is only added to' using errcode = 'insufficient_privilege';
    end if;
    return new;
  end $$`,
  `create trigger record_rows before update or delete on record for each row execute function record_guard()`,
  `create trigger record_all before truncate on record for each statement execute function record_guard()`,
];
