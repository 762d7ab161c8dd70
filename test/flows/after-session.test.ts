import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, pass, stores } from '../support/faults.ts';
import type { Actor, House } from '../support/house.ts';
import { answerTo, ask, button, dead, faultsLogged, heard } from '../support/review.ts';
import {
  all,
  type Booked,
  booked,
  NOWHERE,
  nameOf,
  openSessions,
  remindersOf,
  saying,
  standsAt,
} from '../support/sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OVER = 'Is het gesprek doorgegaan?';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`around a session · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 16, programme: { 'missed-counts': true } });
    });
    afterAll(async () => {
      expect(faultsLogged(house)).toEqual([]);
      expect(await dead(house)).toBe(0);
      await house.stop();
      await drop();
    });
    const next = () => {
      last += 1;
      return booked(house, `d${last}`);
    };
    /** Moves our clock to a moment, in steps of at most half a day; what falls due on the way runs. */
    const until = async (moment: number) => {
      while (house.clock.now() < moment) await pass(house, Math.min(DAY / 2, moment - house.clock.now()));
      await allEnds(house);
    };
    const over = async (): Promise<Booked> => {
      const session = await next();
      await until(session.start + 2 * HOUR);
      return session;
    };
    const about = (session: Booked, text: string) => saying(session.coach, text, nameOf(house, session.noor));
    const stateOf = async (noor: Actor) => (await bookingOf(house, noor)).state;

    it('reminds twice at most, neutrally, and never after a cancellation', async () => {
      const [one, two] = [await next(), await next()];
      await two.noor.press('session.cancel');
      await two.noor.press('session.cancel-sure');
      await one.noor.press('session.move');
      const to = Math.max(...one.noor.choices('slot').map(Number));
      await one.noor.press('session.choose-time', { slot: String(to) });
      await until(to - HOUR / 2);
      // One stands at a time: the second took the place of the first.
      expect(saying(one.noor, 'Uw afspraak komt eraan')).toBe(1);
      await until(to + 2 * HOUR);
      expect(await remindersOf(house, one.noor)).toHaveLength(2);
      expect(await remindersOf(house, two.noor)).toEqual([]);
      expect(heard(one.noor)).not.toContain('Uw afspraak komt eraan');
    });

    it('is moved: the reminders follow, and the day of the old time says nothing', async () => {
      const { noor, start } = await next();
      await noor.press('session.move');
      const to = Math.max(...noor.choices('slot').map(Number));
      await noor.press('session.choose-time', { slot: String(to) });
      await until(start + 2 * HOUR);
      expect(saying(noor, 'Uw afspraak komt eraan')).toBe(0);
      await until(to - HOUR / 2);
      expect(saying(noor, 'Uw afspraak komt eraan')).toBe(1);
    });

    it('took place: counted, the next one offered at once, and a check-in the next working morning', async () => {
      const session = await over();
      const { noor, coach } = session;
      expect(about(session, OVER)).toBe(1);
      expect(about(session, 'Verzetten')).toBe(0);
      await coach.press('session.held');
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'done', counts: true });
      expect(noor.reads()).toContain('Uw volgende gesprek');
      expect(noor.reads()).toContain('U heeft nog 2 gesprekken.');
      await until(house.clock.now() + 4 * DAY);
      expect(saying(noor, 'Hoe gaat het met u?')).toBe(1);
      await noor.press('checkin.answer');
      expect(noor.reads()).toContain('Fijn om te horen');
      await ask(noor, 'afspraken');
      await noor.press('coaching.back');
      expect(noor.reads()).toContain('Wanneer past het u?');
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed', number: 2 });
    });

    it('a check-in that asks for contact leads to the own coach, and everything of it goes after thirty days', async () => {
      const { noor, coach } = await over();
      await coach.press('session.held');
      await until(house.clock.now() + 4 * DAY);
      await noor.press('callback.open');
      await noor.press('callback.ask', { phone: '0612345678', when: 'soon' });
      await allEnds(house);
      expect(saying(coach, nameOf(house, noor), '0612345678')).toBe(1);
      await until(house.clock.now() + 40 * DAY);
      const kept = await house.parts.c.db
        .selectFrom('cards')
        .select('view_sealed')
        .where('kind', 'in', ['checkin', 'checkin-answered'])
        .where('subject', '=', (await bookingOf(house, noor)).id)
        .execute();
      expect(kept.every(({ view_sealed }) => view_sealed === null)).toBe(true);
    });

    it('missed: no blame, a way on, the cost by the setting; and it can be corrected', async () => {
      const { noor, coach } = await over();
      await coach.press('session.missed');
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'missed', counts: true });
      expect(noor.reads()).toContain('Dat kan gebeuren. Zullen we een nieuw moment kiezen?');
      expect(noor.reads()).toContain('telt mee');
      await coach.press('session.held');
      await allEnds(house);
      expect(await stateOf(noor)).toBe('done');
      expect(saying(noor, 'niet doorgegaan')).toBe(0);
      expect(saying(noor, 'Uw volgende gesprek')).toBe(1);
    });

    it('never marked: asked once more, then no charge, no check-in, and the director is asked neutrally', async () => {
      const session = await over();
      const { noor, coach } = session;
      const first = button(coach, 'session.held');
      await until(house.clock.now() + 10 * DAY);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'unconfirmed', counts: false });
      const asked = await house.parts.c.db
        .selectFrom('cards')
        .select('id')
        .where('once', 'like', `over:${(await bookingOf(house, noor)).id}:%`)
        .execute();
      expect(asked).toHaveLength(2);
      expect(saying(noor, 'Is uw gesprek doorgegaan?')).toBe(1);
      expect(saying(noor, 'Hoe gaat het met u?')).toBe(0);
      // The first card was replaced; the second still takes an answer, late as it is.
      expect(await answerTo(house, coach, first)).toContain('Wat hier stond, is veranderd');
      await noor.press('session.took-place');
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'done', counts: true });
    });

    it('a coach who is ill calls off all of them in one step, and each director hears kindly once', async () => {
      const [one, two] = [await next(), await next()];
      const { coach } = one;
      if (two.coach.upn !== coach.upn) await ask(coach, 'afspraken');
      else await ask(coach, 'afspraken');
      await coach.press('coach.ill');
      const days = coach.choices('until');
      await coach.press('coach.call-off', { until: days.at(-1) ?? '' });
      await allEnds(house);
      const theirs = [one, two].filter((each) => each.coach.upn === coach.upn);
      for (const each of theirs) {
        expect(await standsAt(house, each, [each.start])).toEqual(NOWHERE);
        expect(saying(each.noor, 'gaat helaas niet door', 'telt niet mee')).toBe(1);
        expect(heard(each.noor)).not.toContain('ziek');
      }
      for (const each of [one, two].filter((other) => !theirs.includes(other)))
        expect(await standsAt(house, each, [each.start])).toEqual(all(each.start));
    });

    it('in the morning a coach sees whom they meet that day, once', async () => {
      const session = await next();
      await until(session.start - HOUR / 2);
      expect(about(session, 'Uw afspraken van vandaag')).toBe(1);
    });
  });
