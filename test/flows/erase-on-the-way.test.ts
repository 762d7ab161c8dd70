import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, hurry, idOf, MAILBOX, pass, sample, sessionsIn } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, readCard, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  buttons,
  dead,
  faultsLogged,
  giveRole,
  heard,
  installed,
} from '../support/review.ts';

describe('erased while something is on its way', () => {
  let house: House;
  let coach: Actor;
  const db = () => house.parts.c.db;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 6, coaches: 1 }) });
    coach = house.person('c1');
    await installed(house, ['c1', 'femke', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6']);
  });
  afterAll(async () => {
    expect(await dead(house)).toBe(0);
    await house.stop();
  });

  const askToErase = async (person: Actor) => {
    await ask(person, 'mijn gegevens');
    await person.press('my-data.choose', { wish: 'erase' });
  };
  const gone = async (person: Actor) => {
    // What was on its way when the card went is overwritten once more.
    await pass(house, 3 * 60_000);
    await allEnds(house);
    const id = await idOf(house, person);
    expect(await db().selectFrom('bookings').select('id').where('director', '=', id).execute()).toEqual([]);
    expect(await db().selectFrom('message_wipes').selectAll().execute()).toEqual([]);
    const about = db().selectFrom('cards').select('kind').where('whose', '=', id);
    expect((await about.where('recipient', '!=', id).execute()).length).toBe(0);
  };
  const organised = (start: number, director: Actor) =>
    sessionsIn(house, MAILBOX, start).filter(({ attendees }) =>
      attendees.some(({ address }) => address === director.upn),
    ).length;

  it('a create that Outlook answered with nothing: the event that stands there all the same goes', async () => {
    const noor = house.person('d1');
    house.outlook?.faults.add({
      method: 'POST',
      path: '/events',
      times: 1,
      kind: { afterDone: 504 },
    });
    const start = await book(noor);
    await until(() => organised(start, noor) === 1);
    await askToErase(noor);
    await noor.press('my-data.erase');
    await until(async () => {
      await hurry(house);
      return (
        organised(start, noor) === 0 &&
        (await db().selectFrom('event_wipes').selectAll().execute()).length === 0
      );
    });
    await allEnds(house);
    await gone(noor);
    expect(heard(coach)).not.toContain('D1');
  });

  it('a create that was never sent: nothing is looked for beyond its time, and nobody is held up', async () => {
    const noor = house.person('d2');
    house.outlook?.faults.add({
      method: 'POST',
      path: '/events',
      times: 1,
      kind: { status: 429, code: 'TooManyRequests', retryAfter: 3 },
    });
    const start = await book(noor);
    await askToErase(noor);
    await noor.press('my-data.erase');
    expect(noor.reads()).toContain('Uw gegevens zijn gewist');
    house.clock.set(start + 3_600_000 * 4);
    await until(async () => {
      await hurry(house);
      return (await db().selectFrom('event_wipes').selectAll().execute()).length === 0;
    });
    expect(organised(start, noor)).toBe(0);
    await allEnds(house);
    await gone(noor);
  });

  it('pressed on two cards at once, and once more later: one erasure, and every answer says so', async () => {
    const noor = house.person('d3');
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await askToErase(noor);
    await askToErase(noor);
    const [first, second] = buttons(noor, 'my-data.erase');
    if (!first || !second) throw new Error('two cards ask');
    const answers = await Promise.all([
      answerTo(house, noor, first),
      answerTo(house, noor, second),
      answerTo(house, noor, first),
    ]);
    for (const answer of answers)
      expect(answer).toMatch(/Uw gegevens zijn gewist|Dit kan ik niet voor u openen/);
    expect(answers.join()).toContain('Uw gegevens zijn gewist');
    await allEnds(house);
    await gone(noor);
  });

  it('by somebody else’s press, or on a card of before: nothing is erased', async () => {
    const noor = house.person('d4');
    await signUp(noor, { themes: 'team' });
    await askToErase(noor);
    const theirs = button(noor, 'my-data.erase');
    const bram = house.person('d5');
    const place = bram.messages().findLast((m) => m.card)?.id ?? '';
    expect(await answerTo(house, bram, { ...theirs, activity: place })).toContain(
      'Dit kan ik niet voor u openen',
    );
    const id = await idOf(house, noor);
    const intake = await db()
      .selectFrom('intakes')
      .selectAll()
      .where('director', '=', id)
      .executeTakeFirstOrThrow();
    expect(intake.preferences_sealed).not.toBe(null);
    await noor.press('my-data.open');
    expect(await answerTo(house, noor, theirs)).toContain('Uw gegevens');
    const after = await db()
      .selectFrom('intakes')
      .selectAll()
      .where('director', '=', id)
      .executeTakeFirstOrThrow();
    expect(after.preferences_sealed).not.toBe(null);
  });

  it('with two roles: as a director all is gone, and what was asked of the coordinator stays', async () => {
    const femke = house.person('femke');
    await giveRole(house, femke, 'director');
    const noor = house.person('d6');
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 06 06', when: 'soon' });
    await allEnds(house);
    await book(femke, { wishes: { themes: 'team' } });
    await until(() => femke.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await askToErase(femke);
    expect(femke.reads()).toContain('als coach of coördinator');
    await femke.press('my-data.erase');
    await allEnds(house);
    await gone(femke);
    const kept = femke.messages().flatMap((m) => (m.card ? [readCard(m.card)] : []));
    expect(kept.join('\n')).toContain('010 555 06 06');
    await femke.press('callback.take');
    await allEnds(house);
    expect(femke.messages().some((m) => m.card && readCard(m.card).includes('D6'))).toBe(true);
    expect(faultsLogged(house).filter((line) => !line.includes('ECONNRESET'))).toEqual([]);
  });
});
