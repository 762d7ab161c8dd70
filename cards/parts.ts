import { VERBS, type Verb } from './actions.ts';
import type { CardJson } from './blocks.ts';

/** A drawn card, to look at what is on it. */
export type CardParts = CardJson;

/** The one heading: neutral enough for a lock screen. */
export function headingOf(card: CardParts): string {
  const found = every(card).find((part) => part.style === 'heading');
  return typeof found?.text === 'string' ? found.text : '';
}

/** Verbs of the buttons on it. */
export function verbsOf(card: CardParts): readonly Verb[] {
  const buttons = every(card).filter((part) => part.type === 'Action.Execute');
  return VERBS.filter((verb) => buttons.some((button) => button.verb === verb));
}

type Part = { readonly [key: string]: unknown };

function every(value: unknown): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap(every);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Part, ...Object.values(value).flatMap(every)];
}
