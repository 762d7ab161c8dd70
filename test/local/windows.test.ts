import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { fitsAndShutsNobodyOut } from '../support/page-checks.ts';
import { openConsole } from './browser.ts';
import { SAMPLE_WEEK } from './samples.ts';
import { COACH, cardAnswer, cardMessage, cardOf, DIRECTOR, startWorld, type World } from './world.ts';

const found = findChromium('rooms and windows in a browser');
const me = DIRECTOR.aadObjectId;

/** A page that speaks with its host as the Teams client library does. */
const PAGE = `<!doctype html><html lang="nl"><title>Pagina</title><h1>Een pagina</h1><button>Klaar</button>
<script>
let id = 0;
const ask = (func, ...args) => parent.postMessage({ id: id++, func, args }, '*');
addEventListener('message', (event) => { document.title = event.data.args[0]; });
ask('initialize', '2.0.0');
document.querySelector('button').addEventListener('click', () => ask('tasks.submitTask', { note: 'dag' }));
</script></html>`;

describe.skipIf(!found)('Teams in the console', () => {
  let browser: Browser;
  let world: World;
  let page: Page;
  let faults: string[];
  beforeAll(async () => {
    browser = await launchChromium();
    world = await startWorld({
      console: {
        outlook: { url: '', week: () => SAMPLE_WEEK, mailbox: () => [], mailboxes: () => [] },
      },
      pages: { '/venster': PAGE },
    });
    const { conversation } = await world.chat();
    const show = { msteams: { type: 'task/fetch' }, what: 'terms' };
    const actions = [{ type: 'Action.Submit', title: 'Open venster', data: show }];
    const card = { ...cardOf('Met een venster'), actions };
    await world.connector('POST', `/v3/conversations/${conversation}/activities`, cardMessage(card));
    ({ page, faults } = await openConsole(browser, world.base));
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  beforeEach(() => {
    world.bot.answer = async () => ({ status: 200 });
  });

  const answers = (...bodies: readonly unknown[]) => {
    const left = [...bodies];
    world.bot.answer = async () => ({ status: 200, body: left.shift() });
  };
  const shows = (value: object) => ({ task: { type: 'continue', value } });
  const openWindow = () => page.getByRole('button', { name: 'Open venster' }).click();
  const window = () => page.getByRole('dialog');

  test('a window with a card is filled in, handed in, answers with a line, and Escape closes it', async () => {
    const input = { type: 'Input.Text', id: 'note', label: 'Uw opmerking' };
    const actions = [{ type: 'Action.Submit', title: 'Versturen maar', data: { verb: 'note.send' } }];
    const card = { type: 'AdaptiveCard', version: '1.5', lang: 'nl', body: [input], actions };
    const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
    answers(shows({ title: 'Opmerking', width: 420, card: content }), {
      task: { type: 'message', value: 'Dank u wel.' },
    });
    await openWindow();
    await window().getByRole('heading', { name: 'Opmerking' }).waitFor();
    await window().getByLabel('Uw opmerking').fill('akkoord');
    await fitsAndShutsNobodyOut(page, 'a window');
    await window().getByRole('button', { name: 'Versturen maar' }).click();
    await window().getByText('Dank u wel.').waitFor();
    expect(world.bot.received.at(-1)).toMatchObject({
      name: 'task/submit',
      value: { data: { verb: 'note.send', note: 'akkoord' } },
    });
    await page.keyboard.press('Escape');
    expect(await window().count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Open venster');
  });

  test('a window with a page of this server talks with its host and hands in', async () => {
    answers(shows({ title: 'Pagina', url: `${world.base}/venster` }), {});
    await openWindow();
    const frame = page.frameLocator('dialog iframe');
    await frame.getByRole('heading', { name: 'Een pagina' }).waitFor();
    await expect.poll(() => page.frames().at(-1)?.title()).toBe('task');
    await frame.getByRole('button', { name: 'Klaar' }).click();
    await window().waitFor({ state: 'detached' });
    expect(world.bot.received.at(-1)).toMatchObject({
      name: 'task/submit',
      value: { data: { note: 'dag' } },
    });
  });

  test('a window that points elsewhere is not opened, and a bot that answers nonsense is told on', async () => {
    answers(shows({ url: 'https://elders.example/' }));
    await openWindow();
    await window().getByText('wordt hier niet geopend: https://elders.example/').waitFor();
    expect(await page.locator('iframe').count()).toBe(0);
    await window().getByRole('button', { name: 'Sluiten' }).click();
    answers({ task: { type: 'dans' } });
    await openWindow();
    await window().getByText('geen geldig antwoord').waitFor();
    await window().getByRole('button', { name: 'Sluiten' }).click();
  });

  test('a group chat shows who said what, and the bot when it is named', async () => {
    await page.getByRole('tab', { name: 'Directieoverleg' }).click();
    await page.getByText('Hier lezen anderen mee.').waitFor();
    await page.getByLabel('Bericht aan Directieoverleg').fill('@Klankbord dag');
    await page.keyboard.press('Enter');
    await page.locator('.mine', { hasText: '@Klankbord dag' }).waitFor();
    const there = encodeURIComponent(world.bot.received.at(-1)?.conversation.id ?? '');
    const line = { type: 'message', text: 'hier ben ik' };
    await world.connector('POST', `/v3/conversations/${there}/activities`, line);
    await page.locator('.bot', { hasText: 'hier ben ik' }).waitFor();
    await fitsAndShutsNobodyOut(page, 'a group chat');
  });

  test('news in a room that is not shown is marked on its tab, and gone when looked at', async () => {
    await page.getByRole('tab', { name: 'Klankbord' }).click();
    await world.teams.say(COACH.aadObjectId, 'dag allemaal', { place: 'channel' });
    await page.getByRole('tab', { name: 'Algemeen nieuw' }).click();
    await page.locator('.theirs', { hasText: 'dag allemaal' }).waitFor();
    await page.getByRole('tab', { name: 'Algemeen', exact: true }).waitFor();
  });

  test('a reply in a channel stands under what it answers', async () => {
    await page.getByRole('button', { name: 'Antwoorden' }).first().click();
    await page.getByText('U antwoordt op een bericht.').waitFor();
    await page.keyboard.type('ook goedemorgen');
    await page.keyboard.press('Enter');
    await page.locator('.reply', { hasText: 'ook goedemorgen' }).waitFor();
    const [root, reply] = world.teams.messages(me, 'channel');
    expect(reply?.thread).toBe(root?.id);
  });

  test('a card with an own view shows it to who looks, and a message that is deleted goes', async () => {
    await page.getByLabel('Bericht aan Algemeen').fill('@Klankbord kaart');
    await page.keyboard.press('Enter');
    await page.locator('.mine', { hasText: '@Klankbord kaart' }).waitFor();
    const there = encodeURIComponent(world.bot.received.at(-1)?.conversation.id ?? '');
    world.bot.answer = async () => cardAnswer(cardOf('alleen voor u'));
    const refresh = { action: { type: 'Action.Execute', verb: 'own', data: {} } };
    const card = { ...cardOf('voor allen'), refresh };
    await world.connector('POST', `/v3/conversations/${there}/activities`, cardMessage(card));
    await page.getByText('alleen voor u').waitFor();
    expect(await page.getByText('voor allen').count()).toBe(0);
    const id = world.teams.messages(me, 'channel').at(-1)?.id;
    await world.connector('DELETE', `/v3/conversations/${there}/activities/${id}`);
    await page.getByText('alleen voor u').waitFor({ state: 'detached' });
  });

  test('none of it was a fault in the page', () => {
    expect(faults).toEqual([]);
  });
});
