import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SAMPLES } from '../../cards/samples.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { fitsAndShutsNobodyOut, fitsEverywhere } from '../support/page-checks.ts';
import { openConsole } from './browser.ts';
import { SAMPLE_WEEK, signUpCard } from './samples.ts';
import { cardMessage, startWorld, type World } from './world.ts';

const found = findChromium('a first visit to the console in a browser');

describe.skipIf(!found)('a first visit to the console', () => {
  let browser: Browser;
  let world: World;
  beforeAll(async () => {
    browser = await launchChromium();
    world = await startWorld({
      console: {
        outlook: { url: '', week: () => SAMPLE_WEEK, mailbox: () => [], mailboxes: () => [] },
      },
    });
    const { conversation } = await world.chat();
    await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(signUpCard()));
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  test('begins with four steps that can be walked, put away for good, and called back', async () => {
    const { page, context } = await openConsole(browser, world.base, { hints: true });
    const hints = page.locator('#hints');
    await hints.getByText('stap 1 van 4').waitFor();
    await fitsAndShutsNobodyOut(page, 'the first step');
    for (const step of [2, 3, 4]) {
      await hints.getByRole('button', { name: 'Verder' }).click();
      await hints.getByText(`stap ${step} van 4`).waitFor();
    }
    await hints.getByRole('button', { name: 'Klaar' }).click();
    expect(await hints.isVisible()).toBe(false);
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await hints.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Begin hier' }).click();
    await hints.getByText('stap 1 van 4').waitFor();
    await hints.getByRole('button', { name: 'Verder' }).focus();
    await page.keyboard.press('Escape');
    expect(await hints.isVisible()).toBe(false);
    await context.close();
  });

  test('can be in English, and stays so', async () => {
    const { page, context } = await openConsole(browser, world.base);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { name: /Teams of Noor/ }).waitFor();
    await page.getByRole('tab', { name: 'Calendar' }).waitFor();
    await fitsAndShutsNobodyOut(page, 'the console in English');
    await context.close();
  });

  test('is light or dark as the system says, until somebody chooses', async () => {
    const { page, context } = await openConsole(browser, world.base, { colorScheme: 'dark' });
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await back();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await back();
    expect(light).not.toBe(dark);
    await page.getByRole('button', { name: 'Weergave' }).click();
    await page.getByRole('button', { name: 'Donker' }).click();
    expect(await back()).toBe(dark);
    await page.reload();
    expect(await back()).toBe(dark);
    await context.close();
  });

  test('on a phone shows one part at a time, and a chosen person opens their chat', async () => {
    const { page, context } = await openConsole(browser, world.base, {
      viewport: { width: 360, height: 740 },
    });
    const bar = page.getByRole('navigation', { name: 'Delen van het scherm' });
    expect(await page.locator('#outlook').isVisible()).toBe(false);
    await bar.getByRole('button', { name: 'Outlook' }).click();
    await page.locator('.event').first().waitFor();
    await fitsAndShutsNobodyOut(page, 'Outlook on a phone');
    await bar.getByRole('button', { name: 'Mensen' }).click();
    expect(await page.locator('#chat').isVisible()).toBe(false);
    await fitsAndShutsNobodyOut(page, 'people on a phone');
    await page.getByRole('button', { name: /Cas Klaarwater/ }).click();
    await page.getByRole('heading', { name: /Teams van Cas/ }).waitFor();
    await context.close();
  });

  test('what is new for somebody else is marked with a word, and gone once they are chosen', async () => {
    const { page, context } = await openConsole(browser, world.base);
    const { conversation } = await world.chat();
    await page.getByRole('button', { name: /Cas Klaarwater/ }).click();
    const line = { type: 'message', text: 'nieuws' };
    await world.connector('POST', `/v3/conversations/${conversation}/activities`, line);
    await page.getByRole('button', { name: /Noor Voorbeeld.*nieuw/ }).click();
    await page.getByText('nieuws').waitFor();
    expect(await page.getByRole('button', { name: /Noor Voorbeeld.*nieuw/ }).count()).toBe(0);
    await context.close();
  });

  test('leads to every card, in both languages, wide and narrow', async () => {
    const { page, context, faults } = await openConsole(browser, world.base);
    await page.getByRole('link', { name: 'Alle kaarten' }).click();
    await page.getByText(`${SAMPLES.length} kaarten`).waitFor();
    await page.getByLabel('Zoek een kaart').fill('welcome: director');
    await page.getByText('1 kaarten').waitFor();
    const sides = page.locator('.sample .side');
    await expect.poll(() => sides.count()).toBe(4);
    expect(
      await sides.evaluateAll((all) => all.map((one) => [one.getAttribute('lang'), one.clientWidth])),
    ).toEqual([
      ['nl', 600],
      ['en', 600],
      ['nl', 300],
      ['en', 300],
    ]);
    await page.getByLabel('Smal').check();
    await expect.poll(() => sides.count()).toBe(2);
    await page.getByRole('button', { name: 'Aanmelden' }).click();
    await page.getByText('Deze knop stuurt coaching.signup.').waitFor();
    await fitsEverywhere(page, 'the gallery');
    expect(faults).toEqual([]);
    await context.close();
  });
});
