import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsole } from '../../bot/local/console/console.ts';
import type { ConsoleOptions } from '../../bot/local/console/types.ts';
import { type House, openHouse } from '../support/house.ts';
import { raw } from './support/hostile.ts';
import { keptCounts } from './support/tables.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.teams.install(house.person('noor').aad);
  await house.parts.engine.settle();
});
afterAll(() => house.stop());

/** Every address of the console, read from its own routes: a new one can not be forgotten. */
function consoleRoutes(aad: string): readonly (readonly [string, string])[] {
  const silent = { onChange: () => () => undefined };
  const options = {
    teams: { ...house.teams, ...silent },
    people: () => house.people,
    outlook: { url: '', week: () => null, mailbox: () => [], mailboxes: () => [] },
    clock: { now: () => 0, set: () => undefined, settle: async () => undefined },
    jumps: () => ({ session: null, due: null }),
    activity: { notes: () => [], ...silent },
  } satisfies ConsoleOptions;
  return createConsole(options).stack.flatMap(({ route }) =>
    route === undefined
      ? []
      : route.stack.map(({ method }) => [
          method.toUpperCase(),
          `/local${String(route.path).replace(':aad', aad)}`.replace(/\/$/, ''),
        ]),
  );
}

const OTHERS = [
  ['GET', '/'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['POST', '/api/messages'],
  ['POST', '/api/notifications'],
  ['POST', '/v3/conversations'],
  ['GET', '/privacy'],
  ['GET', '/mij'],
  ['POST', '/mij/aanmelden'],
  ['GET', `/p/${'a'.repeat(43)}`],
  ['POST', `/p/${'a'.repeat(43)}`],
  ['GET', '/nowhere'],
] as const;

/** What a request from elsewhere carries, and whether it only concerns what a page asks. */
function foreign(port: string): readonly (readonly [string, Readonly<Record<string, string>>])[] {
  const host = `127.0.0.1:${port}`;
  return [
    ['another Host', { host: 'evil.example' }],
    ['a Host that begins as ours', { host: `127.0.0.1.evil.example:${port}` }],
    ['a Host that ends as ours', { host: `evil.localhost:${port}` }],
    ['another Origin', { host, origin: 'https://evil.example' }],
    ['an Origin of another port here', { host, origin: 'http://127.0.0.1:1' }],
    ['an Origin that hides itself', { host, origin: 'null' }],
  ];
}

describe('every local address', () => {
  it('is known to this test', () => {
    expect(consoleRoutes('x').map(([method, path]) => `${method} ${path}`)).toEqual(
      expect.arrayContaining(['GET /local', 'POST /local/clock', 'POST /local/outlook', 'GET /local/cards']),
    );
  });

  it('refuses a foreign Host or Origin in words, and nothing changes', async () => {
    const { port } = new URL(house.url);
    const noor = house.person('noor');
    const state = async () => ({
      rows: await keptCounts(house.parts.c.db),
      chat: noor.messages(),
      ahead: Math.round((house.clock.now() - Date.now()) / 60_000),
    });
    const before = await state();
    const body = JSON.stringify({ advance: 'P1W', text: 'aanmelden', type: 'message' });
    const wrong: string[] = [];
    for (const [method, path] of [...consoleRoutes(noor.aad), ...OTHERS])
      for (const [what, headers] of foreign(port)) {
        const sent = method === 'POST' ? { body } : {};
        const type = { 'content-type': 'application/json' };
        const answer = await raw(`${house.url}${path}`, {
          method,
          headers: { ...type, ...headers },
          ...sent,
        });
        const refused = answer.status === 403 && /\p{L}{3,} \p{L}{3,}/u.test(answer.text);
        if (!refused)
          wrong.push(`${method} ${path} with ${what}: ${answer.status} ${answer.text.slice(0, 80)}`);
      }
    expect(wrong).toEqual([]);
    expect(await state()).toEqual(before);
  });

  it('of local Outlook refuses the same in words, and nothing changes', async () => {
    const url = house.outlook?.url ?? '';
    const { upn } = house.person('noor');
    const before = house.outlook?.requests.all();
    const wrong: string[] = [];
    for (const [method, path] of [
      ['GET', `/v1.0/users/${upn}/events`],
      ['POST', `/v1.0/users/${upn}/sendMail`],
      ['GET', `/local/mailbox?upn=${upn}`],
      ['POST', '/local/faults'],
      ['POST', '/local/busy'],
    ] as const)
      for (const [what, headers] of foreign(new URL(url).port)) {
        const authorization = 'Bearer x';
        const answer = await raw(`${url}${path}`, { method, headers: { authorization, ...headers } });
        const refused = answer.status === 400 && /\p{L}{3,} \p{L}{3,}/u.test(answer.text);
        if (!refused)
          wrong.push(`${method} ${path} with ${what}: ${answer.status} ${answer.text.slice(0, 80)}`);
      }
    expect(wrong).toEqual([]);
    expect(house.outlook?.requests.all()).toEqual(before);
  });
});
