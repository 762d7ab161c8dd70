import type { Updateable } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookEarlier } from '../../bot/flows/earlier.ts';
import * as bookings from '../../bot/store/bookings.ts';
import * as times from '../../bot/store/coach-times.ts';
import * as people from '../../bot/store/people.ts';
import type { Tables } from '../../bot/store/tables.ts';
import { createEvent } from '../../bot/work/outlook.ts';
import { BOOKING_PROPERTY } from '../../graph/calendar.ts';
import { allEnds, bookingOf, calendars, hurry, MAILBOX, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { outlookOf } from '../support/outlook.ts';
import { look } from '../support/outlook-hands.ts';
import { ask, dead, faultsLogged, giveRole, installed, takeRole } from '../support/review.ts';
import { all, booked, nameOf, openSessions, remindersOf, saying, standsAt } from '../support/sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('sessions under attack', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openSessions({ directors: 17 });
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const next = () => {
    last += 1;
    return booked(house, `d${last}`);
  };
  const to = async (moment: number) => {
    house.clock.set(moment);
    await allEnds(house);
  };

  /** What a call that was given up makes after all. */
  const createdLate = async (noor: Actor, start: number) => {
    const { id } = await bookingOf(house, noor);
    const at = (moment: number) => ({
      dateTime: new Date(moment).toISOString().slice(0, 19),
      timeZone: 'UTC',
    });
    await outlookOf(house).ask('POST', `/users/${MAILBOX}/events`, {
      subject: 'Gesprek',
      start: at(start),
      end: at(start + HOUR),
      transactionId: id,
      attendees: [{ emailAddress: { address: noor.upn } }],
      singleValueExtendedProperties: [{ id: BOOKING_PROPERTY, value: id }],
    });
    expect((await calendars(house, noor, start))[0]).toBe(1);
  };

  it('an all-day event, or one without length, is no session: put back as it was, and nobody hears of it', async () => {
    const session = await next();
    const { noor, start } = session;
    const { ask, eventPath } = outlookOf(house);
    const path = eventPath((await bookingOf(house, noor)).event ?? '');
    const before = noor.messages().length;
    const day = new Date(start + 7 * DAY).toISOString().slice(0, 10);
    const after = new Date(start + 8 * DAY).toISOString().slice(0, 10);
    const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    const changes = [
      { isAllDay: true, start: at(`${day}T00:00:00`), end: at(`${after}T00:00:00`) },
      { isAllDay: false, start: at(`${day}T10:00:00`), end: at(`${day}T10:00:00`) },
    ];
    for (const change of changes) {
      await ask('PATCH', path, change);
      await look(house, noor);
      await hurry(house);
      await allEnds(house);
      expect(await ask('GET', path)).toMatchObject({ isAllDay: false });
      expect(await standsAt(house, session, [start, start + 7 * DAY])).toEqual(all(start));
    }
    expect(noor.messages()).toHaveLength(before);
  });

  it('refused after a try of which nobody knows whether it came through: no event stays for nobody', async () => {
    last += 1;
    const noor = house.person(`d${last}`);
    await installed(house, [`d${last}`]);
    const create = { method: 'POST', path: '/events', times: 1 } as const;
    house.outlook?.faults.add({ ...create, kind: { status: 504, code: 'GatewayTimeout' } });
    house.outlook?.faults.add({ ...create, kind: { status: 403, code: 'ErrorAccessDenied' } });
    const start = await book(noor);
    await until(async () => {
      await hurry(house);
      return (await bookingOf(house, noor)).state === 'released';
    });
    // Only now the first one comes through.
    await createdLate(noor, start);
    await until(async () => {
      await hurry(house);
      return (await calendars(house, noor, start))[0] === 0;
    });
    expect(await calendars(house, noor, start)).toEqual([0, 0, 0]);
  });

  it('let go while it was looked for after a try of which nobody knows the end: looked for until its time', async () => {
    const { noor } = await next();
    const { c } = house.parts;
    const { id } = await bookingOf(house, noor);
    const set = (row: Updateable<Tables['bookings']>) =>
      c.db.updateTable('bookings').set(row).where('id', '=', id).execute();
    await set({ state: 'held', event: null, attempted: true });
    const calendar = {
      async find() {
        await set({ state: 'released' });
        return { kind: 'done', value: null } as const;
      },
      async create(): Promise<never> {
        throw new Error('nothing is made for who let it go');
      },
    };
    expect(await createEvent({ c, calendar }, id)).toEqual({ againMs: 600_000 });
    expect(await createEvent({ c, calendar }, id)).toEqual({ againMs: 600_000 });
    const { start } = (await bookings.find(c.db, id))?.when ?? { start: 0 };
    const at = (now: number) => ({ c: { ...c, clock: { ...c.clock, now: () => now } }, calendar });
    await set({ state: 'held' });
    expect(await createEvent(at(start), id)).toEqual({ againMs: 600_000 });
    expect(await createEvent(at(start + 600_000), id)).toBe('done');
  });

  it('another appointment that overlaps the session stands in the way of a new time', async () => {
    const { noor } = await next();
    const hourOf = (at: number) =>
      Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/Amsterdam').hour;
    await noor.press('session.move');
    while (!noor.choices('slot').some((slot) => [11, 12, 13, 14].includes(hourOf(Number(slot)))))
      await noor.press('session.more-times');
    const start = Number(
      noor.choices('slot').find((slot) => [11, 12, 13, 14].includes(hourOf(Number(slot)))),
    );
    await noor.press('session.choose-time', { slot: String(start) });
    await allEnds(house);
    const quarter = HOUR / 4;
    const { upn } = noor;
    for (const [from, to] of [
      [house.clock.now(), start - 5 * quarter],
      [start + 2 * quarter, start + 6 * quarter],
      [start + 6 * quarter, start + 60 * DAY],
    ])
      house.outlook?.addBusy({ upn, start: from ?? 0, end: to ?? 0 });
    await noor.press('session.move');
    const slots = noor.choices('slot').map(Number);
    expect(slots).not.toEqual([]);
    expect(slots.filter((slot) => slot + HOUR > start + 2 * quarter)).toEqual([]);
  });

  it('nobody at work from before one reminder until after the next: one message, not two', async () => {
    const { noor } = await next();
    await noor.press('session.move');
    const start = Math.max(...noor.choices('slot').map(Number));
    await noor.press('session.choose-time', { slot: String(start) });
    await allEnds(house);
    await to(start - HOUR / 2);
    expect(await remindersOf(house, noor)).toEqual(['hour']);
    expect(saying(noor, 'Uw afspraak komt eraan')).toBe(1);
  });

  it('marked as held, missed and held again: the director has what follows from the last', async () => {
    const session = await next();
    const { noor, coach, start } = session;
    await to(start + 2 * HOUR);
    for (const mark of ['held', 'missed', 'held'] as const) {
      await coach.press(`session.${mark}`);
      await allEnds(house);
    }
    expect((await bookingOf(house, noor)).state).toBe('done');
    expect(saying(noor, 'Uw volgende gesprek')).toBe(1);
    expect(saying(noor, 'niet doorgegaan')).toBe(0);
  });

  it('a coach who left the pool: no other time, and the way to cancel; never that calendars can not be read now', async () => {
    const { noor, coach } = await next();
    await takeRole(house, coach, 'coach');
    await ask(noor, 'verzetten');
    await noor.press('session.move');
    expect(noor.reads()).toContain('geen ander moment');
    await giveRole(house, coach, 'coach');
  });
});

describe('a coach with several directors, under attack', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ programme: sample({ directors: 5, coaches: 1 }) });
    await installed(house, ['c1', 'd1', 'd2', 'd3', 'd4', 'd5']);
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    expect(await dead(house)).toBe(0);
    await house.stop();
  });
  const confirmed = async (first: string) => {
    const noor = house.person(first);
    await book(noor);
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    return noor;
  };
  const move = async (noor: Actor) => {
    await noor.press('session.move');
    const slot = Math.max(...noor.choices('slot').map(Number));
    await noor.press('session.choose-time', { slot: String(slot) });
    await allEnds(house);
    return slot;
  };

  it('a session that moved to an earlier time while calendars were read for a wish: nothing is told of a later one', async () => {
    const noor = await confirmed('d1');
    const late = await move(noor);
    await noor.press('coaching.wish-earlier');
    await ask(noor, 'verzetten');
    await noor.press('session.move');
    const [first = ''] = noor.choices('slot');
    const { intake } = await bookingOf(house, noor);
    const { c } = house.parts;
    const freeBusy: typeof c.calendar.freeBusy = async (q) => {
      const read = await c.calendar.freeBusy(q);
      if (Number(first) === (await bookingOf(house, noor)).starts.getTime()) return read;
      await noor.press('session.choose-time', { slot: first });
      return read;
    };
    const looked = await lookEarlier({ ...c, calendar: { freeBusy } }, intake);
    await allEnds(house);
    expect((await bookingOf(house, noor)).starts.getTime()).toBeLessThan(late);
    expect(saying(noor, 'Er is eerder een moment vrij')).toBe(0);
    expect(looked).toBe('again');
  });

  it('ill with a pause planned for later: nothing is offered in either, and a session on its way to Outlook is off too', async () => {
    const coach = house.person('c1');
    const [bram, joris] = [await confirmed('d2'), house.person('d3')];
    await move(bram);
    const { coach: id } = await bookingOf(house, bram);
    const now = house.clock.now();
    const holiday = { start: now + 40 * DAY, end: now + 54 * DAY };
    await house.parts.c.db.transaction().execute((trx) => times.setPause(trx, id, holiday));
    house.outlook?.faults.add({
      ...{ method: 'POST', path: '/events', times: 1 },
      kind: { status: 429, code: 'TooManyRequests', retryAfter: 60 },
    });
    const held = await book(joris);
    await until(async () => (await bookingOf(house, joris)).state === 'held');
    await ask(coach, 'afspraken');
    await coach.press('coach.ill');
    await coach.press('coach.call-off', { until: coach.choices('until').at(-1) ?? '' });
    await hurry(house);
    for (const director of [bram, joris]) {
      expect((await bookingOf(house, director)).state).toBe('cancelled');
      expect(saying(director, 'gaat helaas niet door', 'telt niet mee')).toBe(1);
    }
    expect(await calendars(house, joris, held)).toEqual([0, 0, 0]);
    expect(saying(coach, 'Er is een gesprek vastgelegd', nameOf(house, joris))).toBe(0);
    const [now1] = await people.coaches(house.parts.c.db);
    expect(now1?.away).toHaveLength(2);
    expect(now1?.away.some(({ start, end }) => start <= held && end > held)).toBe(true);
    expect(now1?.away.at(-1)).toEqual(holiday);
  });
});
