import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import { idOf, sample } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, signUp, until } from '../support/house.ts';
import { faultsLogged, installed } from '../support/review.ts';

const THERE = ['33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444'];

/** `c1` here, `c2` in one other organisation, `c3` in another; local Outlook plays all three. */
function programme(): string {
  const file = parse(sample({ directors: 6, coaches: 3 }));
  for (const [at, first] of ['c2', 'c3'].entries()) {
    const person = file.people.find(({ upn }: { upn: string }) => upn.startsWith(first));
    person.coach = { ...person.coach, calendar: 'other-tenant', tenant: THERE[at] };
  }
  return JSON.stringify(file);
}

let house: House;
beforeAll(async () => {
  house = await openHouse({ programme: programme() });
  await installed(house, ['c1', 'c2', 'c3']);
});
afterEach(() => house.outlook?.faults.clear());
afterAll(async () => {
  expect(faultsLogged(house)).toEqual([]);
  await house.stop();
});

/** Whom a director can choose. */
async function offered(director: Actor): Promise<readonly string[]> {
  await signUp(director);
  const ids = new Set(director.choices('coach'));
  const found: string[] = [];
  for (const first of ['c1', 'c2', 'c3'])
    if (ids.has(await idOf(house, house.person(first)))) found.push(first);
  return found;
}

it('coaches of other organisations are offered by their calendars there: one call a tenant', async () => {
  house.outlook?.requests.reset();
  expect(await offered(house.person('d1'))).toEqual(['c1', 'c2', 'c3']);
  expect(house.outlook?.requests.all()['POST /users/{id}/calendar/getSchedule']).toBe(3);
});

it('and are booked', async () => {
  const noor = house.person('d2');
  await book(noor, { coach: await idOf(house, house.person('c2')) });
  await until(() => noor.reads().includes('staat in uw agenda'));
});

it('a tenant that does not answer makes its own coaches unknown, and nobody else', async () => {
  house.outlook?.faults.add({
    path: 'c2@voorbeeld.example/calendar/getSchedule',
    times: 100,
    kind: { status: 403, code: 'ErrorAccessDenied' },
  });
  expect(await offered(house.person('d3'))).toEqual(['c1', 'c3']);
});
