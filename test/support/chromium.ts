import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Whether the system has Chromium; says what is skipped when it has not. */
export function findChromium(what: string): boolean {
  const found = existsSync(CHROMIUM);
  if (!found) console.warn(`skipped: ${what}, because ${CHROMIUM} is not found`);
  return found;
}

/** Headless, and without the calls that a browser makes by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
