import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, hurry, pass, stores } from '../support/faults.ts';
import { type Actor, type House, until } from '../support/house.ts';
import { answerTo, ask, button, dead, faultsLogged, heard } from '../support/review.ts';
import { all, booked, NOWHERE, nameOf, openSessions, saying, standsAt } from '../support/sessions.ts';

const PATCH = { method: 'PATCH', path: '/events', times: 1 } as const;

for (const { name, skip, make } of stores())
  describe.skipIf(skip)(`moving a session · ${name}`, () => {
    let house: House;
    let drop: () => Promise<void>;
    let last = 0;
    beforeAll(async () => {
      const made = await make();
      drop = made.drop;
      house = await openSessions({ store: made.where, directors: 16 });
    });
    afterEach(() => house.outlook?.faults.clear());
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
    /** Presses Move and takes the given time of those shown. */
    const move = async (person: Actor, which = 0) => {
      await person.press('session.move');
      const slot = person.choices('slot')[which] ?? '';
      await person.press('session.choose-time', { slot });
      return Number(slot);
    };
    const settled = async () => {
      await hurry(house);
      await allEnds(house);
    };

    it('by the director: one getSchedule and one PATCH, the same event in three calendars, the coach told once', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      const before = await bookingOf(house, noor);
      house.outlook?.requests.reset();
      const to = await move(noor, 1);
      await settled();
      expect(to).not.toBe(start);
      const counts = Object.entries(house.outlook?.requests.all() ?? {});
      expect(Object.fromEntries(counts.filter(([call]) => /getSchedule|events/.test(call)))).toEqual({
        'POST /users/{id}/calendar/getSchedule': 1,
        'PATCH /users/{id}/events/{event-id}': 1,
      });
      expect(await standsAt(house, session, [start, to])).toEqual(all(to));
      expect(await bookingOf(house, noor)).toMatchObject({
        id: before.id,
        event: before.event,
        state: 'confirmed',
        number: before.number,
        starts: new Date(to),
        outlook_starts: new Date(to),
        patching: null,
      });
      expect(noor.reads()).toContain('Uw afspraak is verzet');
      expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
      expect(heard(noor)).not.toContain('Uw afspraak staat in uw agenda');
      expect(heard(coach)).not.toContain('Er is een gesprek vastgelegd');
    });

    it('by the coach: the director hears it kindly and once, with a way on, and it leads on', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      const to = await move(coach);
      await settled();
      expect(await standsAt(house, session, [start, to])).toEqual(all(to));
      expect(saying(noor, 'Komt dat niet uit?')).toBe(1);
      expect(heard(noor)).not.toMatch(/ziek|waarom|helaas niet op tijd/);
      const again = await move(noor, 2);
      await settled();
      expect(await standsAt(house, session, [start, to, again])).toEqual(all(again));
    });

    it.each([
      { what: '504 after it was moved', kind: { afterDone: 504 } },
      { what: '504 with nothing moved', kind: { status: 504, code: 'GatewayTimeout' } },
      { what: 'a connection that breaks before the answer', kind: { reset: 'after' } },
      { what: '429', kind: { status: 429, code: 'TooManyRequests', retryAfter: 1 } },
    ] as const)('$what: it ends at the new time everywhere, and nobody hears it twice', async ({ kind }) => {
      const session = await next();
      const { noor, coach, start } = session;
      house.outlook?.faults.add({ ...PATCH, kind });
      const to = await move(noor);
      await until(async () => {
        // A mark whose end nobody saw is over after a minute of our clock.
        await pass(house, 20_000);
        await hurry(house);
        return (await bookingOf(house, noor)).outlook_starts?.getTime() === to;
      }, 20_000);
      await settled();
      expect(await standsAt(house, session, [start, to])).toEqual(all(to));
      expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
      expect((await bookingOf(house, noor)).patching).toBe(null);
    });

    it('a process that died with the PATCH out: the next looks first, and moves it once', async () => {
      const session = await next();
      const { noor, start } = session;
      house.outlook?.faults.add({
        ...PATCH,
        kind: { status: 503, code: 'ServiceUnavailable', retryAfter: 600 },
      });
      const to = await move(noor);
      await until(() => house.outlook?.faults.left() === 0);
      const { id } = await bookingOf(house, noor);
      await house.parts.c.db
        .updateTable('bookings')
        .set({ patching: house.parts.c.random.uuid(), patching_since: new Date(house.clock.now()) })
        .where('id', '=', id)
        .execute();
      house.outlook?.requests.reset();
      await hurry(house);
      expect(house.outlook?.requests.all()['PATCH /users/{id}/events/{event-id}'] ?? 0).toBe(0);
      await pass(house, 61_000);
      await until(async () => {
        await hurry(house);
        return (await bookingOf(house, noor)).patching === null;
      });
      await settled();
      expect(await standsAt(house, session, [start, to])).toEqual(all(to));
    });

    it('again while the first PATCH is still out: the last one wins everywhere', async () => {
      const session = await next();
      const { noor, start } = session;
      house.outlook?.faults.add({ ...PATCH, kind: { delayMs: 1_500 } });
      const first = await move(noor, 0);
      await until(async () => (await bookingOf(house, noor)).patching !== null);
      const second = await move(noor, 3);
      expect(second).not.toBe(first);
      await until(async () => {
        await hurry(house);
        return (await bookingOf(house, noor)).outlook_starts?.getTime() === second;
      }, 20_000);
      await settled();
      expect(await standsAt(house, session, [start, first, second])).toEqual(all(second));
    });

    it('both sides at once: one of them wins, the other sees that it changed, and all calendars agree', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await noor.press('session.move');
      await coach.press('session.move');
      const [a = '', b = ''] = [noor.choices('slot')[0], coach.choices('slot')[4]];
      await Promise.all([
        noor.press('session.choose-time', { slot: a }),
        coach.press('session.choose-time', { slot: b }),
      ]);
      await settled();
      const now = (await bookingOf(house, noor)).starts.getTime();
      expect([Number(a), Number(b)]).toContain(now);
      expect(await standsAt(house, session, [start, Number(a), Number(b)])).toEqual(all(now));
      const [winner, loser] = now === Number(a) ? [noor, coach] : [coach, noor];
      const about = (person: Actor) => (person === coach ? [nameOf(house, noor)] : []);
      expect(saying(winner, 'Uw afspraak is verzet', ...about(winner))).toBe(1);
      expect(saying(loser, 'Uw afspraak is verzet', ...about(loser))).toBe(1);
      expect(heard(loser)).toContain('Wat hier stond, is veranderd');
    });

    it('pressed twice at once, and once more later: moved once, told once', async () => {
      const session = await next();
      const { noor, coach } = session;
      await noor.press('session.move');
      const held = button(noor, 'session.choose-time', { slot: noor.choices('slot')[0] ?? '' });
      const [one, two] = await Promise.all([answerTo(house, noor, held), answerTo(house, noor, held)]);
      expect(one).toBe(two);
      expect(await answerTo(house, noor, held)).toContain('Uw afspraak is verzet');
      await settled();
      expect(saying(coach, 'Uw afspraak is verzet', nameOf(house, noor))).toBe(1);
    });

    it('a time that was never shown, or was taken meanwhile, changes nothing', async () => {
      const session = await next();
      const { noor, start } = session;
      await noor.press('session.move');
      await noor.press('session.choose-time', { slot: String(start + 7 * 60_000) });
      expect(noor.reads()).toContain('Uw afspraak is niet veranderd');
      await noor.press('session.choose-time', { slot: 'morgen' });
      expect(noor.reads()).toContain('Kies eerst een moment');
      await noor.press('session.keep');
      expect(noor.reads()).toContain('staat in uw agenda');
      await settled();
      expect(await standsAt(house, session, [start])).toEqual(all(start));
    });

    it('another person’s session can not be moved, whatever is sent', async () => {
      const [mine, theirs] = [await next(), await next()];
      const id = (await bookingOf(house, theirs.noor)).id;
      await ask(mine.noor, 'afspraken');
      await mine.noor.press('session.move', { session: id });
      expect(mine.noor.reads()).not.toContain('Uw afspraak is verzet');
      await settled();
      expect(await standsAt(house, theirs, [theirs.start])).toEqual(all(theirs.start));
    });

    it('cancelled from chat: what it costs is shown first, the other side hears once, and nothing stands anywhere', async () => {
      const session = await next();
      const { noor, coach, start } = session;
      await noor.press('session.cancel');
      expect(noor.reads()).toContain('Annuleren kost u geen gesprek.');
      const late = button(noor, 'session.cancel-sure');
      await pass(house, start - house.clock.now() - 60 * 60_000);
      // It became late while the card stood there: shown before it is done.
      expect(await answerTo(house, noor, late)).toContain('Daarom telt het mee');
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
      await noor.press('session.cancel-sure');
      await settled();
      expect(saying(noor, 'Uw afspraak is geannuleerd', 'U heeft nog 2 gesprekken.')).toBe(1);
      // The reminder came an hour before, and offers nothing any more.
      expect(saying(noor, 'Uw afspraak komt eraan')).toBe(0);
      expect(await bookingOf(house, noor)).toMatchObject({ state: 'cancelled-late', counts: true });
      expect(saying(coach, 'Een afspraak gaat niet door', nameOf(house, noor))).toBe(1);
      expect(await standsAt(house, session, [start])).toEqual(NOWHERE);
    });

    it('once it began nothing can be moved or cancelled, and the cards say how it stands', async () => {
      const { noor, coach, start } = await next();
      const held = [button(noor, 'session.move'), button(noor, 'session.cancel')];
      await pass(house, start - house.clock.now() + 60_000);
      for (const each of held) expect(await answerTo(house, noor, each)).toContain('Dit is begonnen');
      await coach.press('session.cancel');
      expect((await bookingOf(house, noor)).state).toBe('confirmed');
    });
  });
