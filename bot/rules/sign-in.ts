import type { Role } from './programme.ts';
import { HOUR, MINUTE, type Moment } from './time.ts';

/** 32 signs, so that five random bits choose one and none is likelier; 0, 1, I and O look like others and are not there. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const CODE_LENGTH = 8;
/** A code works this long after it was asked for. */
export const CODE_MS = 10 * MINUTE;
/** 5 of 2^40 for each code; the codes themselves are counted too. */
export const MOST_TRIES = 5;
/** The same right code once more this soon after is the same press of an impatient finger. */
const SAME_PRESS_MS = 10_000;

/** Codes asked for in the last hour: of everybody, from one part of the internet, for one person. */
export type Asks = { readonly all: number; readonly network: number; readonly person: number };
export const MOST_ASKS: Asks = { all: 2_000, network: 30, person: 8 };
export const ASKS_WITHIN_MS = HOUR;

/** `busy` is said, since it tells of nobody. Too many for one person is not: the answer is as always, and no mail goes out. */
export function decideAsk(asks: Asks): 'busy' | 'send' | 'silent' {
  if (asks.all >= MOST_ASKS.all || asks.network >= MOST_ASKS.network) return 'busy';
  return asks.person >= MOST_ASKS.person ? 'silent' : 'send';
}

/** A code from `CODE_LENGTH` random bytes. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length !== CODE_LENGTH) throw new Error(`a code is made of ${CODE_LENGTH} bytes`);
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

/** `K7MQ-2XRP`: as people read it. */
export function grouped(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

/** What somebody typed as a code: any case, with spaces or dashes; null when it can be none. */
export function readCode(text: string): string | null {
  if (text.length > 40) return null;
  const code = text.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '');
  return code.length === CODE_LENGTH && [...code].every((sign) => ALPHABET.includes(sign)) ? code : null;
}

export type TryFacts = {
  readonly now: Moment;
  readonly expiresAt: Moment;
  readonly tries: number;
  readonly usedAt: Moment | null;
  /** Whether what was typed is the code that was mailed. */
  readonly right: boolean;
};
/**
 * - `right`: they are in. `same-press`: they were let in a moment ago, by this very form.
 * - `wrong`: another try is left. `over`: too late or too often; a new code is needed.
 * - `replayed`: the right code, used before: whoever has it now may not be who asked.
 */
export type Tried = 'right' | 'same-press' | 'wrong' | 'over' | 'replayed';

export function decideTry({ now, expiresAt, tries, usedAt, right }: TryFacts): Tried {
  if (usedAt !== null && right) return now - usedAt <= SAME_PRESS_MS ? 'same-press' : 'replayed';
  if (usedAt !== null || now >= expiresAt || tries >= MOST_TRIES) return 'over';
  if (right) return 'right';
  return tries + 1 >= MOST_TRIES ? 'over' : 'wrong';
}

/** A working day, and longer than the longest session without a look at the page. */
export const SESSION_MS = 8 * HOUR;
export const IDLE_MS = 2 * HOUR;

export type SessionFacts = {
  readonly now: Moment;
  readonly seenAt: Moment;
  readonly endsAt: Moment;
  /** What the person had when they signed in, and has now. */
  readonly rolesThen: readonly Role[];
  readonly rolesNow: readonly Role[];
};

/** Whoever lost a role signs in anew, whatever else they are. */
export function isOpen({ now, seenAt, endsAt, rolesThen, rolesNow }: SessionFacts): boolean {
  if (now >= endsAt || now - seenAt >= IDLE_MS || rolesNow.length === 0) return false;
  return rolesThen.every((role) => rolesNow.includes(role));
}
