import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tend } from '../../bot/flows/tend.ts';
import { type Canary, lookInDatabase, watch } from '../end/support/canary.ts';
import { allEnds, bookingOf, idOf, pass, sample, unended } from '../support/faults.ts';
import { type Actor, appears, book, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  cardsOfKind,
  DAY,
  dead,
  faultsLogged,
  fillWeeksOf,
  heard,
  installed,
  openMail,
  passDays,
  takeRole,
} from '../support/review.ts';

describe('what is erased, and what is never written', () => {
  let house: House;
  let femke: Actor;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 8, coaches: 2 }) });
    femke = house.person('femke');
    await installed(house, ['c1', 'c2', 'femke', 'd1', 'd2', 'd3', 'd4', 'd5']);
  });
  afterAll(async () => {
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const erase = async (person: Actor) => {
    const { db, box } = house.parts.c;
    const id = await idOf(house, person);
    await db.transaction().execute((trx) => box.erase(trx, id));
    box.forget(id);
  };
  const viewsOf = async (reader: Actor, kind: string) => {
    const { db, box } = house.parts.c;
    const rows = await db
      .selectFrom('cards')
      .select(['whose', 'id', 'view_sealed'])
      .where('recipient', '=', await idOf(house, reader))
      .where('kind', '=', kind)
      .where('view_sealed', 'is not', null)
      .execute();
    const place = (row: string) => ({ table: 'cards', column: 'view_sealed', row });
    return Promise.all(
      rows.map(({ whose, id, view_sealed }) => box.open(db, whose, place(id), view_sealed ?? Buffer.of())),
    );
  };
  const callBack = async (noor: Actor, phone: string) => {
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone, when: 'soon' });
    await allEnds(house);
  };
  /** Every message has its end; the event that Outlook refused after a first try is looked for until its time. */
  const arrived = () => until(async () => (await unended(house)).length === 0);
  const coachOf = async (noor: Actor) => {
    const { coach } = await bookingOf(house, noor);
    const c1 = house.person('c1');
    return (await idOf(house, c1)) === coach ? c1 : house.person('c2');
  };

  it('the director’s key is thrown away: what others were told of them opens for nobody', async () => {
    const noor = house.person('d1');
    await book(noor, { wishes: { themes: 'team' } });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    const coach = await coachOf(noor);
    const opened = button(coach, 'preferences.open');
    expect(await answerTo(house, coach, opened)).toContain('gesprekken in mijn team');
    await callBack(noor, '010 555 04 01');
    const take = button(coach, 'callback.take');
    expect(JSON.stringify(await viewsOf(coach, 'coach-preferences'))).toContain('D1');
    expect(JSON.stringify(await viewsOf(coach, 'callback-request'))).toContain('010 555 04 01');
    await erase(noor);
    expect(await viewsOf(coach, 'coach-preferences')).toEqual(['erased']);
    expect(await viewsOf(coach, 'callback-request')).toEqual(['erased']);
    expect(await answerTo(house, coach, opened)).toContain(CLOSED);
    expect(await answerTo(house, coach, take)).toContain(CLOSED);
    expect(faultsLogged(house)).toEqual([]);
  });

  it('nor the question to the coordinator, in the chat or behind the link of a mail', async () => {
    const noor = house.person('d2');
    fillWeeksOf(house, ['d2']);
    house.teams.setBlocked(femke.aad, true);
    await signUp(noor, { themes: 'team' });
    await allEnds(house);
    expect((await openMail(house, femke)).text).toContain('D2');
    house.teams.setBlocked(femke.aad, false);
    await erase(noor);
    expect(await viewsOf(femke, 'match-request')).toEqual(['erased']);
    const page = await openMail(house, femke);
    expect(page.status).toBe(404);
    expect(page.text).not.toMatch(/D2|gesprekken in mijn team/);
    // The promised days come: nobody is asked for who is not known any more.
    await passDays(house, 6);
    expect(await cardsOfKind(house, femke, 'match-request')).toHaveLength(1);
    expect(faultsLogged(house)).toEqual([]);
  });

  it('nor does a coach who leaves, or a calendar that says no, stumble over who was erased', async () => {
    const noor = house.person('d3');
    const create = { method: 'POST', path: '/events', times: 1 } as const;
    house.outlook?.faults.add({ ...create, kind: { status: 429, code: 'TooManyRequests', retryAfter: 2 } });
    house.outlook?.faults.add({ ...create, kind: { status: 400, code: 'ErrorInvalidRequest' } });
    await book(noor);
    const coach = await coachOf(noor);
    await erase(noor);
    await until(async () => {
      await house.parts.engine.settle();
      return (await bookingOf(house, noor)).state === 'released';
    });
    await takeRole(house, coach, 'coach');
    await tend(house.parts.c);
    await pass(house, 2 * DAY);
    expect(faultsLogged(house)).toEqual([]);
  });

  it('that somebody used words of distress stands in clear nowhere in the database, nor in the log', async () => {
    const noor = house.person('d4');
    await ask(noor, 'ik wil niet meer leven');
    expect(heard(noor)).toContain('113');
    await appears(noor, 'callback.open');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 04 04', when: 'soon' });
    await arrived();
    const canaries: Canary[] = ['distress', 'niet meer leven'].map((secret) => ({
      name: secret,
      secret,
      mayStand: [],
    }));
    const found = watch(canaries);
    expect(await lookInDatabase(house.parts.c.db, found)).toBeGreaterThan(500);
    found.look('log', Buffer.from(house.logged.join('\n')));
    expect(found.seen).toEqual([]);
    // And from the row of a helpline that was asked for by its word it can not be told apart.
    const other = house.person('d5');
    await ask(other, 'hulplijn');
    await arrived();
    const rowOf = async (person: Actor) =>
      house.parts.c.db
        .selectFrom('inbox')
        .innerJoin('cards', 'cards.id', 'inbox.answer')
        .select(['inbox.verb', 'cards.kind', 'cards.by', 'cards.once'])
        .where('inbox.actor', '=', await idOf(house, person))
        .orderBy('inbox.received_at')
        .executeTakeFirstOrThrow();
    expect(await rowOf(noor)).toEqual(await rowOf(other));
  });
});
