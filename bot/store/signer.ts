import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What it is for: the same text under another purpose has another tag. */
export type Purpose = 'code' | 'session' | 'form' | 'network' | 'entra';

/** Keyed hashes (HMAC-SHA-256): a short secret can not be found back from its tag without the key. */
export type Signer = {
  tag(purpose: Purpose, text: string): string;
  /** In constant time, and with every key that still opens: a new key ends nobody's sign-in. */
  matches(purpose: Purpose, text: string, tag: string): boolean;
};

export function createSigner(masterKeys: ReadonlyMap<string, Uint8Array>): Signer {
  const keys = [...masterKeys.values()].map((key) =>
    Buffer.from(hkdfSync('sha256', key, new Uint8Array(), 'klankbord tags', 32)),
  );
  const [current] = keys;
  if (!current) throw new Error('a signer needs a key');
  const tagWith = (key: Buffer, purpose: Purpose, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([purpose, text]))
      .digest('base64url');
  return {
    tag: (purpose, text) => tagWith(current, purpose, text),
    matches: (purpose, text, tag) =>
      keys.map((key) => equal(tagWith(key, purpose, text), tag)).some((same) => same),
  };
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
