import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEnds, idOf } from '../support/faults.ts';
import { appears, book, type House, openHouse, signUp, until } from '../support/house.ts';
import { fillWeeksOf, giveRole } from '../support/review.ts';
import { signedIn } from '../support/visitor.ts';

describe('the coordinator on their own page', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.teams.install(house.person('femke').aad);
    await book(house.person('noor'), { coach: await idOf(house, house.person('mila')) });
    fillWeeksOf(house, ['bram']);
    await signUp(house.person('bram'));
    const joris = house.person('joris');
    await joris.say('hulplijn');
    await appears(joris, 'callback.open');
    await joris.press('callback.open');
    await joris.press('callback.ask', { phone: '010 555 02 99', when: 'soon' });
    await allEnds(house);
  });
  afterAll(() => house.stop());

  it('sees the pool with load, pause and first free time, who waits, and calls that nobody took', async () => {
    const tygo = await signedIn(house, house.person('tygo'), '');
    await tygo.get('/mij/tijden');
    const today = Temporal.Instant.fromEpochMilliseconds(house.clock.now())
      .toZonedDateTimeISO('Europe/Amsterdam')
      .toPlainDate()
      .toString();
    await tygo.post('/mij/tijden/pauze', { first: today, last: '2099-12-31' });
    expect(tygo.page().status).toBe(400);
    await tygo.post('/mij/tijden/pauze', { first: today, last: today });
    const browser = await signedIn(house, house.person('femke'), '');
    const { text } = browser.page();
    expect(text).toMatch(/Mila Waterlelie<\/strong>: 1 van 8 directeuren/);
    expect(text).toMatch(/Tygo Duindoorn.*?Pauze /s);
    expect(text).toContain('Eerste vrije moment:');
    expect(text).toMatch(/Bram Lijsterbes<\/strong>: er paste niemand/);
    expect(text).toMatch(/Joris Kamperfoelie<\/strong>: gevraagd op .*Femke Wilgenroos/);
    expect(text).not.toContain('010 555 02 99');
    expect(text).not.toContain('Noor Hazelaar');
    const rows = await house.parts.c.db.selectFrom('record').select('fields').execute();
    expect(rows.some(({ fields }) => JSON.stringify(fields).includes('"coordination"'))).toBe(true);
  });

  it('chooses a coach and takes a call there, by the cards of the chat', async () => {
    const browser = await signedIn(house, house.person('femke'), '');
    const [, match = ''] = /href="(\/mij\/bericht\/[\w-]+)">Coach kiezen/.exec(browser.page().text) ?? [];
    const asked = await browser.get(match);
    const [, card = ''] = /name="card" value="([^"]+)"/.exec(asked.text) ?? [];
    const coach = await idOf(house, house.person('salma'));
    const made = await browser.post(match, { verb: 'matching.choose', card, coach });
    expect(made.text).toContain('Salma Korenbloem');
    await browser.get('/mij');
    expect(browser.page().text).toContain('Er wacht nu niemand');
    const [, call = ''] =
      /href="(\/mij\/bericht\/[\w-]+)">Iemand wil graag gebeld/.exec(browser.page().text) ?? [];
    const request = await browser.get(call);
    const [, id = ''] = /name="card" value="([^"]+)"/.exec(request.text) ?? [];
    const taken = await browser.post(call, { verb: 'callback.take', card: id });
    expect(taken.text).toContain('U gaat bellen');
    expect((await browser.get('/mij')).text).toContain('Er staat geen verzoek open');
    // The card in Teams says so too.
    await allEnds(house);
    await until(() => house.person('femke').messages().length > 0);
  });

  it('nobody of the municipality gets any of it', async () => {
    for (const role of ['office', 'contact', 'administrator'] as const) {
      const ruben = house.person('ruben');
      if (role !== 'office') await giveRole(house, ruben, role);
      const browser = await signedIn(house, ruben, '');
      expect(browser.page().text).toContain('Er staat nu niets voor u klaar');
      expect(browser.page().text).not.toMatch(/coach|Waterlelie|Hazelaar|Lijsterbes/);
    }
  });

  it('shows the pool also when no calendar can be read, and says so', async () => {
    house.outlook?.faults.add({ times: 20, kind: { status: 503, code: 'ServiceUnavailable' } });
    const { text } = (await signedInLater()).page();
    expect(text).toContain('Ik kan de agenda nu niet lezen');
    expect(text).toContain('Mila Waterlelie');
  });

  async function signedInLater() {
    house.outlook?.faults.clear();
    const browser = await signedIn(house, house.person('femke'), '');
    house.outlook?.faults.add({ times: 20, kind: { status: 503, code: 'ServiceUnavailable' } });
    await browser.get('/mij');
    house.outlook?.faults.clear();
    return browser;
  }
});
