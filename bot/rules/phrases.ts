import { BREAK, type Token } from './tokens.ts';

/**
 * Phrases are written as words with: `a|b` one of these, `a?` or may be absent, `~` up to two other words,
 * `^` a clause starts here, `$` a clause ends here. Between two words a break is passed over, so that a
 * sentence broken off with dots is still heard.
 */
export type Phrases = {
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>;
  readonly words: ReadonlySet<string>;
};

type Step =
  | { readonly kind: 'word'; readonly words: ReadonlySet<string>; readonly optional: boolean }
  | { readonly kind: 'gap' }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' };
type Phrase = { readonly anchored: boolean; readonly rest: readonly Step[] };

const GAP = 2;
/** Words that may close a clause without changing what it says. */
const SOFT = new Set(
  (
    'hoor echt gewoon nu sorry please pls alsjeblieft alstublieft aub svp man god jongens zo ook toch allemaal ' +
    'langer verder meer now anymore really honestly oh ach ja nee hallo hoi hi hey ok beste'
  ).split(' '),
);
/** Words with which a new clause starts. */
const NEXT_CLAUSE = new Set('en maar want dus omdat of ik and but because so or i im'.split(' '));
const MOST_SOFT = 3;

/** Reads phrases as written above, one a line. Every phrase starts with a required word (after `^`). */
export function phrases(lines: readonly string[]): Phrases {
  const byFirst = new Map<string, Phrase[]>();
  const words = new Set<string>();
  for (const line of lines) {
    const steps = line.split(' ').map(readStep);
    for (const step of steps) if (step.kind === 'word') for (const word of step.words) words.add(word);
    const anchored = steps[0]?.kind === 'start';
    const [first, ...rest] = anchored ? steps.slice(1) : steps;
    if (first?.kind !== 'word' || first.optional)
      throw new Error(`a phrase starts with a required word: ${line}`);
    for (const word of first.words) byFirst.set(word, [...(byFirst.get(word) ?? []), { anchored, rest }]);
  }
  return { byFirst, words };
}

/** The end (exclusive) of a phrase that starts at this token, or null. */
export function phraseAt(list: Phrases, tokens: readonly Token[], at: number): number | null {
  for (const { anchored, rest } of list.byFirst.get(tokens[at] ?? BREAK) ?? []) {
    if (anchored && !startsClause(tokens, at)) continue;
    const end = follow({ tokens, steps: rest, step: 0 }, at + 1);
    if (end !== null) return end;
  }
  return null;
}

type Path = { readonly tokens: readonly Token[]; readonly steps: readonly Step[]; readonly step: number };

function follow(path: Path, at: number): number | null {
  const step = path.steps[path.step];
  if (step === undefined) return at;
  const next = { ...path, step: path.step + 1 };
  switch (step.kind) {
    case 'start':
      return startsClause(path.tokens, at) ? follow(next, at) : null;
    case 'end':
      return endsClause(path.tokens, at, MOST_SOFT) ? follow(next, at) : null;
    case 'gap':
      return followGap(next, at);
    case 'word': {
      const found = path.tokens[at] === BREAK ? at + 1 : at;
      const taken = step.words.has(path.tokens[found] ?? BREAK) ? follow(next, found + 1) : null;
      return taken ?? (step.optional ? follow(next, at) : null);
    }
  }
}

function followGap(next: Path, at: number): number | null {
  for (let skipped = 0; skipped <= GAP; skipped++) {
    const end = follow(next, at + skipped);
    if (end !== null) return end;
    if ((next.tokens[at + skipped] ?? BREAK) === BREAK) return null;
  }
  return null;
}

function startsClause(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1] ?? BREAK;
  return before === BREAK || SOFT.has(before) || NEXT_CLAUSE.has(before);
}

function endsClause(tokens: readonly Token[], at: number, softLeft: number): boolean {
  const token = tokens[at] ?? BREAK;
  if (token === BREAK || NEXT_CLAUSE.has(token)) return true;
  return softLeft > 0 && SOFT.has(token) && endsClause(tokens, at + 1, softLeft - 1);
}

function readStep(text: string): Step {
  if (text === '~') return { kind: 'gap' };
  if (text === '^') return { kind: 'start' };
  if (text === '$') return { kind: 'end' };
  const optional = text.endsWith('?');
  return { kind: 'word', words: new Set((optional ? text.slice(0, -1) : text).split('|')), optional };
}
