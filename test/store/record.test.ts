import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Db } from '../../bot/store/database.ts';
import { safeError } from '../../bot/store/errors.ts';
import { minute, redact, seal, verify } from '../../bot/store/record.ts';
import { eachDatabase, onPostgres } from '../support/databases.ts';

const write = (db: Db, object: string) =>
  db.transaction().execute((trx) => {
    return minute(trx, { at: 1_000, actor: 'p1', action: 'booking.hold', object, outcome: 'decided' });
  });
const idOf = async (db: Db, position: number) => {
  const row = await db
    .selectFrom('record')
    .select('id')
    .where('position', '=', position)
    .executeTakeFirstOrThrow();
  return row.id;
};
/** What only somebody with the keys of the database can do. */
const behindTheGuard = async (db: Db, change: () => Promise<unknown>) => {
  await sql`alter table record disable trigger user`.execute(db);
  await change();
  await sql`alter table record enable trigger user`.execute(db);
};

eachDatabase('the record', (test) => {
  it('chains what was written, in batches, and verifies', async () => {
    const { db } = test.open();
    for (let n = 1; n <= 5; n++) await write(db, `o${n}`);
    expect(await verify(db)).toEqual({ ok: true, rows: 0, head: '' });
    expect(await seal(db, 3)).toBe(3);
    expect(await seal(db)).toBe(2);
    expect(await seal(db)).toBe(0);
    const proof = await verify(db);
    expect(proof).toMatchObject({ ok: true, rows: 5 });
    await write(db, 'o6');
    await db.transaction().execute((trx) => seal(trx));
    expect(await verify(db)).toMatchObject({ ok: true, rows: 6 });
    expect(await verify(db)).not.toEqual(proof);
  });

  it('refuses every change and removal', async () => {
    const { db } = test.open();
    const id = await idOf(db, 2);
    const attempts = [
      sql`delete from record where id = ${id}`,
      sql`truncate record`,
      sql`update record set at = now() where id = ${id}`,
      sql`update record set position = 99 where id = ${id}`,
      sql`update record set position = null, hash = null where id = ${id}`,
      sql`update record set hash = 'x' where id = ${id}`,
      sql`update record set fields = jsonb_set(fields, '{actor,value}', '"p2"') where id = ${id}`,
      sql`update record set fields = jsonb_set(fields, '{actor}', '{"hash":"x"}') where id = ${id}`,
      sql`update record set fields = fields - 'actor' where id = ${id}`,
      sql`update record set fields = fields || '{"more":1}' where id = ${id}`,
    ];
    for (const attempt of attempts) {
      await expect(attempt.execute(db)).rejects.toSatisfy((e) => safeError(e).code === '42501');
    }
    expect(await verify(db)).toMatchObject({ ok: true, rows: 6 });
  });

  it('forgets a redacted field, value and salt, and still verifies', async () => {
    const { db } = test.open();
    const id = await idOf(db, 3);
    await db.transaction().execute((trx) => redact(trx, id, ['actor', 'object']));
    await db.transaction().execute((trx) => redact(trx, id, ['actor']));
    const row = await db.selectFrom('record').select('fields').where('id', '=', id).executeTakeFirstOrThrow();
    expect(row.fields).toEqual({
      actor: { hash: expect.any(String) },
      object: { hash: expect.any(String) },
      action: expect.objectContaining({ value: 'booking.hold', salt: expect.any(String) }),
      outcome: expect.objectContaining({ value: 'decided' }),
    });
    // As a whole value: the letters may well stand somewhere in a random hash.
    expect(JSON.stringify(row.fields)).not.toContain('"o3"');
    expect(await verify(db)).toMatchObject({ ok: true, rows: 6 });
  });

  it('gives equal values different hashes, so that a redacted one can not be guessed from others', async () => {
    const rows = await test.open().db.selectFrom('record').select('fields').execute();
    expect(new Set(rows.map(({ fields }) => JSON.stringify(fields))).size).toBe(rows.length);
  });

  it('shows the first row that was altered behind its back', async () => {
    const { db } = test.open();
    const id = await idOf(db, 4);
    const set = (fields: string) =>
      sql`update record set fields = ${fields}::jsonb where id = ${id}`.execute(db);
    const row = await db.selectFrom('record').select('fields').where('id', '=', id).executeTakeFirstOrThrow();
    const original = JSON.stringify(row.fields);
    await behindTheGuard(db, () => set(original.replace('decided', 'refused')));
    expect(await verify(db)).toEqual({ ok: false, position: 4 });
    await behindTheGuard(db, () => set('{}'));
    expect(await verify(db)).toEqual({ ok: false, position: 4 });
    await behindTheGuard(db, () => set(original));
    expect(await verify(db)).toMatchObject({ ok: true, rows: 6 });
  });

  it('shows a row that was removed behind its back', async () => {
    const { db } = test.open();
    const id = await idOf(db, 5);
    await behindTheGuard(db, () => sql`delete from record where id = ${id}`.execute(db));
    expect(await verify(db)).toEqual({ ok: false, position: 5 });
  });
});

onPostgres('two sealing sweeps at once', (test) => {
  it('make one chain', async () => {
    const { db } = test.open();
    for (let n = 0; n < 30; n++) await write(db, `o${n}`);
    const sealed = await Promise.all(Array.from({ length: 6 }, () => seal(db, 7)));
    expect(sealed.sort()).toEqual([0, 2, 7, 7, 7, 7]);
    expect(await verify(db)).toMatchObject({ ok: true, rows: 30 });
  });
});
