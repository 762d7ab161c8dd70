import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeBooking } from '../../bot/flows/change-booking.ts';
import { hearEvent } from '../../bot/flows/hear.ts';
import { present } from '../support/databases.ts';
import { allEnds, bookingOf, bookingsOf, hurry, pass, stores } from '../support/faults.ts';
import type { Actor, House } from '../support/house.ts';
import { answers, deletedByHand, look, movedByHand } from '../support/outlook-hands.ts';
import { dead, faultsLogged, heard } from '../support/review.ts';
import { all, booked, NOWHERE, nameOf, openSessions, saying, standsAt } from '../support/sessions.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`heard from Outlook · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 24 });
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
    const settled = async () => {
      await hurry(house);
      await allEnds(house);
    };

    /** A moment at which both are free, and that is none of theirs yet. */
    const freeTime = async ({ noor }: { noor: Actor }) => {
      await noor.press('session.move');
      const [, , time = ''] = noor.choices('slot');
      await noor.press('session.keep');
      return Number(time);
    };

    /** A session, and the start of another one of its coach. */
    const sameCoach = async () => {
      for (;;) {
        const one = await next();
        const { coach } = await bookingOf(house, one.noor);
        const found = await house.parts.c.db
          .selectFrom('bookings')
          .select('starts')
          .where('coach', '=', coach)
          .where('state', '=', 'confirmed')
          .where('starts', '!=', new Date(one.start))
          .executeTakeFirst();
        if (found) return { one, other: found.starts.getTime() };
      }
    };

    it('the director declines: off everywhere, at no cost, the coach told once, the director with a way on', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      // Late, even: what it costs was not shown there.
      await pass(house, start - house.clock.now() - HOUR);
      await answers(house, session, { who: noor, at: start, answer: 'decline' });
      await look(house, noor);
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled-late', counts: false });
      expect(saying(noor, 'Uw afspraak is geannuleerd', 'telt niet mee')).toBe(1);
      expect(saying(coach, 'Een afspraak gaat niet door', nameOf(house, noor))).toBe(1);
      await noor.press('coaching.back');
      expect(noor.reads()).toContain('Wanneer past het u?');
    });

    it('the director declines a time that was chosen while our clock was two hours ahead: it counts all the same', async () => {
      const session = await next();
      const { noor } = session;
      const to = await freeTime(session);
      const { id } = present(await bookingOf(house, noor));
      const ahead = { ...house.parts.c, clock: { now: () => house.clock.now() + 2 * HOUR } };
      const event = { kind: 'move', by: 'director', to: { start: to, end: to + HOUR } } as const;
      await ahead.db
        .transaction()
        .execute((trx) => changeBooking(ahead, trx, { id, event, actor: 'klankbord' }));
      await settled();
      await answers(house, session, { who: noor, at: to, answer: 'decline' });
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [to])).toEqual(NOWHERE);
      expect(saying(noor, 'Uw afspraak is geannuleerd')).toBe(1);
    });

    it('a no counts also when the session was moved to and fro in chat before Outlook knew', async () => {
      const session = await next();
      const { noor, start } = session;
      const to = await freeTime(session);
      const { id } = present(await bookingOf(house, noor));
      await answers(house, session, { who: noor, at: start, answer: 'decline' });
      await house.parts.c.db.transaction().execute(async (trx) => {
        for (const at of [to, start]) {
          const event = { kind: 'move', by: 'coach', to: { start: at, end: at + HOUR } } as const;
          await changeBooking(house.parts.c, trx, { id, event, actor: 'klankbord' });
        }
      });
      await settled();
      expect(await standsAt(house, session, [start, to])).toEqual(NOWHERE);
      expect(saying(noor, 'Uw afspraak is geannuleerd')).toBe(1);
    });

    it('a time that was set by hand while our clock was ahead can be declined all the same', async () => {
      const session = await next();
      const { noor, start } = session;
      const { id, event } = present(await bookingOf(house, noor));
      const to = start + 7 * DAY;
      await movedByHand(house, noor, to);
      const ahead = { ...house.parts.c, clock: { now: () => house.clock.now() + 2 * HOUR } };
      const seen = {
        ...{ id: present(event), iCalUId: session.iCalUId, joinUrl: null, etag: 'W/"by hand"' },
        ...{ when: { start: to, end: to + HOUR }, changedAt: house.clock.now() },
        ...{ cancelled: false, attendees: [] },
      };
      await ahead.db.transaction().execute((trx) => hearEvent(ahead, trx, { id, seen, taken: false }));
      await settled();
      await answers(house, session, { who: noor, at: to, answer: 'decline' });
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [to])).toEqual(NOWHERE);
    });

    it('the coach declines: the director hears kindly that it is off and costs nothing', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await answers(house, session, { who: coach, at: start, answer: 'decline' });
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(saying(noor, 'gaat helaas niet door', 'U heeft nog 3 gesprekken.')).toBe(1);
      expect(saying(coach, 'De afspraak is geannuleerd', nameOf(house, noor))).toBe(1);
    });

    it('maybe changes nothing, and only who said it hears that', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await answers(house, session, { who: noor, at: start, answer: 'tentativelyAccept' });
      await look(house, noor);
      await look(house, noor);
      await settled();
      expect(saying(noor, 'Uw afspraak blijft staan')).toBe(1);
      expect(saying(coach, 'misschien')).toBe(0);
      expect(await standsAt(house, session, [start])).toEqual(all(start));
    });

    it('what the coach is told of their maybe is sealed under the key of the director, and goes with it', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await answers(house, session, { who: coach, at: start, answer: 'tentativelyAccept' });
      await look(house, noor);
      await settled();
      const { id, director } = present(await bookingOf(house, noor));
      const card = house.parts.c.db.selectFrom('cards').select(['whose', 'recipient']);
      const told = await card.where('subject', '=', id).where('kind', '=', 'session-tentative').execute();
      expect(told).toEqual([{ whose: director, recipient: expect.not.stringMatching(director) }]);
    });

    it.each(['decline', 'tentativelyAccept'] as const)(
      'a proposed time at which both are free is taken: moved everywhere, each told once (%s)',
      async (answer) => {
        const session = await next();
        const { noor, coach, start } = session;
        const to = await freeTime(session);
        await answers(house, session, { who: noor, at: start, answer, to });
        await look(house, noor);
        await settled();
        await look(house, noor);
        await settled();
        expect(await standsAt(house, session, [start, to])).toEqual(all(to));
        expect(saying(noor, 'Uw afspraak is verzet')).toBe(1);
        expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
      },
    );

    it('a proposed time at which the other is busy is not taken: who asked gets other times, and it stands', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      const to = await freeTime(session);
      house.outlook?.addBusy({ upn: coach.upn, start: to, end: to + HOUR });
      await answers(house, session, { who: noor, at: start, answer: 'tentativelyAccept', to });
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(all(start));
      expect(saying(noor, 'niet voor allebei vrij')).toBe(1);
      expect(noor.choices('slot').length).toBeGreaterThan(2);
      const [slot = ''] = noor.choices('slot');
      await noor.press('session.choose-time', { slot });
      await settled();
      expect(await standsAt(house, session, [start, Number(slot)])).toEqual(all(Number(slot)));
    });

    it('a no with a proposed time that is not possible is a no: off everywhere, with a way on', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await answers(house, session, {
        who: coach,
        at: start,
        answer: 'decline',
        to: start + HOUR / 2 - DAY * 30,
      });
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(saying(noor, 'gaat helaas niet door')).toBe(1);
    });

    it('moved by hand in the programme’s mailbox: followed, both told once, and nothing is patched', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      const to = start + 7 * DAY;
      await movedByHand(house, noor, to);
      house.outlook?.requests.reset();
      await look(house, noor);
      await look(house, noor);
      await settled();
      expect(house.outlook?.requests.all()['PATCH /users/{id}/events/{event-id}'] ?? 0).toBe(0);
      expect(await standsAt(house, session, [start, to])).toEqual(all(to));
      expect((await bookingOf(house, noor)).starts.getTime()).toBe(to);
      expect(saying(noor, 'Uw afspraak is verzet')).toBe(1);
      expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
    });

    it('moved by hand and declined there before anybody looked: off everywhere, each told once', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      const to = start + 7 * DAY;
      house.outlook?.behave({ notify: 'held' });
      await movedByHand(house, noor, to);
      await answers(house, session, { who: coach, at: to, answer: 'decline' });
      await pass(house, MINUTE);
      await look(house, noor);
      house.outlook?.behave({ notify: 'at-once' });
      await settled();
      expect(await standsAt(house, session, [start, to])).toEqual(NOWHERE);
      expect(saying(noor, 'gaat helaas niet door')).toBe(1);
      expect(saying(noor, 'Uw afspraak is verzet')).toBe(0);
      expect(saying(coach, 'De afspraak is geannuleerd', nameOf(house, noor))).toBe(1);
    });

    it('moved by hand, and another time proposed there before anybody looked: that one is taken', async () => {
      const session = await next();
      const { noor, start } = session;
      const [by, to] = [start + 7 * DAY, await freeTime(session)];
      house.outlook?.behave({ notify: 'held' });
      await movedByHand(house, noor, by);
      await answers(house, session, { who: noor, at: by, answer: 'tentativelyAccept', to });
      await pass(house, MINUTE);
      await look(house, noor);
      house.outlook?.behave({ notify: 'at-once' });
      await settled();
      expect(await standsAt(house, session, [start, by, to])).toEqual(all(to));
    });

    it('moved by hand onto another session of the coach, or into the past: put back, and nobody hears of it', async () => {
      const { one, other } = await sameCoach();
      const { noor, start } = one;
      const before = noor.messages().length;
      for (const to of [other, house.clock.now() - DAY]) {
        await movedByHand(house, noor, to);
        await look(house, noor);
        await settled();
        expect(await standsAt(house, one, [start, to])).toEqual(all(start));
      }
      expect(noor.messages()).toHaveLength(before);
    });

    it('taken away by hand: off, at no cost, both told once', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await deletedByHand(house, noor);
      await look(house, noor);
      await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
      expect(saying(noor, 'gaat helaas niet door')).toBe(1);
      expect(saying(coach, 'Een afspraak gaat niet door', nameOf(house, noor))).toBe(1);
      expect((await bookingsOf(house, noor)).filter(({ counts }) => counts)).toEqual([]);
    });

    it('moved in chat and by hand before Outlook followed: the chat is the last word, everywhere', async () => {
      const session = await next();
      const { noor, start } = session;
      house.outlook?.faults.add({
        method: 'PATCH',
        path: '/events',
        times: 1,
        kind: { status: 503, code: 'ServiceUnavailable', retryAfter: 600 },
      });
      await noor.press('session.move');
      const [slot = ''] = noor.choices('slot');
      await noor.press('session.choose-time', { slot });
      await house.parts.engine.settle();
      house.outlook?.faults.clear();
      await movedByHand(house, noor, start + 21 * DAY);
      await look(house, noor);
      // The PATCH that Outlook would not do is surely over by then.
      await pass(house, 61_000);
      await settled();
      await look(house, noor);
      expect(await standsAt(house, session, [start, Number(slot), start + 21 * DAY])).toEqual(
        all(Number(slot)),
      );
      expect(saying(noor, 'Uw afspraak is verzet')).toBe(1);
    });

    it('a quick series ends as the last one left it, and says no more than what it came to', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await answers(house, session, { who: noor, at: start, answer: 'tentativelyAccept' });
      await answers(house, session, { who: noor, at: start, answer: 'accept' });
      await movedByHand(house, noor, start + 7 * DAY);
      await movedByHand(house, noor, start + 8 * DAY);
      for (let n = 0; n < 4; n += 1) await look(house, noor);
      await settled();
      expect(await standsAt(house, session, [start, start + 8 * DAY])).toEqual(all(start + 8 * DAY));
      expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
      expect(heard(noor)).not.toContain('blijft staan');
    });
  });
