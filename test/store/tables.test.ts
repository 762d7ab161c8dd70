import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { isConflict, retrySerialization, safeError } from '../../bot/store/errors.ts';
import { checkStore } from '../../bot/store/health.ts';
import { migrate } from '../../bot/store/migrate.ts';
import { aPair, aPerson, eachDatabase, newId, present } from '../support/databases.ts';

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
    // Two that check the constraint at once may wait for each other: one of them is given up, and tried again.
    const held = await Promise.allSettled(pairs.map((pair) => retrySerialization(() => book(pair, 9, 10))));
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
    const like = {
      kind: 'confirmed',
      subject: 's',
      recipient,
      whose: recipient,
      activity: null,
      replaces: null,
    } as const;
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
