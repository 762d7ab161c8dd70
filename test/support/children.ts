import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = {
  /** Everything it printed so far, line by line. */
  readonly lines: readonly string[];
  /** Waits until it printed this many lines; throws with its errors when it ends before that. */
  printed(count: number): Promise<void>;
  /** Kills it as a power switch would. */
  kill9(): Promise<void>;
  /** Waits for its own end; throws with its errors when that was not a good one. */
  ended(): Promise<void>;
};

/** Runs a script of test/store/children in a process of its own. */
export function startChild(script: string, ...args: string[]): Child {
  const file = fileURLToPath(new URL(`../store/children/${script}`, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    child.emit('printed');
  });
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  const closed = once(child, 'close');
  return {
    lines,
    async printed(count) {
      while (lines.length < count) {
        if (hasEnded(child)) throw new Error(`${script} ended: ${errors}`);
        await Promise.race([once(child, 'printed'), closed]);
      }
    },
    async kill9() {
      child.kill('SIGKILL');
      await closed;
    },
    async ended() {
      await closed;
      if (child.exitCode !== 0) throw new Error(`${script} ended with ${child.exitCode}: ${errors}`);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
