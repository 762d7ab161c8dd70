import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, pass } from '../support/faults.ts';
import { type Actor, type House, readCard } from '../support/house.ts';
import { answerTo, ask, buttons, faultsLogged } from '../support/review.ts';
import { booked, nameOf, openSessions } from '../support/sessions.ts';

const BEGUN = 'Dit is begonnen: verzetten of annuleren kan niet meer.';
const CHANGING = ['session.move', 'session.cancel', 'coaching.change-coach'];

describe('a session that is under way', () => {
  let house: House;
  let noor: Actor;
  let coach: Actor;
  let end: number;
  let old: readonly (ReturnType<typeof buttons>[number] & { readonly who: Actor })[];
  beforeAll(async () => {
    house = await openSessions({ directors: 1 });
    const session = await booked(house, 'd1');
    ({ noor, coach } = session);
    end = (await bookingOf(house, noor)).ends.getTime();
    await ask(noor, 'afspraken');
    expect(verbs(noor)).toEqual(CHANGING);
    await pass(house, session.start - house.clock.now() + 60_000);
    await allEnds(house);
    old = [
      ...buttons(noor, 'session.cancel').map((b) => ({ who: noor, ...b })),
      ...buttons(coach, 'session.cancel').map((b) => ({ who: coach, ...b })),
    ];
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });

  it('is listed as such, and the list offers no change of it', async () => {
    await ask(noor, 'afspraken');
    expect(newest(noor)).toContain(BEGUN);
    expect(verbs(noor)).toEqual([]);
    await ask(coach, 'afspraken');
    expect(newest(coach)).toContain(BEGUN);
    expect(newest(coach)).toContain(nameOf(house, noor));
    expect(verbs(coach)).toEqual([]);
  });

  it.each(['verzetten', 'annuleren'])('%s says that it has begun', async (word) => {
    for (const who of [noor, coach]) {
      await ask(who, word);
      expect(newest(who)).toContain(BEGUN);
      expect(verbs(who)).toEqual([]);
    }
  });

  it('a button of before says that it has begun, to whoever presses it', async () => {
    expect(new Set(old.map(({ who }) => who))).toEqual(new Set([noor, coach]));
    for (const { who, ...button } of old) {
      const answer = await answerTo(house, who, button);
      expect(answer).not.toContain('staat in uw agenda');
      expect(answer).toContain(BEGUN);
    }
    expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed' });
  });

  it('is over afterwards, and the coach is asked whether it took place', async () => {
    await pass(house, end - house.clock.now() + 30 * 60_000);
    await allEnds(house);
    expect(newest(coach)).toContain('Is het gesprek doorgegaan?');
    await ask(noor, 'afspraken');
    expect(newest(noor)).toContain('Dit is geweest.');
    await coach.press('session.held');
    expect(await bookingOf(house, noor)).toMatchObject({ state: 'done' });
  });
});

function newest(person: Actor): string {
  return readCard(person.messages().at(-1)?.card ?? {});
}

/** What the newest message offers to change. */
function verbs(person: Actor): readonly string[] {
  const { card } = person.messages().at(-1) ?? {};
  const text = JSON.stringify(card ?? {});
  return CHANGING.filter((verb) => text.includes(`"${verb}"`));
}
