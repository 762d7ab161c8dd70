import { afterAll, beforeAll, expect, it } from 'vitest';
import { GROUP, sample, withGroup } from '../programme/support/situation.ts';
import { appears, type House, openHouse, signUp } from '../support/house.ts';

let house: House;
const NOW = '2026-11-23T09:00:00+01:00';
const HOUR = 3_600_000;
beforeAll(async () => {
  house = await openHouse({ programme: withGroup(), now: NOW });
});
afterAll(() => house.stop());

const ready = async () => {
  const answer = await fetch(`${house.url}/readyz`);
  return { status: answer.status, checks: (await answer.json()).checks };
};
const after = async (ms: number) => {
  house.clock.set(house.clock.now() + ms);
  await house.parts.engine.settle();
};
const members = (...upns: string[]) =>
  house.outlook?.setGroups([{ id: GROUP, mail: null, name: 'directeuren', members: upns }]);

it('whoever comes into the group is a director within the hour, and whoever leaves it is nobody at the next press', async () => {
  const ruben = house.person('ruben');
  // What the file gave him would make him somebody still.
  await house.parts.c.db.deleteFrom('grants').where('role', '=', 'office').execute();
  members(ruben.upn);
  await after(HOUR);
  await ruben.say('aanmelden');
  await appears(ruben, 'coaching.preferences');
  members();
  await after(HOUR);
  await ruben.press('coaching.preferences', { length: '60', place: 'teams' });
  expect(ruben.reads()).toContain('Voor u staat hier nu niets klaar');
  expect(await house.parts.c.db.selectFrom('drafts').selectAll().execute()).toEqual([]);
});

it('a group that can not be read takes nothing, and shows at /readyz and in the log until it can', async () => {
  const ruben = house.person('ruben');
  members(ruben.upn);
  await after(HOUR);
  expect(await ready()).toMatchObject({ status: 200, checks: { groups: true } });
  house.outlook?.faults.add({
    path: '/groups/',
    times: 99,
    kind: { status: 403, code: 'Authorization_RequestDenied' },
  });
  await after(HOUR);
  // Every process has this fault: it is said, and none is taken out for it.
  expect(await ready()).toMatchObject({ status: 200, checks: { groups: false } });
  expect(house.logged.join('')).toContain('"event":"groups.unread","code":"Authorization_RequestDenied"');
  expect(house.logged.join('')).not.toContain(GROUP);
  const roles = await house.parts.c.db.selectFrom('grants').select('role').where('via', '=', GROUP).execute();
  expect(roles).toEqual([{ role: 'director' }]);
  house.outlook?.faults.clear();
  await after(5 * 60_000);
  expect(await ready()).toMatchObject({ status: 200, checks: { groups: true } });
});

it('nobody is offered a session during another activity of the leadership programme', async () => {
  const dates =
    '[{ start: 2026-11-23, end: 2026-12-06 }, { start: 2026-12-07 08:00, end: 2026-12-07 13:00 }]';
  const text = sample([
    '  sessions: 3',
    `  sessions: 3\n  siblings: [{ name: leiderschapsweek, dates: ${dates} }]`,
  ]);
  const other = await openHouse({ programme: text, now: NOW });
  try {
    const noor = other.person('noor');
    await signUp(noor);
    await noor.press('coaching.choose-coach', { coach: 'any' });
    const slots = noor.choices('slot').map(Number);
    expect(slots.length).toBeGreaterThan(0);
    // The buffer of fifteen minutes stands after it too.
    expect(Math.min(...slots)).toBeGreaterThanOrEqual(Date.parse('2026-12-07T13:15:00+01:00'));
  } finally {
    await other.stop();
  }
});
