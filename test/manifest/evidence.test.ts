import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_PROGRAMME } from '../../bot/config.ts';
import { readProgrammeFile } from '../../bot/programme-file.ts';
import { checkMap } from '../../manifest/evidence/check-map.ts';
import { graphCalls, readSources, type Source } from '../../manifest/evidence/code.ts';
import { DATA_MAP } from '../../manifest/evidence/data-map.ts';
import { checkCode, type Facts, gatherFacts } from '../../manifest/evidence/facts.ts';
import { type EvidenceFile, evidenceFiles } from '../../manifest/evidence/files.ts';
import { forbiddenSample } from '../../manifest/evidence/log-samples.ts';
import { CALLS } from '../../manifest/evidence/permissions.ts';
import { packagesOf, sbom, unlicensed } from '../../manifest/evidence/sbom.ts';
import { packageVersion, VALUES } from './support.ts';

let facts: Facts;
let files: readonly EvidenceFile[];

async function write(): Promise<readonly EvidenceFile[]> {
  const read = await readProgrammeFile(SAMPLE_PROGRAMME);
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const { APP_ID: appId, PUBLIC_URL: publicUrl } = VALUES;
  const config = { appId, graphAppId: appId, publicUrl, programme: SAMPLE_PROGRAMME, sample: false };
  return evidenceFiles(facts, { config, programme: read.file, version: packageVersion() });
}

function page(name: string): string {
  const found = files.find((file) => file.name === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found.text;
}

beforeAll(async () => {
  const gathered = await gatherFacts();
  // Each line says what to describe, and where.
  if (gathered.kind === 'faults') throw new Error(gathered.lines.join('\n'));
  facts = gathered.value;
  files = await write();
}, 60_000);

describe('the evidence', () => {
  it('has a page for each reader in each language, and the same bytes twice', async () => {
    expect(files.map(({ name }) => name).sort()).toEqual([
      'administrator.en.md',
      'administrator.nl.md',
      'privacy.en.md',
      'privacy.nl.md',
      'sbom.cdx.json',
      'works-council.en.md',
      'works-council.nl.md',
    ]);
    expect(await write()).toEqual(files);
  });

  it('names every call of Graph with the line that makes it', () => {
    const text = page('administrator.nl.md');
    for (const { call } of CALLS) expect(text).toContain(`\`${call}\``);
    for (const { file, line } of facts.calls) {
      expect(text).toContain(`\`${file}:${line}\``);
      expect(readFileSync(file, 'utf8').split('\n')[line - 1]).toMatch(/method: '[A-Z]+'/);
    }
  });

  it('scopes to the mailbox of the programme file, and takes it all back', () => {
    const text = page('administrator.en.md');
    expect(text).toContain(
      `-RecipientRestrictionFilter "PrimarySmtpAddress -eq 'gesprekken@voorbeeld.example'"`,
    );
    expect(text).toContain(`$app = '${VALUES.APP_ID}'`);
    const made = [...text.matchAll(/New-(ManagementRoleAssignment|ManagementScope) -Name '([^']+)'/g)];
    expect(made).toHaveLength(5);
    for (const [, noun, name] of made) expect(text).toContain(`Remove-${noun} -Identity '${name}'`);
  });

  it('shows every table and column, and which are encrypted', () => {
    const text = page('privacy.nl.md');
    for (const { name, columns } of facts.tables) {
      expect(text).toContain(`### ${name}`);
      for (const column of columns) expect(text).toContain(`| \`${column.name}\` |`);
    }
    expect(text).toContain('| `preferences_sealed` | versleuteld met de sleutel van één persoon |');
    expect(text).not.toContain('undefined');
  });

  it('says the same in both languages: as many headings, rows and code', () => {
    const shape = (text: string) => text.split('\n').map((line) => /^(#+|\||-|```)/.exec(line)?.[0] ?? '');
    for (const reader of ['administrator', 'privacy', 'works-council'])
      expect(shape(page(`${reader}.en.md`))).toEqual(shape(page(`${reader}.nl.md`)));
  });

  it('shows log lines that the real logger made, without what it may not say', () => {
    const { given, written } = forbiddenSample();
    expect(given).toContain('noor.hazelaar');
    expect(written).not.toMatch(/noor|slaap|eyJ0/);
    expect(page('works-council.nl.md')).toContain(written);
    expect(facts.log.length).toBeGreaterThan(10);
    for (const { event } of facts.log) expect(page('privacy.en.md')).toContain(`"event":"${event}"`);
  });
});

describe('what nobody described fails by name', () => {
  const withText = (file: string, change: (text: string) => string): readonly Source[] =>
    readSources().map((source) => (source.file === file ? { file, text: change(source.text) } : source));

  it('a table, a column, and one that is gone', () => {
    const diary = { name: 'diary', columns: [{ name: 'id', type: 'uuid' }] };
    const wider = facts.tables.map((table) =>
      table.name === 'people'
        ? { ...table, columns: [...table.columns, { name: 'mood', type: 'text' }] }
        : table,
    );
    const gone = wider.filter(({ name }) => name !== 'links');
    expect(checkMap([...gone, diary])).toEqual([
      'the column "people.mood" is not described; do so in manifest/evidence/data-map.ts',
      'the table "diary" is not described; do so in manifest/evidence/data-map.ts',
      'manifest/evidence/data-map.ts: the table "links" is described and does not exist; leave it out',
    ]);
  });

  it('a column that is called encrypted and is not', () => {
    const { drafts, ...others } = DATA_MAP;
    if (!drafts) throw new Error('no drafts');
    const plain = {
      ...others,
      drafts: { ...drafts, columns: { ...drafts.columns, data_sealed: 'choice' as const } },
    };
    expect(checkMap(facts.tables, plain)).toEqual([
      'manifest/evidence/data-map.ts: "drafts.data_sealed" is described as "choice", but it is encrypted',
    ]);
  });

  it('a call of Graph that is new, and one that is gone', () => {
    const sources = withText('graph/mail.ts', (text) => text.replace('/sendMail', '/messages'));
    expect(checkCode(sources)).toEqual([
      expect.stringMatching(
        /^graph\/mail\.ts:\d+: the call of Graph "POST \/users\/\{id\}\/messages" is not described/,
      ),
      'manifest/evidence/permissions.ts: the call of Graph "POST /users/{id}/sendMail" is described and not in use; leave it out',
    ]);
  });

  it('a call of Graph that can not be read', () => {
    const sources = withText('graph/mail.ts', (text) => text.replace(/path: `[^`]*`/, 'path: somewhere'));
    expect(graphCalls(sources).faults).toEqual([
      expect.stringMatching(/^graph\/mail\.ts:\d+: a call of Graph without its path/),
    ]);
  });

  it('a host, an address and a log line', () => {
    const sources = withText('bot/http/server.ts', (text) =>
      text
        .replace(
          "app.get('/healthz'",
          "app.get('/metrics', stats('https://telemetry.elsewhere.net'));\n  app.get('/healthz'",
        )
        .concat("\nlog.info(fields, `hello`);\nlog.warn({ event: 'odd', subject: 1 }, 'odd');\n"),
    );
    expect(checkCode(sources)).toEqual([
      expect.stringMatching(/^bot\/http\/server\.ts:\d+: a log call that can not be read/),
      'bot/http/server.ts: odd logs "subject", which the allow-list drops',
      'bot/http/server.ts: the host "telemetry.elsewhere.net" is not described; do so in manifest/evidence/network.ts',
      'bot/http/server.ts: the address "GET /metrics" is not described; do so in manifest/evidence/network.ts',
    ]);
  });
});

describe('the list of software', () => {
  const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));

  it('holds what production needs and nothing that is for development', () => {
    const names = new Set(packagesOf(lock).map(({ name }) => name));
    const wanted = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of Object.keys(wanted.dependencies)) expect(names).toContain(name);
    expect(names).not.toContain('vitest');
    expect(names).not.toContain('playwright-core');
  });

  it('is CycloneDX in which every reference stands for a component, each once', () => {
    const { components, dependencies, metadata, specVersion } = JSON.parse(facts.sbom);
    expect(specVersion).toBe('1.6');
    const refs: string[] = [metadata.component, ...components].map((part) => part['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    for (const { ref, dependsOn } of dependencies)
      for (const one of [ref, ...dependsOn]) expect(refs).toContain(one);
    expect(dependencies).toHaveLength(refs.length);
  });

  it('follows a package to the copy that stands inside it', () => {
    const package_ = (version: string, needs: Record<string, string> = {}) => ({
      version,
      license: 'MIT',
      dependencies: needs,
    });
    const packages = {
      '': { dependencies: { a: '1', b: '1' } },
      'node_modules/a': package_('1.0.0', { b: '2' }),
      'node_modules/a/node_modules/b': package_('2.0.0', { c: '1' }),
      'node_modules/b': package_('1.0.0'),
      'node_modules/c': package_('1.0.0'),
      'node_modules/only-for-tests': { ...package_('1.0.0'), dev: true },
    };
    const { dependencies } = JSON.parse(
      sbom({ name: 'house', version: '1.0.0', lockfileVersion: 3, packages }),
    );
    expect(
      Object.fromEntries(dependencies.map((d: { ref: string; dependsOn: string[] }) => [d.ref, d.dependsOn])),
    ).toEqual({
      'house@1.0.0': ['a@1.0.0', 'b@1.0.0'],
      'a@1.0.0': ['b@2.0.0'],
      'b@2.0.0': ['c@1.0.0'],
      'b@1.0.0': [],
      'c@1.0.0': [],
    });
  });

  it('fails by name on a package without a licence', () => {
    const packages = { '': {}, 'node_modules/odd': { version: '1.0.0' } };
    const odd = packagesOf({ name: 'house', version: '1.0.0', lockfileVersion: 3, packages });
    expect(unlicensed(odd)).toEqual(['package-lock.json: odd@1.0.0 names no licence']);
  });
});
