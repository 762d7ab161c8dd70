import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../bot/store/database.ts';
import { isConflict, retrySerialization, safeError } from '../../bot/store/errors.ts';
import { checkStore } from '../../bot/store/health.ts';
import { migrate } from '../../bot/store/migrate.ts';
import { startChild } from '../support/children.ts';
import {
  aPair,
  aPerson,
  eachDatabase,
  newId,
  newPostgres,
  onPGlite,
  onPostgres,
  present,
} from '../support/databases.ts';

const HOUR = 3_600_000;
const at = (hour: number) => new Date(Date.UTC(2026, 11, 1) + hour * HOUR);

eachDatabase('the tables', (test) => {
  type Pair = Awaited<ReturnType<typeof aPair>>;
  const book = (
    pair: Pair,
    starts: number,
    ends: number,
    more: { number?: number; state?: 'held' | 'released' } = {},
  ) =>
    test
      .open()
      .db.insertInto('bookings')
      .values({
        ...{
          id: newId.booking(),
          ...pair,
          number: more.number ?? starts,
          starts: at(starts),
          ends: at(ends),
        },
        ...{ place: 'teams', state: more.state ?? 'held', created_at: at(0) },
      })
      .execute();
  const broken = (e: unknown) => safeError(e).constraint;

  it('give one of fifty holds for the same hour of a coach', async () => {
    const { db } = test.open();
    const first = await aPair(db);
    const pairs = await Promise.all(
      Array.from({ length: 50 }, async () => ({ ...(await aPair(db)), coach: first.coach })),
    );
    const held = await Promise.allSettled(pairs.map((pair) => book(pair, 9, 10)));
    expect(held.filter((h) => h.status === 'fulfilled')).toHaveLength(1);
    const refused = held.flatMap((h) => (h.status === 'rejected' ? [h.reason] : []));
    expect(refused.every((e) => isConflict(e, 'bookings_coach_free'))).toBe(true);
    expect(new Set(refused.map((e) => safeError(e).code))).toEqual(new Set(['23P01']));
  });

  it('refuse a director two overlapping bookings with different coaches', async () => {
    const { db } = test.open();
    const pair = await aPair(db);
    await book(pair, 9, 11);
    const other = { ...pair, coach: await aPerson(db) };
    await expect(book(other, 10, 12)).rejects.toSatisfy((e) => broken(e) === 'bookings_director_free');
  });

  it('let a booking follow another at once, and a released one stand in nobody’s way', async () => {
    const pair = await aPair(test.open().db);
    await book(pair, 9, 10);
    await book(pair, 10, 11);
    await book(pair, 9, 10, { state: 'released' });
  });

  it('refuse an end that is not after the start', async () => {
    const pair = await aPair(test.open().db);
    await expect(book(pair, 9, 9)).rejects.toSatisfy((e) => broken(e) === 'bookings_when');
    await expect(book(pair, 10, 9)).rejects.toSatisfy((e) => ['23514', '22000'].includes(safeError(e).code));
  });

  it('refuse the same number twice among live bookings of an intake, and allow it after a release', async () => {
    const pair = await aPair(test.open().db);
    await book(pair, 1, 2, { number: 1, state: 'released' });
    await book(pair, 1, 2, { number: 1 });
    await expect(book(pair, 5, 6, { number: 1 })).rejects.toSatisfy((e) => isConflict(e, 'bookings_number'));
  });

  it('hold one intake for a director', async () => {
    const { db } = test.open();
    const { director } = await aPair(db);
    const again = { id: newId.intake(), director, state: 'choosing', created_at: at(0) } as const;
    const second = db
      .insertInto('intakes')
      .values({ ...again, coach: null })
      .execute();
    await expect(second).rejects.toSatisfy((e) => isConflict(e, 'intakes_director'));
  });

  it('know a person by upn in any case, and by tenant and directory id', async () => {
    const { db } = test.open();
    await aPerson(db, { upn: 'A.Voorbeeld@voorbeeld.example', aad_object_id: 'one' });
    const sameUpn = aPerson(db, { upn: 'a.voorbeeld@VOORBEELD.example' });
    await expect(sameUpn).rejects.toSatisfy((e) => isConflict(e, 'people_upn'));
    await expect(aPerson(db, { aad_object_id: 'one' })).rejects.toSatisfy((e) =>
      isConflict(e, 'people_directory'),
    );
  });

  it('make a message of a kind once', async () => {
    const { db } = test.open();
    const recipient = await aPerson(db);
    const like = { kind: 'confirmed', subject: 's', recipient, activity: null, replaces: null } as const;
    const card = (once: string | null) =>
      ({ ...like, id: newId.card(), once, state: 'owed', by: 'send', created_at: at(0) }) as const;
    await db
      .insertInto('cards')
      .values([card(null), card(null), card('confirmed:1')])
      .execute();
    const again = db.insertInto('cards').values(card('confirmed:1')).execute();
    await expect(again).rejects.toSatisfy((e) => isConflict(e, 'cards_once'));
  });

  it('give counts, positions, moments and bytes in the same types', async () => {
    const { rows } = await sql<Record<string, unknown>>`
      select count(*) as count, timestamptz '2026-12-01T09:00:00+01' as at, '\\x0102'::bytea as bytes
      from people where false
    `.execute(test.open().db);
    const row = present(rows[0]);
    expect(row.count).toBe(0);
    expect(row.at).toEqual(new Date('2026-12-01T08:00:00Z'));
    expect(row.bytes).toBeInstanceOf(Uint8Array);
    expect([...(row.bytes as Uint8Array)]).toEqual([1, 2]);
  });

  it('say of an error its code, constraint and table, and nothing of the values', async () => {
    const { db } = test.open();
    const upn = 'geheim@voorbeeld.example';
    await aPerson(db, { upn });
    const error = safeError(await aPerson(db, { upn }).catch((e: unknown) => e));
    expect(error).toEqual({ code: '23505', constraint: 'people_upn', table: 'people' });
  });

  it('migrate once', async () => {
    expect(await migrate(test.open())).toEqual([]);
  });

  it('answer the health check', async () => {
    expect(await checkStore(test.open())).toEqual({ ok: true });
  });
});

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
    expect(children.flatMap((child) => JSON.parse(child.lines.join('')))).toEqual(['0001-tables']);
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

  it('parses the long statements of pg-boss once for a connection, in transactions too', async () => {
    const { db, boss } = test.open();
    const names = await db.transaction().execute(async (trx) => {
      for (const n of [1, 2]) await boss.within(trx).executeSql('select $1::int as of_boss', [n]);
      await sql`select ${1}::int as ours`.execute(trx);
      const { rows } = await sql<{ statement: string; name: string }>`
        select statement, name from pg_prepared_statements
      `.execute(trx);
      return rows.filter(({ name }) => name !== '').map(({ statement }) => statement);
    });
    expect(names).toContain('select $1::int as of_boss');
    expect(names.join()).not.toContain('as ours');
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
