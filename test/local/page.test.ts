import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { fitsAndShutsNobodyOut } from '../support/page-checks.ts';
import { type OpenOptions, openConsole } from './browser.ts';
import { SAMPLE_MAIL, SAMPLE_WEEK, signUpCard } from './samples.ts';
import { call, cardAnswer, cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

const found = findChromium('the console in a browser');
const PICTURES = new URL('../../.tmp/', import.meta.url).pathname;
const me = DIRECTOR.aadObjectId;

describe.skipIf(!found)('the console in a browser', () => {
  let browser: Browser;
  let world: World;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await launchChromium();
    world = await startWorld({
      console: {
        outlook: {
          url: '',
          week: () => SAMPLE_WEEK,
          mailbox: (upn) => (upn === DIRECTOR.upn ? SAMPLE_MAIL(world.port) : []),
          mailboxes: () => [{ name: 'Gesprekken', upn: 'gesprekken@voorbeeld.example' }],
        },
        activity: {
          notes: () => [
            {
              at: Date.parse('2026-11-23T08:00:00Z'),
              kind: 'job',
              text: { nl: 'Bericht bezorgd', en: 'Delivered a message' },
              code: 'chat.send',
            },
          ],
          onChange: () => () => undefined,
        },
      },
    });
    const { conversation } = await world.chat();
    await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(signUpCard()));
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const open = (options: OpenOptions = {}) => openConsole(browser, world.base, options);

  test('a card keeps what was filled in while the chat goes on, sends it, and becomes its receipt', async () => {
    const { page, faults } = await open();
    await page.getByText('Neutraal blijven').click();
    await page.getByLabel('Wat wilt u nog kwijt?').fill('<b>liever ochtend</b>');
    await page.screenshot({ path: `${PICTURES}console-filled.png` });
    await page.getByRole('button', { name: 'help', exact: true }).click();
    await page.locator('.mine', { hasText: 'help' }).waitFor();
    const pressed = Promise.withResolvers<void>();
    world.bot.answer = async () => {
      await pressed.promise;
      return cardAnswer(cardOf('Uw afspraak staat in uw agenda.'));
    };
    await page.getByRole('button', { name: 'Verder naar stap 2' }).click();
    await page.getByText('Even geduld…').waitFor();
    await page.screenshot({ path: `${PICTURES}console-thinking.png` });
    pressed.resolve();
    await page.getByText('Uw afspraak staat in uw agenda.').waitFor();
    expect(await page.getByText('Verder naar stap 2').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Uw afspraak staat');
    expect(world.bot.received.at(-1)?.value).toMatchObject({
      action: {
        verb: 'coaching.preferences',
        data: {
          card: '33333333-3333-4333-8333-333333333333',
          themes: 'neutral',
          length: '75',
          reason: '<b>liever ochtend</b>',
        },
      },
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  test('a required input that is empty is said, and nothing is sent', async () => {
    await replaceCard();
    const { page } = await open();
    const before = world.bot.received.length;
    await page.getByRole('button', { name: 'Verder naar stap 2' }).click();
    await page.getByText('Kies een onderwerp, of kies dat u het met de coach bespreekt.').waitFor();
    expect(world.bot.received.length).toBe(before);
    await page.close();
  });

  test('text of a person or a mail never becomes markup, and only links to this server can be followed', async () => {
    const { page } = await open();
    await world.teams.say(me, '<img src=x onerror=alert(1)> http://elders.example/');
    await page.locator('.said', { hasText: '<img src=x' }).waitFor();
    expect(await page.locator('.said img, .said a').count()).toBe(0);
    await page.getByRole('tab', { name: 'Postvak' }).click();
    await page.locator('.mails summary').first().click();
    const links = await page.locator('.mails a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual([`http://127.0.0.1:${world.port}/p/abc`]);
    await page.close();
  });

  test('the clock jumps from the page, and every open page follows', async () => {
    const { page } = await open();
    const { page: other } = await open();
    await page.getByRole('button', { name: 'Vooruit', exact: true }).click();
    await page
      .locator('.sheet')
      .getByRole('button', { name: /Volgende werkdag/ })
      .click();
    await other.locator('#clock').getByText('dinsdag 24 november 2026').waitFor();
    await page.locator('#clock').getByText('dinsdag 24 november 2026').waitFor();
    expect(await page.getByLabel('Vooruit', { exact: true }).isVisible()).toBe(false);
    expect((await call(`${world.base}/local/clock`, { method: 'GET' })).body).toEqual({
      now: '2026-11-24T08:00:00.000Z',
    });
    await Promise.all([page.close(), other.close()]);
  });

  test('everything is reached by keyboard', async () => {
    const { page } = await open();
    await page.locator('.person[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Teams van Cas/ }).waitFor();
    await page.getByLabel('Bericht aan Klankbord').focus();
    await page.keyboard.type('dag');
    await page.keyboard.press('Enter');
    await page.locator('.mine', { hasText: 'dag' }).waitFor();
    await page.close();
  });

  test.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }],
    ['1024', { colorScheme: 'light', viewport: { width: 1024, height: 768 } }],
    ['390', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
    ['320', { colorScheme: 'light', viewport: { width: 320, height: 640 } }],
  ] as const)('nothing sticks out sideways or shuts anybody out: %s', async (name, options) => {
    await replaceCard();
    const { context, page } = await open(options);
    await page.screenshot({ path: `${PICTURES}console-${name}.png`, fullPage: true });
    await fitsAndShutsNobodyOut(page, name);
    await context.close();
  });

  /** Puts the sign-up card back in the place of whatever the first message became. */
  async function replaceCard(): Promise<void> {
    const { conversation } = await world.chat();
    const id = world.teams.messages(me)[0]?.id;
    await world.connector(
      'PUT',
      `/v3/conversations/${conversation}/activities/${id}`,
      cardMessage(signUpCard()),
    );
  }
});
