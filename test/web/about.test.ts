import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openHouse } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

async function page(path: string, language: string): Promise<string> {
  const answer = await fetch(`${house.url}${path}`, { headers: { 'accept-language': language } });
  expect(answer.status).toBe(200);
  return answer.text();
}

it('the pages that the app package names stand there, in the reader’s language', async () => {
  expect(await page('/privacy', 'nl')).toMatch(
    /lang="nl"[\s\S]*gemeente Voorbeeld[\s\S]*coordinatie@klaarwater.example/,
  );
  expect(await page('/privacy', 'en')).toMatch(/lang="en"[\s\S]*What happens with your data/);
  expect(await page('/terms', 'nl')).toMatch(/vrijwillig[\s\S]*010 555 01 41[\s\S]*0800-0113[\s\S]*112/);
});
