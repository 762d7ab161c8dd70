import { afterAll, beforeAll, expect, it } from 'vitest';
import { importPeople, planImport } from '../../bot/flows/import-people.ts';
import { localDirectory } from '../../bot/local/people.ts';
import * as people from '../../bot/store/people.ts';
import { allEnds } from '../support/faults.ts';
import { appears, type House, openHouse, until, verbsOf } from '../support/house.ts';
import { ask } from '../support/review.ts';

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

it('an old list brings nobody back who had their data erased, planned before or after', async () => {
  const noor = house.person('noor');
  const { c } = house.parts;
  const planned = async () => {
    const row = { line: 2, upn: noor.upn, coach: 'Tygo Duindoorn', held: 2 };
    const plan = await planImport({ ...c, directory: localDirectory(null) }, [row]);
    if (plan.kind !== 'planned') throw new Error(plan.kind);
    return plan.plan;
  };
  const standing = () => c.db.selectFrom('intakes').select(['coach', 'sessions_before as held']).execute();
  const before = await planned();
  await ask(noor, 'mijn gegevens');
  await noor.press('my-data.choose', { wish: 'erase' });
  await noor.press('my-data.erase');
  await until(() => noor.reads().includes('gewist'));
  const left = await standing();
  expect(left.map(({ coach }) => coach)).toEqual([null]);
  expect(before.already.length).toBe(1);
  const after = await planned();
  expect(after).toMatchObject({ coached: [], erased: [{ name: 'Noor Hazelaar' }] });
  const coach = (await people.coaches(c.db)).find(({ name }) => name === 'Tygo Duindoorn');
  const director = (await people.byUpn(c.db)).get(noor.upn)?.id;
  if (!coach || !director) throw new Error('nobody');
  const coached = [{ line: 2, director, name: 'Noor Hazelaar', coach, held: 0 }];
  expect(await importPeople(c, { ...after, coached })).toEqual({ kind: 'changed' });
  expect(await standing()).toEqual(left);
});

it('the first session here of somebody with one before is the second, for director and coach', async () => {
  const [joris, tygo] = [house.person('joris'), house.person('tygo')];
  const { c } = house.parts;
  const row = { line: 2, upn: joris.upn, coach: 'Tygo Duindoorn', held: 1 };
  const plan = await planImport({ ...c, directory: localDirectory(null) }, [row]);
  if (plan.kind !== 'planned') throw new Error(plan.kind);
  expect(await importPeople(c, plan.plan)).toEqual({ kind: 'imported' });
  await house.teams.install(tygo.aad);
  await joris.say('afspraken');
  await appears(joris, 'coaching.back');
  await joris.press('coaching.back');
  await joris.press('coaching.choose-slot', { slot: joris.choices('slot')[0] ?? '' });
  await until(() => joris.reads().includes('staat in uw agenda'));
  await allEnds(house);
  await ask(joris, 'afspraken');
  expect(joris.reads()).toContain('Gesprek 2: ');
  expect(joris.reads()).toContain('Er is nog 1 van de 3 gesprekken over.');
  await ask(tygo, 'afspraken');
  expect(tygo.reads()).toContain('gesprek 2');
});
