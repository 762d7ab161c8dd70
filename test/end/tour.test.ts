import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { sample } from '../support/faults.ts';
import { type House, openHouse } from '../support/house.ts';
import { fitsAndShutsNobodyOut, fitsEverywhere } from '../support/page-checks.ts';
import { installed } from '../support/review.ts';
import { codesTo } from '../support/visitor.ts';

const found = findChromium('the tour of the product');
/** `npm run pictures` takes the README's from here. */
const PICTURES = fileURLToPath(new URL('../../.tmp/tour/', import.meta.url));
/** Thursday; the weekly request goes out on the Monday after it. */
const NOW = '2026-11-26T10:00:00+01:00';

/**
 * Noor signs up and books; Bram finds all places taken and waits; Iris, the contact person, decides on a number
 * without names; Bram books with Tygo, who has no Teams; and Noor reads what is kept of her and has it erased.
 */
describe.skipIf(!found)('the tour', () => {
  let browser: Browser;
  let house: House;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [browser, house] = await Promise.all([
      launchChromium(),
      openHouse({ now: NOW, programme: sample({ programme: { places: 1 } }), record: 'tour' }),
    ]);
    await installed(house, ['noor', 'bram', 'iris', 'mila', 'salma', 'femke', 'ruben']);
    await house.parts.engine.settle();
    const looks = {
      viewport: { width: 1440, height: 900 },
      locale: 'nl-NL',
      reducedMotion: 'reduce',
    } as const;
    const context = await browser.newContext(looks);
    page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${house.url}/local`);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('begins with a hint, as the sample director', async () => {
    await heading('Goed dat u er bent').waitFor();
    await fitsEverywhere(page, 'the console with its first hint');
    await page.locator('#hints').getByRole('button', { name: 'Sluiten' }).click();
  });

  it('Noor signs up, chooses a coach and a time, and has her appointment', async () => {
    await press('Aanmelden');
    await heading('Wat past u?').waitFor();
    await page.getByText('grenzen aangeven').click();
    await press('Naar stap 2');
    await heading('Mag ik u aanmelden?').waitFor();
    await page.getByText('Ja', { exact: true }).click();
    await press('Keuze versturen');
    await coach('Mila Waterlelie');
    await heading('Wanneer past het u?').waitFor();
    await page.locator('.card input[type=radio]').nth(2).check();
    await page
      .locator('.card')
      .last()
      .screenshot({ path: `${PICTURES}slots-card.png` });
    await press('Afspraak vastleggen');
    await heading('Uw afspraak staat in uw agenda').waitFor();
    await page.getByRole('button', { name: /Volgend gesprek/ }).click();
    await page.locator('.event.session').waitFor();
    await page.mouse.move(720, 600);
    await picture('console');
    await fitsEverywhere(page, 'the console with an appointment');
  });

  it('on a phone and in the dark it is the same', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('phone');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('Bram finds all places taken, and comes on the waiting list', async () => {
    await be('Bram Lijsterbes');
    await press('aanmelden');
    await heading('Alle plekken zijn nu bezet').waitFor();
    await press('Zet mij op de wachtlijst');
    await heading('U staat op de wachtlijst').waitFor();
    await fitsAndShutsNobodyOut(page, 'the waiting list');
  });

  it('Iris is asked on Monday for a number, without a name, and says yes', async () => {
    await be('Iris Sleedoorn');
    await page.getByRole('button', { name: 'Vooruit', exact: true }).click();
    await page.getByLabel('Kies een moment').fill('2026-11-30T12:00');
    await page.getByRole('button', { name: 'Zet de klok' }).click();
    await heading('Uw besluit wordt gevraagd').waitFor();
    const asked = page.locator('.card', { hasText: 'Uw besluit wordt gevraagd' });
    expect(await asked.innerText()).toMatch(/€\s1\.031,25/);
    expect(await asked.innerText()).not.toMatch(/Bram|Lijsterbes|donderdag/);
    await asked.screenshot({ path: `${PICTURES}request-card.png` });
    await asked.getByText('Ja, 1 plek erbij').click();
    await press('Besluit vastleggen');
    await heading('Het besluit is vastgelegd').waitFor();
    await fitsAndShutsNobodyOut(page, 'a decision');
  });

  it('Bram gets the place, and books with a coach who has no Teams', async () => {
    await be('Bram Lijsterbes');
    await heading('Er is een plek voor u').waitFor();
    await press('Aanmelden');
    await press('Naar stap 2');
    await heading('Mag ik u aanmelden?').waitFor();
    await page.getByText('Ja', { exact: true }).click();
    await press('Keuze versturen');
    await coach('Tygo Duindoorn');
    await heading('Wanneer past het u?').waitFor();
    await page.locator('.card input[type=radio]').first().check();
    await press('Afspraak vastleggen');
    await heading('Uw afspraak staat in uw agenda').waitFor();
  });

  it('Tygo opens the message behind the link of a neutral mail, with a code, and has a page', async () => {
    await page.getByRole('button', { name: /Tygo Duindoorn/ }).click();
    const mail = page.locator('.mails details', { hasText: 'Er staat een bericht voor u klaar' }).first();
    await mail.locator('summary').click();
    const [letter] = await Promise.all([page.waitForEvent('popup'), mail.locator('a').click()]);
    letter.setDefaultTimeout(15_000);
    await letter.setViewportSize({ width: 900, height: 560 });
    const tygo = house.person('tygo');
    const before = codesTo(house, tygo).length;
    await fitsEverywhere(letter, 'the page behind a link');
    await letter.getByRole('button', { name: 'Stuur mij een code' }).click();
    await expect.poll(() => codesTo(house, tygo).length).toBeGreaterThan(before);
    await fitsEverywhere(letter, 'the page that asks for a code');
    await letter.getByLabel('De code uit de e-mail').fill(codesTo(house, tygo).at(-1) ?? '');
    await letter.getByRole('button', { name: 'Inloggen' }).click();
    await letter.getByRole('heading', { name: 'Er is een gesprek vastgelegd' }).waitFor();
    await letter.screenshot({ path: `${PICTURES}mail-page.png` });
    await fitsEverywhere(letter, 'a message on a page');
    await letter.goto(`${house.url}/mij`);
    await fitsEverywhere(letter, "the coach's page");
    await letter.close();
  });

  it('Noor reads what is kept of her and who opened it, on a page and in a file', async () => {
    await be('Noor Hazelaar');
    await press('mijn gegevens');
    await heading('Uw gegevens').waitFor();
    await fitsEverywhere(page, 'the console with my data');
    const [own] = await Promise.all([
      page.waitForEvent('popup'),
      page.locator('#chat').getByRole('link', { name: 'Alles bekijken' }).last().click(),
    ]);
    own.setDefaultTimeout(15_000);
    await own.setViewportSize({ width: 900, height: 760 });
    await fitsEverywhere(own, 'my data before it opens');
    await own.getByRole('button').first().click();
    await own.getByText('Mila Waterlelie').first().waitFor();
    await own.screenshot({ path: `${PICTURES}my-data.png` });
    await fitsEverywhere(own, 'my data');
    await own.close();
  });

  it('and has all of it erased: the appointment goes, and the chat holds nothing of it', async () => {
    await page.getByText('Alles laten wissen', { exact: true }).last().click();
    await press('Keuze bekijken');
    await heading('Wilt u alles laten wissen?').waitFor();
    await fitsAndShutsNobodyOut(page, 'before erasing');
    await press('Ja, alles wissen');
    await heading('Uw gegevens zijn gewist').waitFor();
    await house.parts.engine.settle();
    await expect
      .poll(async () => (await page.locator('#chat').innerText()).includes('Waterlelie'))
      .toBe(false);
    await expect.poll(() => heading('Uw afspraak staat in uw agenda').count()).toBe(0);
    await fitsAndShutsNobodyOut(page, 'after erasing');
  });

  it.each(['/privacy', '/terms', '/mij', '/mij/aanmelden', '/local/cards'])(
    'the page %s fits and shuts nobody out',
    async (path) => {
      const context = await browser.newContext({ locale: 'nl-NL' });
      const other = await context.newPage();
      await other.goto(`${house.url}${path}`);
      await other.getByRole('heading').first().waitFor();
      await fitsEverywhere(other, path);
      await context.close();
    },
  );

  it('met no fault on the way', () => {
    expect(faults).toEqual([]);
  });

  async function be(name: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.getByRole('heading', { name: `Teams van ${name}` }).waitFor();
    await page.locator('#chat .card').first().waitFor();
  }

  /** The last button of that name: older cards may have one too. */
  async function press(name: string): Promise<void> {
    await page.locator('#chat').getByRole('button', { name, exact: true }).last().click();
  }

  async function coach(name: string): Promise<void> {
    await heading('Met wie wilt u praten?').waitFor();
    await page
      .locator('.card')
      .getByText(new RegExp(`^${name}`))
      .click();
    await press('Coach kiezen');
  }

  function heading(name: string): Locator {
    return page.locator('#chat').getByRole('heading', { name, exact: true });
  }

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: `${PICTURES}${name}.png` });
  }
});
