import { describe, expect, it } from 'vitest';
import { parseProgramme } from '../../bot/programme-file.ts';
import { SAMPLE, sample, wanted } from './support/situation.ts';

describe('what the programme file says of pages', () => {
  it('is the proposals for sessions in order of their number, with links of https', () => {
    const { templates, signInTenants } = wanted(SAMPLE).settings;
    expect(templates.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(templates[0]?.exercises[0]?.title.nl).toBe('De neutraliteits-spiegel');
    expect(signInTenants).toEqual([]);
  });

  it.each([
    [
      'a link that a browser would run',
      '      exercises:\n',
      '      exercises:\n        - { title: { nl: a, en: a }, link: "javascript:alert(1)" }\n',
    ],
    [
      'a link without encryption',
      '      exercises:\n',
      '      exercises:\n        - { title: { nl: a, en: a }, link: "http://elders.example/" }\n',
    ],
    ['a number twice', '    - number: 2\n', '    - number: 1\n'],
    ['a number that is none', '    - number: 2\n', '    - number: tien\n'],
    [
      'a tenant that is no id',
      '  session-templates:\n',
      '  sign-in: { tenants: [voorbeeld.example] }\n  session-templates:\n',
    ],
    [
      'a key that nobody knows',
      '  session-templates:\n',
      '  sign-in: { everybody: true }\n  session-templates:\n',
    ],
  ])('is refused with %s', (_, from, to) => {
    const read = parseProgramme(sample([from, to]), 'p.yaml');
    expect(read.kind).toBe('faults');
    expect(read.kind === 'faults' && read.lines.length).toBe(1);
  });
});
