import { mkdirSync, readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { allEnds, bookingOf, idOf } from '../support/faults.ts';
import { type Actor, appears, book, type House, openHouse, signUp, until } from '../support/house.ts';
import { fillWeeksOf } from '../support/review.ts';
import { codesTo, linkTo } from '../support/visitor.ts';

const PICTURES = new URL('../../.tmp/pages/', import.meta.url).pathname;
/** Salma gives windows; Tygo, without Teams, has hours. */
const PROGRAMME = readFileSync(SAMPLE_PROGRAMME, 'utf8').replace(
  '      places: [teams, location]\n',
  '      places: [teams, location]\n      calendar: windows\n',
);
const LOOKS = [
  { name: '320 light', colorScheme: 'light', viewport: { width: 320, height: 700 } },
  { name: '320 dark', colorScheme: 'dark', viewport: { width: 320, height: 700 } },
  { name: '1024 light', colorScheme: 'light', viewport: { width: 1024, height: 768 } },
  { name: '1024 dark', colorScheme: 'dark', viewport: { width: 1024, height: 768 } },
] as const;
type State = Awaited<ReturnType<BrowserContext['storageState']>>;

describe.skipIf(!findChromium('the pages in a browser'))('the pages in a browser', () => {
  let house: House;
  let browser: Browser;
  let tygo: Actor;
  let booking = '';
  const states: Record<string, State> = {};
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    house = await openHouse({ programme: PROGRAMME });
    browser = await launchChromium();
    tygo = house.person('tygo');
    await house.teams.install(house.person('femke').aad);
    await book(house.person('noor'), { coach: await idOf(house, tygo) });
    fillWeeksOf(house, ['bram']);
    await signUp(house.person('bram'));
    const noor = house.person('noor');
    await noor.say('hulplijn');
    await appears(noor, 'callback.open');
    await noor.press('callback.open');
    await noor.press('callback.ask', { phone: '010 555 02 99', when: 'soon' });
    await allEnds(house);
    booking = (await bookingOf(house, noor)).id;
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await house.stop();
  });

  async function opened(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'nl-NL', ...options });
    context.setDefaultTimeout(10_000);
    return context;
  }

  /** Presses a button and waits for the page that it leads to. */
  async function press(page: Page, name: string | RegExp): Promise<void> {
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()]);
  }

  async function signIn(page: Page, person: Actor): Promise<void> {
    await page.goto(`${house.url}/mij`);
    await page.getByLabel('e-mailadres').fill(person.upn);
    const before = codesTo(house, person).length;
    await press(page, 'Stuur mij een code');
    await until(() => codesTo(house, person).length > before);
    await page.getByLabel('code').fill(codesTo(house, person).at(-1) ?? '');
    await press(page, 'Inloggen');
  }

  it('take a coach from the link of a mail to the wishes, without any script', async () => {
    const context = await opened({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${house.url}${linkTo(house, tygo)}`);
    await press(page, 'Stuur mij een code');
    await until(() => codesTo(house, tygo).length > 0);
    await page.getByLabel('code').fill(codesTo(house, tygo).at(-1) ?? '');
    await press(page, 'Inloggen');
    await page.getByRole('link', { name: 'Naar mijn pagina' }).click();
    await page.getByRole('heading', { name: 'Uw gesprekken' }).waitFor();
    await page.getByRole('link', { name: 'Gesprek 1 met Noor Hazelaar' }).click();
    await page.getByText('u mag ervan afwijken').waitFor();
    await press(page, 'Wensen bekijken');
    await page.getByText('60 minuten').waitFor();
    await page.goto(`${house.url}/mij/tijden`);
    await page.getByLabel('zaterdag, blok 1 van').fill('10:00');
    await page.getByLabel('zaterdag, blok 1 tot').fill('12:00');
    await press(page, 'Werktijden opslaan');
    await page.getByText('Dit is opgeslagen').waitFor();
    expect(await page.getByLabel('zaterdag, blok 1 van').inputValue()).toBe('10:00');
    states.tygo = await context.storageState();
    await context.close();
  });

  it('can be used with the keyboard alone', async () => {
    const context = await opened();
    const page = await context.newPage();
    const femke = house.person('femke');
    await page.goto(`${house.url}/mij`);
    await page.keyboard.press('Tab');
    await page.keyboard.type(femke.upn);
    const before = codesTo(house, femke).length;
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await until(() => codesTo(house, femke).length > before);
    await page.keyboard.press('Tab');
    await page.keyboard.type(codesTo(house, femke).at(-1) ?? '');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    await page.getByRole('heading', { name: 'De coaches' }).waitFor();
    const focused = () =>
      page.evaluate(() => {
        const at = document.activeElement ?? document.body;
        return `${at.textContent} ${getComputedStyle(at).outlineStyle}`;
      });
    for (const at of ['Uitloggen', 'Er wacht een keuze op u']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(`${at} solid`);
    }
    states.femke = await context.storageState();
    await context.close();
  });

  it('keep the session in a cookie that no script sees', async () => {
    const cookie = states.femke?.cookies.find(({ name }) => name === 'klankbord-session');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  it.each(LOOKS)('shut nobody out and stick out nowhere: $name', async ({ name, ...look }) => {
    const salma = house.person('salma');
    const asks = async (page: Page) => {
      await page.goto(`${house.url}/mij/aanmelden`);
      await page.getByLabel('e-mailadres').fill('niemand@elders.example');
      await press(page, 'Stuur mij een code');
    };
    const wrong = async (page: Page) => {
      await asks(page);
      await page.getByLabel('code').fill('AAAA-AAAA');
      await press(page, 'Inloggen');
    };
    const to = (path: string) => async (page: Page) => void (await page.goto(`${house.url}${path}`));
    const paused = async (page: Page) => {
      await to('/mij/tijden')(page);
      await page.getByLabel('Eerste dag').fill('2026-12-24');
      await page.getByLabel('Laatste dag').fill('2026-12-20');
      await press(page, 'Pauze vastleggen');
    };
    const windows = async (page: Page) => {
      await signIn(page, salma);
      await to('/mij/tijden')(page);
      await page.getByLabel('Datum').fill('2027-01-12');
      await page.getByLabel('van').fill('09:00');
      await page.getByLabel('tot').fill('12:00');
      await press(page, 'Moment toevoegen');
    };
    const visits: readonly (readonly [string, string | null, (page: Page) => Promise<void>])[] = [
      ['link', null, to(`/p/${'x'.repeat(43)}`)],
      ['aanmelden', null, to('/mij/aanmelden')],
      ['code', null, asks],
      ['code-wrong', null, wrong],
      ['coach', 'tygo', to('/mij')],
      ['gesprek', 'tygo', to(`/mij/gesprek/${booking}`)],
      ['tijden', 'tygo', to('/mij/tijden')],
      ['pauze-refused', 'tygo', paused],
      ['gone', 'tygo', to('/mij/bericht/x')],
      ['coordinator', 'femke', to('/mij')],
      ['windows', null, windows],
    ];
    for (const [what, who, visit] of visits) {
      const state = who === null ? undefined : states[who];
      const context = await opened({ ...look, ...(state && { storageState: state }) });
      const page = await context.newPage();
      await visit(page);
      await page.screenshot({ path: `${PICTURES}${what}-${name.replace(' ', '-')}.png`, fullPage: true });
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(`${what} ${wider}`).toBe(`${what} 0`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${what} ${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
      await context.close();
    }
  });
});
