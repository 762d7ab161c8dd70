import type { ProgrammeFile } from '../../bot/programme-file.ts';
import type { Language } from '../../bot/rules/programme.ts';
import { table } from './markdown.ts';

type Governance = NonNullable<ProgrammeFile['governance']>;

const TEXT = {
  nl: {
    head: ['onderwerp', 'volgens het programmabestand'],
    missing: 'staat nog niet in het programmabestand',
    controller: 'Verwerkingsverantwoordelijke (AVG art. 4, lid 7)',
    processors: 'Verwerkers (AVG art. 28)',
    'legal-basis': 'Grondslag (AVG art. 6)',
    dpia: 'DPIA (AVG art. 35)',
    'register-entry': 'Register van verwerkingen (AVG art. 30)',
    'works-council': 'Instemming ondernemingsraad (WOR art. 27)',
    retention: 'Bewaartermijnen (AVG art. 5, lid 1, onder e)',
    classification: 'Beveiligingsclassificatie',
    'helpline-owner': 'Verantwoordelijk voor de hulplijn',
    'requests-to': 'Wie een bezwaar behandelt (AVG art. 21); zonder opgaaf de coördinator',
  },
  en: {
    head: ['subject', 'according to the programme file'],
    missing: 'not in the programme file yet',
    controller: 'Controller (GDPR art. 4(7))',
    processors: 'Processors (GDPR art. 28)',
    'legal-basis': 'Legal basis (GDPR art. 6)',
    dpia: 'DPIA (GDPR art. 35)',
    'register-entry': 'Register of processing (GDPR art. 30)',
    'works-council': 'Consent of the works council (WOR art. 27)',
    retention: 'Retention (GDPR art. 5(1)(e))',
    classification: 'Security classification',
    'helpline-owner': 'Answers for the helpline',
    'requests-to': 'Who handles an objection (GDPR art. 21); the coordinator unless told',
  },
} as const satisfies Readonly<
  Record<Language, Record<keyof Governance, string> & { head: readonly string[]; missing: string }>
>;

/** What the programme file says of who answers for the data; what it does not say stands as missing. */
export function governanceTable(governance: ProgrammeFile['governance'], language: Language): string {
  const { head, missing, ...items } = TEXT[language];
  const said: { readonly [item in keyof Governance]: string } = {
    ...(governance?.controller && { controller: values(governance.controller) }),
    ...(governance?.processors && { processors: governance.processors.map(values).join('; ') }),
    ...(governance?.['legal-basis'] && { 'legal-basis': governance['legal-basis'] }),
    ...(governance?.dpia && { dpia: values(governance.dpia) }),
    ...(governance?.['register-entry'] && { 'register-entry': governance['register-entry'] }),
    ...(governance?.['works-council'] && { 'works-council': values(governance['works-council']) }),
    ...(governance?.retention && { retention: governance.retention.map(values).join('; ') }),
    ...(governance?.classification && { classification: governance.classification }),
    ...(governance?.['helpline-owner'] && { 'helpline-owner': values(governance['helpline-owner']) }),
    'requests-to': governance?.['requests-to'] ?? 'coordinator',
  };
  const told = new Map(Object.entries(said));
  return table(
    head,
    Object.entries(items).map(([item, label]) => [label, told.get(item) ?? missing]),
  );
}

function values(item: Readonly<Record<string, string>>): string {
  return Object.values(item).join(', ');
}
