import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rings of the house. A file belongs to the first ring whose path it starts with. */
const RINGS = [
  ['collector', ['bot/collector']],
  ['rules', ['bot/rules/']],
  ['ports', ['bot/ports.ts']],
  ['store', ['bot/store/']],
  ['flows', ['bot/flows/']],
  ['work', ['bot/work/']],
  ['teams', ['bot/teams/']],
  ['http', ['bot/http/']],
  ['ics', ['bot/ics/']],
  ['local', ['bot/local/', 'bot/local.ts', 'bot/web/local/']],
  ['outlook', ['graph/local/']],
  [
    'commands',
    [
      'bot/programme.ts',
      'bot/programme-command.ts',
      'bot/programme-house.ts',
      'bot/programme-import.ts',
      'bot/programme-install.ts',
    ],
  ],
  ['manifest', ['manifest/']],
  ['cards', ['cards/']],
  ['graph', ['graph/']],
  [
    'parts',
    [
      'bot/parts.ts',
      'bot/main.ts',
      'bot/config.ts',
      'bot/config-values.ts',
      'bot/clock.ts',
      'bot/log.ts',
      'bot/key-file.ts',
      'bot/graph-settings.ts',
      'bot/csv.ts',
      'bot/programme-file.ts',
      'bot/programme-governance.ts',
      'bot/programme-parse.ts',
      'bot/programme-keys.ts',
      'bot/programme-schema.ts',
      'bot/programme-warnings.ts',
    ],
  ],
] as const satisfies readonly (readonly [string, readonly string[]])[];
type Ring = (typeof RINGS)[number][0];

/** What each ring may import, beside itself. `types` in front: only with `import type`. */
const ALLOWED: Readonly<Record<Ring, readonly string[]>> = {
  collector: ['rules'],
  rules: [],
  ports: ['types rules'],
  cards: ['rules'],
  store: ['types rules', 'types ports', 'types cards'],
  flows: ['rules', 'store', 'types ports', 'cards'],
  teams: ['flows', 'cards', 'types ports', 'rules'],
  http: ['flows', 'cards', 'types ports', 'types rules', 'types log'],
  graph: ['types ports', 'types rules'],
  manifest: ['parts', 'store', 'types rules', 'rules'],
  work: ['flows', 'store', 'cards', 'types ports', 'rules', 'types log'],
  ics: ['types ports', 'rules'],
  // The zones of Windows: a list, no rule.
  outlook: ['rules'],
  local: ['parts', 'teams', 'store', 'types ports', 'graph', 'outlook', 'cards', 'types log', 'rules'],
  // Like the two entries, a command works with what production or local mode would use.
  commands: ['parts', 'flows', 'store', 'teams', 'types ports', 'graph', 'local'],
  parts: ['rules', 'store', 'flows', 'work', 'teams', 'http', 'ics', 'graph', 'ports', 'cards'],
};

/** Packages that only one ring knows; the rest of the house is free of them. */
const OWNERS: readonly (readonly [RegExp, readonly Ring[]])[] = [
  [/^(botbuilder|botframework-)/, ['teams']],
  [/^@microsoft\/microsoft-graph-client/, ['graph']],
  [/^@azure\/identity/, ['graph']],
  [/^@azure\/msal-node/, ['teams']],
  [/^(kysely|pg|pg-boss|@electric-sql)/, ['store']],
  [/^adaptivecards/, ['local']],
  [/^ical\.js/, ['ics']],
  [/^node:sqlite/, ['store', 'local', 'outlook', 'collector']],
];

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

function sources(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(dir, file));
}

const files = [...sources('bot'), ...sources('cards'), ...sources('graph'), ...sources('manifest')];

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(/^(import|export)\s+(type\s)?([^;'"]*?from\s+)?['"]([^'"]+)['"]/gm);
  return [...statements].map(([, , type, names = '', to = '']) => {
    const each = /\{([^}]*)\}/.exec(names)?.[1]?.split(',') ?? [];
    const allTypes =
      each.length > 0 && each.every((name) => name.trim() === '' || name.trim().startsWith('type '));
    return { from: file, to, typeOnly: type !== undefined || allTypes };
  });
}

function ringOf(file: string): Ring | null {
  return RINGS.find(([, starts]) => starts.some((start) => file.startsWith(start)))?.[0] ?? null;
}

function trespasses(i: Import): boolean {
  const from = ringOf(i.from);
  if (!i.to.startsWith('.'))
    return !OWNERS.every(
      ([name, rings]) => !name.test(i.to) || (from && (rings as readonly Ring[]).includes(from)),
    );
  const target = normalize(join(dirname(i.from), i.to));
  const to = ringOf(target);
  if (from === null || to === null) return true;
  if (from === to) return false;
  const allowed = ALLOWED[from];
  if (allowed.includes(to) || (i.typeOnly && allowed.includes(`types ${to}`))) return false;
  // The log is a type that every edge may name.
  return !(i.typeOnly && target === 'bot/log.ts' && allowed.includes('types log'));
}

describe('the rings', () => {
  it('hold every source file', () => {
    expect(files.filter((file) => ringOf(file) === null)).toEqual([]);
  });

  it('import only inwards', () => {
    const wrong = files.flatMap(importsOf).filter(trespasses);
    expect(wrong.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  it('would notice a trespass', () => {
    const forged = [
      { from: 'bot/rules/slots.ts', to: '../store/cards.ts', typeOnly: false },
      { from: 'bot/flows/turn.ts', to: 'botbuilder', typeOnly: true },
      { from: 'bot/store/people.ts', to: '../rules/intake.ts', typeOnly: false },
      { from: 'bot/main.ts', to: './local/start.ts', typeOnly: false },
      { from: 'bot/work/mail.ts', to: '../../graph/mail.ts', typeOnly: false },
    ];
    expect(forged.filter(trespasses)).toEqual(forged);
  });

  it('leave process.env to the configuration', () => {
    const readers = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
    expect(readers).toEqual(['bot/config.ts']);
  });

  it('keep rules pure', () => {
    const impure = /\b(Date\.now|new Date\(\)|Math\.random|fetch\(|Temporal\.Now|process\.)/;
    expect(sources('bot/rules').filter((file) => impure.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
