import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Role } from '../rules/programme.ts';
import type { Db, Trx } from './database.ts';

/** A group of the directory that gives roles. `fault`: the code of the last reading that failed, else null. */
export type RoleGroup = {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly fault: string | null;
};

/** Granted by the programme file itself; no group is called so. */
export const BY_FILE = 'file';

/** Before an apply grants everything anew, in the same transaction. */
export async function clear(trx: Trx): Promise<void> {
  await trx.deleteFrom('grants').execute();
}

/** By the file or by a group; the same again changes nothing. */
export async function grant(
  trx: Trx,
  q: { readonly person: PersonId; readonly roles: readonly Role[]; readonly via: string },
): Promise<void> {
  if (q.roles.length === 0) return;
  await trx
    .insertInto('grants')
    .values([...new Set(q.roles)].map((role) => ({ person: q.person, role, via: q.via })))
    .onConflict((c) => c.columns(['person', 'role', 'via']).doNothing())
    .execute();
}

/**
 * Roles are what the grants say: who lost one loses it at the next press. Nobody is both coach and director,
 * and then the word of the file (only it makes coaches) goes before a group's. Answers whether anything changed.
 */
export async function settle(trx: Trx): Promise<boolean> {
  const due = sql`select distinct g.person, g.role from grants g where not (g.role = 'director' and exists (
    select from grants c where c.person = g.person and c.role = 'coach'))`;
  const gone = await sql`delete from roles where (person, role) not in (${due}) returning 1`.execute(trx);
  const come = await sql`insert into roles (person, role) ${due} on conflict do nothing returning 1`.execute(
    trx,
  );
  return gone.rows.length + come.rows.length > 0;
}

/** The groups of a programme in place of those before. */
export async function replaceGroups(
  trx: Trx,
  groups: readonly { readonly group: string; readonly roles: readonly Role[] }[],
  nextAt: number,
): Promise<void> {
  await trx.deleteFrom('role_groups').execute();
  if (groups.length === 0) return;
  const rows = groups.map(({ group, roles }) => ({
    name: group,
    roles: JSON.stringify(roles),
    next_at: new Date(nextAt),
    fault: null,
  }));
  await trx.insertInto('role_groups').values(rows).execute();
}

export async function groups(db: Db | Trx): Promise<readonly RoleGroup[]> {
  const rows = await db
    .selectFrom('role_groups')
    .select(['name', 'roles', 'fault'])
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, roles: row.roles }));
}

/** Takes the groups whose time has come; for as long as the lease no other process reads them. */
export async function claim(
  db: Db,
  q: { readonly now: number; readonly leaseUntil: number },
): Promise<readonly RoleGroup[]> {
  const rows = await db
    .updateTable('role_groups')
    .set({ next_at: new Date(q.leaseUntil) })
    .where('next_at', '<=', new Date(q.now))
    .returning(['name', 'roles', 'fault'])
    .execute();
  return rows.map((row) => ({ ...row, roles: row.roles }));
}

/** A group was read: what it gave before goes. Answers the roles it gives; null when it is no group of the programme any more. */
export async function clearGroup(
  trx: Trx,
  q: { name: string; nextAt: number },
): Promise<readonly Role[] | null> {
  const changed = await trx
    .updateTable('role_groups')
    .set({ next_at: new Date(q.nextAt), fault: null })
    .where('name', '=', q.name)
    .returning('roles')
    .executeTakeFirst();
  if (!changed) return null;
  await trx.deleteFrom('grants').where('via', '=', q.name).execute();
  return changed.roles;
}

/** A group could not be read: everything stays, and it shows. */
export async function failed(
  trx: Trx | Db,
  q: { name: string; code: string; nextAt: number },
): Promise<void> {
  await trx
    .updateTable('role_groups')
    .set({ next_at: new Date(q.nextAt), fault: q.code })
    .where('name', '=', q.name)
    .execute();
}

/** Whether every group could be read the last time. */
export async function allRead(db: Db | Trx): Promise<boolean> {
  const row = await db
    .selectFrom('role_groups')
    .select('name')
    .where('fault', 'is not', null)
    .executeTakeFirst();
  return row === undefined;
}
