import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, cardsOf, pass, sample } from '../support/faults.ts';
import { type Actor, appears, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  ask,
  buttons,
  cardsFromBot,
  cardsOfKind,
  dead,
  faultsLogged,
  fillWeeksOf,
  heard,
  installed,
  passDays,
  promisedDay,
} from '../support/review.ts';

const LONGER = 'Het duurt langer dan ik zei';
const CALL = 'Wilt u zelf bellen met bureau Klaarwater? 010 555 01 40';
/** The Thursday before Easter: Good Friday and Easter Monday are no working days. */
const BEFORE_EASTER = '2026-04-02T10:00:00+02:00';

describe('a promised day', () => {
  let house: House;
  afterEach(async () => {
    expect(faultsLogged(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const open = async (programme: Readonly<Record<string, unknown>> = {}) => {
    house = await openHouse({
      now: BEFORE_EASTER,
      programme: sample({ directors: 2, coaches: 2, programme }),
    });
    const [noor, femke] = [house.person('d1'), house.person('femke')];
    await installed(house, ['d1', 'femke']);
    return { noor, femke };
  };
  const at = async (moment: string) => pass(house, Date.parse(moment) - house.clock.now());
  /** Cards with a way back, made while there were coaches to choose from. */
  const waysBack = async (noor: Actor, count: number) => {
    await signUp(noor);
    for (let i = 0; i < count; i += 1) await ask(noor, 'afspraken');
    return buttons(noor, 'coaching.back');
  };
  const backBy = async (noor: Actor, held: ReturnType<typeof buttons>[number] | undefined) => {
    if (!held) throw new Error('no way back');
    await house.teams.press(noor.aad, held);
    await allEnds(house);
  };

  it('is the second working day, past Good Friday, a weekend and Easter Monday', async () => {
    const { noor } = await open({ matching: 'coordinator' });
    await signUp(noor);
    expect(promisedDay(noor)).toBe('woensdag 8 april 2026');
  });

  it('stays the same however often somebody looks, on whatever day', async () => {
    const { noor } = await open();
    const ways = await waysBack(noor, 3);
    fillWeeksOf(house, ['d1']);
    for (const [i, moment] of [
      '2026-04-02T11:00:00+02:00',
      '2026-04-06T12:00:00+02:00',
      '2026-04-08T16:59:00+02:00',
    ].entries()) {
      await at(moment);
      await backBy(noor, ways[i]);
      expect(
        heard(noor)
          .match(/Uiterlijk (\w+ \d+ \w+ \d{4})/g)
          ?.at(-1),
      ).toBe('Uiterlijk woensdag 8 april 2026');
      await ask(noor, 'afspraken');
    }
    expect(heard(noor)).not.toContain(LONGER);
  });

  it('that comes without an answer: told so with the next day, the coordinator is asked again, then whom to call', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    const requests = async () => (await cardsOfKind(house, femke, 'match-request')).length;
    await signUp(noor);
    await appears(femke, 'matching.choose');
    await at('2026-04-08T16:59:59+02:00');
    expect(heard(noor)).not.toContain(LONGER);
    await at('2026-04-08T17:00:00+02:00');
    await until(() => noor.reads().includes(LONGER));
    expect(promisedDay(noor)).toBe('donderdag 9 april 2026');
    await allEnds(house);
    expect(await requests()).toBe(2);
    await at('2026-04-09T17:00:00+02:00');
    await until(() => noor.reads().includes(CALL));
    await allEnds(house);
    expect(await requests()).toBe(3);
    // And no third time.
    await passDays(house, 10);
    await allEnds(house);
    expect(heard(noor).split(LONGER)).toHaveLength(3);
    expect(await requests()).toBe(3);
  });

  it('broken twice: whoever looks again hears whom to call, and no new day that nobody keeps', async () => {
    const { noor } = await open();
    const ways = await waysBack(noor, 3);
    fillWeeksOf(house, ['d1']);
    await backBy(noor, ways[0]);
    await at('2026-04-08T17:30:00+02:00');
    await until(() => heard(noor).includes(LONGER));
    await backBy(noor, ways[1]);
    expect(heard(noor)).toContain('Uiterlijk donderdag 9 april 2026 hoort u van');
    await at('2026-04-09T17:30:00+02:00');
    await until(() => noor.reads().includes(CALL));
    const days = () => heard(noor).match(/Uiterlijk/g)?.length;
    const [before, calls] = [days(), heard(noor).split(CALL).length];
    await backBy(noor, ways[2]);
    expect(heard(noor).split(CALL).length).toBe(calls + 1);
    expect(days()).toBe(before);
    const owed = await house.parts.c.db.selectFrom('due').select('kind').execute();
    expect(owed.filter(({ kind }) => kind.startsWith('intake.'))).toEqual([]);
  });

  it('is kept by a coach: nothing is said of it any more', async () => {
    const { noor, femke } = await open({ matching: 'coordinator' });
    await signUp(noor);
    await appears(femke, 'matching.choose');
    await at('2026-04-08T17:00:00+02:00');
    await until(() => noor.reads().includes(LONGER));
    await allEnds(house);
    await femke.press('matching.choose', { coach: femke.choices('coach')[0] ?? '' });
    await until(() => noor.reads().includes('Wanneer past het u?'));
    const before = cardsFromBot(noor).length;
    await passDays(house, 8);
    await allEnds(house);
    expect(cardsFromBot(noor)).toHaveLength(before);
    expect((await cardsOf(house, noor)).filter(({ kind }) => kind === 'still-waiting')).toHaveLength(1);
  });
});
