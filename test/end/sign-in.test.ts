import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../support/faults.ts';
import { type Actor, book, type House, openHouse, until } from '../support/house.ts';
import { mailsTo, takeRole } from '../support/review.ts';
import { codeFor, codesTo, linkTo, signedIn, visitor } from '../support/visitor.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('a coach without Teams signs in', () => {
  let house: House;
  let tygo: Actor;
  let link = '';
  beforeAll(async () => {
    house = await openHouse();
    tygo = house.person('tygo');
    await book(house.person('noor'), { coach: await idOf(house, tygo) });
    await until(() => linkTo(house, tygo) !== '');
    link = linkTo(house, tygo);
  });
  // What counts within an hour is another test's after it.
  beforeEach(() => house.clock.set(house.clock.now() + HOUR + MINUTE));
  afterAll(() => house.stop());
  const session = (browser: ReturnType<typeof visitor>) => browser.cookies.get('klankbord-session') ?? '';
  const isIn = async (browser: ReturnType<typeof visitor>) => (await browser.get('/mij')).path === '/mij';
  const minutes = async (action: string) => {
    const rows = await house.parts.c.db.selectFrom('record').select('fields').execute();
    return rows.map(({ fields }) => JSON.stringify(fields)).filter((text) => text.includes(`"${action}"`));
  };

  it('with a link and a code from two neutral mails, and reads what waits', async () => {
    const browser = visitor(house);
    const first = await browser.get(link);
    expect(first.text).toContain('Stuur mij een code');
    expect(first.text).not.toContain('Noor');
    const code = await codeFor(house, { person: tygo, browser, path: link });
    expect(browser.page().path).toBe('/mij/code');
    const opened = await browser.post('/mij/code', { code: code.toLowerCase().replace('-', ' ') });
    expect(opened.path).toMatch(/^\/mij\/bericht\//);
    expect(opened.text).toContain('Noor Hazelaar');
    const mails = mailsTo(house, tygo);
    expect(mails.map(({ subject }) => subject)).not.toContainEqual(expect.stringContaining(code));
    for (const mail of mails)
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/Noor|Klaarwater|Voorbeeld|coach/);
    expect((await minutes('sign-in.code')).length).toBeGreaterThan(0);
    expect((await browser.get('/mij')).text).toContain('Mijn pagina');
  });

  it('with an address, without any mail of ours at hand', async () => {
    const browser = await signedIn(house, tygo, '');
    expect(browser.page().path).toBe('/mij');
  });

  it('keeps a cookie that no script reads and no other site sends along with a form', async () => {
    const browser = await signedIn(house, tygo);
    const line = browser.page().setCookies.find((one) => one.startsWith('klankbord-session=')) ?? '';
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/SameSite=Lax/);
    expect(line).toMatch(/Path=\//);
    const { db } = house.parts.c;
    const kept = JSON.stringify([
      await db.selectFrom('page_sessions').selectAll().execute(),
      await db.selectFrom('codes').selectAll().execute(),
    ]);
    expect(kept).not.toContain(session(browser));
    for (const code of codesTo(house, tygo)) expect(kept).not.toContain(code.replace('-', ''));
  });

  it('and the link alone opens nothing, in any browser, however often', async () => {
    for (let visit = 0; visit < 3; visit += 1) {
      const browser = visitor(house);
      expect((await browser.get(link)).text).not.toContain('Noor');
      expect(await isIn(browser)).toBe(false);
    }
  });

  it.each([
    ['a link that nobody has', `/p/${'x'.repeat(43)}`, {}],
    ['a link that is none', '/p/abc', {}],
    ['an address that nobody has', '/mij/aanmelden', { address: 'niemand@elders.example' }],
    ['the address of somebody without a role', '/mij/aanmelden', { address: 'gesprekken@voorbeeld.example' }],
  ])('gets for %s the answer that every link and address gets', async (_, path, fields) => {
    const [stranger, known] = [visitor(house), visitor(house)];
    const other = await stranger.post(path, fields);
    const own = await known.post(link);
    const plain = (text: string) => text.replace(/\d\d\.\d\d uur/, '');
    expect(plain(other.text)).toBe(plain(own.text));
    expect([other.status, other.path]).toEqual([own.status, own.path]);
    for (const guess of ['AAAA-AAAA', 'K7MQ2XRP', '', '12345678', "' or 1=1"]) {
      const [left, right] = [
        await stranger.post('/mij/code', { code: guess }),
        await known.post('/mij/code', { code: guess }),
      ];
      expect([left.status, plain(left.text)]).toEqual([right.status, plain(right.text)]);
    }
    await house.parts.engine.settle();
  });

  it('is refused a code that was guessed, and after five tries also the right one', async () => {
    const browser = visitor(house);
    const code = await codeFor(house, { person: tygo, browser, path: link });
    for (const left of [4, 3, 2]) {
      const page = await browser.post('/mij/code', { code: 'AAAAAAAA' });
      expect(page.status).toBe(403);
      expect(page.text).toContain(`nog ${left} keer`);
    }
    await browser.post('/mij/code', { code: 'AAAAAAAA' });
    await browser.post('/mij/code', { code: 'AAAAAAAA' });
    const page = await browser.post('/mij/code', { code });
    expect(page.text).toContain('werkt niet (meer)');
    expect(await isIn(browser)).toBe(false);
  });

  it('is refused a code in another browser than the one that asked', async () => {
    const [asked, thief] = [visitor(house), visitor(house)];
    const code = await codeFor(house, { person: tygo, browser: asked, path: link });
    await codeFor(house, { person: tygo, browser: thief, path: link });
    await thief.post('/mij/code', { code });
    expect(await isIn(thief)).toBe(false);
    await visitor(house).post('/mij/code', { code });
    await asked.post('/mij/code', { code });
    expect(await isIn(asked)).toBe(true);
  });

  it('is refused a code after ten minutes', async () => {
    const browser = visitor(house);
    const code = await codeFor(house, { person: tygo, browser, path: link });
    house.clock.set(house.clock.now() + 10 * MINUTE);
    expect((await browser.post('/mij/code', { code })).text).toContain('werkt niet (meer)');
    expect(await isIn(browser)).toBe(false);
  });

  it('is let in once by a form that was sent twice at once', async () => {
    const browser = visitor(house);
    const code = await codeFor(house, { person: tygo, browser, path: link });
    const twice = [visitor(house, new Map(browser.cookies)), visitor(house, new Map(browser.cookies))];
    await Promise.all(twice.map((each) => each.post('/mij/code', { code })));
    expect(session(twice[0] ?? browser)).toBe(session(twice[1] ?? browser));
    const { db } = house.parts.c;
    expect(
      await db
        .selectFrom('page_sessions')
        .select('id')
        .where('seen_at', '>=', new Date(house.clock.now() - SECOND * 30))
        .execute(),
    ).toHaveLength(1);
  });

  it('is put out when the same code comes again, cookie and all', async () => {
    const browser = visitor(house);
    const code = await codeFor(house, { person: tygo, browser, path: link });
    const stolen = visitor(house, new Map(browser.cookies));
    await browser.post('/mij/code', { code });
    house.clock.set(house.clock.now() + 30 * SECOND);
    const page = await stolen.post('/mij/code', { code });
    expect(page.status).toBe(403);
    expect(page.text).toContain('al gebruikt');
    expect(await isIn(stolen)).toBe(false);
    expect(await isIn(browser)).toBe(false);
  });

  it('is out after two hours without a visit, and after eight hours whatever happens', async () => {
    const [idle, busy] = [await signedIn(house, tygo), await signedIn(house, tygo)];
    for (let passed = 0; passed < 7; passed += 1) {
      house.clock.set(house.clock.now() + HOUR);
      expect(await isIn(busy)).toBe(true);
    }
    expect(await isIn(idle)).toBe(false);
    house.clock.set(house.clock.now() + HOUR);
    expect(await isIn(busy)).toBe(false);
  });

  it('signs out everywhere at once', async () => {
    const [here, there] = [await signedIn(house, tygo), await signedIn(house, tygo)];
    await here.get('/mij');
    const page = await here.post('/mij/afmelden');
    expect(page.text).toContain('U bent uitgelogd');
    expect(await isIn(here)).toBe(false);
    expect(await isIn(there)).toBe(false);
  });

  it('is refused a form that comes from elsewhere, or without its token', async () => {
    const browser = await signedIn(house, tygo);
    await browser.get('/mij');
    const cases = [
      await browser.post('/mij/afmelden', {}, { origin: 'https://elders.example' }),
      await browser.post('/mij/afmelden', {}, { origin: 'null' }),
      await browser.post('/mij/afmelden', { form: 'x'.repeat(43) }),
      await browser.post('/mij/afmelden', { form: '' }),
      await browser.post('/mij/afmelden', {}, { 'sec-fetch-site': 'cross-site' }),
    ];
    for (const { status } of cases) expect(status).toBe(403);
    expect(await isIn(browser)).toBe(true);
    const other = await signedIn(house, tygo);
    await other.get('/mij');
    const foreign = await browser.post('/mij/afmelden', {
      form: /name="form" value="([^"]+)"/.exec(other.page().text)?.[1] ?? '',
    });
    expect(foreign.status).toBe(403);
  });

  it('gets no ninth mail within the hour, and the answer does not say so', async () => {
    const before = codesTo(house, tygo).length;
    const pages = [];
    for (let asked = 0; asked < 10; asked += 1) pages.push(await visitor(house).post(link));
    await house.parts.engine.settle();
    expect(codesTo(house, tygo).length - before).toBe(8);
    const plain = pages.map(({ status, text }) => `${status} ${text.replace(/\d\d\.\d\d uur/, '')}`);
    expect(new Set(plain).size).toBe(1);
  });

  it('a flood from one part of the internet ends after thirty codes, and keeps no more rows', async () => {
    const { db } = house.parts.c;
    const since = new Date(house.clock.now());
    const statuses: number[] = [];
    for (let asked = 0; asked < 60; asked += 1) {
      const fields = { address: `n${asked}@elders.example` };
      statuses.push((await visitor(house).post('/mij/aanmelden', fields)).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    const rows = db.selectFrom('codes').select('id').where('asked_at', '>=', since);
    expect(await rows.execute()).toHaveLength(30);
  });

  it('is out at the next click when the role is gone, and no code comes any more', async () => {
    const browser = await signedIn(house, tygo);
    await takeRole(house, tygo, 'coach');
    await house.parts.c.db
      .insertInto('roles')
      .values({ person: await idOf(house, tygo), role: 'office' })
      .execute();
    expect(await isIn(browser)).toBe(false);
    await house.parts.c.db.deleteFrom('roles').where('role', '=', 'office').execute();
    const before = codesTo(house, tygo).length;
    await visitor(house).post(link);
    await house.parts.engine.settle();
    expect(codesTo(house, tygo)).toHaveLength(before);
  });
});
