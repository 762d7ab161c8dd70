import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopServer } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what the test files of one run share: a template of PGlite, a throw-away PostgreSQL. */
    readonly shared: string;
  }
}

/** Makes nothing but a folder: whoever needs a database first makes it there. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = await mkdtemp(join(tmpdir(), 'klankbord-test-'));
  project.provide('shared', shared);
  return async () => {
    await stopServer(shared);
    await rm(shared, { recursive: true, force: true });
  };
}
