import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { book, type House, openHouse, readCard, signUp, until } from '../support/house.ts';
import { signedIn } from '../support/visitor.ts';
import { markedUp, raw } from './support/hostile.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];
const browserFound = existsSync(CHROMIUM);
if (!browserFound) console.warn(`skipped: hostile names in the console, because ${CHROMIUM} is not found`);

const LINK = '[x](javascript:alert(1))';
const TAGS = '<b>Bob</b><img src=x onerror=alert(1)>';

/** The sample with hostile display names, and a coach who is reached by mail. */
async function renamed(): Promise<string> {
  const sample = await readFile(SAMPLE_PROGRAMME, 'utf8');
  return sample
    .replace(
      'bram.lijsterbes@voorbeeld.example,',
      `bram.lijsterbes@voorbeeld.example, name: ${JSON.stringify(LINK)},`,
    )
    .replaceAll(/ {4}roles: \[coach\]/g, `    name: ${JSON.stringify(TAGS)}\n    roles: [coach]`);
}

describe('names from the directory with markup in them', () => {
  let odd: House;
  beforeAll(async () => {
    odd = await openHouse({ programme: await renamed() });
  });
  afterAll(() => odd.stop());

  it('are text on every card: never where a client reads markdown', async () => {
    const bram = odd.person('bram');
    const offered = await signUp(bram);
    expect(markedUp(offered ?? {}).join()).toContain('Bob');
    expect(markedUp(offered ?? {}).join()).not.toMatch(/[<>[\]]/);
    await bram.press('coaching.choose-coach', { coach: bram.choices('coach')[0] ?? '' });
    expect(readCard(bram.card())).toContain(TAGS);
    const [slot = ''] = bram.choices('slot');
    await bram.press('coaching.choose-slot', { slot });
    await until(() => bram.reads().includes('staat in uw agenda'));
    await odd.parts.engine.settle();
    const coaches = ['mila', 'tygo', 'salma'].map((name) => odd.person(name));
    const cards = coaches.flatMap((coach) => coach.messages().flatMap((m) => (m.card ? [m.card] : [])));
    for (const card of cards) expect(markedUp(card).join()).not.toMatch(/javascript:|<b>/);
  });

  it('are escaped on the page behind a mail', async () => {
    const tygo = odd.person('tygo');
    const yara = odd.person('yara');
    const { db } = odd.parts.c;
    const coach = await db
      .selectFrom('people')
      .selectAll()
      .where('upn', '=', tygo.upn)
      .executeTakeFirstOrThrow();
    await db
      .updateTable('people')
      .set({ name: LINK + TAGS })
      .where('upn', '=', yara.upn)
      .execute();
    await book(yara, { coach: coach.id });
    await odd.parts.engine.settle();
    const mail =
      odd.outlook
        ?.mailbox(tygo.upn)
        .map((m) => m.text)
        .join('\n') ?? '';
    const page = (await signedIn(odd, tygo)).page();
    expect(page.status).toBe(200);
    expect(page.text).toContain(
      '[x](javascript:alert(1))&lt;b&gt;Bob&lt;/b&gt;&lt;img src=x onerror=alert(1)&gt;',
    );
    expect(page.text).not.toMatch(/<b>|<img/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(mail).not.toMatch(/Bob|javascript/);
  });

  it.skipIf(!browserFound)('are text in the console: no link, no picture, no script', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('dialog', (dialog) => void asked.push(dialog.message()));
    await page.goto(`${odd.url}/local`);
    for (const name of ['[x](javascript:alert(1))', '<b>Bob</b>']) {
      await page.getByRole('button', { name }).first().click();
      await page.getByRole('heading', { name }).first().waitFor();
      const alive = page.locator('[href^="javascript"], [src="x"], [onerror], b:text-is("Bob")');
      expect(await alive.count()).toBe(0);
      expect(await page.locator('body').textContent()).toContain(name);
    }
    await browser.close();
    expect(asked).toEqual([]);
  });

  it('reach the console as data', async () => {
    const people = await raw(`${odd.url}/local/people`, { method: 'GET' });
    expect(people.headers['content-type']).toContain('application/json');
    expect(people.headers['x-content-type-options']).toBe('nosniff');
    expect(JSON.parse(people.text)).toContainEqual(expect.objectContaining({ name: LINK }));
    const page = await raw(`${odd.url}/local`, { method: 'GET' });
    expect(page.text).not.toContain('Bob');
  });
});
