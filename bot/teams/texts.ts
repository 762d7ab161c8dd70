import type { Both, Language } from '../rules/programme.ts';

/** What the edge itself says, when no card can: shown by Teams under the card that was pressed. */
const TEXTS = {
  busy: {
    nl: 'Ik ben nog bezig. U hoort zo van mij.',
    en: 'I am still working on it. You will hear from me shortly.',
  },
  received: { nl: 'Ik heb het ontvangen.', en: 'I received it.' },
  failed: {
    nl: 'Dit lukt nu niet. Typ afspraken om te zien wat vastligt.',
    en: 'This does not work right now. Type sessions to see what is settled.',
  },
  elsewhere: {
    nl: 'Ik antwoord alleen in een chat met u alleen. Klik op mijn naam om die te openen.',
    en: 'I only answer in a one-to-one chat. Select my name to open one.',
  },
  closed: {
    nl: 'Dit kan ik niet voor u openen. Typ help voor wat u hier kunt doen.',
    en: 'I cannot open this for you. Type help to see what you can do here.',
  },
} as const satisfies Record<string, Both>;

export type EdgeText = keyof typeof TEXTS;

/** Dutch when the client did not say. */
export function edgeText(text: EdgeText, language: Language | null): string {
  return TEXTS[text][language ?? 'nl'];
}
