/** What a log may say about a database error: PGlite's errors carry the query and its parameters, so never the rest. */
export type SafeError = {
  /** SQLSTATE, a system code such as `ECONNREFUSED`, or the error's class name. */
  readonly code: string;
  readonly constraint: string | null;
  readonly table: string | null;
};

export function safeError(e: unknown): SafeError {
  return {
    code: text(e, 'code') ?? (e instanceof Error ? e.name : typeof e),
    constraint: text(e, 'constraint'),
    table: text(e, 'table'),
  };
}

const EXCLUSION = '23P01';
const UNIQUE = '23505';
const SERIALIZATION = '40001';
const DEADLOCK = '40P01';

/** True when somebody else was first: an exclusion or unique constraint said so (this one, when named). */
export function isConflict(e: unknown, constraint?: string): boolean {
  const { code, constraint: broken } = safeError(e);
  if (code !== EXCLUSION && code !== UNIQUE) return false;
  return constraint === undefined || broken === constraint;
}

/** True when the database gave this transaction up for another's sake: the same again may succeed. */
export function isLostRace(e: unknown): boolean {
  const { code } = safeError(e);
  return code === SERIALIZATION || code === DEADLOCK;
}

/** Runs a whole transaction again after a deadlock or serialisation failure, three times in all. */
export async function retrySerialization<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; attempt < 3; attempt++) {
    try {
      return await transaction();
    } catch (e) {
      if (!isLostRace(e)) throw e;
    }
  }
  return await transaction();
}

function text(e: unknown, name: string): string | null {
  if (typeof e !== 'object' || e === null || !(name in e)) return null;
  const value: unknown = Reflect.get(e, name);
  return typeof value === 'string' && value !== '' ? value : null;
}
