import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, bookingOf, calendars, pass, sample, sessionsIn } from '../support/faults.ts';
import { type House, openHouse, signUp, until } from '../support/house.ts';
import { installed } from '../support/review.ts';
import { all, saying, standsAt } from '../support/sessions.ts';

const MINUTE = 60_000;
const ZONE = 'Europe/Amsterdam';

describe('sessions across a change of the clocks', () => {
  let house: House;
  afterEach(() => house.stop());

  it.each([
    { now: '2026-10-23T10:00:00+02:00', first: '2026-10-26T10:15', utc: '2026-10-26T09:15:00.000Z' },
    { now: '2027-03-25T10:00:00+01:00', first: '2027-03-29T10:15', utc: '2027-03-29T08:15:00.000Z' },
  ])('booked on $now: $first on the wall, in every calendar', async ({ now, first, utc }) => {
    house = await openHouse({ now, programme: sample({ directors: 1, coaches: 2 }) });
    const noor = house.person('d1');
    const day = first.slice(0, 10);
    await signUp(noor, { days: 'mon', parts: 'morning' });
    await noor.press('coaching.choose-coach', { coach: 'any' });
    const slot = noor.choices('slot').find((moment) => wall(Number(moment)).startsWith(day)) ?? '';
    expect(wall(Number(slot))).toBe(first);
    await noor.press('coaching.choose-slot', { slot });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    expect(await calendars(house, noor, Number(slot))).toEqual([1, 1, 1]);
    expect(sessionsIn(house, noor.upn, Number(slot))[0]).toMatchObject({ start: utc });
    expect(noor.reads()).toMatch(/10[.:]15/);
  });

  it.each([
    {
      now: '2026-10-19T10:00:00+02:00',
      from: '2026-10-22',
      to: '2026-10-29',
      eve: '2026-10-28',
      offset: '+01:00',
    },
    {
      now: '2027-03-22T10:00:00+01:00',
      from: '2027-03-25',
      to: '2027-04-01',
      eve: '2027-03-31',
      offset: '+02:00',
    },
  ])('moved from $from to $to: right on the wall everywhere, and reminded by that wall', async (q) => {
    house = await openHouse({ now: q.now, programme: sample({ directors: 1, coaches: 1 }) });
    await installed(house, ['d1', 'c1']);
    const [noor, coach] = [house.person('d1'), house.person('c1')];
    await signUp(noor, { days: 'thu', parts: 'morning' });
    await noor.press('coaching.choose-coach', { coach: 'any' });
    const start = noor.choices('slot').find((one) => wall(Number(one)).startsWith(q.from)) ?? '';
    await noor.press('coaching.choose-slot', { slot: start });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    const { ical_uid } = await bookingOf(house, noor);
    await noor.press('session.move');
    const to = noor
      .choices('slot')
      .map(Number)
      .find((one) => wall(one).startsWith(q.to));
    if (to === undefined) throw new Error(`no time on ${q.to}`);
    const said = wall(to).slice(11).replace(/^0/, '').replace(':', '.');
    await noor.press('session.choose-time', { slot: String(to) });
    await allEnds(house);

    expect(noor.reads()).toContain(`${said}–`);
    expect(saying(coach, 'Uw afspraak is verzet', `${said}–`)).toBe(1);
    const stored = await bookingOf(house, noor);
    expect([stored.starts, stored.outlook_starts]).toEqual([new Date(to), new Date(to)]);
    // By the offset of that day, not of the day on which it was booked.
    expect(to).toBe(Date.parse(`${wall(to)}:00${q.offset}`));
    const session = { noor, coach, start: Number(start), iCalUId: ical_uid ?? '' };
    expect(await standsAt(house, session, [Number(start), to])).toEqual(all(to));

    const reminded = () => saying(noor, 'Uw afspraak komt eraan', `${said}–`);
    const at = async (moment: number) => {
      await pass(house, moment - house.clock.now());
      await allEnds(house);
    };
    await at(momentOf(`${q.eve}T08:58`));
    expect(reminded()).toBe(0);
    await at(momentOf(`${q.eve}T09:01`));
    expect(reminded()).toBe(1);
    expect(await reminders()).toBe(1);
    await at(to - 62 * MINUTE);
    expect(await reminders()).toBe(1);
    await at(to - 58 * MINUTE);
    expect(await reminders()).toBe(2);
    expect(reminded()).toBe(1);

    async function reminders(): Promise<number> {
      const sent = house.parts.c.db.selectFrom('cards').select('id').where('kind', '=', 'reminder');
      return (await sent.execute()).length;
    }
  });
});

function momentOf(time: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE).epochMilliseconds;
}

function wall(moment: number): string {
  return Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
