import { stringify } from 'yaml';

/** A day every day, so that a test finds times whenever it runs. */
const HOURS = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [{ from: '08:30', to: '18:00' }]]),
);
const both = (text: string) => ({ nl: text, en: text });

/** Complete, so that production starts. */
const GOVERNANCE = {
  controller: { name: 'gemeente Voorbeeld', contact: 'privacy@voorbeeld.example' },
  processors: [{ name: 'bureau Klaarwater', does: 'coaching', agreement: 'VOORBEELD-1' }],
  'legal-basis': 'consent',
  dpia: { reference: 'DPIA-1', date: '2026-01-05' },
  'register-entry': 'entry 1',
  'works-council': { consent: 'OR-1', date: '2026-01-12' },
  retention: [{ what: 'preferences', term: '30 days', basis: 'consent' }],
  classification: 'BBN2',
  'helpline-owner': { name: 'bureau Klaarwater', contact: '010 555 01 41' },
};

export type Generated = {
  /** Directors `d01`, `d02` … */
  readonly directors: number;
  /** Coaches `c01`, `c02` …; one unless told. */
  readonly coaches?: number;
  /** Directors who do not stand in the file. */
  readonly without?: readonly string[];
};

/** The text of a programme file in which everybody fits everybody. */
export function programmeOf({ directors, coaches = 1, without = [] }: Generated): string {
  const coach = {
    line: both('Rustig en direct.'),
    languages: ['nl', 'en'],
    places: ['teams', 'phone'],
    hours: HOURS,
    'max-directors': 60,
  };
  return stringify(
    {
      programme: {
        municipality: 'gemeente Voorbeeld',
        firm: 'bureau Klaarwater',
        'firm-contact': { phone: '010 555 01 40', mail: 'coordinatie@klaarwater.example' },
        mailbox: 'gesprekken@voorbeeld.example',
        'start-week': 'when-first-applied',
        places: 60,
        themes: [],
        helpline: { number: '010 555 01 41', hours: both('8.00 - 20.00') },
        address: both('Kadeplein 3'),
      },
      people: [
        ...numbered('d', directors)
          .filter((first) => !without.includes(first))
          .map((first) => ({ upn: upn(first), roles: ['director'] })),
        ...numbered('c', coaches).map((first) => ({ upn: upn(first), roles: ['coach'], coach })),
        { upn: upn('k01'), roles: ['coordinator'] },
      ],
      governance: GOVERNANCE,
    },
    { aliasDuplicateObjects: false },
  );
}

export function numbered(letter: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, '0')}`);
}

function upn(first: string): string {
  return `${first}.berkenboom@voorbeeld.example`;
}
