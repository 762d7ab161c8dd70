import { afterAll, beforeAll, describe, it } from 'vitest';
import { noneViolated } from './play.ts';
import { openWorld, type World } from './world.ts';

describe('the house against failing servers, in more seeds', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it('comes to rest in seeds 251 to 500 with nothing violated', { timeout: 1_800_000 }, () =>
    noneViolated(world, { from: 251, to: 500 }),
  );
});
