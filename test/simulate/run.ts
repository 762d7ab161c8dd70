import { parseArgs } from 'node:util';
import { MUTANTS } from './mutants.ts';
import { createReport } from './report.ts';
import { runSeed } from './run-seed.ts';
import { openWorld } from './world.ts';

const HELP = `npm run simulate: the real flows, rules, store and workers against failing servers, step by step as a seed decides.
  --seeds N      so many seeds (100)
  --from F       beginning with this one (1)
  --seed S       this one alone, with its whole trace
  --mutant NAME  with one defence taken out, to see that it is missed: ${Object.keys(MUTANTS).join(', ')}
  --json         the report as JSON on standard output
  --help         this text
Exit code 1 on a violation: the seed, what was violated, and the trace of the first; the same seed plays the same again.
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const [seeds, from, seed] = [values.seeds, values.from, values.seed ?? values.from].map(Number);
const mutant = values.mutant === undefined ? null : MUTANTS[values.mutant];
if (values.help) process.stdout.write(HELP);
else if (![seeds, from, seed].every(isSeed) || mutant === undefined) {
  process.stderr.write(
    `simulate: a seed is a whole number from 1 on, and a mutant one of the list\n\n${HELP}`,
  );
  process.exit(2);
} else process.exitCode = await simulate();

async function simulate(): Promise<number> {
  const alone = values.seed !== undefined;
  const first = Number(seed);
  const last = alone ? first : first + Number(seeds) - 1;
  const world = await openWorld();
  const report = createReport();
  let spoken = performance.now();
  for (let at = first; at <= last; at += 1) {
    const result = await runSeed(world, at, { mutant: mutant ?? null });
    report.add(result);
    if (alone || (result.violations.length > 0 && report.violated() === 1))
      process.stderr.write(`${result.trace.join('\n')}\n`);
    for (const { invariant, what } of result.violations)
      process.stderr.write(`seed ${at}: ${invariant}: ${what}\n`);
    if (performance.now() - spoken > 5_000) {
      spoken = performance.now();
      process.stderr.write(`seed ${at} of ${first}–${last}, ${report.violated()} with a violation\n`);
    }
  }
  await world.close();
  process.stdout.write(values.json ? `${JSON.stringify(report.data(), null, 2)}\n` : report.text());
  return report.violated() > 0 ? 1 : 0;
}

function isSeed(value: number | undefined): boolean {
  return value !== undefined && Number.isSafeInteger(value) && value > 0;
}
