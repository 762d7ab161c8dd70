import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PersonId } from '../../bot/rules/ids.ts';
import * as callbacks from '../../bot/store/callbacks.ts';
import { idOf, sample } from '../support/faults.ts';
import { type House, openHouse, until } from '../support/house.ts';
import { faultsLogged, installed } from '../support/review.ts';
import { linkTo, signedIn, type Visitor } from '../support/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ programme: sample({ directors: 1, coaches: 1 }) });
  await installed(house, ['d1']);
});
afterAll(async () => {
  expect(faultsLogged(house)).toEqual([]);
  await house.stop();
});

/** What another process does that erases somebody: this one hears nothing of it, and remembers their key. */
const erasedElsewhere = async (person: PersonId) => {
  const { db, box } = house.parts.c;
  const place = { table: 'test', column: 'known', row: person };
  // Sealed twice: a key that was just made is remembered only when it is read again.
  for (let n = 0; n < 2; n += 1) await box.seal(db, person, place, 'before');
  await db.deleteFrom('keys').where('person', '=', person).execute();
};
const press = async (browser: Visitor, text: string, verb: string, fields: Record<string, string> = {}) => {
  const [, path = '', card = ''] = /action="(\/mij\/bericht\/([\w-]{36}))"/.exec(text) ?? [];
  return browser.post(path, { verb, card, ...fields });
};
it('what somebody writes on a page is sealed with their key of now, when another process erased them a moment ago', async () => {
  const noor = house.person('d1');
  const id = await idOf(house, noor);
  house.teams.setBlocked(noor.aad, true);
  await noor.say('hulplijn');
  await until(() => linkTo(house, noor) !== '');
  const browser = await signedIn(house, noor);
  await erasedElsewhere(id);
  const form = await press(browser, browser.page().text, 'callback.open');
  await press(browser, form.text, 'callback.ask', { phone: '010 555 01 01', when: 'soon' });
  const { c } = house.parts;
  // As any other process reads it.
  c.box.forget(id);
  const kept = await c.db.transaction().execute((trx) => callbacks.pending(trx, c.box, id));
  expect(kept?.phone).toBe('010 555 01 01');
});
