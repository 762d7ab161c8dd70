import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Figures, Mode } from './memory-child.ts';

const CHILD = fileURLToPath(new URL('./memory-child.ts', import.meta.url));
const MB = 1_000_000;
/** What may be left of hostile calendars, in our own heap and buffers, and in the process with what its allocator keeps. */
const LEFT = { held: 5 * MB, resident: 60 * MB };
/** What one at a time may take at most: the limit of its thread, and as much again for text, code and what is not heap. */
const MOST = 300 * MB;

async function measured(mode: Mode): Promise<Figures> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--expose-gc', CHILD, mode], { timeout: 240_000 });
  return JSON.parse(stdout) as Figures;
}

describe('hostile calendars, one after the other', () => {
  it('leave memory as it was, and take no more at once than the limit of one', {
    timeout: 300_000,
  }, async () => {
    const { held, resident, peak, answers } = await measured('feeds');
    expect(answers).toEqual([
      'deep: refused unreadable',
      'for-ever: refused too-many',
      'large: refused too-large',
      'list-just-allowed: read',
      'long-list: refused too-many',
      'many-for-ever: refused too-many',
      'packed: refused too-large',
    ]);
    expect(held).toBeLessThan(LEFT.held);
    expect(resident).toBeLessThan(LEFT.resident);
    expect(peak).toBeLessThan(MOST);
  });

  it('would be seen here if they stayed: ten megabytes that are kept', { timeout: 120_000 }, async () => {
    const { held, resident } = await measured('kept');
    expect(held).toBeGreaterThan(LEFT.held);
    expect(resident).toBeGreaterThan(LEFT.resident);
  });

  it('would be seen here if nothing stopped them: one repetition for ever', {
    timeout: 120_000,
  }, async () => {
    expect((await measured('unlimited')).peak).toBeGreaterThan(MOST);
  });
});
