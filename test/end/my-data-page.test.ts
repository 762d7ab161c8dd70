import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABELS } from '../../bot/http/my-data-labels.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { allEnds } from '../support/faults.ts';
import { book, type House, openHouse, until } from '../support/house.ts';
import { fitsEverywhere } from '../support/page-checks.ts';
import { ask, installed } from '../support/review.ts';
import { linkOf } from './support/erased.ts';

const there = findChromium('the page with one’s own data');

describe.skipIf(!there)('the page with one’s own data, in a browser', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
    house = await openHouse();
    await installed(house, ['noor', 'mila', 'yara']);
    const noor = house.person('noor');
    await book(noor, { wishes: { themes: 'team' } });
    await until(() => noor.reads().includes('staat in uw agenda'));
    await allEnds(house);
  });
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  it.each([
    ['noor', 'mijn gegevens', 'Mijn gegevens tonen', 'Wie heeft iets geopend?', 'Opslaan als bestand (JSON)'],
    ['yara', 'my data', 'Show my data', 'Who has opened anything?', 'Save as a file (JSON)'],
    ['mila', 'mijn gegevens', 'Mijn gegevens tonen', 'Uw profiel als coach', 'Opslaan als bestand (JSON)'],
  ])(
    'of %s: fits and shuts nobody out, can be loaded again, and saves a file',
    async (first, word, show, says, save) => {
      const person = house.person(first);
      await ask(person, word);
      const context = await browser.newContext({
        locale: first === 'yara' ? 'en-GB' : 'nl-NL',
        acceptDownloads: true,
      });
      const page = await context.newPage();
      await page.goto(linkOf(person));
      await fitsEverywhere(page, `${first}, before`);
      await page.getByRole('button', { name: show }).click();
      await page.getByText(says).first().waitFor();
      await fitsEverywhere(page, `${first}, shown`);
      mkdirSync('.tmp', { recursive: true });
      await page.screenshot({ path: `.tmp/my-data-${first}.png`, fullPage: true });
      const names = await page.locator('dt, h3').allTextContents();
      expect(names.length).toBeGreaterThan(20);
      const known = new Set(Object.values(LABELS).flat());
      expect(names.filter((name) => !known.has(name))).toEqual([]);
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: save }).click();
      const path = await (await saving).path();
      expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ account: { upn: person.upn } });
      await page.reload();
      await page.getByText(says).first().waitFor();
      await context.close();
    },
  );
});
