import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelBooking, cancelComing } from '../../bot/flows/cancel.ts';
import type { By } from '../../bot/rules/booking-events.ts';
import type { BookingId } from '../../bot/rules/ids.ts';
import { allEnds, bookingOf, calendars, idOf, pass, sample, sessionsIn, stores } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { cardsOfKind, heard, installed } from '../support/review.ts';

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`cancelling · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 8, coaches: 6 }) });
      await installed(house, ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']);
    });
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    const coachOf = async (noor: Actor): Promise<Actor> => {
      const { coach } = await bookingOf(house, noor);
      const all = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'].map(house.person);
      for (const one of all) if ((await idOf(house, one)) === coach) return one;
      throw new Error('a coach of the sample');
    };
    const booked = async () => {
      last += 1;
      const noor = house.person(`d${last}`);
      await house.teams.install(noor.aad);
      const start = await book(noor);
      await until(() => noor.reads().includes('staat in uw agenda'));
      await allEnds(house);
      const { id } = await bookingOf(house, noor);
      return { noor, start, id, coach: await coachOf(noor) };
    };
    const cancel = (id: BookingId, by: By, shown = false) => {
      const { c } = house.parts;
      return c.db
        .transaction()
        .execute((trx) => cancelBooking(c, trx, { id, by, actor: 'klankbord', shown }));
    };
    const stop = async (noor: Actor) => {
      const { c } = house.parts;
      const id = await idOf(house, noor);
      return c.db.transaction().execute((trx) => cancelComing(c, trx, id));
    };

    it('by the coach: gone from three calendars, told once, with a way on, and it costs nothing', async () => {
      const { noor, start, id, coach } = await booked();
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
      await cancel(id, 'coach');
      await cancel(id, 'coach');
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([0, 0, 0]);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled', counts: false });
      expect(await cardsOfKind(house, noor, 'session-cancelled')).toHaveLength(1);
      expect(noor.reads()).toContain('Uw afspraak gaat helaas niet door');
      expect(noor.reads()).toContain('Dit gesprek telt niet mee.');
      expect(noor.reads()).toContain('U heeft nog 3 gesprekken.');
      expect(heard(noor)).not.toContain('staat in uw agenda');
      expect(await cardsOfKind(house, coach, 'coach-cancelled')).toHaveLength(0);
      // The moment is free again, and the button leads to it.
      await noor.press('coaching.back');
      expect(noor.reads()).toContain('Wanneer past het u?');
    });

    it('by the director: the coach is told once, with a name and a date, and no reason', async () => {
      const { noor, id, coach } = await booked();
      await cancel(id, 'director');
      await cancel(id, 'director');
      await allEnds(house);
      expect(await cardsOfKind(house, coach, 'coach-cancelled')).toHaveLength(1);
      expect(await cardsOfKind(house, noor, 'session-cancelled')).toHaveLength(0);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled', counts: false });
    });

    it('late by the director counts by the setting, and never twice', async () => {
      const { noor, start, id } = await booked();
      await pass(house, start - house.clock.now() - 60 * 60_000);
      await cancel(id, 'director', true);
      await cancel(id, 'director', true);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled-late', counts: true });
    });

    it('a director who stops: every coming session goes, the coach is told once by date alone, the director nothing', async () => {
      const { noor, start, coach } = await booked();
      const before = noor.messages().length;
      expect(await stop(noor)).toBe(1);
      expect(await stop(noor)).toBe(0);
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([0, 0, 0]);
      expect(noor.messages()).toHaveLength(before);
      expect(await cardsOfKind(house, coach, 'coach-ended')).toHaveLength(1);
      expect(coach.reads()).toContain('Het contact waar dit bij hoorde, is afgesloten');
      // Nothing of the director is in it, so that it outlives their key.
      const { whose } = await house.parts.c.db
        .selectFrom('cards')
        .select('whose')
        .where('kind', '=', 'coach-ended')
        .executeTakeFirstOrThrow();
      expect(whose).toBe(await idOf(house, coach));
    });

    it('while Outlook is still being told: an event that turns up afterwards is removed', async () => {
      last += 1;
      const noor = house.person(`d${last}`);
      house.outlook?.faults.add({ method: 'POST', path: '/events', times: 1, kind: { afterDone: 504 } });
      const start = await book(noor);
      await until(async () => (await bookingOf(house, noor)).attempted);
      await cancel((await bookingOf(house, noor)).id, 'stop');
      await allEnds(house);
      expect((await bookingOf(house, noor)).state).toBe('cancelled');
      await until(async () => {
        await house.parts.engine.settle();
        return sessionsIn(house, noor.upn, start).every((event) => event.isCancelled);
      });
    });
  });
