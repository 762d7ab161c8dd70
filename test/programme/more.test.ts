import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { applyProgramme } from '../../bot/flows/apply-programme.ts';
import { runProgramme } from '../../bot/programme-command.ts';
import { parseProgramme } from '../../bot/programme-file.ts';
import { openDatabase } from '../../bot/store/database.ts';
import * as programme from '../../bot/store/programme.ts';
import { eachDatabase } from '../support/databases.ts';
import { place, SAMPLE, sample, wanted } from './support/situation.ts';

const folder = mkdtempSync(join(tmpdir(), 'klankbord-more-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(command: 'check' | 'apply', text: string): Promise<string> {
  const file = join(folder, 'programme.yaml');
  writeFileSync(file, text);
  const said: string[] = [];
  const terminal = { say: (line: string) => void said.push(line), complain: () => undefined, ask: null };
  await runProgramme({ args: [command, file, '--yes'], env: { DATA_DIR: join(folder, 'data') }, terminal });
  return said.join('\n');
}

const CONTACT = '  - { upn: iris.sleedoorn@voorbeeld.example, roles: [contact] }\n';
const OFFICE = '  - { upn: ruben.vlierbes@voorbeeld.example, roles: [office] }\n';
const BUDGET = '  budget: { cents: 2062500, places: 20 }\n';

describe('check says who is asked for more, and with which cost', () => {
  it('says nothing when the file does', async () => {
    expect(await run('check', SAMPLE)).not.toMatch(/contact|budget/);
  });

  it('names what is missing', async () => {
    expect(await run('check', sample([CONTACT, '']))).toContain(
      'requests for more places and sessions go to the role office',
    );
    expect(await run('check', sample([CONTACT, ''], [OFFICE, '']))).toContain('reach nobody');
    expect(await run('check', sample([BUDGET, '']))).toContain('there is no budget');
  });

  it('a group can have the role', async () => {
    const grouped = `${sample([CONTACT, ''])}\ngroups:\n  - { group: contact@voorbeeld.example, roles: [contact] }\n`;
    expect(await run('check', grouped)).not.toContain('requests for more');
  });
});

test.each([
  ['cents that are no whole number', [BUDGET, '  budget: { cents: 20625.50 }\n'], 'programme.budget.cents'],
  ['a negative amount', [BUDGET, '  budget: { cents: -1 }\n'], 'programme.budget.cents'],
  ['an amount beyond all bounds', [BUDGET, '  budget: { cents: 1e15 }\n'], 'programme.budget.cents'],
  ['an amount as text', [BUDGET, '  budget: { cents: "€ 20.625" }\n'], 'programme.budget.cents'],
  ['no places', [BUDGET, '  budget: { cents: 100, places: 0 }\n'], 'programme.budget.places'],
  ['an unknown key', [BUDGET, '  budget: { euros: 20625 }\n'], 'programme.budget.euros'],
  ['a Sunday', ['{ day: mon, time: "09:00" }', '{ day: sun, time: "09:00" }'], 'programme.requests.day'],
  ['a time of no clock', ['time: "09:00" }', 'time: "25:00" }'], 'programme.requests.time'],
  ['the end of the day', ['time: "09:00" }', 'time: "24:00" }'], 'programme.requests.time'],
  ['no days', ['{ days: 10,', '{ days: 0,'], 'programme.keep-place.days'],
] as const)('%s is refused, by its line', (_, change, where) => {
  const read = parseProgramme(sample(change), 'p.yaml');
  if (read.kind !== 'faults') throw new Error('no fault was found');
  expect(read.lines.join('\n')).toMatch(new RegExp(`^p\\.yaml:\\d+: ${where.replaceAll('.', '\\.')}`, 'm'));
});

eachDatabase('what the contact person agreed to', (database) => {
  it('stands beside the file, also when another file is applied', async () => {
    const here = place(database.open().db);
    await applyProgramme(here, wanted(SAMPLE));
    await here.db.transaction().execute((trx) => programme.addPlaces(trx, 2));
    await applyProgramme(here, wanted(sample(['places: 20\n', 'places: 12\n'])));
    expect(await programme.extraPlaces(here.db)).toBe(2);
    expect((await programme.load(here.db))?.settings.places).toBe(12);
  });
});

test('apply says that what was agreed to is not to be counted in the file', async () => {
  await run('apply', SAMPLE);
  const database = await openDatabase({ kind: 'pglite', dir: join(folder, 'data', 'store') });
  await database.db.transaction().execute((trx) => programme.addPlaces(trx, 2));
  await database.close();
  const said = await run('apply', sample(['places: 20\n', 'places: 22\n']));
  expect(said).toContain('~ places: 20 → 22');
  expect(said).toContain('2 more places were agreed to by the contact person');
});
