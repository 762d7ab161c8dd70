import type { PersonId } from '../rules/ids.ts';
import { createDataKeys, type DataKey, type DataKeysOptions } from './data-keys.ts';
import type { Db, Trx } from './database.ts';
import { decrypt, encrypt, sealedWith, Tampered } from './envelope.ts';

/** Where a sealed value stands; a value moved to another place does not open there. */
export type Place = { readonly table: string; readonly column: string; readonly row: string };
export type Sealing = { readonly owner: PersonId; readonly place: Place; readonly value: unknown };

/**
 * Free text at rest: JSON under AES-256-GCM with a key per person. Erasing a person is throwing that key
 * away. `run` is the caller's transaction when there is one: on PGlite the other connection would wait for it.
 */
export type Box = {
  /** `value` is anything JSON; the text `erased` is refused, since `open` answers it. */
  seal(run: Db | Trx, owner: PersonId, place: Place, value: unknown): Promise<Uint8Array>;
  /** As `seal`, for many at once; in the order given. */
  sealAll(run: Db | Trx, sealings: readonly Sealing[]): Promise<readonly Uint8Array[]>;
  /** The value, or `'erased'` when its owner's key was thrown away. Throws `Tampered`. */
  open(run: Db | Trx, owner: PersonId, place: Place, sealed: Uint8Array): Promise<unknown>;
  /**
   * Throws the person's key away. Call `forget` after the commit; another process forgets at the person's next turn
   * or visit of a page (`stands`), and within a minute: nothing new is sealed there with a key that nobody has.
   */
  erase(trx: Trx, person: PersonId): Promise<void>;
  /** Drops what this process remembers of the person's key. */
  forget(person: PersonId): void;
  /** How the person's key stands in the database (arrivals.ts, page-sessions.ts): a remembered one that is another is dropped. */
  stands(person: PersonId, mark: string | null): void;
  /** Wraps at most `limit` data keys anew with the current master key; answers how many. Zero: the old one can go. */
  rewrap(run: Db | Trx, limit: number): Promise<number>;
};

export function createBox(options: DataKeysOptions): Box {
  const keys = createDataKeys(options);
  const sealWith = (key: DataKey, place: Place, value: unknown) =>
    encrypt({
      key: key.bytes,
      keyId: key.id,
      about: about(place),
      iv: options.random.bytes(12),
      plain: json(value),
    });
  return {
    async seal(run, owner, place, value) {
      return sealWith(await keys.make(run, owner), place, value);
    },
    async sealAll(run, sealings) {
      const held = new Map<PersonId, DataKey>();
      // In one order everywhere: two transactions that make the same keys can not wait for each other.
      for (const owner of [...new Set(sealings.map((s) => s.owner))].sort())
        held.set(owner, await keys.make(run, owner));
      return sealings.map(({ owner, place, value }) => {
        const key = held.get(owner);
        if (key === undefined) throw new Error('unreachable: every owner has a key');
        return sealWith(key, place, value);
      });
    },
    open: async (run, owner, place, sealed) =>
      openWith(await keys.find(run, owner, sealedWith(sealed)), place, sealed),
    erase: keys.erase,
    forget: keys.forget,
    stands: keys.stands,
    rewrap: keys.rewrap,
  };
}

function openWith(key: DataKey | null, place: Place, sealed: Uint8Array): unknown {
  if (key === null) return 'erased';
  const open = () => JSON.parse(decrypt({ key: key.bytes, about: about(place), sealed }).toString());
  if (key.id === sealedWith(sealed)) return open();
  // Sealed with an earlier key that was thrown away; unless today's key opens it, then its header was altered.
  if (opens(open)) throw new Tampered();
  return 'erased';
}

function opens(open: () => unknown): boolean {
  try {
    open();
    return true;
  } catch (e) {
    if (e instanceof Tampered) return false;
    throw e;
  }
}

function about({ table, column, row }: Place): string {
  return JSON.stringify([table, column, row]);
}

function json(value: unknown): Buffer {
  const text = JSON.stringify(value);
  if (text === undefined || value === 'erased') throw new Error('A value that can not be sealed');
  return Buffer.from(text);
}
