import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { kept } from '../../bot/store/kept.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase('a kept query', (test) => {
  it('is built once, and answers each call by its own values', async () => {
    let built = 0;
    const add = kept((db, row: { readonly what: string; readonly count: number }) => {
      built += 1;
      return db.insertInto('tally').values(row).returning(['what', 'count']);
    });
    const { db } = test.open();
    const one = await db.executeQuery(add({ what: 'one', count: 1 }));
    const two = await db.executeQuery(add({ count: 2, what: 'two' }));
    expect([...one.rows, ...two.rows]).toEqual([
      { what: 'one', count: 1 },
      { what: 'two', count: 2 },
    ]);
    expect(built).toBe(1);
  });

  it('takes one value in several places, and null like any other', async () => {
    const echo = kept(
      (_, { word }: { readonly word: string | null }) =>
        sql<{ readonly one: string | null; readonly two: string | null }>`
          select ${word}::text as one, ${word}::text as two`,
    );
    const { db } = test.open();
    expect((await db.executeQuery(echo({ word: 'yes' }))).rows).toEqual([{ one: 'yes', two: 'yes' }]);
    expect((await db.executeQuery(echo({ word: null }))).rows).toEqual([{ one: null, two: null }]);
  });
});
