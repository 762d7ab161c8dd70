import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** A sealed value was altered, cut, or moved to another place. */
export class Tampered extends Error {
  override readonly name = 'Tampered';

  constructor() {
    super('A sealed value does not open at its place');
  }
}

/**
 * `version 1 | key id 8 | iv 12 | tag 16 | ciphertext`. The key id says which key opens it; what it is about
 * (`about`) is authenticated and not stored. AES-256-GCM, NIST SP 800-38D.
 */
const VERSION = 1;
const ID = 8;
const IV = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';

/** Sixteen hexadecimal digits: tells keys apart without saying anything about them. */
export type KeyId = string;

/** The id of the key with this name, or these bytes. */
export function keyIdOf(key: string | Uint8Array): KeyId {
  return createHash('sha256')
    .update('klankbord key')
    .update(key)
    .digest('hex')
    .slice(0, 2 * ID);
}

export type Sealing = {
  readonly key: Uint8Array;
  readonly keyId: KeyId;
  readonly about: string;
  /** Twelve bytes, never the same twice with one key. */
  readonly iv: Uint8Array;
  readonly plain: Uint8Array;
};

export function encrypt({ key, keyId, about, iv, plain }: Sealing): Uint8Array {
  const id = Buffer.from(keyId, 'hex');
  if (id.length !== ID || iv.length !== IV) throw new Error('A key id or iv of the wrong length');
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(about));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), id, iv, cipher.getAuthTag(), text]);
}

/** Throws `Tampered`. */
export function decrypt(q: {
  readonly key: Uint8Array;
  readonly about: string;
  readonly sealed: Uint8Array;
}): Buffer {
  const { iv, tag, text } = parse(q.sealed);
  const decipher = createDecipheriv(CIPHER, q.key, iv, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(q.about));
  decipher.setAuthTag(tag);
  const start = decipher.update(text);
  return Buffer.concat([start, final(decipher)]);
}

/** Which key sealed this; throws `Tampered` for what is no envelope. */
export function sealedWith(sealed: Uint8Array): KeyId {
  return parse(sealed).keyId;
}

function final(decipher: ReturnType<typeof createDecipheriv>): Buffer {
  try {
    return decipher.final();
  } catch {
    throw new Tampered();
  }
}

function parse(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== VERSION || bytes.length < 1 + ID + IV + TAG) throw new Tampered();
  const iv = 1 + ID;
  const tag = iv + IV;
  return {
    keyId: bytes.subarray(1, iv).toString('hex'),
    iv: bytes.subarray(iv, tag),
    tag: bytes.subarray(tag, tag + TAG),
    text: bytes.subarray(tag + TAG),
  };
}
