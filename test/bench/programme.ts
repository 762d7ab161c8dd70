/** How many people the generated programme has. */
export const DIRECTORS = 100;
const COACHES = 20;

export const directorUpns: readonly string[] = Array.from(
  { length: DIRECTORS },
  (_, n) => `directeur-${n + 1}@voorbeeld.example`,
);
export const coachUpns: readonly string[] = Array.from(
  { length: COACHES },
  (_, n) => `coach-${n + 1}@klaarwater.example`,
);

/** A programme file (JSON is YAML) with a hundred directors and twenty coaches who work all week. */
export function programmeText(): string {
  return JSON.stringify({
    programme: {
      municipality: 'gemeente Voorbeeld',
      firm: 'bureau Klaarwater',
      'firm-contact': { phone: '010 555 01 40', mail: 'coordinatie@klaarwater.example' },
      mailbox: 'gesprekken@voorbeeld.example',
      'start-week': 'when-first-applied',
      places: 500,
      sessions: 3,
      themes: [
        { code: 'neutral', nl: 'neutraal blijven', en: 'staying neutral' },
        { code: 'team', nl: 'gesprekken in mijn team', en: 'conversations in my team' },
        { code: 'limits', nl: 'grenzen aangeven', en: 'setting limits' },
      ],
      helpline: { number: '010 555 01 41', hours: { nl: 'op werkdagen', en: 'on working days' } },
      address: { nl: 'Kadeplein 3', en: 'Kadeplein 3' },
    },
    people: [
      ...directorUpns.map((upn) => ({ upn, roles: ['director'] })),
      ...coachUpns.map((upn) => ({ upn, roles: ['coach'], coach: coach() })),
      { upn: 'coordinator@klaarwater.example', roles: ['coordinator'] },
    ],
    governance: governance(),
  });
}

function coach(): object {
  const day = [{ from: '09:00', to: '17:00' }];
  return {
    line: { nl: 'Rustig en direct.', en: 'Calm and direct.' },
    languages: ['nl', 'en'],
    themes: ['team'],
    places: ['teams', 'location', 'phone'],
    hours: { mon: day, tue: day, wed: day, thu: day, fri: day },
    'max-directors': 100,
  };
}

/** Complete, so that production starts. */
function governance(): object {
  return {
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
}
