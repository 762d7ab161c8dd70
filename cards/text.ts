import type { Language } from '../bot/rules/programme.ts';
import { booking } from './text/booking.ts';
import { callback } from './text/callback.ts';
import { coach } from './text/coach.ts';
import { extra } from './text/extra.ts';
import { help } from './text/help.ts';
import { intake } from './text/intake.ts';
import { late } from './text/late.ts';
import { myData } from './text/my-data.ts';
import { override } from './text/override.ts';
import { request } from './text/request.ts';
import { session } from './text/session.ts';
import { summary } from './text/summary.ts';
import { waiting } from './text/waiting.ts';
import { welcome } from './text/welcome.ts';
import { words } from './text/words.ts';

/** The same keys in both languages, held by the type. */
export type InTwo<T> = { readonly [language in Language]: T };

export type Text = ReturnType<typeof textOf>;
export type Values = Readonly<Record<string, string | number>>;
/** A stretch of text; `bold` where our own text says so, never where a value does. */
export type Run = { readonly text: string; readonly bold: boolean };

/** Every text in one language. `{name}` stands for a value, `**…**` for bold. */
export function textOf(language: Language) {
  return {
    words: words[language],
    welcome: welcome[language],
    intake: intake[language],
    booking: booking[language],
    callback: callback[language],
    coach: coach[language],
    late: late[language],
    help: help[language],
    override: override[language],
    session: session[language],
    waiting: waiting[language],
    extra: extra[language],
    request: request[language],
    myData: myData[language],
    summary: summary[language],
  };
}

/**
 * Cuts a text into runs and puts the values in as they are: a value is never read for marks or placeholders.
 * Throws on a placeholder without a value: a text that would say less than it promises is a bug.
 */
export function runsOf(text: string, values: Values = {}): readonly Run[] {
  return text
    .split('**')
    .map((part, at) => ({ text: fill(part, values), bold: at % 2 === 1 }))
    .filter((run) => run.text !== '');
}

/** The text with its values, without bold: for labels, titles and mail. Throws like `runsOf`. */
export function fill(text: string, values: Values = {}): string {
  return text.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`a text asks for {${name}}, which is not given`);
    return String(value);
  });
}

/** The form of a text for a number, by the language's own rules; `zero` when the text has one. */
export function plural(
  forms: { readonly zero?: string; readonly one: string; readonly other: string },
  count: number,
  language: Language,
): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero;
  return RULES[language].select(count) === 'one' ? forms.one : forms.other;
}

const RULES = { nl: new Intl.PluralRules('nl'), en: new Intl.PluralRules('en') };
