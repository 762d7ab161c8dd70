import { BREAK, type Token } from './tokens.ts';
import { typos } from './typos.ts';
import type { Word } from './words.ts';

type Term = { readonly word: Word; readonly parts: readonly string[] };

/** The words of the chat and their inflections, nl and en, as a person may write them. */
const TERMS: readonly Term[] = [
  ...spelled('sign-up', 'aanmelden', 'aanmelding', 'meld mij aan', 'meld me aan'),
  ...spelled('sign-up', 'sign up', 'sign me up', 'signup'),
  ...spelled('sessions', 'afspraken', 'sessions'),
  ...spelled('move', 'verzetten', 'move'),
  ...spelled('cancel', 'annuleren', 'annuleer', 'cancel'),
  ...spelled('helpline', 'hulplijn', 'helpline'),
  ...spelled('decision', 'besluit', 'besluiten', 'decision', 'decisions'),
  ...spelled('conversation', 'gesprek', 'gesprekken', 'conversation', 'conversations'),
  ...spelled('question', 'vraag', 'vragen', 'question', 'questions'),
  ...spelled('my-data', 'mijn gegevens', 'my data', 'mijngegevens', 'mydata'),
  ...spelled('stop', 'stoppen', 'stop'),
  ...spelled('help', 'help'),
];

/** What one moves or cancels; on its own it asks for the list. */
const OBJECTS: readonly Term[] = spelled('sessions', 'afspraak', 'session');

/** Real words so near to a command that a typing error is the less likely reading. */
const NEVER_A_TYPO = new Set(
  (
    'afspraak session afmelden afmelding uitmelden graag vaag traag kraag laag vraagt vroeg vergeten verzenden verletten voorzetten ' +
    'overzetten bezetten vermelden aanspraken uitspraken inspraken stappen stap stok stof stoep stopt ' +
    'toppen shoppen hele held hel heel helm heb hij helpt cancer canvas love more mode mood mover dove over ' +
    'made most mover step shop top slop hell hold held heap zijn mij date dates dat data missions sections seasons ' +
    'precision division derision besloten gesproken conservation mine hello'
  ).split(' '),
);
const NEGATIONS = new Set(['niet', 'geen', 'nooit', 'zonder', 'not', 'dont', 'no', 'never', 'without']);

const MOST_WORDS = 8;
/** Up to so many words are also read as one term with a space too many or too few. */
const MOST_WORDS_JOINED = 3;
/** Shorter words are never corrected: too many of them are one letter apart. */
const SHORTEST_CORRECTED = 4;

/**
 * The command in a short message: the message itself with small typing errors, or else the only command that
 * occurs in it. Null for none, for more than one, and for one that is negated.
 */
export function readCommand(tokens: readonly Token[]): Word | null {
  const words = tokens.filter((token) => token !== BREAK);
  if (words.length === 0 || words.length > MOST_WORDS) return null;
  return asWhole(words) ?? only(occurring(words, TERMS)) ?? onlyObject(words);
}

function asWhole(words: readonly string[]): Word | null {
  if (words.length > MOST_WORDS_JOINED) return null;
  const joined = words.join('');
  const correctable = !words.some((word) => NEVER_A_TYPO.has(word) || NEGATIONS.has(word));
  return nearest(joined, (term) => (correctable ? forgiven(term) : 0));
}

/** The one command with the fewest errors; null when two commands are equally near. */
function nearest(typed: string, limitOf: (term: string) => number): Word | null {
  let best: { errors: number; words: Set<Word> } | null = null;
  for (const { word, parts } of [...TERMS, ...OBJECTS]) {
    const term = parts.join('');
    const limit = limitOf(term);
    const errors = typos(typed, term, limit);
    if (errors > limit || errors > (best?.errors ?? limit)) continue;
    if (best === null || errors < best.errors) best = { errors, words: new Set([word]) };
    else best.words.add(word);
  }
  return best === null ? null : only(best.words);
}

function onlyObject(words: readonly string[]): Word | null {
  return occurring(words, TERMS).size === 0 ? only(occurring(words, OBJECTS)) : null;
}

function occurring(words: readonly string[], among: readonly Term[]): Set<Word> {
  const found = new Set<Word>();
  for (const { word, parts } of among) {
    const at = words.findIndex((_, index) => parts.every((part, p) => isPart(words[index + p], part)));
    if (at !== -1 && !NEGATIONS.has(words[at - 1] ?? '')) found.add(word);
  }
  return found;
}

/** Inside a sentence short words count only as written, so that an ordinary word is not taken for a command. */
function isPart(typed: string | undefined, part: string): boolean {
  if (typed === undefined) return false;
  if (typed === part) return true;
  if (NEVER_A_TYPO.has(typed)) return false;
  const limit = part.length > 8 ? 2 : part.length > 6 ? 1 : 0;
  return limit > 0 && typos(typed, part, limit) <= limit;
}

function forgiven(term: string): number {
  if (term.length < SHORTEST_CORRECTED) return 0;
  return term.length > 6 ? 2 : 1;
}

function only(words: ReadonlySet<Word>): Word | null {
  const [first, ...others] = words;
  return first !== undefined && others.length === 0 ? first : null;
}

function spelled(word: Word, ...spellings: readonly string[]): readonly Term[] {
  return spellings.map((spelling) => ({ word, parts: spelling.split(' ') }));
}
