import { afterAll, beforeAll, expect, it } from 'vitest';
import { idOf } from '../support/faults.ts';
import { book, type House, openHouse, until } from '../support/house.ts';
import { giveRole, takeRole } from '../support/review.ts';
import { linkTo, signedIn } from '../support/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

it('a page that is open opens nothing more for who is no longer coach, whatever else they are', async () => {
  const noor = house.person('noor');
  const tygo = house.person('tygo');
  const id = await idOf(house, tygo);
  await book(noor, { coach: id });
  await until(() => linkTo(house, tygo) !== '');
  const browser = await signedIn(house, tygo);
  const { path, text } = browser.page();
  expect(text).toContain('Noor Hazelaar');
  await giveRole(house, tygo, 'office');
  await takeRole(house, tygo, 'coach');
  for (const page of [await browser.get(path), await browser.get('/mij')]) {
    expect(page.path).toBe('/mij/aanmelden');
    expect(page.text).not.toContain('Noor Hazelaar');
  }
  // Signed in anew, as what they are now.
  const again = await signedIn(house, tygo);
  expect(again.page().status).toBe(404);
  for (const page of [await again.get('/mij'), await again.get(path)])
    expect(page.text).not.toMatch(/Noor Hazelaar|gesprek vastgelegd/);
});
