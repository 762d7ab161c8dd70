import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../ports.ts';

export type MovableClock = Clock & { set(moment: number): void };

/** The machine's clock, moved by hand; where it was moved to survives a restart. */
export function movableClock(file: string): MovableClock {
  let ahead = read(file);
  return {
    now: () => Date.now() + ahead,
    set(moment) {
      ahead = moment - Date.now();
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, String(ahead));
    },
  };
}

function read(file: string): number {
  try {
    const ahead = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(ahead) ? ahead : 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
