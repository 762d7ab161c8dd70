import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgramme } from '../../bot/programme-command.ts';
import { missingGovernance } from '../../bot/programme-governance.ts';
import { openHouse as openCommand } from '../../bot/programme-house.ts';
import { openDatabase } from '../../bot/store/database.ts';
import { closedOrigin, fakeGraph, type Reply } from '../graph/edge/support/fake-graph.ts';
import { pgliteTemplate } from '../support/databases.ts';
import { type House, openHouse, until } from '../support/house.ts';
import { refusedServe } from '../support/serve.ts';
import { SAMPLE, sample } from './support/situation.ts';

const folder = mkdtempSync(join(tmpdir(), 'klankbord-command-'));
const DATA_DIR = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const fileOf = (text: string | Uint8Array, name = 'programme.yaml') => {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  writeFileSync(path, text);
  return path;
};

type Ran = { readonly code: number; readonly said: string; readonly complained: string };
async function run(
  args: readonly string[],
  q: { answer?: boolean; env?: Record<string, string> } = {},
): Promise<Ran> {
  const said: string[] = [];
  const complained: string[] = [];
  const { answer } = q;
  const ask = answer === undefined ? null : async () => answer;
  const terminal = {
    say: (line: string) => void said.push(line),
    complain: (line: string) => void complained.push(line),
    ask,
  };
  const code = await runProgramme({ args, env: { DATA_DIR, ...q.env }, terminal });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

async function rows(table: 'intakes' | 'installs' | 'programme') {
  const database = await openDatabase({ kind: 'pglite', dir: join(DATA_DIR, 'store') });
  try {
    return await database.db.selectFrom(table).selectAll().execute();
  } finally {
    await database.close();
  }
}

describe('npm run programme', () => {
  it('as a process of its own: checks, and says how', async () => {
    const main = fileURLToPath(new URL('../../bot/programme.ts', import.meta.url));
    const outcome = async (...args: string[]) => {
      const child = spawn(process.execPath, [main, ...args], {
        env: { DATA_DIR },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
      const [code] = await once(child, 'close');
      return { code, text };
    };
    expect(await outcome('--help')).toMatchObject({
      code: 0,
      text: expect.stringContaining('apply FILE [--yes]'),
    });
    const good = await outcome('check', fileOf(SAMPLE));
    expect(good).toMatchObject({ code: 0, text: expect.stringContaining('4 directors, 3 coaches') });
    const bad = await outcome('check', fileOf(sample(['  places: 20', '  places: many'])));
    expect(bad.code).toBe(1);
    expect(bad.text).toMatch(/^\S+programme\.yaml:12: programme\.places: [^\n]+\n$/);
    expect((await outcome('aply', 'x')).code).toBe(64);
  });

  it('check says what production would still miss', async () => {
    const { code, said } = await run(['check', fileOf(SAMPLE.slice(0, SAMPLE.indexOf('governance:')))]);
    expect(code).toBe(0);
    expect(said.match(/^! production would not start: governance\./gm)).toHaveLength(9);
  });

  it('apply only shows when nobody is there to ask, and changes on a yes', async () => {
    const path = fileOf(SAMPLE);
    expect(await run(['apply', path])).toMatchObject({
      code: 1,
      complained: expect.stringContaining('add --yes'),
    });
    expect(await run(['apply', path], { answer: false })).toMatchObject({
      code: 1,
      said: expect.stringContaining('Nothing was changed'),
    });
    expect(await rows('programme')).toEqual([]);
    const done = await run(['apply', path], { answer: true });
    expect(done).toMatchObject({ code: 0, complained: '' });
    expect(done.said).toContain('+ noor.hazelaar@voorbeeld.example: director');
    const again = await run(['apply', fileOf(sample(['  places: 20', '  places: 21'])), '--yes']);
    expect(again.said.split('\n').slice(0, 2)).toEqual(['Settings', '  ~ places: 20 → 21']);
    expect(await rows('programme')).toMatchObject([{ settings: { places: 21 } }]);
  });

  it('a broken file changes nothing', async () => {
    const before = await rows('programme');
    expect(await run(['apply', fileOf(sample(['  places: 20', '  plaatsen: 20'])), '--yes'])).toMatchObject({
      code: 1,
    });
    expect(await rows('programme')).toEqual(before);
  });

  it.each([
    ['settings of production that are wrong', { MicrosoftAppId: 'x' }, 'MicrosoftAppTenantId'],
    [
      'a database that is not there',
      { DATABASE_URL: 'postgres://klankbord@127.0.0.1:1/none' },
      'ECONNREFUSED',
    ],
    ['a directory outside this machine', { GRAPH_BASE_URL: 'https://graph.voorbeeld.example' }, 'loopback'],
  ])('says what to do about %s', async (_what, env, named) => {
    const { code, complained } = await run(['apply', fileOf(SAMPLE), '--yes'], { env });
    expect(code).toBe(78);
    expect(complained).toContain(named);
  });

  it('says that the directory can not be read, and changes nothing', async () => {
    const before = await rows('programme');
    const { code, complained } = await run(['apply', fileOf(`${SAMPLE}\n`), '--yes'], {
      env: { GRAPH_BASE_URL: await closedOrigin() },
    });
    expect(code).toBe(1);
    expect(complained).toContain('ECONNREFUSED');
    expect(await rows('programme')).toEqual(before);
  });
});

describe('install', () => {
  it('shows who would get the app and changes nothing, until somebody says yes; then it is owed once', async () => {
    expect(await run(['apply', fileOf(SAMPLE), '--yes'])).toMatchObject({ code: 0 });
    const shown = await run(['install', '--dry-run']);
    expect(shown).toMatchObject({ code: 0, complained: '' });
    expect(shown.said).toMatch(/^4 directors in Teams: 0 have the app/);
    expect(shown.said.match(/^\+ .*$/gm)).toEqual([
      '+ Bram Lijsterbes',
      '+ Joris Kamperfoelie',
      '+ Noor Hazelaar',
      '+ Yara Zilverspar',
    ]);
    expect(await run(['install'])).toMatchObject({ code: 1, complained: expect.stringContaining('--yes') });
    expect(await rows('installs')).toEqual([]);
    expect(await run(['install', '--yes'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('Owed for 4 people'),
    });
    expect(await rows('installs')).toMatchObject(Array.from({ length: 4 }, () => ({ state: 'owed' })));
    const again = await run(['install', '--yes']);
    expect(again).toMatchObject({ code: 0, said: expect.stringContaining('nobody to install it for') });
    expect(again.said).toContain('for 4 it is under way');
  });

  it('says that the catalogue can not be read, or that the app is not in it, and owes nothing', async () => {
    let reply: Reply = { status: 403, body: { error: { code: 'Forbidden', message: '' } } };
    const graph = await fakeGraph(() => reply);
    const env = { GRAPH_BASE_URL: graph.origin, DATA_DIR: join(folder, 'elsewhere') };
    const applied = await run(['apply', fileOf(SAMPLE), '--yes'], { env: { DATA_DIR: env.DATA_DIR } });
    expect(applied.code).toBe(0);
    expect((await run(['install', '--yes'], { env })).complained).toContain('AppCatalog.Read.All');
    reply = { status: 200, body: { value: [{ id: 'x', distributionMethod: 'sideloaded' }] } };
    const none = await run(['install', '--yes'], { env });
    expect(none).toMatchObject({ code: 1, complained: expect.stringContaining('npm run package') });
  });
});

describe('beside local mode', () => {
  let house: House;
  const store = join(folder, 'running', 'store');
  beforeAll(async () => {
    house = await openHouse({ store: { kind: 'pglite', dir: store, template: await pgliteTemplate() } });
  });
  afterAll(() => house.stop());

  it('says plainly that the folder is in use', async () => {
    const { code, complained } = await run(['apply', fileOf(SAMPLE), '--yes'], {
      env: { DATA_DIR: join(folder, 'running') },
    });
    expect(code).toBe(78);
    expect(complained).toContain('local mode is running');
  });

  it('a programme that another process applied is seen within seconds', async () => {
    const { c, engine } = house.parts;
    const settings = { ...engine.programme(), places: 33 };
    await c.db
      .updateTable('programme')
      .set({ settings: JSON.stringify(settings) })
      .execute();
    await until(() => engine.programme().places === 33);
  });
});

describe('import', () => {
  beforeAll(
    async () =>
      void (await run([
        'apply',
        fileOf(
          sample(
            ['  places: 20', '  places: 3'],
            ['themes: [conviction, neutral, limits]', 'max-directors: 1\n      themes: [conviction]'],
          ),
        ),
        '--yes',
      ])),
  );

  const NOOR = 'noor.hazelaar@voorbeeld.example';
  const BRAM = 'bram.lijsterbes@voorbeeld.example';
  const load = (csv: string | Uint8Array, ...more: string[]) =>
    run(['import', fileOf(csv, 'people.csv'), ...more]);

  it.each([
    ['a formula', `naam;e-mail;coach\n=1+1;${NOOR};`, /:2: name: starts like a formula/],
    ['a formula by an at sign', `e-mail;coach\n@sum(a1);`, /:2: mail: starts like a formula/],
    [
      'a person twice',
      `e-mail;coach\n${NOOR};\n\n${NOOR.toUpperCase()};`,
      /:4: noor\.\S+ stands on line 2 too/,
    ],
    [
      'somebody unknown in the directory',
      `e-mail;coach\nniemand@voorbeeld.example;`,
      /:2: niemand@\S+ is not known in the directory/,
    ],
    ['somebody who is no director', `e-mail;coach\nruben.vlierbes@voorbeeld.example;`, /:2: ruben\S+ is not/],
    ['a coach who is none', `e-mail;coach\n${NOOR};Ruben Vlierbes`, /:2: the coach is not a coach/],
    [
      'more sessions than there are',
      `e-mail;coach;sessies gehouden\n${NOOR};Tygo Duindoorn;4`,
      /:2: 4 sessions held, and the programme has 3/,
    ],
    [
      'sessions that are no number',
      `e-mail;coach;sessies gehouden\n${NOOR};Tygo Duindoorn;twee`,
      /:2: held sessions: write a whole number/,
    ],
    [
      'sessions without a coach',
      `e-mail;sessies gehouden\n${NOOR};1`,
      /:2: sessions were held, but with which coach/,
    ],
    [
      'a coach with too many',
      `e-mail;coach\n${NOOR};Mila Waterlelie\n${BRAM};Mila Waterlelie`,
      /:3: Mila Waterlelie has 1 directors already/,
    ],
    ['no address', `e-mail;coach\n;Tygo Duindoorn`, /:2: has no e-mail or upn/],
    ['no header', `${NOOR};Tygo Duindoorn`, /has no header row/],
    ['no column that says who', `naam;coach\nNoor Hazelaar;Tygo Duindoorn`, /has no column e-mail or upn/],
    ['nothing in it', '', /is empty/],
    ['zero bytes', `e-mail;coach\n${NOOR};\0`, /holds empty bytes/],
  ])('with %s names the row and its reason', async (_what, csv, why) => {
    const good = `joris.kamperfoelie@voorbeeld.example;Tygo Duindoorn\n`;
    const text = csv.startsWith('e-mail;coach\n') ? `${csv}\n${good}` : csv;
    const { code, complained } = await load(text, '--yes');
    expect(complained).toMatch(why);
    expect(code).toBe(1);
  });

  it('loaded nobody of all those, not even the good rows between', async () => {
    expect(await rows('intakes')).toEqual([]);
  });

  it('shows first, and loads on a yes: with the coach, the sessions before, and wishes that are open', async () => {
    const csv = `Stand per 1 november;;;\n;;;\nNaam;E-mail adres;Coach;Gehouden sessies;Telefoon\nNoor;${NOOR};Tygo Duindoorn;2;+31 10\n"Bram;\nL.";${BRAM};;;\n`;
    const shown = await load(csv);
    expect(shown).toMatchObject({ code: 1, complained: expect.stringContaining('add --yes') });
    expect(shown.said).toMatch(/2 rows, utf-8, separated by ;.*\nnot read: Telefoon\n/);
    expect(shown.said).toContain('+ Noor Hazelaar: coached by Tygo Duindoorn; 2 sessions held before');
    expect(shown.said).toContain('Bram Lijsterbes: no coach in the file: nothing is loaded, may sign up');
    expect(await rows('intakes')).toEqual([]);
    expect(await load(csv, '--yes')).toMatchObject({
      code: 0,
      said: expect.stringContaining('Loaded 1 people.'),
    });
    expect(await rows('intakes')).toMatchObject([
      { state: 'coached', sessions_before: 2, consented_at: null },
    ]);
    const again = await load(csv, '--yes');
    expect(again).toMatchObject({
      code: 0,
      said: expect.stringContaining('Noor Hazelaar: stands so already'),
    });
    const other = await load(`e-mail;coach\n${NOOR};Salma Korenbloem`, '--yes');
    expect(other.complained).toContain('is already on the way in the chat');
  });

  it.each([
    ['comma, UTF-8 with a mark', Buffer.from(`\ufeffupn,naam\n${BRAM},Renée`), 'utf-8, separated by ,'],
    [
      'tab, UTF-16 with a mark',
      Buffer.from(`\ufeffupn\tnaam\n${BRAM}\tRenée`, 'utf16le'),
      'utf-16le, separated by tab',
    ],
    [
      'semicolon, UTF-16 without a mark',
      Buffer.from(`upn;naam\n${BRAM};Renée`, 'utf16le'),
      'utf-16le, separated by ;',
    ],
    [
      'UTF-16 the other way round',
      Buffer.from(`\ufeffupn;naam\n${BRAM};Renée`, 'utf16le').swap16(),
      'utf-16be',
    ],
    [
      'semicolon, Windows-1252',
      Buffer.from(`upn;naam\r\n${BRAM};Ren\xe9e \x80\r\n`, 'latin1'),
      'windows-1252, separated by ;',
    ],
  ])('reads %s', async (_what, bytes, named) => {
    const { code, said } = await load(bytes);
    expect(said).toContain(named);
    expect(said).toContain('Bram Lijsterbes: no coach in the file');
    expect(code).toBe(0);
  });

  it('of somebody leaves their wishes open, sealed under their own key', async () => {
    const opened = await openCommand({ env: { DATA_DIR }, path: 'x', file: null });
    if (opened.kind === 'faults') throw new Error(opened.lines.join());
    const { house } = opened;
    const { id, director, preferences_sealed } = await house.db
      .selectFrom('intakes')
      .selectAll()
      .executeTakeFirstOrThrow();
    const place = { table: 'intakes', column: 'preferences_sealed', row: id };
    const wishes =
      preferences_sealed && (await house.openBox().open(house.db, director, place, preferences_sealed));
    await house.close();
    expect(wishes).toMatchObject({ length: 60, place: 'teams', days: [], avoid: null });
  });
});

describe('production', () => {
  it('does not start without governance: a line for each item and why', async () => {
    const settings = {
      MicrosoftAppId: '5b7f9a52-8c1e-4f0a-9d3e-6a2f4c8b1d70',
      MicrosoftAppTenantId: '5b7f9a52-8c1e-4f0a-9d3e-6a2f4c8b1d70',
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppPassword: 'x',
      PUBLIC_URL: 'https://gesprekken.voorbeeld.example',
      DATABASE_URL: 'postgres://klankbord@127.0.0.1:1/none',
      DATA_KEYS: `one:${'A'.repeat(43)}=`,
    };
    const partly = sample([
      '  register-entry: register of processing, entry VOORBEELD-0000 (verzonnen)\n',
      '',
    ]);
    const none = SAMPLE.slice(0, SAMPLE.indexOf('governance:'));
    const refused = await refusedServe({ ...settings, PROGRAMME: fileOf(partly) });
    expect(refused.code).toBe(78);
    expect(refused.lines).toEqual([
      expect.stringMatching(/PROGRAMME: governance\.register-entry: is missing: .*GDPR article 30/),
    ]);
    const bare = await refusedServe({ ...settings, PROGRAMME: fileOf(none) });
    expect(bare).toMatchObject({
      code: 78,
      lines: missingGovernance(undefined).map((line) => `klankbord: PROGRAMME: ${line}`),
    });
  });
});
