import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { SAMPLE_PROGRAMME } from '../../../bot/config.ts';
import { sample } from '../../support/faults.ts';

/** A Monday in the week in which the programme begins; the clocks go back on the seventh Sunday after it. */
export const BEGIN = '2026-09-07T09:00:00+02:00';

const D = Array.from({ length: 18 }, (_, i) => `d${i + 1}`);
/** In the order in which they come; the last two find all twenty places taken. */
export const DIRECTORS: readonly string[] = ['noor', 'bram', 'yara', 'joris', ...D];
export const LATE: readonly [string, string] = ['d17', 'd18'];

/**
 * Mila and Salma keep a calendar in the tenant, and so does Tygo, who has no Teams; Wout fills in when he can; Hanna's
 * stands behind an ICS address.
 */
export const COACHES = ['mila', 'tygo', 'salma', 'wout', 'hanna'] as const;
/** Everybody with Teams. */
export const IN_TEAMS: readonly string[] = [
  ...DIRECTORS,
  ...COACHES.filter((first) => first !== 'tygo'),
  ...['femke', 'ruben', 'iris'],
];

/** The sample programme with twenty-two directors and five coaches; `ics`: the address of Hanna's calendar. */
export function playbill(q: { readonly ics: string }): string {
  const file = JSON.parse(sample({ directors: D.length, programme: { places: 20, 'spacing-days': 14 } }));
  const mila = parse(readFileSync(SAMPLE_PROGRAMME, 'utf8')).people.find(({ upn }: { upn: string }) =>
    upn.startsWith('mila.'),
  );
  const like = (upn: string, more: object) => ({ ...mila, upn, coach: { ...mila.coach, ...more } });
  file.people.push(
    like('wout.elzenkatje@voorbeeld.example', { calendar: 'windows', themes: ['private', 'team'] }),
    like('hanna.meidoorn@voorbeeld.example', {
      ...{ calendar: 'ics', ics: q.ics, themes: ['pressure', 'private'] },
    }),
  );
  return JSON.stringify(file);
}

const THEMES = ['conviction', 'neutral', 'team', 'pressure', 'limits', 'private'];

/** What each of them wishes: no two wish the same. */
export function wishesOf(first: string): Readonly<Record<string, string>> {
  const i = DIRECTORS.indexOf(first);
  const language: Record<string, string> = first === 'yara' ? { language: 'en' } : {};
  return {
    ...language,
    length: ['60', '75', '90'][i % 3] ?? '60',
    place: ['teams', 'location', 'teams', 'phone'][i % 4] ?? 'teams',
    themes: [THEMES[i % 6], THEMES[(i + 1 + (i % 4)) % 6]].join(','),
    days: i % 5 === 2 ? 'tue,thu' : '',
    parts: i % 7 === 3 ? 'morning' : '',
  };
}
