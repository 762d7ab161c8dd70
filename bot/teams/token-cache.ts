import { createHash } from 'node:crypto';
import type { Clock } from '../ports.ts';

export type TokenCache<T> = {
  /** What was remembered for this token, unless its `exp` has passed. */
  get(token: string): T | undefined;
  /** `exp` in seconds since 1970, as in the token. */
  set(token: string, exp: number, value: T): void;
  readonly size: number;
};

/** Bot Service uses one token for about an hour and a few at a time. */
const MAX_TOKENS = 1_000;

/** Remembers tokens whose signature was checked, by their hash. Only verified tokens enter, so nobody else can fill it. */
export function tokenCache<T>(clock: Clock, max = MAX_TOKENS): TokenCache<T> {
  const kept = new Map<string, { readonly until: number; readonly value: T }>();
  return {
    get(token) {
      const key = hash(token);
      const found = kept.get(key);
      if (!found) return undefined;
      if (clock.now() < found.until) return found.value;
      kept.delete(key);
      return undefined;
    },
    set(token, exp, value) {
      const oldest = kept.size >= max ? kept.keys().next() : null;
      if (oldest && !oldest.done) kept.delete(oldest.value);
      kept.set(hash(token), { until: exp * 1_000, value });
    },
    get size() {
      return kept.size;
    },
  };
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
