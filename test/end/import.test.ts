import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPeople, planImport } from '../../bot/flows/import-people.ts';
import { localDirectory } from '../../bot/local/people.ts';
import { type House, openHouse, until, verbsOf } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

it('somebody who comes from a list with two sessions held has one left, and can plan it', async () => {
  const noor = house.person('noor');
  const { c } = house.parts;
  const row = { line: 2, upn: noor.upn, coach: 'Tygo Duindoorn', held: 2 };
  const plan = await planImport({ ...c, directory: localDirectory(null) }, [row]);
  if (plan.kind !== 'planned') throw new Error(plan.kind);
  expect(await importPeople(c, plan.plan)).toEqual({ kind: 'imported' });
  await noor.say('afspraken');
  await until(() => noor.reads().includes('Uw afspraken'));
  expect(noor.reads()).toContain('Er is nog 1 van de 3 gesprekken over.');
  await noor.press('coaching.back');
  await until(() => verbsOf(noor.card()).includes('coaching.choose-slot'));
  expect(noor.choices('slot').length).toBeGreaterThan(0);
});
