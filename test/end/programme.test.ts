import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as record from '../../bot/store/record.ts';
import { event, ics } from '../ics/calendars.ts';
import { allEnds, bookingOf, bookingsOf, idOf, pass, unended } from '../support/faults.ts';
import { type FeedServer, feedServer } from '../support/feed-server.ts';
import { type Actor, type House, openHouse, until } from '../support/house.ts';
import { answers, deletedByHand, movedByHand } from '../support/outlook-hands.ts';
import { ask, buttons, DAY, dead, heard } from '../support/review.ts';
import { nameOf, saying } from '../support/sessions.ts';
import { signedIn } from '../support/visitor.ts';
import { BEGIN, COACHES, DIRECTORS, IN_TEAMS, LATE, playbill } from './support/cast.ts';
import { booksNext, everybodyReacts, joins, live, openPlay, type Play, takesCoach } from './support/play.ts';
import { standingOf } from './support/standing.ts';
import {
  disagreements,
  doubleBooked,
  headingsOf,
  lost,
  REQUEST_HEADINGS,
  readBy,
  toldTwice,
} from './support/truths.ts';

const HOUR = 3_600_000;
const FROM = Date.parse(BEGIN);
/** Every morning until half past ten, across the end of summer time. */
const HANNA_IS_AWAY = event(
  'DTSTART;TZID=Europe/Amsterdam:20260101T000000\nDTEND;TZID=Europe/Amsterdam:20260101T103000\nRRULE:FREQ=DAILY',
);

/**
 * Twenty-two directors, five coaches and twenty places, from the first sign-up to the last check-in: people change
 * their minds, in chat and in Outlook, fall ill, stop, wait, and ask for more. At the end it must all add up.
 */
describe('a whole programme', { timeout: 600_000 }, () => {
  let house: House;
  let play: Play;
  let feed: FeedServer;
  const began = performance.now();
  const person = (first: string) => house.person(first);
  const progress = (what: string) => {
    const day = new Date(house.clock.now()).toISOString().slice(0, 10);
    process.stdout.write(`  ${Math.round((performance.now() - began) / 1_000)} s  ${day}  ${what}\n`);
  };
  const on = (day: string, time = '10:00') =>
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Europe/Amsterdam').epochMilliseconds;
  const agreed = async (what: string) => {
    await allEnds(house);
    expect(await disagreements(house, FROM)).toEqual([]);
    expect(await doubleBooked(house)).toEqual([]);
    expect(lost(house)).toEqual([]);
    progress(what);
  };
  const coachOf = async (director: Actor): Promise<Actor> => {
    const { coach } = await bookingOf(house, director);
    for (const first of COACHES) if ((await idOf(house, person(first))) === coach) return person(first);
    throw new Error('a coach of this programme');
  };
  /** The newest session of a director, as it stands now. */
  const session = async (first: string) => {
    const noor = person(first);
    const booking = await bookingOf(house, noor);
    return {
      noor,
      booking,
      start: booking.starts.getTime(),
      iCalUId: booking.ical_uid ?? '',
      coach: await coachOf(noor),
    };
  };

  beforeAll(async () => {
    feed = await feedServer();
    feed.publish(ics(HANNA_IS_AWAY));
    house = await openHouse({ now: BEGIN, programme: playbill({ ics: feed.address }), record: 'programme' });
    await until(() => feed.answered.includes(200));
    play = openPlay(house, {
      directors: DIRECTORS,
      coaches: COACHES,
      habits: { marks: () => 'held', checkIn: () => 'fine', books: () => false },
    });
    for (const first of IN_TEAMS) await house.teams.install(person(first).aad);
    await allEnds(house);
    progress('everybody has the app');
  });
  afterAll(async () => {
    await house?.stop();
    feed?.stop();
  });

  it('twenty sign up with wishes of their own, choose a coach and a time; two more wait', async () => {
    const page = await signedIn(house, person('wout'), '');
    await page.get('/mij/tijden');
    for (let day = 1; day < 110; day += 1) {
      const at = Temporal.PlainDate.from(BEGIN.slice(0, 10)).add({ days: day });
      if ([1, 4].includes(at.dayOfWeek))
        await page.post('/mij/tijden/moment', { date: at.toString(), from: '09:00', to: '17:00' });
    }
    expect(page.page().text).toContain('Dit is opgeslagen');
    for (const first of DIRECTORS) {
      if (LATE.includes(first as never)) continue;
      await joins(house, first);
      await pass(house, 10 * 60_000);
    }
    for (const first of LATE) {
      await ask(person(first), 'aanmelden');
      await person(first).press('waiting.join');
      expect(person(first).reads()).toContain('U staat op de wachtlijst');
    }
    await agreed('twenty have a session, two wait');
    const coached = await house.parts.c.db.selectFrom('bookings').select('coach').distinct().execute();
    expect(coached).toHaveLength(COACHES.length);
  });

  it('some move, decline, propose or cancel, in chat and in Outlook, and each other side hears it once', async () => {
    const moved = person('d1');
    await moved.press('session.move');
    await moved.press('session.choose-time', { slot: moved.choices('slot').at(-1) ?? '' });
    await allEnds(house);
    expect(saying(moved, 'Uw afspraak is verzet')).toBe(1);

    const no = await session('d2');
    await answers(house, no, { who: no.noor, at: no.start, answer: 'decline' });
    await allEndsAfter(() => saying(no.noor, 'Uw afspraak is geannuleerd') === 1);
    await booksNext(house, no.noor);

    const byCoach = await session('d3');
    await answers(house, byCoach, { who: byCoach.coach, at: byCoach.start, answer: 'decline' });
    await allEndsAfter(() => saying(byCoach.noor, 'gaat helaas niet door') === 1);
    await booksNext(house, byCoach.noor);

    const wish = await session('d4');
    await wish.noor.press('session.move');
    const to = Number(wish.noor.choices('slot').at(-2));
    await wish.noor.press('session.keep');
    await answers(house, wish, { who: wish.noor, at: wish.start, answer: 'tentativelyAccept', to });
    await allEndsAfter(async () => (await bookingOf(house, wish.noor)).starts.getTime() === to);

    const hand = await session('d5');
    await hand.noor.press('session.move');
    const there = Number(hand.noor.choices('slot').at(-1));
    await hand.noor.press('session.keep');
    await movedByHand(house, hand.noor, there);
    await allEndsAfter(() => saying(hand.noor, 'Uw afspraak is verzet') === 1);

    const gone = await session('d6');
    await deletedByHand(house, gone.noor);
    await allEndsAfter(() => saying(gone.noor, 'gaat helaas niet door') === 1);
    await booksNext(house, gone.noor);

    const maybe = await session('d7');
    await answers(house, maybe, { who: maybe.noor, at: maybe.start, answer: 'tentativelyAccept' });
    await allEndsAfter(() => saying(maybe.noor, 'Uw afspraak blijft staan') === 1);

    const { noor, coach } = await session(await withTeams(['d8', 'd9', 'd10', 'd11']));
    await ask(coach, 'verzetten');
    const { id } = await bookingOf(house, noor);
    await coach.press('session.move', { session: id });
    await coach.press('session.choose-time', { slot: coach.choices('slot').at(-1) ?? '' });
    await allEnds(house);
    expect(saying(noor, 'Uw afspraak is verzet', 'Komt dat niet uit?')).toBe(1);
    await agreed('moved, declined, proposed, deleted, maybe');
  });

  it('one stops before it began and the first who waits gets that place; the second is asked for without a name', async () => {
    const stops = person('d15');
    await ask(stops, 'stoppen');
    await stops.press('my-data.stop');
    await allEnds(house);
    const [first, second] = LATE;
    expect(person(first).reads()).toContain('Er is een plek voor u');
    await joins(house, first);
    await agreed('one stopped, and the first who waited came in their place');
    await live(play, on('2026-09-14', '09:30'));
    expect(person('iris').reads()).toContain('1 plek erbij');
    await person('iris').press('request.answer', { places: '1' });
    await allEnds(house);
    await joins(house, second);
    await agreed('the contact person gave one more place');
  });

  it('sessions are held, missed and cancelled late, a coach is ill, one goes on with another coach, one stops half-way', async () => {
    play.habits = {
      marks: (first, number) => (first === 'bram' && number === 1 && !seen.has('missed') ? missed() : 'held'),
      checkIn: (first, done) => (first === 'noor' && done === 1 ? 'call' : done === 2 ? 'not-now' : 'fine'),
      books: (first, done) => done === 0 || !waitsFor.has(first),
    };
    const seen = new Set<string>();
    const missed = () => {
      seen.add('missed');
      return 'missed' as const;
    };
    const waitsFor = new Set(['d16', 'yara']);
    await live(play, on('2026-09-21', '07:45'));
    await agreed('a first week of sessions');

    const ill = await busiest(on('2026-09-28', '07:45'));
    progress(`${ill.upn.split('@')[0]} is ill`);
    await ask(ill, 'afspraken');
    await ill.press('coach.ill');
    const week = ill.choices('until').filter((day) => Number(day) < on('2026-09-26'));
    await ill.press('coach.call-off', { until: week.at(-1) ?? '' });
    await allEnds(house);
    expect(heard(ill)).toContain('Uw afspraken zijn afgezegd');
    for (const first of DIRECTORS) expect(heard(person(first))).not.toMatch(/ziek|is ill/);
    await agreed('a week called off');
    await everybodyReacts(play);

    await untilDone('yara', 1);
    const yara = person('yara');
    await yara.press('coaching.change-coach');
    await yara.press('coaching.change-coach-sure');
    const former = await idOf(house, await coachOf(yara));
    expect(yara.choices('coach')).not.toContain(former);
    await takesCoach(house, yara);
    waitsFor.delete('yara');
    await everybodyReacts(play);
    expect((await bookingOf(house, yara)).coach).not.toBe(former);

    await untilDone('d16', 1);
    await booksNext(house, person('d16'));
    await ask(person('d16'), 'stoppen');
    await person('d16').press('my-data.stop');
    await agreed('another coach, and one who stopped half-way');

    await untilDone('joris', 1);
    await everybodyReacts(play);
    const late = await session('joris');
    await live(play, late.start - 3 * HOUR);
    await late.noor.press('session.cancel');
    expect(late.noor.reads()).toContain('Daarom telt het mee');
    await late.noor.press('session.cancel-sure');
    await agreed('one cancelled late');
  });

  it('until everybody had their sessions, and one more that was asked for and given', async () => {
    const asksMore = person('d12');
    let asked = false;
    for (let week = 0; week < 16; week += 1) {
      if (!asked && (await standingOf(house, asksMore)).used === 3) {
        await ask(asksMore, 'afspraken');
        await asksMore.press('extra.ask');
        asked = true;
      }
      if (buttons(person('iris'), 'request.answer').length > 0)
        await person('iris').press('request.answer', { sessions: '1' });
      if (await allDone()) break;
      await live(play, house.clock.now() + 7 * DAY);
      await agreed(`${await doneSoFar()} sessions held`);
    }
    expect(asked).toBe(true);
    expect(await allDone()).toBe(true);
    await live(play, house.clock.now() + 5 * DAY);
    await agreed('the last check-in is answered');
  });

  it('entitlements add up', async () => {
    for (const first of DIRECTORS) {
      const all = await bookingsOf(house, person(first));
      const counts = all.filter((one) => one.counts && one.state !== 'held').length;
      const done = all.filter(({ state }) => state === 'done').length;
      const expected = { d12: [4, 4], d15: [0, 0], d16: [1, 1], joris: [3, 2] }[first] ?? [3, 3];
      expect([first, counts, done]).toEqual([first, ...expected]);
      expect(all.filter(({ state }) => state === 'held' || state === 'confirmed')).toEqual([]);
    }
    const hanna = await house.parts.c.db
      .selectFrom('bookings')
      .select('starts')
      .where('coach', '=', await idOf(house, person('hanna')))
      .execute();
    expect(hanna.length).toBeGreaterThan(3);
    for (const { starts } of hanna) expect(wallTime(starts) >= '10:30').toBe(true);
    expect((await bookingsOf(house, person('bram'))).map(({ state }) => state)).toContain('missed');
  });

  it('every message has its end, nobody was told anything twice, and everybody was asked how they are', async () => {
    expect(await unended(house)).toEqual([]);
    const ends = await house.parts.c.db.selectFrom('cards').select('state').distinct().execute();
    expect(ends.map(({ state }) => state).sort()).toEqual(['mailed', 'replaced', 'shown']);
    expect(toldTwice(house)).toEqual([]);
    const { fine, 'not-now': notNow, call } = play.checkedIn;
    expect(fine + notNow + call).toBe(await doneSoFar());
    expect(Math.min(fine, notNow)).toBeGreaterThan(5);
    expect(call).toBe(1);
  });

  it('the municipality saw nothing but the weekly numbers', async () => {
    expect(
      headingsOf(house, 'iris')
        .slice(1)
        .every((one) => REQUEST_HEADINGS.includes(one)),
    ).toBe(true);
    expect(headingsOf(house, 'iris')).toHaveLength(3);
    expect(headingsOf(house, 'ruben')).toHaveLength(1);
    const names = [...DIRECTORS, ...COACHES].map((first) => nameOf(house, person(first)));
    for (const first of ['iris', 'ruben']) {
      const words = new Set(readBy(house, first).split(/[^\p{L}\p{N}]+/u));
      for (const name of names) expect(name.split(' ').every((part) => words.has(part))).toBe(false);
    }
  });

  it('no job was given up, and the record verifies', async () => {
    expect(await dead(house)).toBe(0);
    while ((await record.seal(house.parts.c.db)) > 0);
    expect(await record.verify(house.parts.c.db)).toMatchObject({ ok: true });
    progress('done');
  });

  async function allEndsAfter(fine: () => boolean | Promise<boolean>): Promise<void> {
    for (let look = 0; look < 200 && !(await fine()); look += 1) {
      await house.parts.engine.settle();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await fine()).toBe(true);
    await allEnds(house);
  }

  async function withTeams(firsts: readonly string[]): Promise<string> {
    for (const first of firsts) if (house.teams.hasApp((await coachOf(person(first))).aad)) return first;
    throw new Error('nobody has a coach with Teams');
  }

  /** The coach with Teams who has most sessions until then. */
  async function busiest(before: number): Promise<Actor> {
    const rows = await house.parts.c.db
      .selectFrom('bookings')
      .innerJoin('people', 'people.id', 'bookings.coach')
      .select(({ fn }) => ['people.upn', fn.countAll<number>().as('n')])
      .where('bookings.state', '=', 'confirmed')
      .where('bookings.starts', '<', new Date(before))
      .where('people.upn', 'not like', 'tygo%')
      .groupBy('people.upn')
      .orderBy('n', 'desc')
      .orderBy('people.upn')
      .execute();
    return person(rows[0]?.upn.split('.')[0] ?? '');
  }

  async function untilDone(first: string, sessions: number): Promise<void> {
    for (let day = 0; day < 60 && (await standingOf(house, person(first))).done < sessions; day += 1)
      await live(play, house.clock.now() + DAY);
    expect((await standingOf(house, person(first))).done).toBeGreaterThanOrEqual(sessions);
  }

  async function doneSoFar(): Promise<number> {
    const rows = await house.parts.c.db
      .selectFrom('bookings')
      .select('id')
      .where('state', '=', 'done')
      .execute();
    return rows.length;
  }

  async function allDone(): Promise<boolean> {
    for (const first of DIRECTORS) {
      const { coming, mayBook } = await standingOf(house, person(first));
      if (coming || mayBook) return false;
    }
    const extra = await house.parts.c.db
      .selectFrom('extras')
      .select('id')
      .where('state', '=', 'asked')
      .execute();
    return extra.length === 0;
  }
});

function wallTime(moment: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('Europe/Amsterdam')
    .toPlainTime()
    .toString();
}
