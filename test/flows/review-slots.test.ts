import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outlookPeople } from '../../bot/local/people.ts';
import { parseProgramme } from '../../bot/programme-file.ts';
import { allEnds, bookingOf, hurry, idOf, pass, sample, waiting } from '../support/faults.ts';
import { type Actor, type House, openHouse, signUp, until } from '../support/house.ts';
import { fillWeeksOf, heard, installed } from '../support/review.ts';

const UNREAD = 'Ik kan de agenda’s nu niet lezen';
const NONE = 'Er is nu geen moment waarop';

const PROGRAMME = sample({ directors: 4, coaches: 4 });

describe('times that can not be told', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openHouse({ programme: PROGRAMME });
    await installed(house, ['d1', 'd2', 'd3']);
  });
  afterAll(() => house.stop());
  /** A director at the times of a coach. */
  const atTimes = async (): Promise<{ noor: Actor }> => {
    last += 1;
    const noor = house.person(`d${last}`);
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    expect(noor.reads()).toContain('Wanneer past het u?');
    await allEnds(house);
    return { noor };
  };
  const chosenCoach = async (noor: Actor): Promise<Actor> => {
    const { upn } = await house.parts.c.db
      .selectFrom('intakes')
      .innerJoin('people', 'people.id', 'intakes.coach')
      .select('people.upn')
      .where('intakes.director', '=', await idOf(house, noor))
      .executeTakeFirstOrThrow();
    return house.person(upn.split('@')[0] ?? '');
  };
  /** The mailbox is gone, so that its free/busy is an error inside a good answer. */
  const unreadable = (person: Actor) => {
    const read = parseProgramme(PROGRAMME, 'programme.yaml');
    if (read.kind === 'faults') throw new Error(read.lines.join());
    house.outlook?.setPeople(outlookPeople(read.file).filter(({ upn }) => upn !== person.upn));
  };

  it('more times from a calendar that can not be read any more: said so, not that there is no time', async () => {
    const { noor } = await atTimes();
    unreadable(await chosenCoach(noor));
    house.clock.set(house.clock.now() + 16 * 60_000);
    await noor.press('coaching.more-slots');
    expect(noor.reads()).toContain(UNREAD);
    expect(noor.reads()).not.toContain(NONE);
  });

  it('a full calendar is another thing: no time, and nothing about reading', async () => {
    const { noor } = await atTimes();
    const coach = await chosenCoach(noor);
    fillWeeksOf(house, [coach.upn.split('@')[0] ?? '']);
    house.clock.set(house.clock.now() + 16 * 60_000);
    await noor.press('coaching.more-slots');
    expect(noor.reads()).toContain(NONE);
    expect(noor.reads()).not.toContain(UNREAD);
  });

  it('Outlook says no after an hour, and nothing can be read by then: both are not mixed up', async () => {
    const { noor } = await atTimes();
    const coach = await chosenCoach(noor);
    const create = { method: 'POST', path: '/events', times: 1 } as const;
    house.outlook?.faults.add({ ...create, kind: { status: 429, code: 'TooManyRequests', retryAfter: 60 } });
    house.outlook?.faults.add({ ...create, kind: { status: 400, code: 'ErrorInvalidRequest' } });
    const slot = noor.choices('slot').at(-1) ?? '';
    await noor.press('coaching.choose-slot', { slot });
    await until(async () => (await waiting(house)).length > 0);
    unreadable(coach);
    await pass(house, 61 * 60_000);
    await hurry(house);
    await until(async () => (await bookingOf(house, noor)).state === 'released');
    await until(() => noor.reads().includes(UNREAD));
    expect(heard(noor)).not.toContain(NONE);
  });
});
