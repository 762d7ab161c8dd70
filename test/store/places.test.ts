import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { IntakeId, PersonId } from '../../bot/rules/ids.ts';
import { count } from '../../bot/store/places.ts';
import { aPair, aPerson, eachDatabase, newId } from '../support/databases.ts';

const NOW = Date.UTC(2026, 11, 1);
const at = (hours: number) => new Date(NOW + hours * 3_600_000);

eachDatabase('places are counted', (test) => {
  const db = () => test.open().db;
  const counted = (director: PersonId | null = null) =>
    count(db(), { places: 20, sessions: 3, director, now: NOW });
  /** A director with a coach, who holds a place. */
  const holder = async () => {
    const pair = await aPair(db());
    await db().updateTable('intakes').set({ state: 'coached' }).where('id', '=', pair.intake).execute();
    await db().insertInto('roles').values({ person: pair.director, role: 'director' }).execute();
    return pair;
  };
  const session = async (pair: { intake: IntakeId; director: PersonId; coach: PersonId }, hour: number) => {
    const times = { starts: at(hour), ends: at(hour + 1), created_at: at(-900), changed_at: at(-900) };
    await db()
      .insertInto('bookings')
      .values({
        id: newId.booking(),
        ...pair,
        ...times,
        number: 1000 + hour,
        place: 'teams',
        state: 'done',
        counts: true,
      })
      .execute();
  };
  const leaves = (person: PersonId) => db().deleteFrom('roles').where('person', '=', person).execute();

  it('for who holds one, and for who asks themselves', async () => {
    const before = await counted();
    const mine = await holder();
    const after = await counted();
    expect(after.held).toBe(before.held + 1);
    expect(await counted(mine.director)).toMatchObject({ held: before.held, mine: 'holds' });
    expect(after.mine).toBe(null);
  });

  it('not for who left, but what they used stays used, without what was added for them', async () => {
    const before = await counted();
    const pair = await holder();
    await session(pair, -50);
    await session(pair, -48);
    await session(pair, 5);
    expect(await counted()).toMatchObject({ held: before.held + 1, used: before.used });
    await leaves(pair.director);
    expect(await counted()).toMatchObject({ held: before.held, used: before.used + 2 });
    await db()
      .updateTable('intakes')
      .set({ sessions_before: 2, sessions_extra: 1 })
      .where('id', '=', pair.intake)
      .execute();
    expect(await counted()).toMatchObject({ used: before.used + 3 });
    // To the one who comes back it is their own.
    expect(await counted(pair.director)).toMatchObject({ used: before.used });
  });

  it('with those who were erased, as a number', async () => {
    const before = await counted();
    await db()
      .insertInto('tally')
      .values({ what: 'sessions', count: 4 })
      .onConflict((c) => c.column('what').doUpdateSet({ count: sql<number>`tally.count + 4` }))
      .execute();
    expect((await counted()).used).toBe(before.used + 4);
  });

  it('for nobody who waits and is no director', async () => {
    const before = await counted();
    const stranger = await aPerson(db());
    await db()
      .insertInto('waiting')
      .values({ id: crypto.randomUUID() as never, director: stranger, state: 'waiting', request: null })
      .execute();
    expect(await counted()).toEqual(before);
  });
});
