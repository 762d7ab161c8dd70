import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Db } from '../../../bot/store/database.ts';
import { cells } from './tables.ts';

/** A secret that is looked for, and the places where it may stand in clear, each with its reason. */
export type Canary = {
  readonly name: string;
  readonly secret: string;
  readonly mayStand: readonly { readonly where: RegExp; readonly why: string }[];
};
export type Sighting = { readonly canary: string; readonly where: string };

/** The ways in which a text may lie about: as it is, in UTF-16, as hex, in base64 at any of three offsets. */
export function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // The first and last characters also hold what stands beside it.
    return text.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const texts = [bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64];
  return [bytes, Buffer.from(secret, 'utf16le'), ...texts.map((text) => Buffer.from(text))];
}

/** Looks through named pieces of bytes; answers where a canary sits that may not sit there. */
export function watch(canaries: readonly Canary[]): {
  look(where: string, bytes: Buffer): void;
  readonly seen: Sighting[];
  /** Where canaries were found that may be there. */
  readonly allowed: Sighting[];
} {
  const forms = canaries.map((canary) => ({ canary, forms: formsOf(canary.secret) }));
  const seen: Sighting[] = [];
  const allowed: Sighting[] = [];
  return {
    seen,
    allowed,
    look(where, bytes) {
      for (const { canary, forms: all } of forms) {
        if (!all.some((form) => bytes.includes(form))) continue;
        const may = canary.mayStand.some((place) => place.where.test(where));
        (may ? allowed : seen).push({ canary: canary.name, where });
      }
    },
  };
}
export type Watch = ReturnType<typeof watch>;

export async function lookInDatabase(db: Db, found: Watch): Promise<number> {
  let count = 0;
  for await (const { where, text } of cells(db)) {
    found.look(where, Buffer.from(text, 'utf8'));
    count += 1;
  }
  return count;
}

/** Every file of a folder, as bytes; answers how many bytes were read. */
export function lookInFolder(folder: string, found: Watch): number {
  let size = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    found.look(`file:${relative(folder, path)}`, bytes);
    size += bytes.length;
  }
  return size;
}

/** Everything this process writes to its two streams until `stop`. */
export function listenToStreams(): { readonly text: () => string; stop(): void } {
  const heard: string[] = [];
  const stops = [process.stdout, process.stderr].map((stream) => {
    const write = stream.write;
    const spy = (...args: Parameters<typeof write>): boolean => {
      heard.push(typeof args[0] === 'string' ? args[0] : Buffer.from(args[0]).toString('utf8'));
      return write.apply(stream, args);
    };
    Object.assign(stream, { write: spy });
    return () => void Object.assign(stream, { write });
  });
  const stop = () => {
    for (const restore of stops) restore();
  };
  return { text: () => heard.join(''), stop };
}
