import { type Kysely, sql } from 'kysely';

/**
 * Sessions that were confirmed before reminders and the question after a session existed owe neither. Each owes one
 * moment that owes the rest (flows/session-moments.ts), by the clock and the programme of then.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into due (id, at, kind, subject)
    select 'session.moments:' || b.id, b.created_at, 'session.moments', b.id::text
    from bookings as b
    where b.state = 'confirmed'
      and not exists (select from due as d where d.subject = b.id::text and d.kind like 'session.%')
    on conflict (id) do nothing`.execute(db);
}
