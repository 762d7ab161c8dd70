import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tend } from '../../bot/flows/tend.ts';
import { verify } from '../../bot/store/record.ts';
import { allEnds, bookingOf, bookingsOf, idOf, pass, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { ask, DAY, faultsLogged, heard, installed, takeRole } from '../support/review.ts';

describe('what is wiped by itself', () => {
  let house: House;
  let noor: Actor;
  let start = 0;
  const db = () => house.parts.c.db;
  const intakeOf = async (person: Actor) =>
    db()
      .selectFrom('intakes')
      .selectAll()
      .where('director', '=', await idOf(house, person))
      .executeTakeFirstOrThrow();
  const dueOf = async (kind: string) =>
    (await db().selectFrom('due').select('at').where('kind', '=', kind).execute()).map(({ at }) =>
      at.getTime(),
    );
  const minutes = async (action: string) => {
    const rows = await db().selectFrom('record').select('fields').execute();
    return rows.filter(({ fields }) => JSON.stringify(fields).includes(`"${action}"`)).length;
  };
  const to = (moment: number) => pass(house, moment - house.clock.now());

  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 2, coaches: 1 }) });
    noor = house.person('d1');
    await installed(house, ['d1', 'd2', 'c1', 'femke']);
    start = await book(noor, { wishes: { themes: 'team' } });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await house.person('c1').press('preferences.open');
    await allEnds(house);
    // The house does so by itself, in its own time.
    await tend(house.parts.c);
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    expect(await verify(db())).toMatchObject({ ok: true });
    await house.stop();
  });

  it('is owed from the moment that there is a session, by its end', async () => {
    const { ends } = await bookingOf(house, noor);
    expect(await dueOf('retention.preferences')).toEqual([ends.getTime() + 30 * DAY]);
    expect(await dueOf('retention.coach')).toEqual([ends.getTime() + 90 * DAY]);
  });

  it('moves with a session that is booked later', async () => {
    await to(start + 20 * DAY);
    await allEnds(house);
    await ask(noor, 'afspraken');
    await noor.press('coaching.back');
    await until(async () => {
      await house.parts.engine.settle();
      return noor.choices('slot').length > 0;
    });
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    const { ends } = await bookingOf(house, noor);
    expect(await dueOf('retention.preferences')).toEqual([ends.getTime() + 30 * DAY]);
    await to(start + 31 * DAY);
    expect((await intakeOf(noor)).preferences_sealed).not.toBe(null);
  });

  it('wishes go thirty days after the last session, from the coach’s messages too; the next session asks them again', async () => {
    const { ends } = await bookingOf(house, noor);
    await to(ends.getTime() + 30 * DAY + 60_000);
    await allEnds(house);
    const intake = await intakeOf(noor);
    expect(intake).toMatchObject({ state: 'coached', preferences_sealed: null });
    expect(intake.coach).not.toBe(null);
    expect(await minutes('retention.preferences')).toBe(1);
    expect(heard(house.person('c1'))).not.toContain('gesprekken in mijn team');
    await to(ends.getTime() + 40 * DAY);
    expect(await minutes('retention.preferences')).toBe(1);
    await ask(noor, 'afspraken');
    await noor.press('coaching.back');
    expect(noor.reads()).toContain('Wat past u?');
    await noor.press('my-data.preferences', { length: '60', place: 'teams' });
    expect(noor.reads()).toContain('gesprek');
    await noor.press('coaching.back');
    await until(async () => {
      await house.parts.engine.settle();
      return noor.choices('slot').length > 0;
    });
  });

  /** Numbers of the coach that stand beside a number of the director: together they say who was coached by whom. */
  const links = async () => {
    const director = await idOf(house, noor);
    const coach = await idOf(house, house.person('c1'));
    const lines = await db().selectFrom('record').select('fields').execute();
    const read = lines.map(({ fields }) => JSON.parse(JSON.stringify(fields)));
    const byDirector = read.filter(({ actor }) => actor.value === director);
    const objects = new Set(byDirector.map(({ object }) => object.value));
    const byCoach = read.filter(({ actor, object }) => actor.value === coach && objects.has(object.value));
    const mine = db().selectFrom('cards').select('once').where('recipient', '=', director);
    return {
      record: byCoach.map(({ action }) => action.value),
      cards: (await mine.where('once', 'like', `%${coach}%`).execute()).length,
    };
  };

  it('who coached whom goes after ninety days, from the record too; how many sessions there were stays, and so does the place', async () => {
    const { ends } = await bookingOf(house, noor);
    const counted = (await bookingsOf(house, noor)).filter(({ counts }) => counts).length;
    expect((await links()).record).toContain('preferences.read');
    await to(ends.getTime() + 90 * DAY + 60_000);
    await allEnds(house);
    expect(await links()).toEqual({ record: [], cards: 0 });
    const intake = await intakeOf(noor);
    expect(intake).toMatchObject({
      coach: null,
      consented_at: null,
      handed_over_at: null,
      sessions_before: counted,
    });
    expect(intake.finished_at).not.toBe(null);
    expect(await bookingsOf(house, noor)).toEqual([]);
    expect(await minutes('retention.coach')).toBe(1);
    expect(heard(house.person('c1'))).not.toContain('D1');
  });

  it('the content of messages goes after ninety days, and who did what after a year', async () => {
    await pass(house, 91 * DAY);
    const old = db().selectFrom('cards').select('id').where('view_sealed', 'is not', null);
    const before = new Date(house.clock.now() - 90 * DAY);
    expect(await old.where('created_at', '<', before).execute()).toEqual([]);
    await pass(house, 300 * DAY);
    await pass(house, DAY);
    const year = new Date(house.clock.now() - 366 * DAY);
    const rows = await db().selectFrom('record').select('fields').where('at', '<', year).execute();
    expect(rows.length).toBeGreaterThan(5);
    expect(JSON.stringify(rows)).not.toContain('value');
    expect(await verify(db())).toMatchObject({ ok: true });
  });

  it('a coach who left is forgotten after the term, and not while somebody they coached is on record', async () => {
    const other = house.person('d2');
    await ask(other, 'help');
    await book(other, { wishes: {} });
    await until(() => other.reads().includes('staat in uw agenda'));
    await allEnds(house);
    const c1 = house.person('c1');
    const coach = await idOf(house, c1);
    await takeRole(house, c1, 'coach');
    await tend(house.parts.c);
    await pass(house, 31 * DAY);
    await allEnds(house);
    expect(await idOf(house, c1)).toBe(coach);
    for (let week = 0; week < 20; week++) await pass(house, 7 * DAY);
    await allEnds(house);
    await pass(house, 8 * DAY);
    await allEnds(house);
    expect(await db().selectFrom('people').select('id').where('id', '=', coach).execute()).toEqual([]);
    expect(await db().selectFrom('coaches').select('person').where('person', '=', coach).execute()).toEqual(
      [],
    );
    expect(heard(c1)).not.toMatch(/D1|D2|gesprek \d/);
  });
});
