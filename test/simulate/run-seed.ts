import { AFTERWARDS, type Violation, violations } from './invariants.ts';
import { type Mutant, runAll } from './mutants.ts';
import type { Arrival } from './people.ts';
import { liveOn, settle } from './quiet.ts';
import { openSim } from './sim.ts';
import { begin, step } from './steps.ts';
import type { World } from './world.ts';

export type SeedResult = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly steps: number;
  readonly unknown: number;
  readonly bookings: number;
  readonly quietAfterMs: number | null;
};

const STEPS = 220;
/** In every so many seeds time goes on until all sessions are over: that costs half as much again. */
const LIVES_ON = 4;

/** One seed from its start to quiet. The same seed and house play the same. */
export async function runSeed(
  world: World,
  seed: number,
  { mutant = null, steps = STEPS }: { readonly mutant?: Mutant | null; readonly steps?: number } = {},
): Promise<SeedResult> {
  const { take = [], undo = [] } = mutant?.database ?? {};
  await world.empty();
  await runAll(world.database.db, take);
  try {
    return await play(world, { seed, mutant, steps });
  } finally {
    await runAll(world.database.db, undo);
  }
}

async function play(
  world: World,
  { seed, mutant, steps }: { readonly seed: number; readonly mutant: Mutant | null; readonly steps: number },
): Promise<SeedResult> {
  const sim = await openSim(world, seed, mutant);
  const past: Arrival[] = [];
  const { db } = world.database;
  await begin(sim);
  for (let n = 0; n < steps; n += 1) await step(sim, past);
  const quietAfterMs = await settle(sim);
  const found = [...(await violations(sim))];
  const never =
    quietAfterMs === null ? [{ invariant: 'it comes to rest', what: 'jobs are owed for ever' }] : [];
  const unknown = await db.selectFrom('cards').select('id').where('state', '=', 'unknown').execute();
  const bookings = await db.selectFrom('bookings').select('id').execute();
  // What is not at rest, or wrong already, tells nothing more.
  if (seed % LIVES_ON === 0 && found.length === 0 && never.length === 0) {
    await liveOn(sim);
    found.push(...(await violations(sim, AFTERWARDS)));
  }
  return {
    seed,
    violations: [...found, ...never],
    trace: sim.trace,
    counts: sim.net.counts(),
    steps,
    unknown: unknown.length,
    bookings: bookings.length,
    quietAfterMs,
  };
}
