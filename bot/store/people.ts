import { type Insertable, sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Coach, CoachNow, Language, Role } from '../rules/programme.ts';
import { windowsOf } from './coach-times.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';
import type { Tables } from './tables.ts';

export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly mail: string;
  readonly phone: string | null;
  readonly language: Language;
  readonly reach: 'teams' | 'mail';
  readonly roles: readonly Role[];
};

/** Who acts: tenant and directory id of a verified activity. Roles are read at every turn. */
export async function byDirectoryId(db: Db | Trx, who: { tenant: string; aadObjectId: string }) {
  const rows = await withRoles(db)
    .where('people.tenant', '=', who.tenant)
    .where('people.aad_object_id', '=', who.aadObjectId)
    .execute();
  return fold(rows)[0] ?? null;
}

export async function find(db: Db | Trx, id: PersonId): Promise<Person | null> {
  return fold(await withRoles(db).where('people.id', '=', id).execute())[0] ?? null;
}

export async function byId(db: Db | Trx, id: PersonId): Promise<Person> {
  const person = await find(db, id);
  if (!person) throw new Error(`no person ${id}`);
  return person;
}

/** The one person with a role whom mail reaches at this address, or who is called so; null when nobody or several are. */
export async function byAddress(db: Db | Trx, address: string): Promise<Person | null> {
  const lower = address.toLowerCase();
  const rows = await withRoles(db)
    .where((e) => e.or([e(sql`lower(people.mail)`, '=', lower), e(sql`lower(people.upn)`, '=', lower)]))
    .where('roles.role', 'is not', null)
    .execute();
  const found = fold(rows);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Everybody with a role, in a stable order. */
export async function withRole(db: Db | Trx, role: Role): Promise<readonly Person[]> {
  const ids = db.selectFrom('roles').select('person').where('role', '=', role);
  return fold(await withRoles(db).where('people.id', 'in', ids).orderBy('people.id').execute());
}

/** Every coach as they can be booked now. */
export async function coaches(db: Db | Trx): Promise<readonly CoachNow[]> {
  const rows = await coachRows(db)
    .leftJoin('coach_hours', 'coach_hours.person', 'people.id')
    .select(['coach_hours.hours', PAUSES.as('pauses')])
    .execute();
  const applied = rows.map(({ hours: own, pauses, ...row }) => ({ ...asApplied(row), own, pauses }));
  const byWindows = applied.filter(({ calendar }) => calendar === 'windows').map(({ id }) => id);
  const windows = await windowsOf(db, byWindows);
  return applied.map(({ own, pauses, ...coach }) => ({
    ...coach,
    hours: own ?? coach.hours,
    ownHours: own !== null,
    away: pauses.map(([start, end]) => ({ start, end })),
    windows: windows.get(coach.id) ?? [],
  }));
}

/** Beside each coach, so that it costs no question of its own: pairs of milliseconds, in order of time. */
const PAUSES = sql<readonly (readonly [number, number])[]>`coalesce((
  select json_agg(json_build_array(
    (extract(epoch from starts) * 1000)::bigint, (extract(epoch from ends) * 1000)::bigint) order by starts)
  from coach_pauses where person = people.id), '[]'::json)`;

/** Every coach as the programme file says. */
export async function coachesAsApplied(db: Db | Trx): Promise<readonly Coach[]> {
  return (await coachRows(db).execute()).map(asApplied);
}

function coachRows(db: Db | Trx) {
  return db
    .selectFrom('coaches')
    .innerJoin('people', 'people.id', 'coaches.person')
    .innerJoin('roles', (on) => on.onRef('roles.person', '=', 'people.id').on('roles.role', '=', 'coach'))
    .select(['people.id', 'people.name', 'people.mail', 'coaches.profile'])
    .orderBy('people.id');
}

function asApplied(row: Pick<Coach, 'id' | 'name' | 'mail'> & { readonly profile: unknown }): Coach {
  return { ...(row.profile as CoachProfile), id: row.id, name: row.name, mail: row.mail };
}

/** Who can be named on a card as somebody to avoid, in the order of `coaches`. */
export async function coachNames(db: Db | Trx): Promise<readonly Pick<Coach, 'id' | 'name'>[]> {
  return (await db.executeQuery(COACH_NAMES({}))).rows;
}
const COACH_NAMES = kept((db, _: object) =>
  db
    .selectFrom('coaches')
    .innerJoin('people', 'people.id', 'coaches.person')
    .innerJoin('roles', (on) => on.onRef('roles.person', '=', 'people.id').on('roles.role', '=', 'coach'))
    .select(['people.id', 'people.name'])
    .orderBy('people.id'),
);

/** What the programme file says of a coach, beside the person. Written only by `apply`, so read back as it was parsed. */
export type CoachProfile = Omit<Coach, 'id' | 'name' | 'mail'>;

export async function hasRole(trx: Trx, person: PersonId, role: Role): Promise<boolean> {
  const row = trx.selectFrom('roles').select('role').where('person', '=', person).where('role', '=', role);
  return (await row.executeTakeFirst()) !== undefined;
}

/** Takes the row of a coach until the end of the transaction: two holds for one coach go one after the other. */
export async function lock(trx: Trx, ids: readonly PersonId[]): Promise<void> {
  const sorted = [...ids].sort();
  await trx
    .selectFrom('people')
    .select('id')
    .where('id', 'in', sorted)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

function withRoles(db: Db | Trx) {
  return db
    .selectFrom('people')
    .leftJoin('roles', 'roles.person', 'people.id')
    .select([
      'people.id',
      'people.name',
      'people.mail',
      'people.phone',
      'people.language',
      'people.reach',
      'roles.role',
    ]);
}

type Row = Omit<Person, 'roles'> & { readonly role: Role | null };

function fold(rows: readonly Row[]): Person[] {
  const people = new Map<PersonId, Person>();
  for (const { role, ...person } of rows) {
    const roles = people.get(person.id)?.roles ?? [];
    people.set(person.id, { ...person, roles: role ? [...roles, role] : roles });
  }
  return [...people.values()];
}

/** Everybody known, by lower-cased UPN. */
export async function byUpn(db: Db | Trx): Promise<ReadonlyMap<string, Person & { readonly upn: string }>> {
  const rows = await withRoles(db).select('people.upn').execute();
  const upns = new Map(rows.map((row) => [row.id, row.upn]));
  return new Map(
    fold(rows.map(({ upn: _, ...row }) => row)).map((person) => {
      const upn = upns.get(person.id) ?? '';
      return [upn.toLowerCase(), { ...person, upn }];
    }),
  );
}

type NewPerson = Insertable<Tables['people']>;

/**
 * Answers the id that stays. An account is known by its directory id, whatever it is called now; a UPN that
 * another account had before is another person, who keeps what was theirs under a name set aside.
 * `fresh` is what only a new person gets.
 */
export async function upsert(
  trx: Trx,
  person: Omit<NewPerson, 'language' | 'reach'>,
  fresh: Pick<NewPerson, 'language' | 'reach'>,
): Promise<PersonId> {
  const { id: _, ...changes } = person;
  const known = (await byAccount(trx, person)) ?? (await byFreeUpn(trx, person));
  await setAside(trx, { upn: person.upn, except: known });
  if (known === null) {
    await trx
      .insertInto('people')
      .values({ ...person, ...fresh })
      .execute();
    return person.id;
  }
  await trx.updateTable('people').set(changes).where('id', '=', known).execute();
  return known;
}

/** What the programme file says of somebody, beside what the directory says. A language they chose here stays. */
export async function setWays(
  trx: Trx,
  id: PersonId,
  ways: Pick<NewPerson, 'language' | 'reach'>,
): Promise<void> {
  const language = sql<
    NewPerson['language']
  >`case when language_chosen then language else ${ways.language} end`;
  await trx.updateTable('people').set({ reach: ways.reach, language }).where('id', '=', id).execute();
}

type Account = Pick<NewPerson, 'tenant' | 'aad_object_id' | 'upn'>;

async function byAccount(trx: Trx, { tenant, aad_object_id }: Account): Promise<PersonId | null> {
  if (!aad_object_id) return null;
  const row = await trx
    .selectFrom('people')
    .select('id')
    .where('tenant', '=', tenant)
    .where('aad_object_id', '=', aad_object_id)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Somebody with this UPN who is no other account. */
async function byFreeUpn(trx: Trx, { upn, aad_object_id }: Account): Promise<PersonId | null> {
  const row = await trx
    .selectFrom('people')
    .select(['id', 'aad_object_id'])
    .where(sql`lower(upn)`, '=', upn.toLowerCase())
    .executeTakeFirst();
  return row && (row.aad_object_id === null || !aad_object_id) ? row.id : null;
}

async function setAside(trx: Trx, q: { upn: string; except: PersonId | null }): Promise<void> {
  await trx
    .updateTable('people')
    .set({ upn: sql<string>`upn || '#' || id` })
    .where(sql`lower(upn)`, '=', q.upn.toLowerCase())
    .where(sql<boolean>`(id is distinct from ${q.except}::uuid)`, '=', true)
    .execute();
}

export async function saveCoach(trx: Trx, person: PersonId, profile: CoachProfile): Promise<void> {
  const row = { profile: JSON.stringify(profile) };
  await trx
    .insertInto('coaches')
    .values({ person, ...row })
    .onConflict((c) => c.column('person').doUpdateSet(row))
    .execute();
}
