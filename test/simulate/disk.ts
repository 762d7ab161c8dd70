import { sql } from 'kysely';
import type { Db } from '../../bot/store/database.ts';

/** What PostgreSQL answers to whoever writes while its disk is full (disk_full). */
const FULL = `
  create function no_room() returns trigger language plpgsql as $$
  begin
    raise exception 'could not extend a file: no space left on device' using errcode = '53100';
  end $$`;

/** The disk under the database: while it is full, whatever writes a row fails. */
export type Disk = { full(): boolean; fill(): Promise<void>; free(): Promise<void> };

export async function openDisk(db: Db, tables: readonly string[]): Promise<Disk> {
  await sql.raw(FULL).execute(db);
  for (const table of tables)
    await sql
      .raw(`create trigger no_room before insert or update on ${table}
          when (current_setting('simulated.no_room', true) = 'on') execute function no_room()`)
      .execute(db);
  let full = false;
  const set = async (value: boolean) => {
    full = value;
    await sql.raw(`set simulated.no_room = '${value ? 'on' : 'off'}'`).execute(db);
  };
  return { full: () => full, fill: () => set(true), free: () => set(false) };
}
