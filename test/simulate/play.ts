import { expect } from 'vitest';
import { createReport } from './report.ts';
import { runSeed } from './run-seed.ts';
import type { World } from './world.ts';

/** Plays these seeds, says so now and then, and fails on a violation with what it was. */
export async function noneViolated(
  world: World,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const report = createReport();
  for (let seed = from; seed <= to; seed += 1) {
    report.add(await runSeed(world, seed));
    if ((seed - from + 1) % 50 === 0) process.stdout.write(`seed ${seed} of ${from}–${to}\n`);
  }
  expect(report.data().details).toEqual([]);
  // Seeds in which nothing happened would violate nothing either.
  expect(report.data().bookings).toBeGreaterThan(to - from);
}
