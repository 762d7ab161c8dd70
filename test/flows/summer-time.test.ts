import { afterEach, describe, expect, it } from 'vitest';
import { allEnds, calendars, sample, sessionsIn } from '../support/faults.ts';
import { type House, openHouse, signUp, until } from '../support/house.ts';

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
});

function wall(moment: number): string {
  return Temporal.Instant.fromEpochMilliseconds(moment)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}
