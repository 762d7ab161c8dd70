import { sql } from 'kysely';
import type { PersonId } from '../rules/ids.ts';
import type { Db, Trx } from './database.ts';
import { decrypt, encrypt, type KeyId, keyIdOf, sealedWith } from './envelope.ts';

export type DataKey = { readonly id: KeyId; readonly bytes: Uint8Array };

export type DataKeysOptions = {
  /** 32 bytes each. Data keys wrapped by any of them open; new ones are wrapped by the current one. */
  readonly masterKeys: ReadonlyMap<string, Uint8Array>;
  readonly currentKeyId: string;
  readonly random: { bytes(n: number): Uint8Array };
};

export type DataKeys = {
  /** The person's data key, made when there is none. */
  make(run: Db | Trx, person: PersonId): Promise<DataKey>;
  /** The person's data key; `id` is the one hoped for: another that is remembered is looked up once more. */
  find(run: Db | Trx, person: PersonId, id: KeyId): Promise<DataKey | null>;
  erase(trx: Trx, person: PersonId): Promise<void>;
  forget(person: PersonId): void;
  /** How the key is wrapped now (`MARK`), null for none: one that is remembered otherwise is forgotten. */
  stands(person: PersonId, mark: string | null): void;
  rewrap(run: Db | Trx, limit: number): Promise<number>;
};

/** A data key is wrapped by a master key that was not given, or the current one was not. */
export class NoMasterKey extends Error {
  override readonly name = 'NoMasterKey';

  constructor() {
    super('A data key can not be unwrapped: its master key was not given');
  }
}

/** For this long another process may still open what an erased person left. */
const REMEMBER_MS = 60_000;
const REMEMBER_MOST = 1_000;

export function createDataKeys(options: DataKeysOptions): DataKeys {
  const { currentKeyId, random } = options;
  const memory = createMemory();
  const { wrap, unwrap } = createWrapping(options);

  async function read(run: Db | Trx, person: PersonId): Promise<DataKey | null> {
    const keys = run.selectFrom('keys').select(['wrapped', MARK.as('mark'), SETTLED.as('settled')]);
    const row = await keys.where('person', '=', person).executeTakeFirst();
    if (row === undefined) return null;
    const key = unwrap(person, row.wrapped);
    if (row.settled) memory.remember(person, key, row.mark);
    return key;
  }

  async function create(run: Db | Trx, person: PersonId): Promise<void> {
    const row = { person, wrapped: wrap(person, random.bytes(32)), key_id: currentKeyId };
    const keys = run.insertInto('keys').values(row);
    await keys.onConflict((c) => c.column('person').doNothing()).execute();
  }

  return {
    async make(run, person) {
      const known = memory.recall(person) ?? (await read(run, person));
      if (known !== null) return known;
      // Whoever is second gets the first one's key.
      await create(run, person);
      const made = await read(run, person);
      if (made === null) throw new Error(`The data key of ${person} went away while it was made`);
      return made;
    },
    async find(run, person, id) {
      const known = memory.recall(person);
      return known?.id === id ? known : await read(run, person);
    },
    async erase(trx, person) {
      await trx.deleteFrom('keys').where('person', '=', person).execute();
      memory.forget(person);
    },
    forget: memory.forget,
    stands(person, mark) {
      if (memory.markOf(person) !== mark) memory.forget(person);
    },
    async rewrap(run, limit) {
      const old = run.selectFrom('keys').select(['person', 'wrapped']).where('key_id', '!=', currentKeyId);
      const rows = await old.orderBy('person').limit(limit).execute();
      for (const { person, wrapped } of rows) {
        const again = { wrapped: wrap(person, unwrap(person, wrapped).bytes), key_id: currentKeyId };
        const same = run.updateTable('keys').where('person', '=', person).where('wrapped', '=', wrapped);
        await same.set(again).execute();
      }
      return rows.length;
    },
  };
}

function createWrapping({ masterKeys, currentKeyId, random }: DataKeysOptions) {
  const masters = new Map([...masterKeys].map(([name, key]) => [keyIdOf(name), key]));
  const current = keyIdOf(currentKeyId);

  function master(id: KeyId): Uint8Array {
    const key = masters.get(id);
    if (key === undefined) throw new NoMasterKey();
    return key;
  }

  master(current);
  return {
    wrap(person: PersonId, plain: Uint8Array): Uint8Array {
      return encrypt({
        key: master(current),
        keyId: current,
        about: aboutKey(person),
        iv: random.bytes(12),
        plain,
      });
    },
    unwrap(person: PersonId, wrapped: Uint8Array): DataKey {
      const bytes = decrypt({ key: master(sealedWith(wrapped)), about: aboutKey(person), sealed: wrapped });
      return { id: keyIdOf(bytes), bytes };
    },
  };
}

/** Data keys in the clear, for a short while, and not more than so many; the oldest goes first. */
function createMemory() {
  const remembered = new Map<
    PersonId,
    { readonly key: DataKey; readonly mark: string; readonly until: number }
  >();
  return {
    recall(person: PersonId): DataKey | null {
      const entry = remembered.get(person);
      if (entry === undefined) return null;
      if (performance.now() < entry.until) return entry.key;
      remembered.delete(person);
      return null;
    },
    markOf: (person: PersonId): string | null => remembered.get(person)?.mark ?? null,
    remember(person: PersonId, key: DataKey, mark: string): void {
      remembered.delete(person);
      remembered.set(person, { key, mark, until: performance.now() + REMEMBER_MS });
      const [oldest] = remembered.keys();
      if (remembered.size > REMEMBER_MOST && oldest !== undefined) remembered.delete(oldest);
    },
    forget: (person: PersonId): void => void remembered.delete(person),
  };
}

/** Tells one wrapped key from another without naming it; for who asks about a person anyway. */
export const MARK = sql<string>`md5(keys.wrapped)`;

/**
 * True when the row was written by a transaction that had ended before this statement. A row of the
 * caller's own open transaction is not: that one may still be rolled back, and its key must not be used
 * after that. xmin is 32 bits of the 64; around the wrap a key is merely not remembered.
 */
const SETTLED = sql<boolean>`keys.xmin::text::int8 < pg_snapshot_xmin(pg_current_snapshot())::text::int8 % 4294967296`;

function aboutKey(person: PersonId): string {
  return JSON.stringify(['keys', 'wrapped', person]);
}
