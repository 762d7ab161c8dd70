import { readdirSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../bot/store/database.ts';
import { retrySerialization, safeError } from '../../bot/store/errors.ts';
import { checkStore } from '../../bot/store/health.ts';
import { startChild } from '../support/children.ts';
import { aPerson, newPostgres, onPGlite, onPostgres, present } from '../support/databases.ts';

onPGlite('a busy single connection', (test) => {
  it('fails the health check in time, and not for ever', async () => {
    const { promise: end, resolve } = Promise.withResolvers<void>();
    const busy = test
      .open()
      .db.transaction()
      .execute(() => end);
    expect(await checkStore(test.open(), 100)).toEqual({ ok: false, code: 'timeout' });
    resolve();
    await busy;
    expect(await checkStore(test.open())).toEqual({ ok: true });
  });
});

onPostgres('a store on a server', (test) => {
  it('migrates once when four processes start together', async () => {
    const { where, drop } = await newPostgres();
    const children = Array.from({ length: 4 }, () => startChild('migrate-once.ts', where.url));
    await Promise.all(children.map((child) => child.ended()));
    const files = readdirSync(new URL('../../bot/store/migrations/', import.meta.url));
    expect(children.flatMap((child) => JSON.parse(child.lines.join('')))).toEqual(
      files.map((file) => file.replace('.ts', '')).sort(),
    );
    await drop();
  });

  it('survives the loss of idle connections and of one inside a transaction', async () => {
    const faults: string[] = [];
    const database = await openDatabase(test.where(), { onFault: ({ code }) => faults.push(code) });
    const killed = database.db.transaction().execute(async (trx) => {
      const mine = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      await sql`select pg_terminate_backend(${present(mine.rows[0]).pid})`.execute(test.open().db);
      // The bad news comes while no query waits for it.
      await expect.poll(() => faults.length).toBeGreaterThan(0);
      await sql`select 1`.execute(trx);
    });
    await expect(killed).rejects.toThrow();
    expect(await checkStore(database)).toEqual({ ok: true });
    const before = faults.length;
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where pid <> pg_backend_pid() and datname = current_database()`.execute(test.open().db);
    await expect.poll(() => faults.length).toBeGreaterThan(before);
    expect(await checkStore(database)).toEqual({ ok: true });
    await database.close();
  });

  it('bounds statements and idle transactions in time', async () => {
    const { rows } = await sql<{ a: string; b: string }>`
      select current_setting('statement_timeout') as a, current_setting('idle_in_transaction_session_timeout') as b
    `.execute(test.open().db);
    expect(rows).toEqual([{ a: '30s', b: '30s' }]);
  });

  it('parses a statement once for a connection, in transactions too, unless it takes all columns', async () => {
    const { db, boss } = test.open();
    const names = await db.transaction().execute(async (trx) => {
      for (const n of [1, 2]) await boss.within(trx).executeSql('select $1::int as of_boss', [n]);
      await sql`select ${1}::int as ours`.execute(trx);
      await sql`select * from (select ${1}::int as everything) as t`.execute(trx);
      const { rows } = await sql<{ statement: string; name: string }>`
        select statement, name from pg_prepared_statements
      `.execute(trx);
      return rows.filter(({ name }) => name !== '').map(({ statement }) => statement);
    });
    expect(names).toContain('select $1::int as of_boss');
    expect(names.join()).toContain('as ours');
    expect(names.join()).not.toContain('as everything');
    expect(await boss.own.executeSql('select $1::int as n', [7])).toMatchObject({ rows: [{ n: 7 }] });
    expect(await boss.own.executeSql('select 1 as n; select 2 as n')).toEqual({ rows: [{ n: 1 }, { n: 2 }] });
  });

  it('hears notifications again after its listening connection was lost', async () => {
    const { db, boss } = test.open();
    const heard: string[] = [];
    let subscribed = 0;
    const listening = await present(boss.own.listen)(
      'test_channel',
      (payload) => void heard.push(payload),
      () => void subscribed++,
    );
    await sql`select pg_notify('test_channel', 'one')`.execute(db);
    await expect.poll(() => heard).toEqual(['one']);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'
      and datname = current_database()`.execute(db);
    await expect.poll(() => subscribed, { timeout: 10_000 }).toBe(2);
    await sql`select pg_notify('test_channel', 'two')`.execute(db);
    await expect.poll(() => heard).toEqual(['one', 'two']);
    await listening.close();
  });

  it('is refused at the start when nobody answers', async () => {
    const nobody = openDatabase({ kind: 'postgres', url: 'postgres://klankbord@127.0.0.1:1/none' });
    await expect(nobody).rejects.toSatisfy((e) => safeError(e).code === 'ECONNREFUSED');
  });

  it('runs a transaction again that was given up for another', async () => {
    const { db } = test.open();
    const [a, b] = [await aPerson(db), await aPerson(db)];
    const rename = (first: string, second: string) =>
      retrySerialization(() =>
        db.transaction().execute(async (trx) => {
          await sql`update people set name = 'x' where id = ${first}`.execute(trx);
          await sql`select pg_sleep(0.2)`.execute(trx);
          await sql`update people set name = 'y' where id = ${second}`.execute(trx);
        }),
      );
    await Promise.all([rename(a, b), rename(b, a)]);
  });
});

describe('a lost race', () => {
  it('is given up after the third time', async () => {
    let times = 0;
    const lost = retrySerialization(async () => {
      times++;
      throw Object.assign(new Error('deadlock'), { code: '40P01' });
    });
    await expect(lost).rejects.toThrow('deadlock');
    expect(times).toBe(3);
  });
});
