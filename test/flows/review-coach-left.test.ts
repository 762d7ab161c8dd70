import { afterEach, describe, expect, it } from 'vitest';
import { tend } from '../../bot/flows/tend.ts';
import {
  allEnds,
  bookingOf,
  calendars,
  cardsOf,
  hurry,
  idOf,
  sample,
  unended,
  waiting,
} from '../support/faults.ts';
import { type Actor, appears, book, type House, openHouse, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  cardsOfKind,
  dead,
  faultsLogged,
  giveRole,
  heard,
  installed,
  takeRole,
} from '../support/review.ts';

const LEFT = 'Uw coach kan u helaas niet meer begeleiden';
const TIMES = 'Wanneer past het u?';

describe('a coach leaves the programme', () => {
  let house: House;
  afterEach(async () => {
    // Whatever happened on the way: nothing threw, nothing was given up.
    expect(faultsLogged(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const open = async () => {
    house = await openHouse({ programme: sample({ directors: 2, coaches: 2 }) });
    await installed(house, ['d1', 'c1', 'c2', 'femke']);
    return { noor: house.person('d1'), femke: house.person('femke') };
  };
  const intakeOf = async (noor: Actor) =>
    house.parts.c.db
      .selectFrom('intakes')
      .select(['state', 'coach'])
      .where('director', '=', await idOf(house, noor))
      .executeTakeFirstOrThrow();
  /** The coach of a director who chose one, and the one who is left. */
  const coachesOf = async (noor: Actor) => {
    const { coach } = await intakeOf(noor);
    const all = [house.person('c1'), house.person('c2')];
    const ids = await Promise.all(all.map((one) => idOf(house, one)));
    const [own, other] = coach === ids[0] ? all : all.toReversed();
    if (!own || !other) throw new Error('two coaches');
    return { own, other };
  };
  /** A director at the times of a coach, who then leaves. */
  const left = async () => {
    const { noor, femke } = await open();
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    expect(noor.reads()).toContain(TIMES);
    const { own, other } = await coachesOf(noor);
    await takeRole(house, own, 'coach');
    return { noor, femke, own, other };
  };

  it('a minute later the director is told kindly, the coordinator is asked, and their choice leads to times', async () => {
    const { noor, femke, other } = await left();
    const old = button(noor, 'coaching.choose-slot', { slot: noor.choices('slot')[0] ?? '' });
    house.clock.set(house.clock.now() + 61_000);
    await until(() => heard(noor).includes(LEFT));
    expect(await intakeOf(noor)).toEqual({ state: 'nobody', coach: null });
    expect(noor.reads()).toMatch(/Uiterlijk (maan|dins|woens|donder|vrij)dag \d/);
    await appears(femke, 'matching.choose');
    expect(femke.choices('coach')).toEqual([await idOf(house, other)]);
    // The card with times of the coach who left holds nothing any more.
    expect(heard(noor)).not.toContain(TIMES);
    expect(await answerTo(house, noor, old)).not.toMatch(/vast…|staat in uw agenda/);
    await ask(noor, 'aanmelden');
    expect(noor.reads()).toContain('Uw afspraken');
    await ask(noor, 'afspraken');
    expect(noor.reads()).toContain('Uw afspraken');
    await femke.press('matching.choose', { coach: await idOf(house, other) });
    await until(() => heard(noor).includes(TIMES));
    await allEnds(house);
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    expect((await bookingOf(house, noor)).coach).toBe(await idOf(house, other));
    expect(await calendars(house, noor, Number(slot))).toEqual([1, 1, 1]);
    expect(await cardsOfKind(house, femke, 'match-request')).toHaveLength(1);
  });

  it('before anybody noticed, the director who goes on is told at once, and only once', async () => {
    const { noor } = await left();
    await noor.press('coaching.choose-slot', { slot: noor.choices('slot')[0] ?? '' });
    expect(noor.reads()).toContain(LEFT);
    await tend(house.parts.c);
    await allEnds(house);
    expect(heard(noor).split(LEFT)).toHaveLength(2);
    expect(await cardsOfKind(house, house.person('femke'), 'match-request')).toHaveLength(1);
  });

  it('what others see, pressed before anybody noticed', async () => {
    const { noor } = await left();
    await noor.press('coaching.preview');
    expect(noor.reads()).toContain(LEFT);
  });

  it('meanwhile a request to be called goes to the coordinator', async () => {
    const { noor, femke, own } = await left();
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 02 21', when: 'soon' });
    await tend(house.parts.c);
    await allEnds(house);
    expect(heard(femke)).toContain('010 555 02 21');
    expect(heard(own)).not.toContain('010 555 02 21');
  });

  it('while the calendar is being asked, and it says no: no times of who left, and no end to wait for', async () => {
    const { noor, femke, own } = await left();
    await giveRole(house, own, 'coach');
    const create = { method: 'POST', path: '/events', times: 1 } as const;
    house.outlook?.faults.add({
      ...create,
      kind: { status: 429, code: 'TooManyRequests', retryAfter: 30 },
    });
    house.outlook?.faults.add({ ...create, kind: { status: 400, code: 'ErrorInvalidRequest' } });
    await noor.press('coaching.choose-slot', { slot: noor.choices('slot')[0] ?? '' });
    await until(async () => (await waiting(house)).length > 0);
    await takeRole(house, own, 'coach');
    await tend(house.parts.c);
    await hurry(house);
    await until(async () => (await bookingOf(house, noor)).state === 'released');
    // The first try may have come through: what it made is looked for until the time is over.
    await until(async () => {
      await house.parts.engine.settle();
      return (await unended(house)).length === 0;
    });
    expect(heard(noor)).not.toMatch(/leg uw afspraak vast|Ik zoek/);
    expect(heard(noor)).toContain(LEFT);
    expect(await cardsOfKind(house, femke, 'match-request')).toHaveLength(1);
  });

  it('a session that stands in calendars stays there', async () => {
    const { noor, femke } = await open();
    const start = await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    const { own } = await coachesOf(noor);
    await takeRole(house, own, 'coach');
    await tend(house.parts.c);
    await allEnds(house);
    expect(heard(noor)).toContain(LEFT);
    await appears(femke, 'matching.choose');
    expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    await ask(noor, 'afspraken');
    expect(noor.reads()).toContain('Uw afspraken');
  });

  it('the next coach while calendars can not be read: times come when they can', async () => {
    const { noor, femke, other } = await left();
    await tend(house.parts.c);
    await allEnds(house);
    expect(heard(noor)).not.toContain(TIMES);
    const coach = await idOf(house, other);
    const fault = { path: '/getSchedule', times: 2, kind: { status: 400, code: 'ErrorInternal' } } as const;
    house.outlook?.faults.add(fault);
    await femke.press('matching.choose', { coach });
    await until(async () => (await waiting(house)).length > 0);
    await until(async () => {
      await hurry(house);
      return heard(noor).includes(TIMES);
    });
  });

  it('who leaves, comes back, is chosen again and leaves again: told and asked each time', async () => {
    const { noor, femke, own } = await left();
    const coach = await idOf(house, own);
    await tend(house.parts.c);
    await allEnds(house);
    await giveRole(house, own, 'coach');
    for (const round of [1, 2]) {
      const [held] = [button(femke, 'matching.choose', { coach })];
      expect(await answerTo(house, femke, held)).toContain('De keuze is vastgelegd');
      await until(() => heard(noor).includes(TIMES));
      await takeRole(house, own, 'coach');
      await tend(house.parts.c);
      await allEnds(house);
      expect((await cardsOf(house, noor)).filter((card) => card.kind === 'nobody')).toHaveLength(1 + round);
      expect(await cardsOfKind(house, femke, 'match-request')).toHaveLength(1 + round);
      await giveRole(house, own, 'coach');
    }
  });
});
