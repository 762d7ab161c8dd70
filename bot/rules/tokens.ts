/** A word in lower case without accents or apostrophes, or `BREAK` where a clause ends. */
export type Token = string;
export const BREAK = '|';

/** A message in Teams is about 28 kB at most; what comes after this is not a person typing. */
const READ_AT_MOST = 30_000;
const APOSTROPHES = /['’‘`´ʼ]/g;
const MARKS_AND_INVISIBLES = /[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const WORD_OR_BREAK = /[\p{L}\p{N}]+|[.!?;:,\n…()"“”]/gu;

/** The words of a text in order, mentions (`<at>…</at>`) left out. */
export function readTokens(text: string): readonly Token[] {
  const plain = withoutMentions(text.slice(0, READ_AT_MOST).toLowerCase())
    .replaceAll('&nbsp;', ' ')
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .slice(0, READ_AT_MOST)
    .replace(MARKS_AND_INVISIBLES, '');
  const tokens = Array.from(plain.matchAll(WORD_OR_BREAK), ([token]) => (isWord(token) ? token : BREAK));
  return tokens.filter((token, index) => token !== BREAK || tokens[index - 1] !== BREAK);
}

/** One pass with an index: a lazy pattern would start over at every unclosed mention. */
function withoutMentions(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf('<at', from);
    const close = open === -1 ? -1 : text.indexOf('</at>', open);
    if (close === -1) break;
    kept.push(text.slice(from, open));
    from = close + '</at>'.length;
  }
  kept.push(text.slice(from));
  return kept.join(' ');
}

function isWord(token: string): boolean {
  return /^[\p{L}\p{N}]/u.test(token);
}
