import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { createReport } from './report.ts';
import { runSeed } from './run-seed.ts';
import { openWorld, type World } from './world.ts';

/** In CI; `npm run simulate -- --seeds N` plays more. */
const SEEDS = 20;
const CAUGHT_WITHIN = 60;
/** The others take more seeds than every run of the tests has time for: `npm run simulate -- --mutant NAME`. */
const SOON = ['transaction-id'];

describe('the house against failing servers, as a seed decides', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it(`comes to rest ${SEEDS} times with nothing violated`, { timeout: 1_200_000 }, async () => {
    const report = createReport();
    for (let seed = 1; seed <= SEEDS; seed += 1) report.add(await runSeed(world, seed));
    expect(report.data().details).toEqual([]);
    // Seeds in which nothing happened would violate nothing either.
    expect(report.data().bookings).toBeGreaterThan(SEEDS);
  });

  it('plays the same seed again the same way', { timeout: 60_000 }, async () => {
    const first = await runSeed(world, 7);
    await runSeed(world, 8);
    expect((await runSeed(world, 7)).trace).toEqual(first.trace);
  });

  it.each(SOON)('misses the defence %s', { timeout: 600_000 }, async (name) => {
    const mutant = MUTANTS[name];
    if (!mutant) throw new Error(`no mutant ${name}`);
    let caught = null;
    for (let seed = 1; seed <= CAUGHT_WITHIN && caught === null; seed += 1) {
      const { violations } = await runSeed(world, seed, { mutant });
      if (violations.length > 0) caught = seed;
    }
    expect(caught).not.toBeNull();
  });
});
