import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { allEnds, bookingOf, idOf, pass } from '../support/faults.ts';
import { book, type House, openHouse } from '../support/house.ts';
import { fitsAndShutsNobodyOut } from '../support/page-checks.ts';
import { installed } from '../support/review.ts';

const found = findChromium('the tour of a session');
/** `npm run pictures` takes the README's from here. */
const PICTURES = fileURLToPath(new URL('../../.tmp/tour/', import.meta.url));
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a director and a coach see around one session: it is moved, it comes, it was held, and how is the director? */
describe.skipIf(!found)('the tour of a session', () => {
  let browser: Browser;
  let house: House;
  let page: Page;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [browser, house] = await Promise.all([launchChromium(), openHouse({ now: '2026-11-26T10:00:00+01:00' })]);
    await installed(house, ['noor', 'mila']);
    await book(house.person('noor'), { coach: await idOf(house, house.person('mila')) });
    await allEnds(house);
    const looks = {
      viewport: { width: 1440, height: 900 },
      locale: 'nl-NL',
      reducedMotion: 'reduce',
    } as const;
    page = await (await browser.newContext(looks)).newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${house.url}/local`);
    const hints = page.locator('#hints').getByRole('button', { name: 'Sluiten' });
    await hints.click();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('Noor moves it, and reads where it stands now', async () => {
    await be('Noor Hazelaar');
    await press('Verzetten');
    await card('Welk moment past beter?').locator('input[type=radio]').last().check();
    await press('Afspraak verzetten');
    await picture('Uw afspraak is verzet', 'moved-card');
  });

  it('Mila reads in the morning whom she meets, and says afterwards that it took place', async () => {
    const { starts, ends } = await bookingOf(house, house.person('noor'));
    await until(starts.getTime() - HOUR / 2);
    await be('Mila Waterlelie');
    await picture('Uw afspraken van vandaag', 'morning-card');
    await until(ends.getTime() + HOUR / 2);
    await card('Is het gesprek doorgegaan?').waitFor();
    await press('Ja, het is doorgegaan');
    await card('Het gesprek is doorgegaan').waitFor();
  });

  it('Noor is asked on the next working morning how she is', async () => {
    await until(house.clock.now() + 4 * DAY);
    await be('Noor Hazelaar');
    await picture('Hoe gaat het met u?', 'checkin-card');
    await press('Het gaat goed');
    await card('Fijn om te horen').waitFor();
    await fitsAndShutsNobodyOut(page, 'after a check-in');
  });

  async function until(moment: number): Promise<void> {
    while (house.clock.now() < moment) await pass(house, Math.min(DAY / 2, moment - house.clock.now()));
    await allEnds(house);
  }

  async function be(name: string): Promise<void> {
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.getByRole('heading', { name: `Teams van ${name}` }).waitFor();
    await page.locator('#chat .card').first().waitFor();
  }

  async function press(name: string): Promise<void> {
    await page.locator('#chat').getByRole('button', { name, exact: true }).last().click();
  }

  function card(heading: string) {
    return page
      .locator('#chat .card', { has: page.getByRole('heading', { name: heading, exact: true }) })
      .last();
  }

  async function picture(heading: string, name: string): Promise<void> {
    await card(heading).waitFor();
    // The update that makes an answer stay draws the card anew.
    await allEnds(house);
    await fitsAndShutsNobodyOut(page, name);
    await page.mouse.move(720, 600);
    await card(heading).screenshot({ path: `${PICTURES}${name}.png` });
    expect(await card(heading).innerText()).not.toContain('{');
  }
});
