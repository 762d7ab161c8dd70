import { afterEach, beforeEach, expect, it } from 'vitest';
import { oweInstalls } from '../../bot/flows/installs.ts';
import * as installs from '../../bot/store/installs.ts';
import { hurry, waiting } from '../support/faults.ts';
import { type House, openHouse, until } from '../support/house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.stop());

const PATH = '/teamwork/installedApps';

/** As `npm run programme -- install` does it, beside the running bot. */
async function install(...first: readonly string[]): Promise<number> {
  const all = await installs.directors(house.parts.c.db);
  const ids = all.filter(({ name }) => first.some((one) => name.toLowerCase().startsWith(one)));
  const owed = await oweInstalls(
    house.parts.c,
    ids.map(({ id }) => id),
  );
  await house.parts.engine.settle();
  return owed;
}

async function standing(): Promise<Readonly<Record<string, string>>> {
  const all = await installs.directors(house.parts.c.db);
  return Object.fromEntries(
    all.flatMap(({ name, state, code }) =>
      state === null ? [] : [[name.split(' ')[0] ?? '', code ? `${state} ${code}` : state]],
    ),
  );
}

/** Asked of Graph so far. */
const asked = () => house.outlook?.requests.all()['POST /users/{id}/teamwork/installedApps'] ?? 0;

it('puts the app into Teams of directors, who get the welcome, and never twice', async () => {
  const noor = house.person('noor');
  expect(noor.messages()).toEqual([]);
  expect(await install('noor', 'bram')).toBe(2);
  expect(await standing()).toEqual({ Noor: 'installed', Bram: 'installed' });
  // The news comes as Teams sends it, a little later.
  await until(() => noor.messages().length > 0);
  expect(noor.reads()).toContain('coach');
  expect(house.person('joris').messages()).toEqual([]);
  expect(await install('noor', 'bram')).toBe(0);
  expect(asked()).toBe(2);
  expect(noor.messages()).toHaveLength(1);
});

it('is done already for who has it', async () => {
  const noor = house.person('noor');
  await house.teams.install(noor.aad);
  await house.parts.engine.settle();
  await install('noor');
  expect(await standing()).toEqual({ Noor: 'already' });
  expect(noor.messages()).toHaveLength(1);
});

it('tells a refusal by its code, and tries again when it is asked to', async () => {
  house.outlook?.faults.add({
    method: 'POST',
    path: PATH,
    times: 1,
    kind: { status: 403, code: 'Forbidden' },
  });
  await install('noor');
  expect(await standing()).toEqual({ Noor: 'refused Forbidden' });
  expect(house.person('noor').messages()).toEqual([]);
  expect(await install('noor')).toBe(1);
  expect(await standing()).toEqual({ Noor: 'installed' });
});

it('an answer that got lost is asked for again, and the app is there once', async () => {
  house.outlook?.faults.add({ method: 'POST', path: PATH, times: 1, kind: { afterDone: 504 } });
  await install('noor');
  expect(await standing()).toEqual({ Noor: 'owed UnknownError' });
  const [next] = (await waiting(house)).filter(({ job }) => job?.kind === 'app.install');
  expect(next?.job).toMatchObject({ kind: 'app.install' });
  expect(next?.waitMs).toBeGreaterThan(15_000);
  await hurry(house);
  await until(async () => (await standing()).Noor !== 'owed UnknownError');
  expect(await standing()).toEqual({ Noor: 'already' });
  await until(() => house.person('noor').messages().length === 1);
});
