import { existsSync } from 'node:fs';
import { z } from 'zod';

/** Settings by name, as the environment has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where settings are read from, and where what is wrong with them is kept: a line for each, saying what to do. */
export type Source = {
  readonly env: Environment;
  /** Whether a cloud on this machine may stand in for the real one. */
  readonly loopbackCloud: boolean;
  readonly faults: string[];
};

const guid = z.guid();

export function requireGuid({ env, faults }: Source, name: string, what: string): string {
  const value = env[name] ?? '';
  if (!guid.safeParse(value).success) faults.push(`${name}: set ${what} (a GUID)`);
  return value;
}

/** A directory is a tenant by its id or by one of its domains. */
export function requireTenant({ env, faults }: Source, name: string): string {
  const value = env[name] ?? '';
  if (!/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(value))
    faults.push(`${name}: set the id of your tenant (a GUID)`);
  return value;
}

export function existingFile({ env, faults }: Source, name: string): string {
  const path = env[name] ?? '';
  if (path !== '' && !existsSync(path)) faults.push(`${name}: there is no file ${path}`);
  return path;
}

/** Null when it is not set. Only with the test cloud, and then only on this machine. */
export function loopbackAddress(
  { env, loopbackCloud, faults }: Source,
  name: string,
  scheme = /^https?:$/,
): string | null {
  const value = env[name];
  if (!value) return null;
  if (!loopbackCloud) faults.push(`${name}: ${ONLY_LOOPBACK_CLOUD}`);
  else if (!isLoopback(value))
    faults.push(`${name}: only an address on this machine (127.0.0.1 or localhost)`);
  else if (!scheme.test(new URL(value).protocol))
    faults.push(`${name}: only https, as the identity library insists`);
  return value.replace(/\/$/, '');
}

export const ONLY_LOOPBACK_CLOUD = 'only with ALLOW_LOOPBACK_CLOUD=1; remove it';
export const HTTPS = /^https:$/;

export function isLoopback(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null && /^https?:$/.test(url.protocol) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)
  );
}

export function publicUrl({ env, loopbackCloud, faults }: Source): string {
  const url = URL.parse(env.PUBLIC_URL ?? '');
  const safe = url !== null && (url.protocol === 'https:' || (loopbackCloud && isLoopback(url.href)));
  if (!safe || url.href !== `${url.origin}/`)
    faults.push('PUBLIC_URL: set the https address at which people reach this service, without a path');
  return url?.origin ?? '';
}

/** 0 lets the system choose; the log says which it became. */
export function port(
  { env, faults }: Pick<Source, 'env' | 'faults'>,
  name: string,
  otherwise: number,
): number {
  const value = env[name];
  if (!value) return otherwise;
  const number = Number(value);
  if (/^\d{1,5}$/.test(value) && number < 65_536) return number;
  faults.push(`${name}: set a port number up to 65535`);
  return otherwise;
}

/** How many names in X-Forwarded-For are of our own proxies; one too many, and anybody can say where they come from. */
export function proxyHops({ env, faults }: Source): number {
  const value = env.PROXY_HOPS || '0';
  if (!/^[0-9]$/.test(value))
    faults.push('PROXY_HOPS: set how many of your own proxies stand in front, 0 to 9');
  return Number(value) || 0;
}

/** A key without padding has 43 characters, so that nothing is silently left out of it. */
const DATA_KEY = /^([\w-]{1,20}):([\w+/]{43}=)$/;

/** `id:base64,id:base64`, newest first; null when it is not set. */
export function dataKeys({
  env,
  faults,
}: Source): readonly { readonly id: string; readonly key: Uint8Array }[] | null {
  if (!env.DATA_KEYS) return null;
  const read = env.DATA_KEYS.split(',').map((pair) => DATA_KEY.exec(pair.trim()));
  const keys = read.flatMap((match) => {
    const [, id = '', base64 = ''] = match ?? [];
    return match ? [{ id, key: Buffer.from(base64, 'base64') }] : [];
  });
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size === read.length) return keys;
  faults.push('DATA_KEYS: every key is id:key, the key 32 bytes in base64, and every id stands once');
  return null;
}
