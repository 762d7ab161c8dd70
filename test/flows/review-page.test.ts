import { afterAll, beforeAll, expect, it } from 'vitest';
import { book, type House, openHouse, until } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const open = (link: string) =>
  fetch(link, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } });

it('the link of a mail opens nothing more for who is no longer coach, whatever else they are', async () => {
  const noor = house.person('noor');
  const tygo = house.person('tygo');
  const { db } = house.parts.c;
  const { id } = await db
    .selectFrom('people')
    .select('id')
    .where('upn', '=', tygo.upn)
    .executeTakeFirstOrThrow();
  await book(noor, { coach: id });
  const link = () =>
    /http\S+\/p\/[\w-]{43}/.exec(house.outlook?.mailbox(tygo.upn).at(-1)?.text ?? '')?.[0] ?? '';
  await until(() => link() !== '');
  const before = await open(link());
  expect(before.status).toBe(200);
  expect(await before.text()).toContain('Noor Hazelaar');
  await db.deleteFrom('roles').where('person', '=', id).execute();
  await db.insertInto('roles').values({ person: id, role: 'office' }).execute();
  const after = await open(link());
  expect(after.status).toBe(404);
  expect(await after.text()).not.toContain('Noor Hazelaar');
});
