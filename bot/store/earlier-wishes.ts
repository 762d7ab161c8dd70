import type { IntakeId, PersonId } from '../rules/ids.ts';
import type { Moment } from '../rules/time.ts';
import type { Db, Trx } from './database.ts';

/** One wish an intake. */
export async function keep(trx: Trx, intake: IntakeId, now: Moment): Promise<void> {
  await trx
    .insertInto('earlier_wishes')
    .values({ intake, asked_at: new Date(now) })
    .onConflict((c) => c.column('intake').doNothing())
    .execute();
}

export async function exists(db: Db | Trx, intake: IntakeId): Promise<boolean> {
  const row = db.selectFrom('earlier_wishes').select('intake').where('intake', '=', intake);
  return (await row.executeTakeFirst()) !== undefined;
}

/** Since when; null when there is none. */
export async function askedAt(db: Db | Trx, intake: IntakeId): Promise<Moment | null> {
  const row = db.selectFrom('earlier_wishes').select('asked_at').where('intake', '=', intake);
  return (await row.executeTakeFirst())?.asked_at.getTime() ?? null;
}

/** Answers false when it was gone already: of two at once, one comes true. */
export async function drop(trx: Trx, intake: IntakeId): Promise<boolean> {
  const gone = await trx
    .deleteFrom('earlier_wishes')
    .where('intake', '=', intake)
    .returning('intake')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Directors of this coach who wait for an earlier time. */
export async function ofCoach(db: Db | Trx, coach: PersonId): Promise<readonly IntakeId[]> {
  const rows = await db
    .selectFrom('earlier_wishes')
    .innerJoin('intakes', 'intakes.id', 'earlier_wishes.intake')
    .select('intakes.id')
    .where('intakes.coach', '=', coach)
    .orderBy('earlier_wishes.asked_at')
    .execute();
  return rows.map(({ id }) => id);
}
