import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { beat, leave } from '../../bot/store/processes.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase('processes that run', (test) => {
  it('are counted by their signs of life, and forgotten when they end or fall silent', async () => {
    const { db } = test.open();
    const [a, b, silent] = [randomUUID(), randomUUID(), randomUUID()];
    expect(await beat(db, a)).toBe(1);
    expect(await beat(db, b)).toBe(2);
    expect(await beat(db, a)).toBe(2);
    await beat(db, silent);
    await sql`update processes set seen_at = clock_timestamp() - interval '16 seconds' where id = ${silent}`.execute(
      db,
    );
    expect(await beat(db, a)).toBe(2);
    await leave(db, b);
    expect(await beat(db, a)).toBe(1);
    expect(await db.selectFrom('processes').select('id').execute()).toEqual([{ id: a }]);
  });
});
