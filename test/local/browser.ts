import type { Browser, BrowserContext, Page } from 'playwright-core';

export type OpenOptions = NonNullable<Parameters<Browser['newContext']>[0]> & {
  /** Leaves the first hint where it is. */
  readonly hints?: boolean;
};
export type Opened = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors in the page and its console so far. */
  readonly faults: string[];
};

/** The console in a window of its own, when the first card and the week are there. */
export async function openConsole(browser: Browser, base: string, q: OpenOptions = {}): Promise<Opened> {
  const { hints = false, ...options } = q;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => (line.type() === 'error' ? faults.push(line.text()) : null));
  await page.goto(`${base}/local`);
  await page.locator('#hints').getByRole('button', { name: 'Sluiten' }).waitFor();
  if (!hints) await page.locator('#hints').getByRole('button', { name: 'Sluiten' }).click();
  await page
    .locator('.card')
    .first()
    .waitFor({ state: hints ? 'attached' : 'visible' });
  await page.locator('.event').first().waitFor({ state: 'attached' });
  return { context, page, faults };
}
