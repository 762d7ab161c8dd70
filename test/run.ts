import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const HELP = `npm test: everything that proves the product.
  npm test                   types, lint, and all tests; ends with "N passed, N failed, N skipped"
  npm test -- test/rules     only the tests under a path (types and lint too)
PostgreSQL tests run when DATABASE_URL is set or the server's binaries are found, pages when Chromium
is found; what is skipped is named with its reason.`;

const REPORT = '.tmp/report.json';
const SUMMARY = '.tmp/summary';

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), ancestorTitles: z.array(z.string()) }),
      ),
    }),
  ),
});
type Report = z.infer<typeof report>;

if (process.argv.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
mkdirSync('.tmp', { recursive: true });
rmSync(REPORT, { force: true });
// What the checker of Graph exchanges reads belongs to this run alone.
for (const file of readdirSync('.tmp')) if (/^graph-.*\.jsonl$/.test(file)) rmSync(`.tmp/${file}`);
const checks = [step('lint', 'biome', ['check', '.']), step('types', 'tsc', ['--noEmit'])];
const only = process.argv.slice(2);
const ran = step('tests', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${REPORT}`,
  ...only,
]);
process.exit(conclude(ran, checks.filter((fine) => !fine).length));

/** Runs one tool with its output in view; true when it was content. */
function step(name: string, tool: string, args: readonly string[]): boolean {
  process.stdout.write(`\n── ${name} ──\n`);
  const { status } = spawnSync(`node_modules/.bin/${tool}`, args, { stdio: 'inherit' });
  if (status !== 0) process.stdout.write(`── ${name}: failed ──\n`);
  return status === 0;
}

/** The last line counts what the report says; lint and types count as a test each. */
function conclude(fine: boolean, failedChecks: number): number {
  const read = readReport();
  if (read === null) {
    process.stdout.write('The tests gave no report: see above.\n');
    return 1;
  }
  for (const line of skips(read)) process.stdout.write(`skipped: ${line}\n`);
  // A file that could not be loaded has no tests to count.
  const broken = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  for (const file of broken) process.stdout.write(`could not run: ${file.name}\n${file.message}\n`);
  const failed = read.numFailedTests + broken.length + failedChecks;
  const passed = read.numPassedTests + 2 - failedChecks;
  const line = `${passed} passed, ${failed} failed, ${read.numPendingTests + read.numTodoTests} skipped`;
  writeFileSync(SUMMARY, `${line}\n`);
  process.stdout.write(`\n${line}\n`);
  return fine && failed === 0 ? 0 : 1;
}

function readReport(): Report | null {
  try {
    return report.parse(JSON.parse(readFileSync(REPORT, 'utf8')));
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : error}\n`);
    return null;
  }
}

/** The group that says why, and how many tests wait in it. */
function skips(read: Report): readonly string[] {
  const groups = new Map<string, number>();
  for (const test of read.testResults.flatMap((file) => file.assertionResults)) {
    if (test.status === 'passed' || test.status === 'failed') continue;
    const group = test.ancestorTitles.find((title) => title.includes('skipped:')) ?? test.fullName;
    groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  return [...groups].map(([group, count]) => `${group} (${count})`);
}
