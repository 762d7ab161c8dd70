import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Db, Trx } from './database.ts';

/** An account in Entra, by ids that are never given to another. */
export type Account = { readonly tenant: string; readonly oid: string };

/** Whose account this is: of our own directory, or the one somebody signed in with before. */
export async function ownerOf(db: Db | Trx, { tenant, oid }: Account): Promise<PersonId | null> {
  const own = await db
    .selectFrom('people')
    .select('id')
    .where('tenant', '=', tenant)
    .where('aad_object_id', '=', oid)
    .executeTakeFirst();
  if (own) return own.id;
  const known = await db
    .selectFrom('accounts')
    .select('person')
    .where('tenant', '=', tenant)
    .where('oid', '=', oid)
    .executeTakeFirst();
  return known?.person ?? null;
}

/** Somebody of the programme file with this UPN, who has no account of our directory and none that was bound before. */
export async function unboundByUpn(trx: Trx, upn: string): Promise<PersonId | null> {
  const row = await trx
    .selectFrom('people')
    .leftJoin('accounts', 'accounts.person', 'people.id')
    .select('people.id')
    .where(sql`lower(people.upn)`, '=', upn.toLowerCase())
    .where('people.aad_object_id', 'is', null)
    .where('accounts.person', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function bind(trx: Trx, person: PersonId, { tenant, oid }: Account): Promise<void> {
  await trx.insertInto('accounts').values({ person, tenant, oid }).execute();
}
