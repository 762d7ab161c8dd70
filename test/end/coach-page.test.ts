import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import { allEnds, bookingOf, idOf } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, signUp, until } from '../support/house.ts';
import { ask, heard } from '../support/review.ts';
import { linkTo, signedIn, type Visitor } from '../support/visitor.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Tygo keeps no calendar here: he gives windows. */
const withWindows = readFileSync(SAMPLE_PROGRAMME, 'utf8').replace(
  '      languages: [nl]\n',
  '      languages: [nl]\n      calendar: windows\n',
);

describe('a coach on their own page', () => {
  let house: House;
  let tygo: Actor;
  let noor: Actor;
  let browser: Visitor;
  let booking = '';
  let start = 0;
  beforeAll(async () => {
    house = await openHouse();
    [tygo, noor] = [house.person('tygo'), house.person('noor')];
    start = await book(noor, { coach: await idOf(house, tygo) });
    await until(() => linkTo(house, tygo) !== '');
    await allEnds(house);
    booking = (await bookingOf(house, noor)).id;
    browser = await signedIn(house, tygo);
  });
  afterAll(() => house.stop());
  const minutes = async (outcome: string) => {
    const rows = await house.parts.c.db.selectFrom('record').select('fields').execute();
    return rows.filter(({ fields }) => JSON.stringify(fields).includes(`"${outcome}"`)).length;
  };

  it('sees what comes: who, when, where, which number, and how to join', async () => {
    const before = await minutes('sessions');
    const { text } = await browser.get('/mij');
    expect(text).toContain('Gesprek 1 met Noor Hazelaar');
    expect(text).toContain('(online)');
    expect(text).toMatch(/href="https:\/\/[^"]+"[^>]*>Deelnemen in Teams/);
    expect(text).not.toContain('60 minuten');
    expect(await minutes('sessions')).toBe(before + 1);
  });

  it('finds a proposal for the session, as advice, and the wishes only after a press that is recorded', async () => {
    const page = await browser.get(`/mij/gesprek/${booking}`);
    expect(page.text).toContain('Voorbereiding: Uw overtuiging, uw rol, en waar dat schuurt');
    expect(page.text).toContain('u mag ervan afwijken');
    expect(page.text).toContain('De neutraliteits-spiegel');
    expect(page.text).not.toContain('60 minuten');
    const read = await minutes('preferences.read');
    const [, action = '', card = ''] =
      /action="(\/mij\/bericht\/[\w-]+)".*?name="card" value="([^"]+)"/s.exec(page.text) ?? [];
    const wishes = await browser.post(action, { verb: 'preferences.open', card });
    expect(wishes.text).toContain('60 minuten');
    expect(await minutes('preferences.read')).toBe(read + 1);
  });

  it('is told nothing of a session that is another’s, or none', async () => {
    await book(house.person('bram'), { coach: await idOf(house, house.person('mila')) });
    await allEnds(house);
    const other = (await bookingOf(house, house.person('bram'))).id;
    for (const id of [other, crypto.randomUUID(), 'abc', "' or 1=1"]) {
      const page = await browser.get(`/mij/gesprek/${encodeURIComponent(id)}`);
      expect(page.status).toBe(404);
      expect(page.text).not.toContain('Bram');
      expect((await browser.post(`/mij/gesprek/${encodeURIComponent(id)}/later`)).status).toBe(404);
    }
  });

  it('fills in working hours, which the next choice of times follows; and takes them back', async () => {
    const joris = house.person('joris');
    await signUp(joris);
    await joris.press('coaching.choose-coach', { coach: await idOf(house, tygo) });
    await browser.get('/mij/tijden');
    const refused = await browser.post('/mij/tijden/werktijden', {
      'sat-1-from': '17:00',
      'sat-1-to': '09:00',
    });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('zaterdag: de eindtijd komt na de begintijd');
    expect(refused.text).toContain('name="sat-1-from" value="17:00"');
    const saved = await browser.post('/mij/tijden/werktijden', {
      'tue-1-from': '10:00',
      'tue-1-to': '12:00',
    });
    expect(saved.text).toContain('Dit is opgeslagen');
    const shown = async () => {
      await toTimes(joris);
      return joris.choices('slot').map((slot) => zoned(Number(slot)));
    };
    for (const at of await shown()) {
      expect(at.dayOfWeek).toBe(2);
      expect(at.hour).toBeGreaterThanOrEqual(10);
    }
    const back = await browser.post('/mij/tijden/werktijden-terug');
    expect(back.text).toContain('die de coördinator invulde');
    expect((await shown()).some((at) => at.dayOfWeek !== 2)).toBe(true);
  });

  it('takes a pause: nothing new is offered, what is booked stays and is listed', async () => {
    const joris = house.person('joris');
    const [first, last] = [dayOf(start - 2 * DAY), dayOf(start + 3 * DAY)];
    await browser.get('/mij/tijden');
    const page = await browser.post('/mij/tijden/pauze', { first, last });
    expect(page.text).toContain('Dit is opgeslagen');
    expect(page.text).toContain('vallen in uw pauze en blijven staan');
    expect(page.text).toContain('Gesprek 1 met Noor Hazelaar');
    await toTimes(joris);
    expect(joris.choices('slot').length).toBeGreaterThan(0);
    for (const slot of joris.choices('slot')) {
      const day = dayOf(Number(slot));
      expect(day < first || day > last).toBe(true);
    }
    expect((await browser.get('/mij')).text).toContain('Pauze van ');
    const later = dayOf(start + 30 * DAY);
    await browser.post('/mij/tijden/pauze', { first: later, last: later });
    const pauses = () =>
      house.parts.c.db.selectFrom('coach_pauses').select('starts').orderBy('starts').execute();
    const [one, two] = await pauses();
    await browser.post('/mij/tijden/pauze-weg', { id: String(one?.starts.getTime()) });
    expect(await pauses()).toEqual([two]);
    expect(browser.page().text).toContain('Pauze op ');
    expect((await browser.post('/mij/tijden/pauze-weg')).text).not.toContain('blijven staan');
  });

  it('says once that they are ten minutes late, shortly before; the director hears it in neutral words', async () => {
    const early = await browser.post(`/mij/gesprek/${booking}/later`);
    expect(early.status).toBe(409);
    house.clock.set(start - 20 * MINUTE);
    await allEnds(house);
    browser = await signedIn(house, tygo, '');
    const page = await browser.get(`/mij/gesprek/${booking}`);
    expect(page.text).toContain('Meld dat ik 10 minuten later ben');
    for (let twice = 0; twice < 2; twice += 1) await browser.post(`/mij/gesprek/${booking}/later`);
    expect(browser.page().text).toContain('De directeur heeft een bericht gekregen');
    await allEnds(house);
    expect(heard(noor).split('begint iets later')).toHaveLength(2);
    house.clock.set(start + 90 * MINUTE);
    expect((await browser.post(`/mij/gesprek/${booking}/later`)).status).toBe(404);
  });

  it('who is no coach finds none of it', async () => {
    const ruben = house.person('ruben');
    const office = await signedIn(house, ruben, '');
    for (const path of ['/mij/tijden', `/mij/gesprek/${booking}`])
      expect((await office.get(path)).status).toBe(404);
    expect((await office.post('/mij/tijden/pauze', { first: '2026-12-01', last: '2026-12-02' })).status).toBe(
      404,
    );
    expect((await office.get('/mij')).text).not.toMatch(/gesprekken|coach|Noor/i);
  });
});

describe('a coach who gives windows', () => {
  let house: House;
  let tygo: Actor;
  let browser: Visitor;
  let id: PersonId;
  beforeAll(async () => {
    house = await openHouse({ programme: withWindows });
    tygo = house.person('tygo');
    id = await idOf(house, tygo);
    browser = await signedIn(house, tygo, '');
  });
  afterAll(() => house.stop());

  it('is not offered without one, and is booked inside the one they gave', async () => {
    const noor = house.person('noor');
    await signUp(noor, { themes: 'team' });
    expect(noor.choices('coach')).not.toContain(id);
    const day = dayOf(nextTuesday(house.clock.now()));
    await browser.get('/mij/tijden');
    expect(browser.page().text).toContain('niemand kan nu een gesprek met u kiezen');
    expect(browser.page().text).not.toContain('werktijden');
    const short = await browser.post('/mij/tijden/moment', { date: day, from: '09:00', to: '09:30' });
    expect(short.text).toContain('minstens een uur');
    await browser.post('/mij/tijden/moment', { date: day, from: '09:00', to: '13:00' });
    await browser.post('/mij/tijden/moment', { date: day, from: '13:00', to: '18:00' });
    expect(browser.page().text).toContain('09.00–18.00 uur');
    const bram = house.person('bram');
    await signUp(bram, { themes: 'team' });
    expect(bram.choices('coach')).toContain(id);
    await bram.press('coaching.choose-coach', { coach: id });
    const slots = bram.choices('slot').map(Number);
    expect(slots.length).toBeGreaterThan(0);
    for (const slot of slots) expect(dayOf(slot)).toBe(day);
    // The window goes while the card stands: the press finds that out.
    const [, window = ''] = /name="id" value="([^"]+)"/.exec(browser.page().text) ?? [];
    await browser.post('/mij/tijden/moment-weg', { id: window });
    await bram.press('coaching.choose-slot', { slot: String(slots[0]) });
    expect(bram.reads()).not.toContain('Ik leg uw afspraak vast');
    await browser.post('/mij/tijden/moment', { date: day, from: '09:00', to: '18:00' });
    await toTimes(bram);
    const [slot = ''] = bram.choices('slot');
    await bram.press('coaching.choose-slot', { slot });
    await until(() => bram.reads().includes('staat in uw agenda'));
  });

  it('can take away only their own', async () => {
    const { db } = house.parts.c;
    const other = await idOf(house, house.person('mila'));
    const window = {
      id: crypto.randomUUID(),
      person: other,
      starts: new Date(house.clock.now() + DAY),
      ends: new Date(house.clock.now() + 2 * DAY),
    };
    await db.insertInto('coach_windows').values(window).execute();
    await browser.get('/mij/tijden');
    for (const taken of [window.id, 'abc', crypto.randomUUID()])
      await browser.post('/mij/tijden/moment-weg', { id: taken });
    const left = await db.selectFrom('coach_windows').select('id').where('person', '=', other).execute();
    expect(left).toEqual([{ id: window.id }]);
  });
});

/** Through `afspraken`, as somebody does who comes back later. */
async function toTimes(person: Actor): Promise<void> {
  await ask(person, 'afspraken');
  await person.press('coaching.back');
}

const zoned = (moment: number) =>
  Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('Europe/Amsterdam');
const dayOf = (moment: number) => zoned(moment).toPlainDate().toString();
function nextTuesday(now: number): number {
  const day = zoned(now).toPlainDate();
  return day.add({ days: 7 + ((9 - day.dayOfWeek) % 7) }).toZonedDateTime('Europe/Amsterdam')
    .epochMilliseconds;
}
