import { mkdirSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { walkBlocks } from '../support/card-reading.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { type House, openHouse, signUp, until } from '../support/house.ts';
import { fitsAndShutsNobodyOut, fitsEverywhere } from '../support/page-checks.ts';
import { codesTo } from '../support/visitor.ts';

const found = findChromium('the tour of the console');
const PICTURES = new URL('../../.tmp/', import.meta.url).pathname;
/** A Monday morning: the whole sample week is still to come. */
const MONDAY = '2026-11-23T08:00:00Z';

describe.skipIf(!found)('a newcomer at the console', () => {
  let browser: Browser;
  let house: House;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    [browser, house] = await Promise.all([launchChromium(), openHouse({ now: MONDAY, record: 'console' })]);
    for (const person of house.people)
      if (person.reach !== 'mail') await house.teams.install(person.aadObjectId);
    await house.parts.engine.settle();
    page = await open();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('is somebody at once, and sees what to press first', async () => {
    await page.getByRole('heading', { name: /Teams van Noor Hazelaar/ }).waitFor();
    await button('Aanmelden').waitFor();
    await page.locator('.event').first().waitFor();
    await picture('01-first');
    await fitsEverywhere(page, 'the console');
  });

  it('signs up, says yes and takes a coach', async () => {
    await button('Lees eerst meer').click();
    await heading('Wat u kunt verwachten').waitFor();
    await picture('02-information');
    await button('Aanmelden').click();
    await heading('Wat past u?').waitFor();
    await page.getByText('grenzen aangeven').click();
    await picture('03-sign-up');
    await button('Naar stap 2').click();
    await heading('Mag ik u aanmelden?').waitFor();
    await page.getByText('Ja', { exact: true }).click();
    await picture('04-consent');
    await button('Keuze versturen').click();
    await heading('Met wie wilt u praten?').waitFor();
    await picture('05-coaches');
    await page
      .locator('.card')
      .getByText(/^Mila Waterlelie/)
      .click();
    await button('Coach kiezen').click();
    await heading('Wanneer past het u?').waitFor();
    await picture('06-slots');
    await page
      .locator('.card')
      .last()
      .screenshot({ path: `${PICTURES}tour-06-slots-card.png` });
  });

  it('looks what others will see, asks for other times, and books', async () => {
    await slots().first().check();
    await button('Wat zien anderen?').click();
    await page.getByText('Wie uw agenda beheert, ziet dit:').waitFor();
    await picture('07-preview');
    await button('Terug').click();
    await heading('Wanneer past het u?').waitFor();
    const before = await slots().first().inputValue();
    await button('Andere tijden').click();
    await expect.poll(() => slots().first().inputValue()).not.toBe(before);
    await picture('08-other-times');
    await slots().nth(1).check();
    await button('Afspraak vastleggen').click();
    await heading('Uw afspraak staat in uw agenda').waitFor({ timeout: 15_000 });
    expect(await button('Afspraak vastleggen').count()).toBe(0);
  });

  it('finds the session in her own week, whatever week it is in', async () => {
    await page.getByRole('button', { name: /Volgend gesprek/ }).click();
    const own = page.locator('.event.session button');
    await expect.poll(() => own.count()).toBe(1);
    expect(await own.first().getAttribute('title')).toContain('Gesprek');
    expect(await own.first().getAttribute('title')).not.toMatch(/Waterlelie|Klaarwater/);
    await picture('09-confirmed');
    await fitsAndShutsNobodyOut(page, 'the console with a booked session');
  });

  it('accepts in Outlook, and the mailbox of the programme hears it', async () => {
    await page.locator('.event.session button').click();
    await page.getByRole('dialog').getByText('nog niet beantwoord').waitFor();
    await fitsAndShutsNobodyOut(page, 'an appointment');
    await picture('09-event');
    await page.getByRole('button', { name: 'Accepteren' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.event.answer-accepted.session').waitFor();
    await page.getByRole('button', { name: /Gesprekken/ }).click();
    await page.getByText('Accepted: Gesprek').waitFor();
    await fitsAndShutsNobodyOut(page, 'the mailbox of the programme');
    await page.getByRole('button', { name: /Noor Hazelaar/ }).click();
  });

  it('reads her sessions and asks to be called by her own coach', async () => {
    await button('afspraken').click();
    await heading('Uw afspraken').waitFor();
    await button('hulplijn').click();
    await heading('U kunt iemand spreken').waitFor();
    await button('Ik wil gebeld worden').last().click();
    await heading('Wilt u gebeld worden?').waitFor();
    await picture('10-callback');
    await button('Nummer doorgeven').click();
    await heading('Ik geef het door').waitFor();
    await picture('11-asked');
  });

  it('is then the coach, who opens the wishes and takes the call', async () => {
    await page.getByRole('button', { name: /Mila Waterlelie/ }).click();
    await heading('Er is een gesprek vastgelegd').waitFor();
    await button('Wensen bekijken').click();
    await heading('Wensen voor dit gesprek').waitFor();
    await page.getByText('grenzen aangeven').waitFor();
    await button('Ik ga bellen').click();
    await heading('U gaat bellen').waitFor();
    await picture('12-coach');
  });

  it('proposes another time in Outlook, and the organiser gets the proposal', async () => {
    await page.getByRole('button', { name: /Noor Hazelaar/ }).click();
    await page.getByRole('button', { name: /Volgend gesprek/ }).click();
    await page.locator('.event.session button').click();
    await page.getByText('Andere tijd voorstellen').click();
    await page.getByLabel('Begintijd').fill('16:00');
    await page.getByRole('button', { name: 'Voorstel versturen' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const proposals = () => (house.outlook?.mailbox(mailbox()) ?? []).map(({ subject }) => subject);
    await expect.poll(proposals).toContain('New Time Proposed: Gesprek');
  });

  it('is a coach by mail, who opens the page behind the link and reads the wishes', async () => {
    await bookWithTygo();
    await page.getByRole('button', { name: /Tygo Duindoorn/ }).click();
    const mail = page.locator('.mails details', { hasText: 'Er staat een bericht voor u klaar' });
    await expect.poll(() => mail.count()).toBeGreaterThan(0);
    await mail.first().locator('summary').click();
    await picture('13-mailbox');
    const [letter] = await Promise.all([page.waitForEvent('popup'), mail.first().locator('a').click()]);
    await letter.setViewportSize({ width: 900, height: 520 });
    await letter.getByRole('button', { name: 'Stuur mij een code' }).waitFor();
    await fitsEverywhere(letter, 'the page before signing in');
    const before = codesTo(house, house.person('tygo')).length;
    await letter.getByRole('button', { name: 'Stuur mij een code' }).click();
    await expect.poll(() => codesTo(house, house.person('tygo')).length).toBeGreaterThan(before);
    await fitsEverywhere(letter, 'the page that asks for the code');
    await letter.getByLabel('De code uit de e-mail').fill(codesTo(house, house.person('tygo')).at(-1) ?? '');
    await letter.getByRole('button', { name: 'Inloggen' }).click();
    await letter.getByRole('heading', { name: 'Er is een gesprek vastgelegd' }).waitFor();
    await letter.screenshot({ path: `${PICTURES}tour-15-letter.png` });
    await letter.getByRole('button', { name: 'Wensen bekijken' }).click();
    await letter.getByRole('heading', { name: 'Wensen voor dit gesprek' }).waitFor();
    await letter.screenshot({ path: `${PICTURES}tour-16-wishes.png` });
    await fitsEverywhere(letter, 'the page with wishes');
    await letter.close();
  });

  it('is the mailbox of the programme, cancels a session in Outlook, and the director hears it', async () => {
    await page.getByRole('button', { name: /Gesprekken/ }).click();
    await page.getByRole('tab', { name: 'Agenda' }).click();
    await page.getByRole('button', { name: /Volgend gesprek/ }).click();
    const own = page.locator('.event.session button');
    const before = await own.count();
    await own.first().click();
    const window = page.getByRole('dialog');
    await window.getByText(/Joris Kamperfoelie/).waitFor();
    await window.getByRole('button', { name: 'Afspraak annuleren' }).click();
    await window.waitFor({ state: 'detached' });
    await expect.poll(() => own.count()).toBe(before - 1);
    await page.getByRole('button', { name: /Joris Kamperfoelie/ }).click();
    await page
      .locator('#chat')
      .getByText(/gaat (helaas )?niet door/)
      .first()
      .waitFor();
  });

  it('moves the clock past the session, and the session is over', async () => {
    await page.getByRole('button', { name: /Noor Hazelaar/ }).click();
    await page.locator('.jumps').getByRole('button', { name: 'Net na het gesprek' }).click();
    await expect.poll(() => page.locator('#clock').getAttribute('aria-busy')).toBe(null);
    await button('afspraken').click();
    await page.getByText('Dit is geweest.').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('18-over-dark');
    await fitsAndShutsNobodyOut(page, 'the console, dark');
  });

  it('sees behind the screen which calls were made, and nothing of what they carried', async () => {
    await page.getByRole('button', { name: /Achtergrond/ }).click();
    const lines = page.locator('.notes li');
    await lines.filter({ hasText: 'calendar.create' }).first().waitFor();
    await fitsAndShutsNobodyOut(page, 'the background, dark');
    await lines.filter({ hasText: 'POST /users/{id}/events → 201' }).first().waitFor();
    expect((await lines.allTextContents()).join('\n')).not.toMatch(/@|Gesprek|grenzen/);
    await page.keyboard.press('Escape');
    expect(await lines.first().isVisible()).toBe(false);
  });

  it('tells two cards with the same question apart', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: /Joris Kamperfoelie/ }).click();
    await button('hulplijn').click();
    await button('Ik wil gebeld worden').last().click();
    await heading('Wilt u gebeld worden?').first().waitFor();
    await button('hulplijn').click();
    await button('Ik wil gebeld worden').last().click();
    await expect.poll(() => heading('Wilt u gebeld worden?').count()).toBe(2);
    const afternoons = page.getByLabel('’s Middags');
    const mornings = page.getByLabel('’s Ochtends');
    await afternoons.first().check();
    await mornings.last().check();
    expect(await afternoons.first().isChecked()).toBe(true);
  });

  it('is told when the local server is gone, and keeps what was typed', async () => {
    const other = await open();
    await other.context().setOffline(true);
    await other.getByLabel('Bericht aan Klankbord').fill('afspraken');
    await other.getByRole('button', { name: 'Versturen' }).click();
    await other.getByText('De lokale server antwoordt niet', { exact: false }).waitFor();
    expect(await other.getByLabel('Bericht aan Klankbord').inputValue()).toBe('afspraken');
    await other.screenshot({ path: `${PICTURES}tour-19-gone.png` });
    await other.context().close();
  });

  it('met no fault in the page on the way', () => {
    expect(faults).toEqual([]);
  });

  async function open(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'nl-NL' });
    const opened = await context.newPage();
    opened.on('pageerror', (error) => faults.push(error.message));
    opened.setDefaultTimeout(10_000);
    await opened.goto(`${house.url}/local`);
    await opened.locator('#hints').getByRole('button', { name: 'Sluiten' }).click();
    await opened.locator('.card').first().waitFor();
    return opened;
  }

  function button(name: string): Locator {
    return page.locator('#chat').getByRole('button', { name, exact: true });
  }

  function heading(name: string): Locator {
    return page.locator('#chat').getByRole('heading', { name, exact: true });
  }

  function mailbox(): string {
    return house.parts.engine.programme().mailbox;
  }

  function slots(): Locator {
    return page.locator('.card input[type=radio]');
  }

  async function picture(name: string): Promise<void> {
    await page.screenshot({ path: `${PICTURES}tour-${name}.png` });
  }

  async function bookWithTygo(): Promise<void> {
    const joris = house.person('joris');
    const { upn } = house.person('tygo');
    const before = house.outlook?.mailbox(upn).length ?? 0;
    const coaches = await signUp(joris);
    const offered = walkBlocks(coaches ?? {}).find((block) => block.id === 'coach')?.choices;
    const tygo = z
      .array(choice)
      .parse(offered)
      .find(({ title }) => title.startsWith('Tygo'));
    await joris.press('coaching.choose-coach', { coach: tygo?.value ?? '' });
    const [slot = ''] = joris.choices('slot');
    await joris.press('coaching.choose-slot', { slot });
    await until(() => (house.outlook?.mailbox(upn).length ?? 0) > before);
    await house.parts.engine.settle();
  }
});

const choice = z.object({ title: z.string(), value: z.string() });
