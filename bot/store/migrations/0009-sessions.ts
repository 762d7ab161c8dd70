import { type Kysely, sql } from 'kysely';

/** A booking lives on after it was confirmed: it is moved, cancelled, held or missed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table bookings drop constraint bookings_state_check`,
  `alter table bookings add constraint bookings_state_check check (state in
    ('held', 'confirmed', 'released', 'cancelled', 'cancelled-late', 'done', 'missed', 'unconfirmed'))`,
  `alter table bookings
    add column counts boolean not null default true,
    add column outlook_starts timestamptz,
    add column outlook_ends timestamptz,
    add column patching uuid,
    add column patching_since timestamptz,
    add column changed_at timestamptz,
    add column heard jsonb,
    add constraint bookings_outlook check ((outlook_starts is null) = (outlook_ends is null)),
    add constraint bookings_patching check ((patching is null) = (patching_since is null))`,
  `update bookings set counts = state <> 'released', changed_at = created_at`,
  `update bookings set outlook_starts = starts, outlook_ends = ends where event is not null`,
  `create table earlier_wishes (
    intake uuid primary key references intakes on delete cascade,
    asked_at timestamptz not null
  )`,
];
