import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verify } from '../../bot/store/record.ts';
import { walkBlocks } from '../support/card-reading.ts';
import { allEnds, bookingsOf, calendars, idOf, pass, sessionsIn } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, readCard, signUp, until } from '../support/house.ts';
import {
  answerTo,
  ask,
  button,
  CLOSED,
  DAY,
  faultsLogged,
  heard,
  installed,
  takeRole,
} from '../support/review.ts';
import { postForm, raw } from './support/hostile.ts';

/** Chooses on the card of `mijn gegevens`. */
async function choose(person: Actor, wish: string): Promise<void> {
  await ask(person, 'mijn gegevens');
  await person.press('my-data.choose', { wish });
}

function linkOf(person: Actor): string {
  const card = person.messages().findLast((m) => JSON.stringify(m.card).includes('/my-data/'))?.card ?? {};
  return String(walkBlocks(card).find((b) => b.type === 'Action.OpenUrl')?.url ?? '');
}

const keyIn = (html: string): string => /name="key" value="([\w-]{43})"/.exec(html)?.[1] ?? '';

async function openPage(link: string): Promise<{ key: string; text: string; status: number }> {
  const key = keyIn((await raw(link, { method: 'GET' })).text);
  const { text, status } = await postForm(link, { key });
  return { key, text, status };
}

describe('mijn gegevens', () => {
  let house: House;
  let noor: Actor;
  let mila: Actor;
  let femke: Actor;
  beforeAll(async () => {
    house = await openHouse();
    noor = house.person('noor');
    mila = house.person('mila');
    femke = house.person('femke');
    await installed(house, ['noor', 'bram', 'mila', 'femke', 'ruben', 'yara', 'joris']);
    const coach = await idOf(house, mila);
    await book(noor, { coach, wishes: { themes: 'team' } });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await mila.press('preferences.open');
    await allEnds(house);
  });
  afterAll(async () => {
    expect(faultsLogged(house)).toEqual([]);
    await house.stop();
  });

  it('says what is kept, how long, who sees it, and who opened it', async () => {
    await ask(noor, 'mijn gegevens');
    expect(noor.reads()).toContain('Ik wis ze 30 dagen na uw laatste gesprek');
    expect(noor.reads()).toMatch(/\d{4}, \d\d\.\d\d uur: uw coach opende uw wensen\./);
    expect(noor.choices('wish')).toEqual(['correct', 'stop', 'object', 'erase']);
    for (const person of [mila, femke, house.person('ruben')]) {
      await ask(person, 'mijn gegevens');
      expect(person.reads()).toContain('Uw gegevens');
      expect(person.choices('wish')).toEqual(['correct', 'object', 'erase']);
    }
    await ask(house.person('yara'), 'my data');
    expect(house.person('yara').reads()).toContain('Your data');
  });

  it('shows all of it on a page, and gives it as a file that can be read', async () => {
    await ask(noor, 'mijn gegevens');
    const link = linkOf(noor);
    const { key, text, status } = await openPage(link);
    expect(status).toBe(200);
    expect(text).toContain('Mila Waterlelie');
    expect(text).toContain('team');
    const answer = await postForm(link, { key, as: 'json' });
    expect(answer.headers['content-disposition']).toContain('mijn-gegevens.json');
    expect(answer.headers['cache-control']).toBe('no-store');
    const read = JSON.parse(answer.text) as Record<string, unknown> & { sessions: unknown[] };
    expect(read.signUp).toMatchObject({ state: 'coached', preferences: { themes: ['team'] } });
    expect(read.sessions).toHaveLength(1);
    expect(JSON.stringify(read.toldToOthers)).toContain('coach-preferences');
    expect(answer.text).not.toContain(link.split('/').at(-1) ?? '?');
    const page = await postForm(link, { key, as: 'html' });
    expect(page.text).toContain('<style>');
    expect(page.text).not.toContain('<script');
    await ask(noor, 'mijn gegevens');
    expect(noor.reads()).toContain('u opende de pagina met al uw gegevens');
  });

  it('opens its link for the page that was first, for a quarter of an hour, and for nobody else', async () => {
    await ask(noor, 'mijn gegevens');
    const link = linkOf(noor);
    // A preview looks ahead, and takes nothing.
    for (const method of ['GET', 'HEAD', 'GET']) expect((await raw(link, { method })).status).toBe(200);
    const { key } = await openPage(link);
    const other = await openPage(link);
    expect(other.status).toBe(404);
    expect(other.text).not.toContain('Waterlelie');
    expect((await postForm(link, { key })).status).toBe(200);
    const guessed = `${link.slice(0, -43)}${'a'.repeat(43)}`;
    for (const [url, form] of [
      [guessed, { key }],
      [link, {}],
      [link, { key: 'x' }],
      [`${link}x`, { key }],
      [`${house.url}/p/${link.split('/').at(-1)}`, { key }],
    ] as const)
      expect([403, 404]).toContain((await postForm(url, form)).status);
    await pass(house, 16 * 60_000);
    expect((await postForm(link, { key })).status).toBe(404);
    await allEnds(house);
    expect(noor.reads()).toContain('werkt niet meer');
    expect(linkOf(noor)).toBe('');
    await noor.press('my-data.open');
    expect(linkOf(noor)).toMatch(/^http:/);
  });

  it('keeps only hashes of the link', async () => {
    const rows = await house.parts.c.db.selectFrom('data_links').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(linkOf(noor).split('/').at(-1));
  });

  it('mends language, number and wishes, and says where the rest is mended', async () => {
    await choose(noor, 'correct');
    expect(noor.reads()).toContain('servicedesk');
    await noor.press('my-data.correct', { language: 'xx', number: 'niets' });
    expect(noor.reads()).toContain('Kies Nederlands of Engels.');
    expect(noor.reads()).toContain('Vul een telefoonnummer in');
    await noor.press('my-data.correct', { language: 'en', number: '010 555 03 33' });
    await until(() => noor.reads().includes('It has been changed.'));
    await ask(noor, 'helpline');
    await noor.press('callback.open');
    expect(JSON.stringify(noor.card())).toContain('010 555 03 33');
    await choose(noor, 'correct');
    await noor.press('my-data.correct', { language: 'nl', number: '' });
    await choose(noor, 'correct');
    await noor.press('my-data.wishes');
    await noor.press('my-data.preferences', { length: '90', place: 'phone', themes: 'limits' });
    expect(noor.reads()).toContain('Het is aangepast.');
    await mila.press('preferences.open').catch(() => null);
    const { text } = await openPage(linkOf(noor));
    expect(text).toContain('limits');
  });

  it('sends an objection to the coordinator, and the outcome back', async () => {
    const yara = house.person('joris');
    await choose(yara, 'object');
    expect(yara.reads()).toContain('De coördinator van bureau Klaarwater krijgt uw naam');
    await yara.press('my-data.object');
    expect(yara.reads()).toContain('Uw bezwaar is binnen');
    await allEnds(house);
    await choose(yara, 'object');
    expect(yara.reads()).toContain('loopt nog');
    await femke.press('objection.settle', {});
    expect(femke.reads()).toContain('Kies toegewezen of afgewezen.');
    await pass(house, 22 * DAY);
    await allEnds(house);
    expect(heard(femke).match(/maakt bezwaar tegen/g)).toHaveLength(2);
    await femke.press('objection.settle', { outcome: 'refused' });
    await allEnds(house);
    expect(femke.reads()).toContain('Vastgelegd: afgewezen.');
    expect(yara.reads()).toContain('Uw bezwaar is afgewezen');
  });

  it('does nothing for who has the role no longer', async () => {
    const ruben = house.person('ruben');
    await choose(ruben, 'erase');
    await takeRole(house, ruben, 'office');
    await ruben.press('my-data.erase');
    expect(ruben.reads()).toMatch(/staat hier nu niets klaar|Dit kan ik niet/);
    expect(CLOSED).toContain('Dit kan ik niet');
  });

  it('stops: sessions, wishes and place are gone, and nobody hears why', async () => {
    const bram = house.person('bram');
    const start = await book(bram, { coach: await idOf(house, mila), wishes: { themes: 'limits' } });
    await until(() => bram.reads().includes('staat in uw agenda'));
    await allEnds(house);
    await ask(bram, 'stoppen');
    expect(bram.reads()).toContain('gaat niet door');
    expect(bram.reads()).toContain('Niet waarom');
    await bram.press('my-data.stop');
    expect(bram.reads()).toContain('U bent gestopt');
    expect(bram.reads()).toContain('hulplijn');
    await allEnds(house);
    const { db } = house.parts.c;
    const intake = await db
      .selectFrom('intakes')
      .selectAll()
      .where('director', '=', await idOf(house, bram))
      .executeTakeFirstOrThrow();
    expect(intake).toMatchObject({
      state: 'asking',
      preferences_sealed: null,
      coach: null,
      consented_at: null,
    });
    expect((await bookingsOf(house, bram)).map(({ state }) => state)).toEqual(['cancelled']);
    expect((await calendars(house, bram, start))[0]).toBe(0);
    expect(femke.reads()).toContain('gaat niet verder met de gesprekken');
    expect(heard(mila)).not.toMatch(/gestopt|reden/);
    await ask(bram, 'stoppen');
    expect(bram.reads()).toContain('U doet nu niet mee aan gesprekken');
    await signUp(bram);
    expect(bram.reads()).toContain('Met wie wilt u praten?');
    expect(await verify(db)).toMatchObject({ ok: true });
  });

  it('erases: the chat is empty but for the receipt, others have a message without content, and pressing twice changes nothing', async () => {
    const { db } = house.parts.c;
    const id = await idOf(house, noor);
    const [{ starts } = { starts: new Date() }] = await bookingsOf(house, noor);
    await choose(noor, 'erase');
    expect(noor.reads()).toContain('Uw afspraken verdwijnen uit de agenda');
    const before = await db
      .selectFrom('intakes')
      .select('id')
      .where('director', '=', id)
      .executeTakeFirstOrThrow();
    expect(noor.reads()).toContain('Wat blijft, en waarom:');
    const pressed = button(noor, 'my-data.erase');
    expect(await answerTo(house, noor, pressed)).toContain('Uw gegevens zijn gewist');
    expect(await answerTo(house, noor, pressed)).toContain('Uw gegevens zijn gewist');
    await allEnds(house);
    const left = noor.messages().flatMap((m) => (m.card ? [readCard(m.card)] : []));
    expect(left).toHaveLength(1);
    expect(left[0]).toContain('Uw gegevens zijn gewist');
    expect(heard(mila)).not.toContain('Hazelaar');
    expect(heard(mila)).toContain('Dit bericht is gewist');
    expect(await calendars0(house, noor, starts.getTime())).toBe(0);
    for (const table of ['drafts', 'data_links', 'data_requests', 'links'] as const)
      expect(await db.selectFrom(table).select('person').where('person', '=', id).execute()).toEqual([]);
    for (const table of ['bookings', 'callbacks'] as const)
      expect(await db.selectFrom(table).select('id').where('director', '=', id).execute()).toEqual([]);
    const [intake, ...more] = await db.selectFrom('intakes').selectAll().where('director', '=', id).execute();
    expect(more).toEqual([]);
    expect(intake).toMatchObject({
      sessions_before: 1,
      coach: null,
      preferences_sealed: null,
      consented_at: null,
    });
    expect(intake?.id).not.toBe(before.id);
    expect(await verify(db)).toMatchObject({ ok: true });
    await signUp(noor);
    expect(noor.reads()).toContain('Met wie wilt u praten?');
  });
});

async function calendars0(house: House, director: Actor, start: number): Promise<number> {
  return sessionsIn(house, 'gesprekken@voorbeeld.example', start).filter(({ attendees }) =>
    attendees.some(({ address }) => address === director.upn),
  ).length;
}
