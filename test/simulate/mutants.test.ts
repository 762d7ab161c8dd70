import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';
import { runSeed } from './run-seed.ts';
import { openWorld, type World } from './world.ts';

const WITHIN = 200;
/** Violations that tell which defence is missed: of others a mutant may be the cause as well, but later. */
const SHOWS: { readonly [mutant: string]: RegExp } = {
  'transaction-id': /has 2 events|has 1 events|an event of nobody/,
  'inbox-key': /was answered|cards account for/,
  'exclusion-constraint': /overlap/,
  'send-mark': /is owed by send|is told twice|cards account for/,
  'due-row': /never came to its end|is still held|is owed by/,
  refetch: /another time|copies of an event/,
  'delta-sweep': /another time|copies of an event|has 0 events/,
  'put-once-more': /stands as/,
};

describe('a defence that is taken out', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('is one of those whose absence has a sign', () => {
    expect(Object.keys(SHOWS).sort()).toEqual(Object.keys(MUTANTS).sort());
  });

  it.each(Object.entries(MUTANTS))(
    `is missed within ${WITHIN} seeds: %s`,
    { timeout: 900_000 },
    async (name, mutant) => {
      let at: number | null = null;
      for (let seed = 1; seed <= WITHIN && at === null; seed += 1) {
        const { violations } = await runSeed(world, seed, { mutant });
        if (violations.some(({ what }) => SHOWS[name]?.test(what))) at = seed;
      }
      process.stdout.write(`without ${name}: seed ${at}\n`);
      expect(at).not.toBeNull();
    },
  );
});
