import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';
import { keptCounts } from './support/tables.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  // What the house begins by itself is done before rows are counted.
  await house.parts.engine.settle();
});
afterAll(() => house.stop());

const LINE = 'Ik antwoord alleen in een chat met u alleen. Klik op mijn naam om die te openen.';

describe.each(['group', 'channel'] as const)('in a %s, where others read along', (place) => {
  it.each(['@Klankbord aanmelden', '@Klankbord afspraken', 'ik kan niet meer @Klankbord'])(
    'to “%s” the bot says the one line it says to everybody, and keeps nothing',
    async (text) => {
      const noor = house.person('noor');
      const before = await keptCounts(house.parts.c.db);
      expect(await house.teams.say(noor.aad, text, { place })).toBe(200);
      await house.parts.engine.settle();
      expect(house.teams.messages(noor.aad, place).at(-1)).toMatchObject({
        from: 'bot',
        text: LINE,
        card: null,
      });
      expect(await keptCounts(house.parts.c.db)).toEqual(before);
    },
  );

  it('the same to somebody with another role', async () => {
    const ruben = house.person('ruben');
    await house.teams.say(ruben.aad, '@Klankbord help', { place });
    expect(house.teams.messages(ruben.aad, place).at(-1)).toMatchObject({ from: 'bot', text: LINE });
  });

  it('nothing to what people say to each other', async () => {
    const noor = house.person('noor');
    const before = house.teams.messages(noor.aad, place).filter((m) => m.from === 'bot').length;
    await house.teams.say(noor.aad, 'aanmelden', { place });
    await house.parts.engine.settle();
    expect(house.teams.messages(noor.aad, place).filter((m) => m.from === 'bot')).toHaveLength(before);
  });
});

it('a window that the bot does not know is refused in words', async () => {
  const noor = house.person('noor');
  await house.teams.install(noor.aad);
  expect(await house.teams.dialog(noor.aad, { step: 'fetch', activity: null, data: { x: 1 } })).toEqual({
    kind: 'message',
    text: 'Dit kan ik niet voor u openen. Typ help voor wat u hier kunt doen.',
  });
});
