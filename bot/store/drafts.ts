import type { PersonId } from '../rules/ids.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import { later } from './pipeline.ts';

/** The first steps of a form, sealed, until the last one. One draft of a kind for a person. */
export async function keep(
  trx: Trx,
  box: Box,
  draft: { person: PersonId; kind: string; data: unknown },
): Promise<void> {
  const data_sealed = await box.seal(trx, draft.person, place(draft), draft.data);
  const write = trx.insertInto('drafts').values({ person: draft.person, kind: draft.kind, data_sealed });
  await later(
    trx,
    write.onConflict((c) => c.columns(['person', 'kind']).doUpdateSet({ data_sealed })),
  );
}

export async function find(db: Db | Trx, box: Box, q: { person: PersonId; kind: string }): Promise<unknown> {
  const row = await db
    .selectFrom('drafts')
    .select('data_sealed')
    .where('person', '=', q.person)
    .where('kind', '=', q.kind)
    .executeTakeFirst();
  if (!row) return null;
  const data = await box.open(db, q.person, place(q), row.data_sealed);
  return data === 'erased' ? null : data;
}

export async function remove(trx: Trx, q: { person: PersonId; kind: string }): Promise<void> {
  await later(trx, trx.deleteFrom('drafts').where('person', '=', q.person).where('kind', '=', q.kind));
}

const place = (q: { person: PersonId; kind: string }) => ({
  table: 'drafts',
  column: 'data_sealed',
  row: `${q.person}:${q.kind}`,
});
