import { sql } from 'kysely';
import type { Db } from './database.ts';

/** Without a sign of life for so long a process counts no more: several of the rounds in which it gives one. */
const ALIVE = sql`interval '15 seconds'`;

/** Says that this process runs; answers how many do, this one among them. By the clock of the database. */
export async function beat(db: Db, id: string): Promise<number> {
  await sql`
    insert into processes (id, seen_at) values (${id}, clock_timestamp())
    on conflict (id) do update set seen_at = excluded.seen_at
  `.execute(db);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from processes where seen_at > clock_timestamp() - ${ALIVE}
  `.execute(db);
  return Math.max(1, rows[0]?.count ?? 1);
}

/** This process ends: the others take over its share. Those that ended without a word go too. */
export async function leave(db: Db, id: string): Promise<void> {
  await sql`delete from processes where id = ${id} or seen_at < clock_timestamp() - ${ALIVE}`.execute(db);
}
