import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { appears, type House, openHouse, readCard, signUp } from '../support/house.ts';
import { HOSTILE, worksOn } from './support/hostile.ts';
import { buttonsOf, choicesOf } from './support/pressing.ts';

describe('a coordinator’s choice of a coach', () => {
  let house: House;
  beforeAll(async () => {
    const sample = await readFile(SAMPLE_PROGRAMME, 'utf8');
    house = await openHouse({ programme: sample.replace('matching: director', 'matching: coordinator') });
    await house.teams.install(house.person('femke').aad);
    await signUp(house.person('noor'));
    await appears(house.person('femke'), 'matching.choose');
  });
  afterAll(() => house.stop());

  const someone = () => house.person('noor').aad;
  it.each([
    ...Object.entries(HOSTILE).filter(([, text]) => text.length <= 2_000),
    ['nobody', ''],
    ['whoever', 'any'],
    ['a director', 'director'],
  ])('that is %s: asked again, and the request stands', async (_, text) => {
    const femke = house.person('femke');
    const card = await femke.press('matching.choose', { coach: text === 'director' ? someone() : text });
    expect(buttonsOf(card ?? {})).toContain('matching.choose');
    expect(worksOn(card ?? {})).toEqual([]);
  });

  it('is heard when it is one of the coaches', async () => {
    const femke = house.person('femke');
    const card = await femke.press('matching.choose', { coach: choicesOf(femke.card(), 'coach')[0] ?? '' });
    expect(buttonsOf(card ?? {})).not.toContain('matching.choose');
    expect(readCard(card ?? {})).toContain('Noor Hazelaar');
    await appears(house.person('noor'), 'coaching.choose-slot');
  });
});
