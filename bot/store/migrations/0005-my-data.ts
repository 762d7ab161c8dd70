import { type Kysely, sql } from 'kysely';

/** What people may see, mend and have erased, and what is still to be wiped outside the database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // What the person says of themselves stays when the programme file is applied again.
  `alter table people
    add column phone_sealed bytea,
    add column language_chosen boolean not null default false`,
  // Who was through before the link to the coach was wiped still holds a place.
  `alter table intakes add column finished_at timestamptz`,
  `create table data_links (
    token_hash text primary key,
    person uuid not null references people on delete cascade,
    reader_hash text,
    expires_at timestamptz not null
  )`,
  `create index data_links_person on data_links (person)`,
  `create table data_requests (
    id uuid primary key,
    person uuid not null references people on delete cascade,
    handler text not null check (handler in ('coordinator', 'office')),
    state text not null check (state in ('asked', 'granted', 'refused')),
    asked_at timestamptz not null,
    settled_at timestamptz
  )`,
  `create index data_requests_person on data_requests (person)`,
  // One open request of a person at a time: pressing twice asks once.
  `create unique index data_requests_open on data_requests (person) where state = 'asked'`,
  `create table message_wipes (
    id uuid primary key,
    recipient uuid not null references people on delete cascade,
    card uuid not null,
    activity text,
    way text not null check (way in ('remove', 'neutral')),
    created_at timestamptz not null
  )`,
  `create index message_wipes_card on message_wipes (card)`,
  `create index message_wipes_recipient on message_wipes (recipient)`,
  `create table event_wipes (
    id uuid primary key,
    booking uuid not null unique,
    event text,
    until timestamptz not null
  )`,
  `create table tally (
    what text primary key,
    count int not null
  )`,
  `create index record_actor on record ((fields -> 'actor' ->> 'value'))`,
  `create index record_object on record ((fields -> 'object' ->> 'value'))`,
];
