import type { IntakeId, OfferId, PersonId } from '../rules/ids.ts';
import type { Busy } from '../rules/slots.ts';
import type { Interval, Moment } from '../rules/time.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';

/** What was read from calendars for one director's choice, and what of it was shown. */
export type OfferFacts = {
  readonly period: Interval;
  readonly director: Busy;
  /** By coach. A coach who is not here was not asked. */
  readonly coaches: Readonly<Record<PersonId, Busy>>;
  /** Starts that ever stood on a card of this offer. */
  readonly shown: readonly Moment[];
  readonly page: number;
};
export type Offer = {
  readonly id: OfferId;
  readonly intake: IntakeId;
  readonly checkedAt: Moment;
  /** Null once wiped. */
  readonly facts: OfferFacts | null;
};

/** The director's calendar is in it: sealed under the director's key. */
export async function keep(trx: Trx, box: Box, offer: Offer, director: PersonId): Promise<void> {
  const facts_sealed = offer.facts && (await box.seal(trx, director, place(offer.id), offer.facts));
  const row = { checked_at: new Date(offer.checkedAt), facts_sealed };
  await trx
    .insertInto('offers')
    .values({ id: offer.id, intake: offer.intake, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row))
    .execute();
}

export async function latest(
  db: Db | Trx,
  box: Box,
  q: { intake: IntakeId; director: PersonId },
): Promise<Offer | null> {
  const row = await db
    .selectFrom('offers')
    .selectAll()
    .where('intake', '=', q.intake)
    .orderBy('checked_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? read(db, box, { ...row, director: q.director }) : null;
}

/** What was offered, and what was read of calendars for it; answers which. */
export async function forget(trx: Trx, intake: IntakeId): Promise<readonly OfferId[]> {
  const rows = await trx.deleteFrom('offers').where('intake', '=', intake).returning('id').execute();
  return rows.map(({ id }) => id);
}

type Row = {
  readonly id: OfferId;
  readonly intake: IntakeId;
  readonly director: PersonId;
  readonly checked_at: Date;
  readonly facts_sealed: Uint8Array | null;
};

async function read(db: Db | Trx, box: Box, row: Row): Promise<Offer> {
  const facts = row.facts_sealed ? await box.open(db, row.director, place(row.id), row.facts_sealed) : null;
  return {
    id: row.id,
    intake: row.intake,
    checkedAt: row.checked_at.getTime(),
    facts: facts === 'erased' ? null : (facts as OfferFacts | null),
  };
}

export async function byId(
  db: Db | Trx,
  box: Box,
  id: OfferId,
): Promise<(Offer & { director: PersonId }) | null> {
  const row = await db
    .selectFrom('offers')
    .innerJoin('intakes', 'intakes.id', 'offers.intake')
    .selectAll('offers')
    .select('intakes.director')
    .where('offers.id', '=', id)
    .executeTakeFirst();
  return row ? { ...(await read(db, box, row)), director: row.director } : null;
}

const place = (row: OfferId) => ({ table: 'offers', column: 'facts_sealed', row });

/** What stays of an offer after its hour: which times were shown, and nobody's calendar. */
export function wiped(facts: OfferFacts): OfferFacts {
  return { ...facts, director: 'unknown', coaches: {} };
}

export function isWiped(facts: OfferFacts): boolean {
  return Object.keys(facts.coaches).length === 0;
}
