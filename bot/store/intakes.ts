import { type Selectable, sql } from 'kysely';
import type { IntakeId, PersonId } from '../rules/ids.ts';
import type { Intake } from '../rules/intake.ts';
import type { Preferences } from '../rules/programme.ts';
import type { Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';
import { later } from './pipeline.ts';
import type { Tables } from './tables.ts';

export async function ofDirector(db: Db | Trx, box: Box, director: PersonId): Promise<Intake | null> {
  return one(db, box, (await db.executeQuery(OF({ director }))).rows[0]);
}
const OF = kept((db, { director }: { readonly director: PersonId }) =>
  db.selectFrom('intakes').select(COLUMNS).where('director', '=', director),
);

export async function byId(db: Db | Trx, box: Box, id: IntakeId): Promise<Intake | null> {
  const row = db.selectFrom('intakes').select(COLUMNS).where('id', '=', id);
  return one(db, box, await row.executeTakeFirst());
}

/** Takes the intake until the end of the transaction. */
export async function take(trx: Trx, box: Box, id: IntakeId): Promise<Intake | null> {
  const row = trx.selectFrom('intakes').select(COLUMNS).where('id', '=', id).forNoKeyUpdate();
  return one(trx, box, await row.executeTakeFirst());
}

/** The director's intake, made when there is none yet; taken until the end of the transaction. */
export async function open(
  trx: Trx,
  box: Box,
  q: { id: IntakeId; director: PersonId; now: Moment },
): Promise<Intake> {
  const there = await takeOf(trx, box, q.director);
  if (there) return there;
  await trx
    .insertInto('intakes')
    .values({ id: q.id, director: q.director, state: 'signing-up', created_at: new Date(q.now) })
    .onConflict((c) => c.column('director').doNothing())
    .execute();
  const made = await takeOf(trx, box, q.director);
  if (!made) throw new Error(`no intake of ${q.director}`);
  return made;
}

/** The same by its director. */
export async function takeOf(trx: Trx, box: Box, director: PersonId): Promise<Intake | null> {
  return one(trx, box, (await trx.executeQuery(TAKE_OF({ director }))).rows[0]);
}
const TAKE_OF = kept((db, { director }: { readonly director: PersonId }) =>
  db.selectFrom('intakes').select(COLUMNS).where('director', '=', director).forNoKeyUpdate(),
);

export async function save(trx: Trx, box: Box, intake: Intake): Promise<void> {
  const preferences_sealed =
    intake.preferences && (await box.seal(trx, intake.director, place(intake.id), intake.preferences));
  const write = trx.updateTable('intakes').set({
    state: intake.state,
    preferences_sealed,
    consented_at: date(intake.consentedAt),
    coach: intake.coach,
    handed_over_at: date(intake.handedOverAt),
  });
  await later(trx, write.where('id', '=', intake.id));
}

/** Of whom something is kept that has a term, and none of these moments is owed. */
export async function withoutTerm(trx: Trx, kinds: readonly string[]): Promise<readonly IntakeId[]> {
  const owed = trx.selectFrom('due').select('subject').where('kind', 'in', kinds);
  const rows = await trx
    .selectFrom('intakes')
    .select('id')
    .where((e) => e.or([e('preferences_sealed', 'is not', null), e('coach', 'is not', null)]))
    .where(sql<string>`id::text`, 'not in', owed)
    .execute();
  return rows.map(({ id }) => id);
}

/** Was through: the place stays taken. Null: it is free again. */
export async function finish(
  trx: Trx,
  q: { readonly intake: IntakeId; readonly at: Moment | null },
): Promise<void> {
  await trx
    .updateTable('intakes')
    .set({ finished_at: date(q.at) })
    .where('id', '=', q.intake)
    .execute();
}

export type Id = IntakeId;

/** Directors whose coach is no longer a coach of the programme. */
export async function withoutCoach(db: Db | Trx): Promise<readonly IntakeId[]> {
  const rows = await db
    .selectFrom('intakes')
    .leftJoin('roles', (on) => on.onRef('roles.person', '=', 'intakes.coach').on('roles.role', '=', 'coach'))
    .select('intakes.id')
    .where('intakes.state', '=', 'coached')
    .where('roles.person', 'is', null)
    .execute();
  return rows.map((row) => row.id);
}

/** Directors about whom somebody is asked who is no longer coordinator, and nobody who is. */
export async function withoutCoordinator(db: Db | Trx): Promise<readonly IntakeId[]> {
  const asked = db
    .selectFrom('cards')
    .select('subject')
    .where('kind', '=', 'match-request')
    .where('state', '!=', 'replaced');
  const known = db
    .selectFrom('cards')
    .innerJoin('roles', (on) =>
      on.onRef('roles.person', '=', 'cards.recipient').on('roles.role', '=', 'coordinator'),
    )
    .select('cards.subject')
    .where('cards.kind', '=', 'match-request')
    .where('cards.state', '!=', 'replaced');
  const rows = await db
    .selectFrom('intakes')
    .select('id')
    .where('state', 'in', ['matching', 'nobody'])
    .where(sql<string>`id::text`, 'in', asked)
    .where(sql<string>`id::text`, 'not in', known)
    .execute();
  return rows.map((row) => row.id);
}

/** Directors per coach. */
export async function loads(db: Db | Trx): Promise<ReadonlyMap<PersonId, number>> {
  const rows = await db
    .selectFrom('intakes')
    .select((e) => ['coach', e.fn.countAll<string>().as('count')])
    .where('coach', 'is not', null)
    .groupBy('coach')
    .execute();
  return new Map(rows.flatMap((row) => (row.coach ? [[row.coach, Number(row.count)] as const] : [])));
}

const COLUMNS = [
  'id',
  'director',
  'state',
  'preferences_sealed',
  'consented_at',
  'coach',
  'handed_over_at',
] as const;
type Row = Pick<Selectable<Tables['intakes']>, (typeof COLUMNS)[number]>;

const place = (row: IntakeId) => ({ table: 'intakes', column: 'preferences_sealed', row });
const date = (at: Moment | null) => (at === null ? null : new Date(at));

async function one(db: Db | Trx, box: Box, row: Row | undefined): Promise<Intake | null> {
  if (!row) return null;
  const opened = row.preferences_sealed
    ? await box.open(db, row.director, place(row.id), row.preferences_sealed)
    : null;
  return {
    id: row.id,
    director: row.director,
    state: row.state,
    preferences: opened === 'erased' ? null : (opened as Preferences | null),
    consentedAt: row.consented_at?.getTime() ?? null,
    coach: row.coach,
    handedOverAt: row.handed_over_at?.getTime() ?? null,
  };
}

/** Where every director stands, without what they wrote. */
export async function standings(
  db: Db | Trx,
): Promise<ReadonlyMap<PersonId, Pick<Intake, 'state' | 'coach'>>> {
  const rows = await db.selectFrom('intakes').select(['director', 'state', 'coach']).execute();
  return new Map(rows.map(({ director, state, coach }) => [director, { state, coach }]));
}

/** Sessions held before somebody was imported: they count, and have no booking. */
export async function setSessionsBefore(
  trx: Trx,
  q: { readonly intake: IntakeId; readonly held: number },
): Promise<void> {
  await trx.updateTable('intakes').set({ sessions_before: q.held }).where('id', '=', q.intake).execute();
}

/** What one director may have beside the programme's sessions, and what was held before an import. */
export async function sessionCounts(
  db: Db | Trx,
  intake: IntakeId,
): Promise<{ readonly extra: number; readonly before: number }> {
  const { sessions_extra, sessions_before } = await db
    .selectFrom('intakes')
    .select(['sessions_extra', 'sessions_before'])
    .where('id', '=', intake)
    .executeTakeFirstOrThrow();
  return { extra: sessions_extra, before: sessions_before };
}

export async function addSession(trx: Trx, intake: IntakeId): Promise<void> {
  await trx
    .updateTable('intakes')
    .set((e) => ({ sessions_extra: e('sessions_extra', '+', 1) }))
    .where('id', '=', intake)
    .execute();
}
