import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Trx } from '../../bot/store/database.ts';
import { isConflict } from '../../bot/store/errors.ts';
import { later } from '../../bot/store/pipeline.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase('writes that nobody waits for', (test) => {
  const count = (what: string) => sql`insert into tally (what, count) values (${what}, 1)`;
  const write = (trx: Trx, what: string) => trx.insertInto('tally').values({ what, count: 1 });
  const standing = async () =>
    (await test.open().db.selectFrom('tally').select('what').execute()).map(({ what }) => what);
  const within = <T>(work: (trx: Trx) => Promise<T>) => test.open().db.transaction().execute(work);
  const conflict = expect.toSatisfy((error: unknown) => isConflict(error));

  it('stand when the transaction ends, in order', async () => {
    await within(async (trx) => {
      await later(trx, write(trx, 'one'));
      await later(trx, trx.updateTable('tally').set({ count: 2 }).where('what', '=', 'one'));
    });
    const row = test.open().db.selectFrom('tally').select('count').where('what', '=', 'one');
    expect(await row.executeTakeFirst()).toEqual({ count: 2 });
  });

  it('fail the transaction, with their own error, when one of them is the last thing in it', async () => {
    const failing = within(async (trx) => {
      await count('before').execute(trx);
      await later(trx, write(trx, 'one'));
      return 'acknowledged';
    });
    await expect(failing).rejects.toEqual(conflict);
    expect(await standing()).toEqual(['one']);
  });

  it('fail what follows with their own error, not with that of an aborted transaction', async () => {
    const failing = within(async (trx) => {
      await later(trx, write(trx, 'one'));
      await later(trx, write(trx, 'after'));
      await Promise.all([count('left').execute(trx), count('right').execute(trx)]);
    });
    await expect(failing).rejects.toEqual(conflict);
    expect(await standing()).toEqual(['one']);
  });

  it('leave nothing behind, and say so, when somebody swallowed an error', async () => {
    const swallowed = within(async (trx) => {
      await count('before').execute(trx);
      await count('one')
        .execute(trx)
        .catch(() => null);
      return 'acknowledged';
    });
    await expect(swallowed).rejects.toThrow();
    expect(await standing()).toEqual(['one']);
  });

  it('can not come behind the rollback, when two things were done together and one failed', async () => {
    const gate = Promise.withResolvers<void>();
    const late: unknown[] = [];
    const failing = within(async (trx) => {
      await count('before').execute(trx);
      const straggler = async () => {
        await gate.promise;
        await count('straggler').execute(trx);
      };
      const running = straggler().catch((error: unknown) => late.push(error));
      await Promise.all([running, Promise.reject(new Error('the other failed'))]);
    });
    await expect(failing).rejects.toThrow('the other failed');
    gate.resolve();
    await expect.poll(() => late.length).toBe(1);
    expect(await standing()).toEqual(['one']);
  });

  it('can not come behind the rollback either when their turn comes with its answer', async () => {
    const failing = within(async (trx) => {
      const chain = async () => {
        for (let n = 0; n < 40; n++) await sql`select 1`.execute(trx);
        await count('straggler').execute(trx);
      };
      const running = chain().catch(() => null);
      const other = sql`select 1`.execute(trx).then(() => Promise.reject(new Error('the other failed')));
      await Promise.all([running, other]);
    });
    await expect(failing).rejects.toThrow('the other failed');
    await sql`select pg_sleep(0.05)`.execute(test.open().db);
    expect(await standing()).toEqual(['one']);
  });
});
