import { readCommand } from './commands.ts';
import { isDistress } from './distress.ts';
import { readTokens } from './tokens.ts';

/** What a person typed. Text that matches nothing is never stored, only classified. */
export type Word =
  | 'sign-up'
  | 'sessions'
  | 'move'
  | 'cancel'
  | 'helpline'
  | 'decision'
  | 'conversation'
  | 'question'
  | 'my-data'
  | 'stop'
  | 'help';

export type Said =
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'distress' }
  | { readonly kind: 'other' };

/**
 * Any case, accents and small typing errors forgiven; a mention of the bot is passed over. A command is read
 * from messages of at most 8 words, distress from the first 30,000 characters. Distress wins over a command.
 * Costs time in proportion to what is read, whatever the text.
 */
export function readWords(text: string): Said {
  const tokens = readTokens(text);
  if (isDistress(tokens)) return { kind: 'distress' };
  const word = readCommand(tokens);
  return word === null ? { kind: 'other' } : { kind: 'word', word };
}
