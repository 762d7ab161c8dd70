import { beforeEach, expect, it } from 'vitest';
import * as due from '../../bot/store/due.ts';
import { eachDatabase, onPostgres } from '../support/databases.ts';

const moment = (subject: string, at: number, kind = 'booking.slow') => ({ kind, subject, at });

eachDatabase('due moments', (test) => {
  const inside = <T>(work: Parameters<ReturnType<typeof tx>['execute']>[0]) =>
    tx().execute(work) as Promise<T>;
  const tx = () => test.open().db.transaction();
  beforeEach(async () => {
    await test.open().db.deleteFrom('due').execute();
  });

  it('come out once each, earliest first, when they fell due and not before', async () => {
    const { db } = test.open();
    await inside(async (trx) => {
      await due.owe(trx, moment('late', 300));
      await due.owe(trx, moment('second', 200));
      await due.owe(trx, moment('first', 100));
    });
    expect(await due.next(db)).toBe(100);
    expect(await inside((trx) => due.take(trx, 200, 10))).toEqual([
      moment('first', 100),
      moment('second', 200),
    ]);
    expect(await inside((trx) => due.take(trx, 200, 10))).toEqual([]);
    expect(await due.next(db)).toBe(300);
  });

  it('owed twice are one, and the later word counts', async () => {
    await inside(async (trx) => {
      await due.owe(trx, moment('a', 100));
      await due.owe(trx, moment('a', 100));
      await due.owe(trx, moment('a', 500));
      await due.owe(trx, moment('a', 100, 'other.kind'));
    });
    expect(await inside((trx) => due.take(trx, 1_000, 10))).toEqual([
      moment('a', 100, 'other.kind'),
      moment('a', 500),
    ]);
  });

  it('that are cancelled do not come, others of the subject do', async () => {
    await inside(async (trx) => {
      await due.owe(trx, moment('a', 100));
      await due.owe(trx, moment('a', 100, 'other.kind'));
      await due.cancel(trx, 'booking.slow', 'a');
      await due.cancel(trx, 'booking.slow', 'never there');
    });
    expect(await inside((trx) => due.take(trx, 1_000, 10))).toEqual([moment('a', 100, 'other.kind')]);
    expect(await due.next(test.open().db)).toBeNull();
  });

  it('come back when the transaction that took them is undone', async () => {
    await inside((trx) => due.owe(trx, moment('a', 100)));
    const undone = inside(async (trx) => {
      expect(await due.take(trx, 100, 10)).toHaveLength(1);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await inside((trx) => due.take(trx, 100, 10))).toHaveLength(1);
  });

  it('are put off only as they were: what was run, cancelled or moved meanwhile does not come back', async () => {
    const [stands, gone, moved] = [moment('stands', 10), moment('gone', 10), moment('moved', 10)];
    await inside(async (trx) => {
      await due.owe(trx, stands);
      await due.owe(trx, { ...moved, at: 500 });
      for (const one of [stands, gone, moved]) await due.putOff(trx, one, 70);
    });
    expect(await inside((trx) => due.take(trx, 69, 10))).toEqual([]);
    expect(await inside((trx) => due.take(trx, 499, 10))).toEqual([{ ...stands, at: 70 }]);
    expect(await inside((trx) => due.take(trx, 500, 10))).toEqual([{ ...moved, at: 500 }]);
  });

  it('are taken no more at a time than asked', async () => {
    await inside(async (trx) => {
      for (let n = 0; n < 5; n++) await due.owe(trx, moment(`s${n}`, n));
    });
    expect(await inside((trx) => due.take(trx, 10, 3))).toEqual([
      moment('s0', 0),
      moment('s1', 1),
      moment('s2', 2),
    ]);
  });
});

onPostgres('two sweeps at once', (test) => {
  it('take different moments and do not wait for each other', async () => {
    const { db } = test.open();
    await db.transaction().execute(async (trx) => {
      for (let n = 0; n < 4; n++) await due.owe(trx, moment(`s${n}`, n));
    });
    const taken = await db.transaction().execute(async (one) => {
      const first = await due.take(one, 10, 2);
      const second = await db.transaction().execute((two) => due.take(two, 10, 10));
      return [first.map((d) => d.subject), second.map((d) => d.subject)];
    });
    expect(taken).toEqual([
      ['s0', 's1'],
      ['s2', 's3'],
    ]);
  });
});
