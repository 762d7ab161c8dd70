import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from './ports.ts';

/** The master key of a trial: a file that only its owner reads. Production gets its keys from DATA_KEYS. */
export function keyFile(dataDir: string, random: Random): ReadonlyMap<string, Uint8Array> {
  const path = join(dataDir, 'key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(path, Buffer.from(random.bytes(32)).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return new Map([['file', Buffer.from(readFileSync(path, 'utf8'), 'base64')]]);
}
