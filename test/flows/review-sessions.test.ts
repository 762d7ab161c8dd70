import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOKING_PROPERTY } from '../../graph/calendar.ts';
import { allEnds, bookingOf, calendars, hurry, MAILBOX } from '../support/faults.ts';
import { type Actor, book, type House, until } from '../support/house.ts';
import { outlookOf } from '../support/outlook.ts';
import { look } from '../support/outlook-hands.ts';
import { dead, faultsLogged, installed } from '../support/review.ts';
import { all, booked, openSessions, saying, standsAt } from '../support/sessions.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('sessions under attack', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openSessions({ directors: 16 });
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
  const remindersOf = async (noor: Actor) =>
    (
      await house.parts.c.db
        .selectFrom('cards')
        .select('once')
        .where('once', 'like', `remind:%${(await bookingOf(house, noor)).id}%`)
        .execute()
    ).map(({ once }) => once?.split(':')[1]);

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

  it('nobody at work from before one reminder until after the next: one message, not two', async () => {
    const { noor } = await next();
    await noor.press('session.move');
    const start = Math.max(...noor.choices('slot').map(Number));
    await noor.press('session.choose-time', { slot: String(start) });
    await allEnds(house);
    await to(start - HOUR / 2);
    expect(await remindersOf(noor)).toEqual(['hour']);
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
});
