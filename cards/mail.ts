import type { Language } from '../bot/rules/programme.ts';
import { grouped } from '../bot/rules/sign-in.ts';
import type { Moment } from '../bot/rules/time.ts';
import { fill, textOf } from './text.ts';
import { clockOf, type Reader } from './when.ts';

type Mail = { readonly subject: string; readonly text: string };

/** The same neutral mail for every card: that there is something, and one link. Plain text, no content. */
export function mailOf(language: Language, link: string): Mail {
  const { mail } = textOf(language).help;
  return { subject: mail.subject, text: fill(mail.text, { link }) };
}

/** The second mail: the code that the page behind the link asks for, and until when it works. The subject has no code: it shows on a lock screen. */
export function codeMailOf(code: string, until: Moment, reader: Reader): Mail {
  const { codeMail } = textOf(reader.language).help;
  return {
    subject: codeMail.subject,
    text: fill(codeMail.text, { code: grouped(code), until: clockOf(until, reader) }),
  };
}
