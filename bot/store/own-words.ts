import type { PersonId } from '../rules/ids.ts';
import type { Language } from '../rules/programme.ts';
import type { Box } from './box.ts';
import type { Db, Trx } from './database.ts';

/** What a person says of themselves here, beside what the directory and the programme file say. */
export type OwnWords = { readonly language: Language; readonly phone: string | null };

export async function find(db: Db | Trx, box: Box, person: PersonId): Promise<OwnWords> {
  const row = await db
    .selectFrom('people')
    .select(['language', 'phone_sealed'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
  const phone = row.phone_sealed && (await box.open(db, person, place(person), row.phone_sealed));
  return { language: row.language, phone: typeof phone === 'string' && phone !== 'erased' ? phone : null };
}

/** `phone` null: the number of the directory is good again. */
export async function save(trx: Trx, box: Box, q: OwnWords & { readonly person: PersonId }): Promise<void> {
  const phone_sealed = q.phone === null ? null : await box.seal(trx, q.person, place(q.person), q.phone);
  await trx
    .updateTable('people')
    .set({ language: q.language, language_chosen: true, phone_sealed })
    .where('id', '=', q.person)
    .execute();
}

const place = (row: PersonId) => ({ table: 'people', column: 'phone_sealed', row });
