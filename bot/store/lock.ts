import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process has this data folder open. Two on one folder would silently lose rows. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly dir: string;

  constructor(dir: string) {
    super(
      `The data folder ${dir} is in use by another process. Stop that one first, or choose another folder.`,
    );
    this.dir = dir;
  }
}

/**
 * Holds `DIR.lock` until the answered function is called. The operating system holds the lock, so that
 * it goes with the process, however that ends; the file itself stays and means nothing.
 */
export function lockFolder(dir: string): () => void {
  mkdirSync(dirname(dir), { recursive: true });
  const file = new DatabaseSync(`${dir}.lock`);
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (e) {
    file.close();
    throw isBusy(e) ? new FolderInUse(dir) : e;
  }
  return () => file.close();
}

/** SQLITE_BUSY, see https://sqlite.org/rescode.html#busy. */
const BUSY = 5;

function isBusy(e: unknown): boolean {
  return e instanceof Error && 'errcode' in e && e.errcode === BUSY;
}
