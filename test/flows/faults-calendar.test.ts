import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, calendars, hurry, sample, stores, waiting } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';

const CREATE = { method: 'POST', path: '/events', times: 1 } as const;

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`Outlook fails while a session is booked · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openHouse({
        store: made.where,
        programme: sample({ directors: 12, coaches: 6 }),
        record: `faults-${name}`,
      });
    });
    afterEach(() => house.outlook?.faults.clear());
    afterAll(async () => {
      await house.stop();
      await drop();
    });
    /** Somebody who did nothing yet. */
    const director = (): Actor => {
      last += 1;
      return house.person(`d${last}`);
    };
    /** What waits by the queue's clock does not wait here: how long is proven where it is asked for. */
    const confirmed = (noor: Actor) =>
      until(async () => {
        await hurry(house);
        return noor.reads().includes('staat in uw agenda');
      }, 20_000);
    const posts = () => house.outlook?.requests.all()['POST /users/{id}/events'] ?? 0;

    const faults = [
      { what: '504 after the event was made', kind: { afterDone: 504 } },
      { what: '504 with nothing made', kind: { status: 504, code: 'GatewayTimeout' } },
      { what: 'a connection that breaks before the call arrives', kind: { reset: 'before' } },
      { what: 'a connection that breaks before the answer', kind: { reset: 'after' } },
      { what: '503 after the event was made', kind: { afterDone: 503 } },
      { what: '503 with nothing made', kind: { status: 503, code: 'ServiceUnavailable', retryAfter: 1 } },
      { what: '429 with two seconds to wait', kind: { status: 429, code: 'TooManyRequests', retryAfter: 2 } },
    ] as const;
    it.each(faults)('$what: one event in three calendars, and the card says so', async ({ kind }) => {
      const noor = director();
      house.outlook?.faults.add({ ...CREATE, kind });
      const start = await book(noor);
      await confirmed(noor);
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
      expect(house.outlook?.faults.left()).toBe(0);
    });

    // Half a minute of waiting for a time limit, which is the same on either database.
    if (name === 'PGlite')
      it('an answer later than the time limit: looked for, and one event', { timeout: 90_000 }, async () => {
        const noor = director();
        house.outlook?.faults.add({ ...CREATE, kind: { delayMs: 25_000 } });
        const start = await book(noor);
        await until(() => noor.reads().includes('staat in uw agenda'), 60_000);
        // The first call lands after the second: both carry the same key.
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        await allEnds(house);
        expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
      });

    it('two failures in a row, both after the event was made: one event', async () => {
      const noor = director();
      house.outlook?.faults.add({ ...CREATE, kind: { afterDone: 504 } });
      house.outlook?.faults.add({
        method: 'GET',
        path: '/events',
        times: 3,
        kind: { status: 504, code: 'GatewayTimeout' },
      });
      const start = await book(noor);
      await confirmed(noor);
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    });

    it('429 with half a minute to wait: nothing is sent before, and the next try is due then', async () => {
      const noor = director();
      house.outlook?.requests.reset();
      house.outlook?.faults.add({
        ...CREATE,
        kind: { status: 429, code: 'TooManyRequests', retryAfter: 30 },
      });
      await book(noor);
      await until(async () => (await waiting(house)).length > 0);
      const [next] = await waiting(house);
      expect(next?.job?.kind).toBe('calendar.create');
      expect(next?.waitMs).toBeGreaterThan(26_000);
      expect(next?.waitMs).toBeLessThanOrEqual(30_000);
      await house.parts.engine.settle();
      expect(posts()).toBe(1);
      expect((await bookingOf(house, noor)).state).toBe('held');
      await hurry(house);
      await until(() => noor.reads().includes('staat in uw agenda'));
      expect(posts()).toBe(2);
    });

    it('a dead secret: the hold stays until it is mended, then there is one event', async () => {
      const noor = director();
      house.outlook?.faults.add({
        ...CREATE,
        times: 2,
        kind: { status: 401, code: 'InvalidAuthenticationToken' },
      });
      const start = await book(noor);
      await until(async () => (await waiting(house)).length > 0);
      expect((await bookingOf(house, noor)).state).toBe('held');
      await confirmed(noor);
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    });

    it('a plain no: nothing in any calendar, the moment is free again, and the same card offers times', async () => {
      const noor = director();
      house.outlook?.faults.add({ ...CREATE, kind: { status: 400, code: 'ErrorInvalidRequest' } });
      const start = await book(noor);
      await until(() => noor.reads().includes('niet gelukt om dat moment'));
      await allEnds(house);
      expect(await calendars(house, noor, start)).toEqual([0, 0, 0]);
      expect((await bookingOf(house, noor)).state).toBe('released');
      expect(noor.choices('slot')).toContain(String(start));
      await noor.press('coaching.choose-slot', { slot: String(start) });
      await until(() => noor.reads().includes('staat in uw agenda'));
      expect(await calendars(house, noor, start)).toEqual([1, 1, 1]);
    });
  });
