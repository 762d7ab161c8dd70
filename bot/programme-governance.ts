import { z } from 'zod';

const text = z.string().min(3).max(500);

/**
 * Who answers for the data, and on what ground. Every part may be absent while a programme is prepared or
 * tried out; production needs all of it.
 */
export const governance = z.strictObject({
  controller: z.strictObject({ name: text, contact: text }).optional(),
  processors: z
    .array(z.strictObject({ name: text, does: text, agreement: text }))
    .min(1)
    .max(20)
    .optional(),
  'legal-basis': text.optional(),
  dpia: z.strictObject({ reference: text, date: z.iso.date() }).optional(),
  'register-entry': text.optional(),
  'works-council': z.strictObject({ consent: text, date: z.iso.date() }).optional(),
  retention: z
    .array(z.strictObject({ what: text, term: text, basis: text }))
    .min(1)
    .max(50)
    .optional(),
  classification: text.optional(),
  'helpline-owner': z.strictObject({ name: text, contact: text }).optional(),
  /** Who gets an objection, with the name of who objects. The office is the municipality's: choose it knowingly. */
  'requests-to': z.enum(['coordinator', 'office']).optional(),
});

export type Governance = z.infer<typeof governance>;

/** Why production does not start without it. */
const NEEDED = {
  controller: 'name and contact of who answers for the data (GDPR article 4(7))',
  processors: 'who processes data for them, what they do, and under which agreement (GDPR article 28)',
  'legal-basis': 'the ground on which people are asked (GDPR article 6)',
  dpia: 'reference and date of the impact assessment (GDPR article 35): coaching about inner conflict asks for one',
  'register-entry': 'where it stands in the register of processing (GDPR article 30)',
  'works-council': 'reference and date of the consent of the works council (WOR article 27)',
  retention: 'for each kind of data how long it is kept and why (GDPR article 5(1)(e))',
  classification: 'the security classification that the measures rest on',
  'helpline-owner': 'who answers for the helpline number that people in need get to see',
} as const satisfies { readonly [item in Exclude<keyof Governance, 'requests-to'>]-?: string };

/** A line for each item that is not there: which, and why it is needed. Empty when nothing is missing. */
export function missingGovernance(read: Governance | undefined): readonly string[] {
  const items = Object.entries(NEEDED).filter(([item]) => read?.[item as keyof Governance] === undefined);
  return items.map(([item, why]) => `governance.${item}: is missing: ${why}`);
}
