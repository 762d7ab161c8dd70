import type { Insertable } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';
import { kept } from './kept.ts';
import { later } from './pipeline.ts';
import type { Tables } from './tables.ts';

/** The first steps of a form, sealed, until the last one. One draft of a kind for a person. */
export async function keep(
  trx: Trx,
  box: Box,
  draft: { person: PersonId; kind: string; data: unknown },
): Promise<void> {
  const data_sealed = await box.seal(trx, draft.person, place(draft), draft.data);
  await later(trx, KEEP({ person: draft.person, kind: draft.kind, data_sealed }));
}

const KEEP = kept((db, row: Insertable<Tables['drafts']>) =>
  db
    .insertInto('drafts')
    .values(row)
    .onConflict((c) => c.columns(['person', 'kind']).doUpdateSet({ data_sealed: row.data_sealed })),
);

export async function find(db: Db | Trx, box: Box, q: { person: PersonId; kind: string }): Promise<unknown> {
  const [row] = (await db.executeQuery(FIND({ person: q.person, kind: q.kind }))).rows;
  if (!row) return null;
  const data = await box.open(db, q.person, place(q), row.data_sealed);
  return data === 'erased' ? null : data;
}

const FIND = kept((db, q: { readonly person: PersonId; readonly kind: string }) =>
  db.selectFrom('drafts').select('data_sealed').where('person', '=', q.person).where('kind', '=', q.kind),
);

export async function remove(trx: Trx, q: { person: PersonId; kind: string }): Promise<void> {
  await later(trx, trx.deleteFrom('drafts').where('person', '=', q.person).where('kind', '=', q.kind));
}

const place = (q: { person: PersonId; kind: string }) => ({
  table: 'drafts',
  column: 'data_sealed',
  row: `${q.person}:${q.kind}`,
});
