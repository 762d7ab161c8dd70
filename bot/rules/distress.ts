import { ALARMING_PHRASES, ALARMING_WORDS, HARMLESS_PHRASES } from './distress-phrases.ts';
import { type Phrases, phraseAt, phrases } from './phrases.ts';
import { BREAK, type Token } from './tokens.ts';
import { typos } from './typos.ts';

/** Shorthand and two-word spellings, brought back to the one form that the phrases use. */
const ONE_FORM = new Map(
  Object.entries({
    k: 'ik',
    t: 'het',
    r: 'er',
    n: 'een',
    nie: 'niet',
    nit: 'niet',
    mer: 'meer',
    mn: 'mijn',
    mijzelf: 'mezelf',
    mijnzelf: 'mezelf',
    cannot: 'cant',
    wana: 'wanna',
    'me zelf': 'mezelf',
    'mij zelf': 'mezelf',
    'my self': 'myself',
    'self harm': 'selfharm',
    'zelf moord': 'zelfmoord',
    'te veel': 'teveel',
    'vol houden': 'volhouden',
    'can not': 'cant',
    'do not': 'dont',
    'is not': 'isnt',
    'i am': 'im',
    'it is': 'its',
    'want to': 'wanna',
    'going to': 'gonna',
    'any more': 'anymore',
    'any longer': 'anymore',
    'no one': 'noone',
  }),
);
const SHORTEST_SWAPPED = 4;
const SHORTEST_CORRECTED = 7;
const LONGEST_CORRECTED = Math.max(...ALARMING_WORDS.map((word) => word.length));
/** A letter held down: three or more of the same. Dutch and English have at most two. */
const HELD_DOWN = /(.)\1{2,}/gu;

const alarming = phrases([...ALARMING_WORDS, ...ALARMING_PHRASES]);
const harmless = phrases(HARMLESS_PHRASES);
const known = new Set([...alarming.words, ...harmless.words]);
const swapped = swappedForms(known);
const corrected = missingLetterForms(ALARMING_WORDS);

/**
 * Whether somebody may be in acute distress. Generous on purpose: a false alarm gets a kind card, a missed one
 * leaves a person alone. Costs time in proportion to the number of words.
 */
export function isDistress(tokens: readonly Token[]): boolean {
  const words = withoutHarmless(oneForm(tokens), harmless);
  return words.some((_, at) => phraseAt(alarming, words, at) !== null);
}

function withoutHarmless(words: readonly Token[], list: Phrases): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < words.length; at++) {
    const end = phraseAt(list, words, at);
    kept.push(end === null ? (words[at] ?? BREAK) : BREAK);
    if (end !== null) at = end - 1;
  }
  return kept;
}

function oneForm(tokens: readonly Token[]): readonly Token[] {
  const words = tokens.map(meant);
  const joined: Token[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? BREAK;
    const pair = ONE_FORM.get(`${word} ${words[at + 1] ?? BREAK}`);
    joined.push(pair ?? word);
    if (pair !== undefined) at++;
  }
  return joined;
}

/** The word that was meant: letters held down, neighbours swapped, or one error in a long alarming word. */
function meant(token: Token): Token {
  const same = ONE_FORM.get(token) ?? token;
  if (known.has(same)) return same;
  for (const letters of ['$1$1', '$1']) {
    const released = same.replace(HELD_DOWN, letters);
    if (known.has(released)) return released;
  }
  return swapped.get(same) ?? nearAlarming(same) ?? same;
}

function nearAlarming(token: Token): string | null {
  if (token.length < SHORTEST_CORRECTED - 1 || token.length > LONGEST_CORRECTED + 1) return null;
  for (const form of [token, ...withOneLetterLess(token)]) {
    const word = corrected.get(form);
    if (word !== undefined && typos(token, word, 1) <= 1) return word;
  }
  return null;
}

function swappedForms(words: ReadonlySet<string>): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const word of words) {
    if (word.length < SHORTEST_SWAPPED) continue;
    for (let at = 0; at < word.length - 1; at++) {
      const form = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
      if (!words.has(form)) forms.set(form, word);
    }
  }
  return forms;
}

/** Two words with one error between them share a form: one of them, or what is left without one letter. */
function missingLetterForms(words: readonly string[]): ReadonlyMap<string, string> {
  const forms = new Map<string, string>();
  for (const word of words) {
    if (word.length < SHORTEST_CORRECTED) continue;
    for (const form of [word, ...withOneLetterLess(word)]) forms.set(form, word);
  }
  return forms;
}

function withOneLetterLess(word: string): readonly string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}
