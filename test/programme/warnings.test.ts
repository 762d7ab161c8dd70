import { describe, expect, it } from 'vitest';
import { parseProgramme } from '../../bot/programme-file.ts';
import { warnings } from '../../bot/programme-warnings.ts';
import { SAMPLE, sample } from './support/situation.ts';

function warned(text: string): readonly string[] {
  const read = parseProgramme(text, 'p.yaml');
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  return warnings(read.file);
}

const MILA_HOURS = `        mon: [{ from: "09:00", to: "17:00" }]
        tue: [{ from: "09:00", to: "17:00" }]
        thu: [{ from: "09:00", to: "17:00" }]
`;

describe('a programme file that is in order', () => {
  it('of the sample needs no warning', () => {
    expect(warned(SAMPLE)).toEqual([]);
  });

  it.each([
    [
      'a calendar that only local mode reads',
      sample([
        '      themes: [conviction, neutral, limits]',
        '      calendar: ics\n      ics: "http://127.0.0.1:8080/geheim/a.ics"\n      themes: [limits]',
      ]),
      /mila\.waterlelie\S+: the ics address is one on this machine, which only local mode reads/,
    ],
    [
      'a coach who works when no director can be asked',
      sample([
        MILA_HOURS,
        '        sat: [{ from: "09:00", to: "17:00" }]\n        mon: [{ from: "18:00", to: "20:00" }]\n',
      ]),
      /mila\.waterlelie\S+: works only outside the hours of directors/,
    ],
    [
      'a coach without hours',
      sample([MILA_HOURS, '        mon: []\n']),
      /mila\.waterlelie\S+: has no hours, so this coach is never offered/,
    ],
    [
      'a theme that the programme does not have',
      sample(['themes: [conviction, neutral, limits]', 'themes: [conviction, peace]']),
      /mila\.waterlelie\S+: the theme peace is none of the programme's/,
    ],
    [
      'fewer places than directors',
      sample(['  places: 20', '  places: 3']),
      /4 directors are listed for 3 places/,
    ],
    [
      'coaches who take too few',
      sample(['  places: 20', '  places: 25']),
      /the coaches take 24 directors together \(max-directors\), for 25 places/,
    ],
    [
      'no theme at all',
      sample([SAMPLE.slice(SAMPLE.indexOf('  themes:'), SAMPLE.indexOf('  helpline:')), '  themes: []\n']),
      /there are no themes/,
    ],
    [
      'nobody to ask for more',
      sample(['roles: [office]', 'roles: [administrator]'], ['roles: [contact]', 'roles: [administrator]']),
      /nobody has the role contact or office/,
    ],
  ])('warns of %s, once', (_what, text, why) => {
    expect(warned(text).filter((line) => why.test(line))).toHaveLength(1);
    for (const line of warned(text)) expect(line).toMatch(/^! /);
  });

  it('says nothing of a calendar behind an https address', () => {
    const fine = 'calendar: ics\n      ics: "https://calendar.example/geheim/a.ics"';
    expect(warned(sample(['      themes: [conviction, neutral, limits]', `      ${fine}`]))).toEqual([]);
  });

  it.each([
    ['calendar: ics', 'stands there when calendar is ics'],
    ['ics: "https://calendar.example/geheim/a.ics"', 'stands there when calendar is ics'],
    ['calendar: ics\n      ics: "http://calendar.example/geheim/a.ics"', 'an https address'],
    ['calendar: ics\n      ics: "webcal://calendar.example/geheim/a.ics"', 'in place of webcal://'],
    ['calendar: ics\n      ics: "https://me:geheim@calendar.example/a.ics"', 'without a name in it'],
    ['calendar: ics\n      ics: "geheim"', 'an https address'],
    ['calendar: other-tenant', 'stands there when calendar is other-tenant'],
    ['calendar: other-tenant\n      tenant: geheim', 'GUID'],
  ])('%j is refused by line, and the address is not shown', (lines, why) => {
    const read = parseProgramme(
      sample(['      themes: [conviction, neutral, limits]', `      ${lines}`]),
      'p.yaml',
    );
    if (read.kind === 'read') throw new Error('it was read');
    expect(read.lines.join('\n')).toMatch(/^p\.yaml:\d+: people\.\d+\.coach\.(ics|tenant): /);
    expect(read.lines.join('\n')).toContain(why);
    expect(read.lines.join('\n')).not.toContain('geheim');
  });

  it('does not warn of a coach who gives times on a page, or of directors that come by a group', () => {
    const windows = sample(['      themes: [conviction, neutral, limits]', '      calendar: windows']);
    expect(warned(windows)).toEqual([]);
  });
});
