import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, calendars, hurry, pass, sample, sessionsIn, stores } from '../support/faults.ts';
import { type Actor, appears, book, type House, openHouse, readCard, until } from '../support/house.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`a hold that Outlook never confirms · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({ store: made.where, programme: sample({ directors: 6, coaches: 6 }) });
    });
    afterEach(() => house.outlook?.faults.clear());
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    const director = (): Actor => {
      last += 1;
      return house.person(`d${last}`);
    };
    const down = (times = 10_000) =>
      house.outlook?.faults.add({
        path: '/events',
        times,
        kind: { status: 503, code: 'ServiceUnavailable' },
      });

    it('after a minute its card says that it takes longer; when it stands after all, it says that', async () => {
      const noor = director();
      down();
      const start = await book(noor);
      await pass(house, MINUTE + 1_000);
      await until(() => noor.reads().includes('Dit duurt langer dan anders'));
      house.outlook?.faults.clear();
      await hurry(house);
      await until(() => noor.reads().includes('staat in uw agenda'));
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
      const talking = noor
        .messages()
        .filter((m) => m.card && /duurt langer|leg uw afspraak/.test(readCard(m.card)));
      expect(talking).toEqual([]);
    });

    it('is let go when its notice passes, and the same card offers other times', async () => {
      const noor = director();
      down();
      const start = await book(noor);
      const messages = noor.messages().length;
      await pass(house, start - house.clock.now() - DAY + MINUTE);
      expect((await bookingOf(house, noor)).state).toBe('released');
      await until(() => noor.reads().includes('niet gelukt om dat moment'));
      expect(noor.choices('slot').length).toBeGreaterThan(0);
      expect(noor.choices('slot')).not.toContain(String(start));
      expect(noor.messages().length).toBe(messages);
      house.outlook?.faults.clear();
      await hurry(house);
      expect(await calendars(house, noor, start)).toEqual([0, 0, 0]);
      const [slot = ''] = noor.choices('slot');
      await noor.press('coaching.choose-slot', { slot });
      await until(() => noor.reads().includes('staat in uw agenda'));
    });

    it('an event that turns up after it was let go is taken away again', async () => {
      const noor = director();
      house.outlook?.faults.add({ method: 'POST', path: '/events', times: 1, kind: { afterDone: 504 } });
      house.outlook?.faults.add({
        method: 'GET',
        path: '/events',
        times: 10_000,
        kind: { status: 503, code: 'ServiceUnavailable' },
      });
      const start = await book(noor);
      await until(() => sessionsIn(house, noor.upn, start).length === 1);
      await pass(house, start - house.clock.now() - DAY + MINUTE);
      expect((await bookingOf(house, noor)).state).toBe('released');
      house.outlook?.faults.clear();
      await until(async () => {
        await hurry(house);
        const now = await calendars(house, noor, start);
        return now.every((count) => count === 0);
      });
      expect((await bookingOf(house, noor)).state).toBe('released');
      await until(() => noor.choices('slot').length > 0);
    });

    it('a moment that can not be run is put off, and what is due after it goes on', async () => {
      const noor = director();
      down();
      await book(noor);
      const broken = { id: 'broken:1', at: new Date(house.clock.now()), kind: 'broken', subject: '1' };
      await house.parts.c.db.insertInto('due').values(broken).execute();
      await pass(house, MINUTE + 1_000).catch((error: Error) => expect(error.message).toContain('broken'));
      await until(() => noor.reads().includes('Dit duurt langer dan anders'));
      await house.parts.c.db.deleteFrom('due').where('id', '=', 'broken:1').execute();
    });

    it('is let go without an offer as well: the rest of what is due goes on', async () => {
      const [noor, bram] = [director(), director()];
      down();
      const start = await book(noor);
      const other = await book(bram);
      const { intake } = await bookingOf(house, noor);
      await house.parts.c.db.deleteFrom('offers').where('intake', '=', intake).execute();
      await pass(house, Math.max(start, other) - house.clock.now() - DAY + MINUTE);
      expect((await bookingOf(house, noor)).state).toBe('released');
      expect((await bookingOf(house, bram)).state).toBe('released');
      await noor.say('afspraken');
      await appears(noor, 'coaching.back');
    });
  });
