import type { Updateable } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteHints } from '../../bot/flows/hints.ts';
import type { CreatedEvent, Outcome } from '../../bot/ports.ts';
import type { BookingId } from '../../bot/rules/ids.ts';
import type { Tables } from '../../bot/store/tables.ts';
import { createEvent } from '../../bot/work/outlook.ts';
import { moveEvent } from '../../bot/work/outlook-move.ts';
import { allEnds, bookingOf, hurry } from '../support/faults.ts';
import type { House } from '../support/house.ts';
import { calls, outlookOf, READ_EVENT } from '../support/outlook.ts';
import { faultsLogged } from '../support/review.ts';
import { all, booked, openSessions, standsAt } from '../support/sessions.ts';

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

describe('while a call to Outlook is out', () => {
  let house: House;
  let last = 0;
  beforeAll(async () => {
    house = await openSessions({ directors: 5 });
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });
  const next = async () => {
    last += 1;
    const session = await booked(house, `d${last}`);
    const { id, event, starts, ends } = await bookingOf(house, session.noor);
    const when = { start: starts.getTime(), end: ends.getTime() };
    return { ...session, id, event: event ?? '', when };
  };
  const set = (id: BookingId, row: Updateable<Tables['bookings']>) =>
    house.parts.c.db.updateTable('bookings').set(row).where('id', '=', id).execute();

  describe('that makes an event', () => {
    /** The event stands in Outlook, and what follows happens before its answer is here. */
    const madeWhile = async (work: (event: CreatedEvent) => Promise<void>) => {
      const session = await next();
      const { id, event, when } = session;
      const { ask, eventPath } = outlookOf(house);
      const made = await ask('GET', eventPath(event));
      const answer = {
        id: event,
        iCalUId: session.iCalUId,
        joinUrl: made.onlineMeeting?.joinUrl ?? null,
        etag: made['@odata.etag'],
        changedAt: Date.parse(made.lastModifiedDateTime),
        when,
      };
      const { c } = house.parts;
      await c.db.deleteFrom('hearings').where('event', '=', event).execute();
      await set(id, { state: 'held', event: null, outlook_starts: null, outlook_ends: null });
      const calendar = {
        async find(): Promise<never> {
          throw new Error('this is the first try');
        },
        async create(): Promise<Outcome<CreatedEvent>> {
          await work(answer);
          return { kind: 'done', value: answer };
        },
      };
      await set(id, { attempted: false });
      expect(await createEvent({ c, calendar }, id)).toBe('done');
      return session;
    };

    it('somebody moves it: that is heard, though nobody tells it again', async () => {
      const { c } = house.parts;
      const session = await madeWhile(async ({ id, when }) => {
        const { ask, eventPath } = outlookOf(house);
        const at = (moment: number) => ({
          dateTime: new Date(moment + WEEK).toISOString().slice(0, 19),
          timeZone: 'UTC',
        });
        const moved = await ask('PATCH', eventPath(id), { start: at(when.start), end: at(when.end) });
        const hint = { event: id, removed: false, etag: moved['@odata.etag'] };
        await c.db.transaction().execute((trx) => noteHints(c, trx, [hint]));
      });
      await hurry(house);
      await allEnds(house);
      const to = session.start + WEEK;
      expect(await bookingOf(house, session.noor)).toMatchObject({
        state: 'confirmed',
        starts: new Date(to),
      });
      expect(await standsAt(house, session, [session.start, to])).toEqual(all(to));
    });

    it('Outlook tells that it was made: nothing is looked up', async () => {
      const { c } = house.parts;
      const { outlook } = outlookOf(house);
      outlook.requests.reset();
      const { noor, start } = await madeWhile(async ({ id, etag }) => {
        outlook.requests.reset();
        const hint = { event: id, removed: false, etag };
        const told = await c.db.transaction().execute((trx) => noteHints(c, trx, [hint, hint]));
        expect(told).toEqual(['not-ours', 'not-ours']);
      });
      await hurry(house);
      await allEnds(house);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'confirmed', starts: new Date(start) });
      expect(calls(outlook, READ_EVENT)).toBe(0);
    });

    it('nothing is kept of events when none is being made', async () => {
      const { c } = house.parts;
      const hint = { event: 'of-somebody-else', removed: false, etag: 'e' };
      await c.db.transaction().execute((trx) => noteHints(c, trx, [hint]));
      const kept = await c.db.selectFrom('hearings').select('event').execute();
      expect(kept.map(({ event }) => event)).not.toContain('of-somebody-else');
    });
  });

  describe('that moves an event, and another run took its mark away', () => {
    /** A session that is to stand a week later, with its PATCH still to come. */
    const owed = async () => {
      const session = await next();
      const { id, when } = session;
      const to = { start: when.start + WEEK, end: when.end + WEEK };
      await set(id, { starts: new Date(to.start), ends: new Date(to.end) });
      return { ...session, to };
    };
    /** As a run does whose lease ended: what it says comes to nothing. */
    const unmark = (id: BookingId) => set(id, { patching: null, patching_since: null });
    const never = async (): Promise<never> => {
      throw new Error('not now');
    };

    it('who looks goes on with it', async () => {
      const { id, event, when, iCalUId, to } = await owed();
      const { c, random } = { c: house.parts.c, random: house.parts.c.random };
      await set(id, { patching: random.uuid(), patching_since: new Date(c.clock.now() - 2 * MINUTE) });
      const seen = { id: event, iCalUId, joinUrl: null, when, etag: 'e', changedAt: 0 };
      const read = async () => {
        await unmark(id);
        return { kind: 'done', value: { ...seen, cancelled: false, attendees: [] } } as const;
      };
      expect(await moveEvent({ c, random, calendar: { read, move: never } }, id)).toEqual({ againMs: 1 });
      const arrived = async () => {
        await set(id, { outlook_starts: new Date(to.start), outlook_ends: new Date(to.end) });
        return read();
      };
      await set(id, { patching: random.uuid(), patching_since: new Date(c.clock.now()) });
      expect(await moveEvent({ c, random, calendar: { read: arrived, move: never } }, id)).toBe('done');
    });

    it('and so does who patched', async () => {
      const { id, event, iCalUId, to } = await owed();
      const { c } = house.parts;
      const move = async () => {
        await unmark(id);
        const value = { id: event, iCalUId, joinUrl: null, when: to, etag: 'e', changedAt: 0 };
        return { kind: 'done', value } as const;
      };
      const calendar = { move, read: never };
      expect(await moveEvent({ c, random: c.random, calendar }, id)).toEqual({ againMs: 1 });
    });
  });
});
