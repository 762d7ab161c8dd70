import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing sticks out sideways, and axe finds nothing; `what` names the page in what fails. */
export async function fitsAndShutsNobodyOut(page: Page, what: string): Promise<void> {
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${what} sticks out sideways`).toBe(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${what}: ${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
}

/** The same, light and dark, on a phone and at the width of an old laptop. */
export async function fitsEverywhere(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of [320, 1024])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 800 });
      // Colours that are still fading from one scheme to the other are nobody's.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await fitsAndShutsNobodyOut(page, `${what}, ${width} px, ${colorScheme}`);
    }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
}
