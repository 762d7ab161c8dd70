import { afterEach, expect, it } from 'vitest';
import { allEnds, pass } from '../support/faults.ts';
import type { House } from '../support/house.ts';
import { ask, dead, faultsLogged } from '../support/review.ts';
import { booked, openSessions, saying } from '../support/sessions.ts';

let house: House;
afterEach(async () => {
  expect(faultsLogged(house)).toEqual([]);
  expect(await dead(house)).toBe(0);
  await house.stop();
});

it.each([
  { setting: {}, asked: '2026-11-04T10:00', until: '2026-11-04T14:00' },
  { setting: { 'call-back-hours': 1 }, asked: '2026-11-04T10:00', until: '2026-11-04T11:00' },
  // Over the evening and the weekend: one hour on Friday, two on Monday.
  { setting: { 'call-back-hours': 3 }, asked: '2026-11-06T16:00', until: '2026-11-09T11:00' },
])('$setting: asked for at $asked, the coordinator hears at $until and not before', async (q) => {
  house = await openSessions({ directors: 1, programme: q.setting, now: `${q.asked}:00+01:00` });
  const femke = house.person('femke');
  await house.teams.install(femke.aad);
  const { noor } = await booked(house, 'd1');
  // From here on to the minute: the house took a moment to open.
  house.clock.set(Date.parse(`${q.asked}:00+01:00`));
  await ask(noor, 'hulplijn');
  await noor.press('callback.open');
  await noor.press('callback.ask', { phone: '0612345678', when: 'soon' });
  const end = Date.parse(`${q.until}:00+01:00`);
  await pass(house, end - 60_000 - house.clock.now());
  await allEnds(house);
  expect(saying(femke, '0612345678')).toBe(0);
  await pass(house, end + 60_000 - house.clock.now());
  await allEnds(house);
  expect(saying(femke, '0612345678')).toBe(1);
});
