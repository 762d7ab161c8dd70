/**
 * Walks the tours in Chromium and puts its pictures, made small, where the README shows them.
 * Run: `npm run pictures`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { shrinkPng } from './png.ts';

/** What the README shows; the tours make each. */
const NAMES = [
  ...['console', 'phone', 'slots-card', 'request-card', 'mail-page', 'my-data'],
  ...['moved-card', 'morning-card', 'checkin-card'],
];
const TOURS = ['test/end/tour.test.ts', 'test/end/tour-sessions.test.ts'];
const ROOT = new URL('../../', import.meta.url);

const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', ROOT));
const walked = spawnSync(process.execPath, [vitest, 'run', ...TOURS], {
  cwd: fileURLToPath(ROOT),
  stdio: 'inherit',
});
if (walked.status !== 0) process.exit(walked.status ?? 1);
for (const name of NAMES) {
  const before = readFileSync(new URL(`.tmp/tour/${name}.png`, ROOT));
  const after = shrinkPng(before);
  writeFileSync(new URL(`test/pictures/${name}.png`, ROOT), after);
  process.stdout.write(`test/pictures/${name}.png: ${after.length} bytes (was ${before.length})\n`);
}
