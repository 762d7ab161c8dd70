import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, pass } from '../support/faults.ts';
import type { House } from '../support/house.ts';
import { answerTo, ask, button } from '../support/review.ts';
import { booked, openSessions, saying } from '../support/sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Older cards stay in the chat: none of them promises a session that is not there. */
describe('when no session is left', () => {
  let house: House;
  beforeAll(async () => {
    house = await openSessions({ directors: 3, programme: { sessions: 1, 'late-cancel-counts': true } });
  });
  afterAll(() => house.stop());
  const until = async (moment: number) => {
    while (house.clock.now() < moment) await pass(house, Math.min(DAY / 2, moment - house.clock.now()));
    await allEnds(house);
  };

  it('a card of before offers no times and no other coach, and shows how it stands', async () => {
    const { noor, coach, start } = await booked(house, 'd1');
    await noor.press('session.cancel');
    await noor.press('session.cancel-sure');
    const choose = button(noor, 'coaching.back');
    await ask(noor, 'afspraken');
    const other = button(noor, 'coaching.change-coach');
    await noor.press('coaching.back');
    const [slot = ''] = noor.choices('slot');
    await noor.press('coaching.choose-slot', { slot });
    await allEnds(house);
    await until((await bookingOf(house, noor)).ends.getTime() + HOUR);
    expect(start).toBeLessThan(house.clock.now());
    await coach.press('session.held');
    await allEnds(house);
    expect(saying(noor, 'Dit was uw laatste gesprek')).toBe(1);
    expect(coach.reads()).toContain('als er nog een gesprek over is');
    for (const old of [choose, other]) {
      const text = await answerTo(house, noor, old);
      expect(text).not.toContain('Wanneer past het u?');
      expect(text).not.toContain('Wilt u met iemand anders verder?');
      expect(text).not.toContain('Er ligt al een afspraak vast');
    }
  });

  it('nobody who waits for an earlier time is told of one that they can not take', async () => {
    const { noor, start } = await booked(house, 'd2');
    await ask(noor, 'verzetten');
    await noor.press('coaching.wish-earlier');
    await until(start - 2 * HOUR);
    await ask(noor, 'annuleren');
    await noor.press('session.cancel');
    expect(noor.reads()).toContain('telt het mee');
    await noor.press('session.cancel-sure');
    await until(start + 3 * DAY);
    expect(saying(noor, 'Er is eerder een moment vrij')).toBe(0);
  });

  it('whoever fills in a number to be called still reads the number of the helpline', async () => {
    const { noor } = await booked(house, 'd3');
    await ask(noor, 'hulplijn');
    await noor.press('callback.open');
    expect(noor.reads()).toContain('Wilt u gebeld worden?');
    expect(noor.reads()).toContain('010 555 01 41');
    await noor.press('callback.ask', { phone: 'geen', when: 'soon' });
    expect(noor.reads()).toContain('010 555 01 41');
  });
});
