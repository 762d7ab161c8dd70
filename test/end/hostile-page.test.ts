import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { giveRole, takeRole, tidied } from '../support/review.ts';
import { linkTo, type Page, signedIn, type Visitor } from '../support/visitor.ts';
import { HOSTILE, onEachStore, postJson, type RawAnswer, raw } from './support/hostile.ts';
import { rowCounts } from './support/tables.ts';

/** What no answer may hold, whatever came in. */
const INSIDE = /\n\s+at |node_modules|\.ts:|SQLSTATE|select .* from|ZodError|PostgresError/;
const FORM = 'application/x-www-form-urlencoded';

onEachStore('the page behind a mail', (make) => {
  let house: House;
  let drop: () => Promise<void>;
  let link = '';
  let path = '';
  let browser: Visitor;
  const kept = () => rowCounts(house.parts.c.db);

  beforeAll(async () => {
    const made = await make();
    ({ drop } = made);
    house = await openHouse({ store: made.where });
    // What the house does by itself in its first minute is done: rows that come later are of a request.
    await tidied(house);
    await mailed('aanmelden');
  });
  afterAll(async () => {
    await house.stop();
    await drop();
  });

  /** Says a word and blocks the chat, so that the answer goes by mail; signs in by the link in the newest mail. */
  async function mailed(word: string): Promise<void> {
    const bram = house.person('bram');
    await house.teams.install(bram.aad);
    await house.parts.engine.settle();
    house.teams.setBlocked(bram.aad, true);
    await bram.say(word);
    await house.parts.engine.settle();
    link = `${house.url}${linkTo(house, bram)}`;
    browser = await signedIn(house, bram);
    ({ path } = browser.page());
  }

  const cardIn = (page: Pick<Page, 'text'>): string =>
    /name="card" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const verbsIn = (page: Pick<Page, 'text'>): readonly string[] =>
    Array.from(page.text.matchAll(/name="verb" value="([^"]+)"/g), ([, verb = '']) => verb);
  const open = () => browser.get(path);
  const post = (fields: Readonly<Record<string, string>>) => browser.post(path, fields);
  /** A form as bytes, with the cookies of who is signed in. */
  const sent = async (body: string, type = FORM) => {
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { 'content-type': type, cookie, origin: house.url };
    return raw(`${house.url}${path}`, { headers, body });
  };
  /** What stands on every form of theirs. */
  const own = async () => `&form=${/name="form" value="([^"]+)"/.exec((await open()).text)?.[1] ?? ''}`;

  function kind(page: Page | RawAnswer): void {
    expect(page.status).toBeLessThan(500);
    expect(page.text).not.toMatch(INSIDE);
    expect(page.text).not.toMatch(/<script|<at>|href="?javascript|drop table/);
    const { headers } = page;
    const control = headers instanceof Headers ? headers.get('cache-control') : headers['cache-control'];
    expect(control).toBe('no-store');
  }

  it('says nothing and keeps nothing when a mail filter looks ahead', async () => {
    const before = await kept();
    for (const method of ['GET', 'HEAD', 'GET']) {
      const page = await raw(link, { method, headers: { 'user-agent': 'SafeLinks' } });
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/Waarover|Hazelaar|Klaarwater|name="card"/);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) kind(await raw(link, { method }));
    expect(await kept()).toEqual(before);
    for (const method of ['GET', 'HEAD', 'PUT', 'POST'])
      kind(await raw(`${house.url}${path}`, { method, headers: { origin: house.url } }));
    expect(await kept()).toEqual(before);
  });

  it('is at its own address only: any other says so in two words', async () => {
    const answers = [
      await raw(`${house.url}/p`, { method: 'GET' }),
      await raw(`${house.url}/../../etc/passwd`, { method: 'GET' }),
      await postJson(`${house.url}/api/other`, {}),
    ];
    for (const { status, text } of answers)
      expect({ status, text }).toEqual({ status: 404, text: 'Not found' });
  });

  it.each<[string, () => string]>([
    ['of another', () => crypto.randomUUID()],
    ['that is none', () => 'abc'],
    ['that is endless', () => 'a'.repeat(6_000)],
    ['with a path', () => '..%2f..%2fetc%2fpasswd'],
    ['with NUL', () => `${'a'.repeat(42)}%00`],
    ['that is broken', () => '%E0%A4%A'],
    ['with SQL', () => encodeURIComponent("' or 1=1; --")],
  ])('with a message %s is not there, and nothing is kept', async (_, message) => {
    await open();
    const before = await kept();
    const at = `/mij/bericht/${message()}`;
    for (const page of [await browser.get(at), await browser.post(at, {})]) {
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(page.status).toBeLessThan(500);
      expect(page.text).not.toMatch(INSIDE);
    }
    await open();
    expect({ ...(await kept()), 'public.record': 0 }).toEqual({ ...before, 'public.record': 0 });
  });

  it.each<[string, () => string]>([
    ['of another', () => randomBytes(32).toString('base64url')],
    ['that is too short', () => 'abc'],
    ['that is endless', () => 'a'.repeat(6_000)],
    ['with a path', () => '..%2f..%2fetc%2fpasswd'],
    ['that is broken', () => '%E0%A4%A'],
    ['with SQL', () => encodeURIComponent("' or 1=1; --")],
  ])('behind a link with a token %s nobody is asked for a code', async (_, token) => {
    await house.parts.engine.settle();
    const mails = house.outlook?.mailbox(house.person('bram').upn).length;
    const page = await raw(`${house.url}/p/${token()}`, {
      headers: { 'content-type': FORM, origin: house.url },
    });
    expect([303, 400, 404, 429]).toContain(page.status);
    expect(page.text).not.toMatch(INSIDE);
    await house.parts.engine.settle();
    expect(house.outlook?.mailbox(house.person('bram').upn).length).toBe(mails);
  });

  it.each<[string, string, string]>([
    ['JSON', 'application/json', '{"verb":"coaching.preferences"}'],
    ['broken JSON', 'application/json', '{"verb'],
    ['a text', 'text/plain', 'verb=coaching.preferences'],
    [
      'a file',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="verb"\r\n\r\na\r\n--x--',
    ],
    ['an unknown alphabet', `${FORM}; charset=klingon`, 'verb=coaching.preferences'],
  ])('that is sent %s instead of a form refuses in words, and nothing is kept', async (_, type, body) => {
    const before = await kept();
    const page = await sent(body, type);
    expect(page.status).toBe(415);
    kind(page);
    expect(page.text).toContain('<html lang="nl">');
    expect(await kept()).toEqual(before);
  });

  it.each<[string, () => string]>([
    ['of 100,000 characters', () => `verb=coaching.preferences&themes=${'a'.repeat(100_000)}`],
    ['of 5,000 fields', () => Array.from({ length: 5_000 }, (_, i) => `n${i}=`).join('&')],
  ])('that is sent a form %s refuses in words, and nothing is kept', async (_, body) => {
    const before = await kept();
    const page = await sent(body());
    expect(page.status).toBe(413);
    kind(page);
    expect(page.text).toContain('<html lang="nl">');
    expect(await kept()).toEqual(before);
  });

  it.each<[string, (card: string) => string]>([
    ['an unknown verb', (card) => `verb=coaching.steal&card=${card}`],
    ['two verbs', (card) => `verb=coaching.preferences&verb=coaching.consent&card=${card}`],
    ['a verb of another card', (card) => `verb=coaching.choose-slot&card=${card}&slot=1`],
    ['a coordinator’s verb', (card) => `verb=matching.choose&card=${card}&coach=any`],
    ['no card', () => 'verb=coaching.preferences&length=60&place=teams'],
    ['an unknown card', () => `verb=coaching.preferences&card=${crypto.randomUUID()}&length=60&place=teams`],
    ['two cards', (card) => `verb=coaching.preferences&card=${card}&card=${card}&length=60&place=teams`],
    ['__proto__', (card) => `verb=coaching.steal&card=${card}&__proto__[admin]=1&__proto__=1&constructor=1`],
  ])('that is sent a form with %s shows a card and changes nothing', async (_, body) => {
    const card = cardIn(await open());
    const form = await own();
    const before = await kept();
    const page = await sent(body(card) + form);
    expect(page.status).toBe(200);
    kind(page);
    expect({ ...(await kept()), 'public.record': 0 }).toEqual({ ...before, 'public.record': 0 });
    expect(cardIn(await open())).toBe(card);
  });

  type Form = {
    readonly verb: string;
    readonly fields: readonly string[];
    readonly good: Readonly<Record<string, string>>;
  };
  const forms: readonly Form[] = [
    {
      verb: 'coaching.preferences',
      fields: ['themes', 'length', 'place', 'days', 'parts'],
      good: { length: '60', place: 'teams' },
    },
    { verb: 'coaching.consent', fields: ['language', 'avoid', 'consent'], good: { consent: 'yes' } },
    { verb: 'coaching.choose-coach', fields: ['coach'], good: { coach: 'any' } },
    { verb: 'coaching.choose-slot', fields: ['slot'], good: {} },
    { verb: 'callback.ask', fields: ['phone', 'when'], good: { phone: '010 555 02 10' } },
  ];
  /** No wish at all: what else stands in the form is taken. */
  const passedOver = (field: string, text: string) =>
    /^(themes|days|parts)$/.test(field) && !text.replaceAll(',', '');

  it.each(forms)(
    '$verb: refuses in words whatever is put in, and the form stands',
    async ({ verb, fields, good }) => {
      if (verb === 'callback.ask') await toCallback();
      const bodies = fields.flatMap((field) =>
        Object.values(HOSTILE).flatMap((text) =>
          passedOver(field, text) ? [] : [{ ...good, verb, [field]: text }],
        ),
      );
      let card = cardIn(await open());
      for (const body of bodies) {
        const page = await post({ ...body, card });
        kind(page);
        expect([200, 413]).toContain(page.status);
        if (page.status !== 200) continue;
        expect(verbsIn(page)).toContain(verb);
        card = cardIn(page);
      }
      if (verb === 'coaching.choose-slot') return;
      const page = await post({ ...good, verb, card });
      expect(verbsIn(page)).not.toContain(verb);
    },
  );

  async function toCallback(): Promise<void> {
    await mailed('hulplijn');
    await post({ verb: 'callback.open', card: cardIn(await open()) });
  }

  it('does nothing any more when the role is gone, and works on', async () => {
    const bram = house.person('bram');
    const card = cardIn(await open());
    await house.parts.engine.settle();
    await takeRole(house, bram, 'director');
    await giveRole(house, bram, 'contact');
    const before = await kept();
    expect((await post({ verb: 'callback.ask', card, phone: '010 555 02 10' })).path).toBe('/mij/aanmelden');
    expect((await open()).path).toBe('/mij/aanmelden');
    expect({ ...(await kept()), 'public.page_sessions': 0 }).toEqual({
      ...before,
      'public.page_sessions': 0,
    });
    await house.parts.engine.settle();
    expect((await raw(`${house.url}/readyz`, { method: 'GET' })).status).toBe(200);
    expect(house.logged.filter((line) => /failed|lost|dead/.test(line))).toEqual([]);
  });
});
