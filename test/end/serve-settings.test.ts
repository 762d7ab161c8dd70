import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProductionConfig, SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { refusedServe, type Settings } from '../support/serve.ts';
import { programmeOf } from '../support/serve-programme.ts';

const GUID = '5b7f9a52-8c1e-4f0a-9d3e-6a2f4c8b1d70';
const KEY = `one:${'A'.repeat(43)}=`;
const LOOPBACK = 'http://127.0.0.1:4000';
const GOOD: Settings = {
  MicrosoftAppId: GUID,
  MicrosoftAppTenantId: GUID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppPassword: 'teams-secret',
  AZURE_TENANT_ID: GUID,
  AZURE_CLIENT_ID: GUID,
  AZURE_CLIENT_SECRET: 'graph-secret',
  PUBLIC_URL: 'https://gesprekken.voorbeeld.example',
  PROGRAMME: SAMPLE_PROGRAMME,
  DATABASE_URL: 'postgres://klankbord@127.0.0.1/klankbord',
  DATA_KEYS: KEY,
};
const TEST_CLOUD: Settings = {
  ...GOOD,
  ALLOW_LOOPBACK_CLOUD: '1',
  PUBLIC_URL: LOOPBACK,
  GRAPH_BASE_URL: LOOPBACK,
  GRAPH_RECORD: '.tmp/graph.jsonl',
  AZURE_AUTHORITY_HOST: 'https://127.0.0.1:4001',
  TEAMS_OPENID_METADATA_URL: `${LOOPBACK}/metadata`,
  TEAMS_LOGIN_URL: `https://localhost:4001/${GUID}`,
  TEAMS_TOKEN_ISSUER: 'https://issuer.voorbeeld.example',
};
/** Removed. */
const NONE = '';

/** What is changed, and the settings that the lines then name. */
const UNSAFE: readonly (readonly [change: Settings, named: readonly string[]])[] = [
  [{ MicrosoftAppId: NONE }, ['MicrosoftAppId']],
  [{ MicrosoftAppId: 'klankbord' }, ['MicrosoftAppId']],
  [{ MicrosoftAppTenantId: NONE }, ['MicrosoftAppTenantId']],
  [{ MicrosoftAppTenantId: 'voorbeeld.example' }, ['MicrosoftAppTenantId']],
  [{ MicrosoftAppType: NONE }, ['MicrosoftAppType']],
  [{ MicrosoftAppType: 'MultiTenant' }, ['MicrosoftAppType']],
  [{ MicrosoftAppType: 'Singletenantt' }, ['MicrosoftAppType']],
  [{ MicrosoftAppType: 'singletenant' }, ['MicrosoftAppType']],
  [{ MicrosoftAppId: NONE, MicrosoftAppType: NONE }, ['MicrosoftAppType', 'MicrosoftAppId']],
  [{ MicrosoftAppPassword: NONE }, ['MicrosoftAppPassword']],
  [{ MicrosoftAppCertificatePath: 'no/such.pem' }, ['MicrosoftAppCertificatePath']],
  [{ MicrosoftAppFederatedTokenFile: 'no/such' }, ['MicrosoftAppFederatedTokenFile']],
  [{ AZURE_TENANT_ID: NONE }, ['AZURE_TENANT_ID']],
  [{ AZURE_TENANT_ID: 'a/b' }, ['AZURE_TENANT_ID']],
  [{ AZURE_CLIENT_ID: NONE }, ['AZURE_CLIENT_ID']],
  [{ AZURE_CLIENT_ID: 'graph' }, ['AZURE_CLIENT_ID']],
  [{ AZURE_CLIENT_SECRET: NONE, AZURE_CLIENT_ID: 'graph' }, ['AZURE_CLIENT_ID']],
  [{ AZURE_CLIENT_CERTIFICATE_PATH: 'no/such.pem' }, ['AZURE_CLIENT_CERTIFICATE_PATH']],
  [{ AZURE_FEDERATED_TOKEN_FILE: 'no/such' }, ['AZURE_FEDERATED_TOKEN_FILE']],
  [{ PUBLIC_URL: NONE }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'gesprekken.voorbeeld.example' }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'http://gesprekken.voorbeeld.example' }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: LOOPBACK }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'https://gesprekken.voorbeeld.example/bot' }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'https://gesprekken.voorbeeld.example/?a=b' }, ['PUBLIC_URL']],
  [{ PUBLIC_URL: 'https://a:b@gesprekken.voorbeeld.example' }, ['PUBLIC_URL']],
  [{ PROGRAMME: NONE }, ['PROGRAMME']],
  [{ PROGRAMME: 'no/such.yaml' }, ['PROGRAMME']],
  [{ DATABASE_URL: NONE }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'mysql://127.0.0.1/klankbord' }, ['DATABASE_URL']],
  [{ DATABASE_URL: 'postgres:klankbord' }, ['DATABASE_URL']],
  [{ DATA_KEYS: NONE }, ['DATA_KEYS']],
  [{ DATA_KEYS: 'one:c2hvcnQ=' }, ['DATA_KEYS']],
  [{ DATA_KEYS: `${KEY}!` }, ['DATA_KEYS']],
  [{ DATA_KEYS: `${KEY},` }, ['DATA_KEYS']],
  [{ DATA_KEYS: `${KEY},${KEY}` }, ['DATA_KEYS']],
  [{ PORT: '80a' }, ['PORT']],
  [{ PORT: '-1' }, ['PORT']],
  [{ PORT: '65536' }, ['PORT']],
  [{ GRAPH_RECORD: 'graph.jsonl' }, ['GRAPH_RECORD']],
];
const LOOPBACK_ONLY = [
  'GRAPH_BASE_URL',
  'AZURE_AUTHORITY_HOST',
  'TEAMS_OPENID_METADATA_URL',
  'TEAMS_LOGIN_URL',
];

describe('unsafe settings are refused, a line for each', () => {
  it('and safe ones are not', () => {
    expect(linesOf(GOOD)).toEqual([]);
    expect(linesOf(TEST_CLOUD)).toEqual([]);
    expect(linesOf({ ...GOOD, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: NONE })).toEqual([]);
    expect(
      linesOf({ ...GOOD, AZURE_CLIENT_SECRET: NONE, AZURE_TENANT_ID: NONE, AZURE_CLIENT_ID: NONE }),
    ).toEqual([]);
    expect(linesOf({ ...GOOD, DATA_KEYS: `two:${'B'.repeat(43)}=, ${KEY}` })).toEqual([]);
  });

  it.each(UNSAFE)('%j', (change, named) => {
    expect(linesOf({ ...GOOD, ...change }).map(nameOf)).toEqual(named);
  });

  it.each([...LOOPBACK_ONLY, 'TEAMS_TOKEN_ISSUER'])('%s without ALLOW_LOOPBACK_CLOUD=1', (name) => {
    const value = TEST_CLOUD[name] ?? '';
    expect(linesOf({ ...GOOD, [name]: value }).map(nameOf)).toEqual([name]);
    expect(linesOf({ ...GOOD, ALLOW_LOOPBACK_CLOUD: 'true', [name]: value }).map(nameOf)).toEqual([name]);
  });

  it.each(LOOPBACK_ONLY)('%s on another machine, with it', (name) => {
    for (const host of [
      'graph.voorbeeld.example',
      '127.0.0.1.voorbeeld.example',
      '127.0.0.1@voorbeeld.example',
      '10.0.0.1',
    ])
      expect(linesOf({ ...TEST_CLOUD, [name]: `https://${host}` }).map(nameOf), host).toEqual([name]);
  });

  it.each(['AZURE_AUTHORITY_HOST', 'TEAMS_LOGIN_URL'])('%s over http, with it', (name) => {
    expect(linesOf({ ...TEST_CLOUD, [name]: LOOPBACK }).map(nameOf)).toEqual([name]);
  });

  it('PUBLIC_URL over http on another machine, with it', () => {
    const change = { PUBLIC_URL: 'http://gesprekken.voorbeeld.example' };
    expect(linesOf({ ...TEST_CLOUD, ...change }).map(nameOf)).toEqual(['PUBLIC_URL']);
  });

  it('a password that was left behind does not take the place of a managed identity', () => {
    const read = readProductionConfig({ ...GOOD, MicrosoftAppType: 'UserAssignedMSI' });
    expect(read).toMatchObject({ kind: 'read', value: { config: { teams: { proof: null } } } });
  });
});

describe('npm run serve ends with 78', () => {
  const folder = mkdtempSync(join(tmpdir(), 'klankbord-settings-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const fileOf = (text: string) => {
    const file = join(folder, 'programme.yaml');
    writeFileSync(file, text);
    return file;
  };

  it('without any setting: every one that is needed is named', async () => {
    const { code, lines, log } = await refusedServe({ PORT: '0' });
    expect({ code, log }).toEqual({ code: 78, log: [] });
    const needed = ['PUBLIC_URL', 'PROGRAMME', 'MicrosoftAppType', 'MicrosoftAppId', 'MicrosoftAppTenantId'];
    expect(lines.map(nameOf)).toEqual([...needed, 'DATABASE_URL', 'DATA_KEYS']);
  });

  it('with all faults at once, the lines of the programme file too, and no secret in them', async () => {
    const programme = fileOf(programmeOf({ directors: 2 }).replace('places: 60', 'places: many'));
    const odd = {
      MicrosoftAppType: 'MultiTenant',
      PUBLIC_URL: 'http://a.example',
      DATA_KEYS: 'one:top-secret',
    };
    const { code, lines, log } = await refusedServe({
      ...GOOD,
      ...odd,
      GRAPH_BASE_URL: LOOPBACK,
      PROGRAMME: programme,
    });
    expect({ code, log }).toEqual({ code: 78, log: [] });
    expect(lines.map(nameOf)).toEqual([
      'PUBLIC_URL',
      'MicrosoftAppType',
      'GRAPH_BASE_URL',
      'DATA_KEYS',
      'PROGRAMME',
    ]);
    expect(lines.join('\n')).not.toMatch(/secret/);
  });

  it.each([
    ['a value that is none', (text: string) => text.replace('places: 60', 'places: many'), 'places: many'],
    ['a key that is not known', (text: string) => text.replace('places: 60', 'plaatsen: 60'), null],
    ['text that is no YAML', (text: string) => text.replace('places: 60', 'places: [60'), null],
    ['a reference', (text: string) => text.replace('places: 60', 'places: *sixty'), 'places: *sixty'],
  ])('on a programme file with %s, naming the line', async (_what, broken, at) => {
    const text = broken(programmeOf({ directors: 2 }));
    const { code, lines } = await refusedServe({ ...GOOD, PROGRAMME: fileOf(text) });
    expect(code).toBe(78);
    expect(
      lines.every((line) => /^klankbord: PROGRAMME: \S+programme\.yaml:\d+: /.test(line)),
      lines.join('\n'),
    ).toBe(true);
    const line = at === null ? null : text.split('\n').findIndex((one) => one.includes(at)) + 1;
    if (line !== null) expect(lines.join('\n')).toContain(`programme.yaml:${line}: `);
  });

  it('on a programme file that can not be read', async () => {
    const { code, lines } = await refusedServe({ ...GOOD, PROGRAMME: folder });
    expect({ code, names: lines.map(nameOf) }).toEqual({ code: 78, names: ['PROGRAMME'] });
  });
});

/** As the operator reads them; the same function makes them for the process. */
function linesOf(settings: Settings): readonly string[] {
  const read = readProductionConfig(settings);
  return read.kind === 'faults' ? read.lines : [];
}

function nameOf(line: string): string {
  return line.replace(/^klankbord: /, '').split(':')[0] ?? '';
}
