import type { Language } from '../bot/rules/programme.ts';
import { fill, textOf } from './text.ts';

/** The same neutral mail for every card: that there is something, and one link. Plain text, no content. */
export function mailOf(
  language: Language,
  link: string,
): { readonly subject: string; readonly text: string } {
  const { mail } = textOf(language).help;
  return { subject: mail.subject, text: fill(mail.text, { link }) };
}
