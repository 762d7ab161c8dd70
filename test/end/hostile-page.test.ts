import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { HOSTILE, onEachStore, postForm, postJson, type RawAnswer, raw } from './support/hostile.ts';
import { rowCounts } from './support/tables.ts';

/** What no answer may hold, whatever came in. */
const INSIDE = /\n\s+at |node_modules|\.ts:|SQLSTATE|select .* from|ZodError|PostgresError/;
const FORM = 'application/x-www-form-urlencoded';

onEachStore('the page behind a mail', (make) => {
  let house: House;
  let drop: () => Promise<void>;
  let link = '';
  const kept = () => rowCounts(house.parts.c.db);

  beforeAll(async () => {
    const made = await make();
    ({ drop } = made);
    house = await openHouse({ store: made.where });
    link = await mailed('aanmelden');
  });
  afterAll(async () => {
    await house.stop();
    await drop();
  });

  /** Says a word and blocks the chat, so that the answer goes by mail; the link in the newest mail. */
  async function mailed(word: string): Promise<string> {
    const bram = house.person('bram');
    await house.teams.install(bram.aad);
    await house.parts.engine.settle();
    house.teams.setBlocked(bram.aad, true);
    await bram.say(word);
    await house.parts.engine.settle();
    const newest = house.outlook?.mailbox(bram.upn).findLast((mail) => mail.text.includes('/p/'));
    return /http:\S+\/p\/[\w-]{43}/.exec(newest?.text ?? '')?.[0] ?? '';
  }

  const cardIn = (page: RawAnswer): string => /name="card" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  const verbsIn = (page: RawAnswer): readonly string[] =>
    Array.from(page.text.matchAll(/name="verb" value="([^"]+)"/g), ([, verb = '']) => verb);
  const open = () => postForm(link, '');

  function kind(page: RawAnswer): void {
    expect(page.status).toBeLessThan(500);
    expect(page.text).not.toMatch(INSIDE);
    expect(page.text).not.toMatch(/<script|<at>|href="?javascript|drop table/);
    expect(page.headers['cache-control']).toBe('no-store');
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
    ['of another', () => randomBytes(32).toString('base64url')],
    ['that is too short', () => 'abc'],
    ['that is endless', () => 'a'.repeat(6_000)],
    ['with a path', () => '..%2f..%2fetc%2fpasswd'],
    ['with NUL', () => `${'a'.repeat(42)}%00`],
    ['that is broken', () => '%E0%A4%A'],
    ['with SQL', () => encodeURIComponent("' or 1=1; --")],
  ])('with a token %s is not there, and nothing is kept', async (_, token) => {
    const before = await kept();
    const url = `${house.url}/p/${token()}`;
    for (const page of [
      await postForm(url, { verb: 'coaching.preferences', card: 'x' }),
      await postForm(url, ''),
    ]) {
      expect([400, 404]).toContain(page.status);
      expect(page.text).not.toMatch(INSIDE);
    }
    expect((await raw(url, { method: 'GET' })).status).toBeLessThan(500);
    expect(await kept()).toEqual(before);
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
    const page = await raw(link, { headers: { 'content-type': type }, body });
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
    const page = await postForm(link, body());
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
    const before = await kept();
    const page = await postForm(link, body(card));
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
        const page = await postForm(link, { ...body, card });
        kind(page);
        expect([200, 413]).toContain(page.status);
        if (page.status !== 200) continue;
        expect(verbsIn(page)).toContain(verb);
        card = cardIn(page);
      }
      if (verb === 'coaching.choose-slot') return;
      const page = await postForm(link, { ...good, verb, card });
      expect(verbsIn(page)).not.toContain(verb);
    },
  );

  async function toCallback(): Promise<void> {
    link = await mailed('hulplijn');
    await postForm(link, { verb: 'callback.open', card: cardIn(await open()) });
  }

  it('does nothing any more when the role is gone, and works on', async () => {
    const { db } = house.parts.c;
    const who = await db
      .selectFrom('people')
      .select('id')
      .where('upn', '=', house.person('bram').upn)
      .executeTakeFirstOrThrow();
    const card = cardIn(await open());
    await house.parts.engine.settle();
    await db.deleteFrom('roles').where('person', '=', who.id).execute();
    const before = await kept();
    expect((await open()).status).toBe(404);
    expect((await postForm(link, { verb: 'callback.ask', card, phone: '010 555 02 10' })).status).toBe(404);
    expect(await kept()).toEqual(before);
    await house.parts.engine.settle();
    expect((await raw(`${house.url}/readyz`, { method: 'GET' })).status).toBe(200);
    expect(house.logged.filter((line) => /failed|lost|dead/.test(line))).toEqual([]);
  });
});
