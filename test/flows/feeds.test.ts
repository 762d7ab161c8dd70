import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { freeBeside, moveOffer } from '../../bot/flows/session-times.ts';
import * as bookings from '../../bot/store/bookings.ts';
import { event, ics } from '../ics/calendars.ts';
import { bookingOf, hurry, idOf, mondayOf, pass, sample, stores } from '../support/faults.ts';
import { type FeedServer, feedServer } from '../support/feed-server.ts';
import { type Actor, type House, openHouse, signUp, until } from '../support/house.ts';
import { ask, faultsLogged, installed } from '../support/review.ts';
import { signedIn } from '../support/visitor.ts';

const HOUR = 3_600_000;
/** Every morning until noon. */
const MORNINGS = event(
  'DTSTART;TZID=Europe/Amsterdam:20200101T000000\nDTEND;TZID=Europe/Amsterdam:20200101T120000\nRRULE:FREQ=DAILY',
);

function hourOf(moment: number): number {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('Europe/Amsterdam').hour;
}

/** One coach, whose calendar stands behind an address. */
function programme(address: string): string {
  const file = parse(sample({ directors: 8, coaches: 1 }));
  const coach = file.people.find(({ upn }: { upn: string }) => upn.startsWith('c1'));
  coach.coach = { ...coach.coach, calendar: 'ics', ics: address };
  return JSON.stringify(file);
}

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`a coach whose calendar stands behind an address · ${name}`, () => {
    let house: House;
    let server: FeedServer;
    let drop: () => Promise<void>;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      server = await feedServer();
      server.publish(ics(MORNINGS));
      house = await openHouse({ store: made.where, programme: programme(server.address) });
      await installed(house, ['c1']);
      await until(async () => (await feed())?.read_at !== null);
    });
    afterAll(async () => {
      expect(faultsLogged(house)).toEqual([]);
      await house.stop();
      server.stop();
      await drop();
    });
    const feed = () => house.parts.c.db.selectFrom('feeds').selectAll().executeTakeFirst();
    const ready = async () => (await fetch(`${house.url}/readyz`)).json();
    const coordinator = async () => {
      const browser = await signedIn(house, house.person('femke'), '');
      return browser.page().text;
    };
    const isOffered = async (director: Actor) => {
      await signUp(director);
      return director.reads().includes('Met wie wilt u praten?');
    };

    it('is offered when that calendar says they are free', async () => {
      const noor = house.person('d1');
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      const slots = noor.choices('slot').map(Number);
      expect(slots.length).toBeGreaterThan(0);
      for (const slot of slots) expect(hourOf(slot)).toBeGreaterThanOrEqual(12);
      expect(await ready()).toMatchObject({ status: 'ok', checks: { 'unread-calendars': 0 } });
      expect(await coordinator()).toContain('agenda via een link<br>Eerste vrije moment');
    });

    it('is read every hour, and not anew while nothing changed', async () => {
      const before = server.answered.length;
      for (let half = 0; half < 8; half++) await pass(house, HOUR / 2);
      const answered = server.answered.slice(before);
      expect(answered.length).toBeGreaterThanOrEqual(3);
      expect(answered.length).toBeLessThanOrEqual(5);
      expect(new Set(answered)).toEqual(new Set([304]));
      expect((await ready()).checks['unread-calendars']).toBe(0);
    });

    /** A time after which the director is free for two more hours, and that is not soon too near to be moved to. */
    const roomyTime = async (noor: Actor): Promise<number> => {
      for (let page = 0; page < 20; page++) {
        const found = noor.choices('slot').map(Number).find(isRoomy);
        if (found !== undefined) return found;
        await noor.press('coaching.more-slots');
      }
      throw new Error('no roomy time');
      function isRoomy(slot: number): boolean {
        if (slot < house.clock.now() + 48 * HOUR || hourOf(slot) > 14) return false;
        const week = house.outlook?.week(noor.upn, mondayOf(slot)) ?? [];
        return week.every(
          ({ start, end }) => Date.parse(end) <= slot || Date.parse(start) >= slot + 2 * HOUR,
        );
      }
    };

    it('can move a session to a time that its own event takes', async () => {
      const noor = house.person('d2');
      await signUp(noor);
      await noor.press('coaching.choose-coach', { coach: 'any' });
      const start = await roomyTime(noor);
      await noor.press('coaching.choose-slot', { slot: String(start) });
      await until(() => noor.reads().includes('staat in uw agenda'));
      const { ends } = await bookingOf(house, noor);
      const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
      const own = event(`DTSTART:${stamp(start)}\nDTEND:${stamp(ends.getTime())}`, 'eigen');
      server.publish(ics(MORNINGS, own));
      const readAt = (await feed())?.read_at?.getTime() ?? 0;
      await pass(house, 2 * HOUR);
      await house.parts.engine.settle();
      expect((await feed())?.read_at?.getTime()).toBeGreaterThan(readAt);
      const other = house.person('d3');
      await signUp(other);
      await other.press('coaching.choose-coach', { coach: 'any' });
      const others = other.choices('slot').map(Number);
      for (const slot of others) expect(Math.abs(slot - start)).toBeGreaterThanOrEqual(HOUR);
      const { c } = house.parts;
      const booking = await bookings.find(c.db, (await bookingOf(house, noor)).id);
      if (!booking) throw new Error('no booking');
      const offer = await moveOffer(c, { booking, freshMs: 0 });
      const free = await c.db.transaction().execute((trx) => freeBeside(c, trx, { booking, offer }));
      expect(free.some((slot) => slot.start !== start && Math.abs(slot.start - start) < HOUR)).toBe(true);
      expect(free.every((slot) => hourOf(slot.start) >= 12)).toBe(true);
    });

    it('is not offered when it could not be read for three hours, and everybody who must know sees it', async () => {
      server.fail();
      await pass(house, 2 * HOUR);
      await house.parts.engine.settle();
      expect((await feed())?.fault).toBe('http-500');
      expect(await isOffered(house.person('d4'))).toBe(true);
      await pass(house, 2 * HOUR);
      await house.parts.engine.settle();
      expect(await isOffered(house.person('d5'))).toBe(false);
      expect(await ready()).toMatchObject({ status: 'degraded', checks: { 'unread-calendars': 1 } });
      expect(await coordinator()).toMatch(/Ik kan de agenda nu niet lezen\..*Ik las die voor het laatst op/);
      // What was read counts no more, so it is not kept either.
      await pass(house, HOUR);
      await house.parts.engine.settle();
      expect((await feed())?.reading_sealed).toBeNull();
      server.publish(ics(MORNINGS));
      await pass(house, HOUR + HOUR / 2);
      await house.parts.engine.settle();
      await hurry(house);
      expect(await isOffered(house.person('d6'))).toBe(true);
      expect((await ready()).checks['unread-calendars']).toBe(0);
    });

    it('keeps the address and what it gave to itself', async () => {
      const { db } = house.parts.c;
      const row = await feed();
      const everything = JSON.stringify([
        house.logged,
        await db.selectFrom('record').selectAll().execute(),
        await db.selectFrom('programme').selectAll().execute(),
        await db.selectFrom('coaches').selectAll().execute(),
        await db.selectFrom('due').selectAll().execute(),
        [row?.address_sealed, row?.reading_sealed].map((sealed) =>
          Buffer.from(sealed ?? []).toString('latin1'),
        ),
        await coordinator(),
      ]);
      expect(everything).not.toContain(server.secret);
      expect(everything).not.toContain('Tandarts');
    });

    it('lives on when its coach has everything else erased', async () => {
      const coach = house.person('c1');
      const person = await idOf(house, coach);
      await ask(coach, 'mijn gegevens');
      await coach.press('my-data.choose', { wish: 'erase' });
      const before = await feed();
      await coach.press('my-data.erase');
      await house.parts.engine.settle();
      const after = await feed();
      expect(after?.person).toBe(person);
      expect(after?.address_sealed).not.toEqual(before?.address_sealed);
      await until(async () => (await feed())?.reading_sealed !== null);
    });
  });
