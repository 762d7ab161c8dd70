import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseProgramme, readProgrammeFile } from '../../bot/programme-file.ts';
import { SAMPLE, sample, wanted } from './support/situation.ts';

const lines = (text: string) => {
  const read = parseProgramme(text, 'p.yaml');
  return read.kind === 'faults' ? read.lines : [];
};
const lineOf = (text: string, part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('a programme file', () => {
  it('of the sample is in order', () => {
    expect(lines(SAMPLE)).toEqual([]);
  });

  it.each([
    [
      'an unknown key, with the keys that are known',
      '  places: 20',
      '  plaatsen: 20',
      /programme\.plaatsen: is not known here; known are municipality, .*places/,
    ],
    [
      'an unknown key deep inside',
      'reach: mail',
      'reaches: mail',
      /people\.5\.reaches: is not known here; known are .*reach/,
    ],
    [
      'a week that is none',
      'start-week: when-first-applied',
      'start-week: 2026-W54',
      /an ISO week such as 2026-W48/,
    ],
    ['the sixtieth week', 'start-week: when-first-applied', 'start-week: 2026-W60', /an ISO week/],
    ['a week of a year without it', 'start-week: when-first-applied', 'start-week: 2027-W53', /an ISO week/],
    [
      'roles that exclude each other',
      'roles: [coach]',
      'roles: [coach, director]',
      /nobody is both coach and director/,
    ],
    [
      'somebody of the firm who is of the municipality too',
      'roles: [coordinator]',
      'roles: [coordinator, contact]',
      /nobody is of the firm .* and of the municipality .*: it would see who is coached by whom/,
    ],
    [
      'a role that is none',
      'roles: [office]',
      'roles: [reader]',
      /people\.8\.roles\.0: .*"director"\|"coach"/,
    ],
    ['a key that stands twice', '  places: 20', '  places: 20\n  places: 30', /places: stands here twice/],
    ['a reference', '  places: 20', '  places: *many', /references are not read/],
    ['an anchor', '  places: 20', '  places: &many 20', /references are not read/],
    ['a tab', '  places: 20', '\tplaces: 20', /[Tt]abs/],
    ['a zero byte', '  places: 20', '  places: 2\x000', /character that is no text/],
    ['a tag of its own', '  places: 20', '  places: !!js/function 20', /tag/],
    ['two documents', '\npeople:', '\n---\npeople:', /multiple documents/],
    [
      'a sibling that ends before it starts',
      '  sessions: 3',
      '  sessions: 3\n  siblings: [{ name: x, dates: [{ start: 2026-12-04, end: 2026-12-03 }] }]',
      /the end comes after the start/,
    ],
    [
      'a sibling on a day that is none',
      '  sessions: 3',
      '  sessions: 3\n  siblings: [{ name: x, dates: [{ start: 2026-02-30, end: 2026-03-01 }] }]',
      /a day such as/,
    ],
    [
      'a coach by group',
      '\ngovernance:',
      '\ngroups: [{ group: a@voorbeeld.example, roles: [coach] }]\ngovernance:',
      /groups\.0\.roles\.0/,
    ],
    [
      'a group that is no group',
      '\ngovernance:',
      '\ngroups: [{ group: directeuren, roles: [director] }]\ngovernance:',
      /object id of an Entra group, or its mail/,
    ],
  ])('with %s is refused in words', (_what, from, to, why) => {
    const found = lines(sample([from, to]));
    expect(found.join('\n')).toMatch(why);
    for (const line of found) expect(line).toMatch(/^p\.yaml:\d+: /);
  });

  it('names the line of each fault, all at once', () => {
    const text = sample(['  places: 20', '  plaatsen: 20'], ['matching: director', 'matching: nobody']);
    const found = lines(text);
    expect(found).toContainEqual(expect.stringContaining(`p.yaml:${lineOf(text, 'plaatsen: 20')}: `));
    expect(found).toContainEqual(expect.stringContaining(`p.yaml:${lineOf(text, 'matching: nobody')}: `));
  });

  it('reads siblings in the zone of the programme, and the last whole day to its end', () => {
    const dates =
      '[{ start: 2026-12-03 13:00, end: 2026-12-03T17:00 }, { start: 2026-12-10, end: 2026-12-11 }]';
    const text = sample([
      '  sessions: 3',
      `  sessions: 3\n  siblings: [{ name: leiderschapsweek, dates: ${dates} }]`,
    ]);
    const at = (time: string) => Date.parse(`${time}+01:00`);
    expect(wanted(text).settings.siblings).toEqual([
      {
        name: 'leiderschapsweek',
        dates: [
          { start: at('2026-12-03T13:00'), end: at('2026-12-03T17:00') },
          { start: at('2026-12-10T00:00'), end: at('2026-12-12T00:00') },
        ],
      },
    ]);
  });
});

/** Small in the file, large or slow when it is read without care. */
const BOMBS: readonly (readonly [string, string])[] = [
  ['a billion laughs', laughs()],
  ['a reference to itself', 'people: &a [*a]\n'],
  ['a hundred thousand keys', Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n')],
  ['a hundred thousand brackets', '['.repeat(100_000)],
  ['a hundred thousand dashes', `${'- '.repeat(100_000)}x`],
  ['a thousand levels', Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ['a million empty lines', '\n'.repeat(900_000)],
  ['a million spaces', ' '.repeat(900_000)],
  ['a line of a megabyte', `programme: ${'x'.repeat(900_000)}`],
  ['two hundred thousand people', `people:\n${'- {}\n'.repeat(150_000)}`],
];

describe('a file that is meant to hurt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'klankbord-programme-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(BOMBS)('%s is refused within five seconds, in at most 51 short lines', (_what, text) => {
    const started = performance.now();
    const found = lines(text);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(51);
    expect(Math.max(...found.map((line) => line.length))).toBeLessThan(600);
  });

  it('of 10 MB is not even read', async () => {
    const path = join(folder, 'large.yaml');
    writeFileSync(path, Buffer.alloc(10_000_000, 'a'));
    const before = process.memoryUsage().arrayBuffers;
    expect(await readProgrammeFile(path)).toEqual({ kind: 'faults', lines: [`${path}: larger than 1 MB`] });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
  });

  it.each([['/dev/zero'], [tmpdir()], ['no/such.yaml']])(
    '%s is refused, and not waited for',
    async (path) => {
      expect(await readProgrammeFile(path)).toMatchObject({
        kind: 'faults',
        lines: [expect.stringContaining('can not be read')],
      });
    },
  );

  it('in another encoding is refused by name', async () => {
    const path = join(folder, 'latin.yaml');
    writeFileSync(path, Buffer.from('programme: co\xf6rdinator', 'latin1'));
    expect(await readProgrammeFile(path)).toMatchObject({ lines: [expect.stringContaining('UTF-8')] });
  });
});

function laughs(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
  return `l0: &l0 lol\n${levels.join('\n')}\n`;
}
