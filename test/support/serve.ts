import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** One process of `npm run serve`. */
export type Serve = {
  readonly url: string;
  /** What it logged so far. */
  readonly log: readonly LogLine[];
  /** What it wrote on standard error so far: nothing, unless it broke. */
  errors(): string;
  /** Asks it to stop, and waits; answers its exit code. */
  sigterm(): Promise<number | null>;
  /** Kills it as a power switch would. */
  kill9(): Promise<void>;
};
export type Settings = Readonly<Record<string, string>>;
export type LogLine = z.infer<typeof logLine>;

/** How a process that did not start ended: `lines` as the operator reads them. */
export type Refused = {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly log: readonly LogLine[];
};

const logLine = z.looseObject({
  level: z.number(),
  event: z.string().optional(),
  port: z.number().optional(),
});
const MAIN = fileURLToPath(new URL('../../bot/main.ts', import.meta.url));

/** Starts it on these settings alone, and waits until `/healthz` answers; throws with its errors when it ends before. */
export async function startServe(settings: Settings): Promise<Serve> {
  const running = run(settings);
  const started = await Promise.race([running.said('started'), running.closed.then(() => null)]);
  if (started === null) throw new Error(`serve ended with ${running.child.exitCode}: ${running.errors()}`);
  const url = `http://127.0.0.1:${started.port}`;
  const health = await fetch(`${url}/healthz`);
  if (health.status !== 200) throw new Error(`/healthz answered ${health.status}`);
  const end = async (signal: NodeJS.Signals) => {
    running.child.kill(signal);
    await running.closed;
  };
  return {
    url,
    log: running.log,
    errors: running.errors,
    async sigterm() {
      await end('SIGTERM');
      return running.child.exitCode;
    },
    kill9: () => end('SIGKILL'),
  };
}

/** Runs it on settings that it should not start with; throws when it starts all the same. */
export async function refusedServe(settings: Settings): Promise<Refused> {
  const running = run(settings);
  const started = await Promise.race([running.said('started'), running.closed.then(() => null)]);
  if (started !== null) {
    running.child.kill('SIGKILL');
    throw new Error('serve started');
  }
  const lines = running.errors().split('\n').filter(Boolean);
  return { code: running.child.exitCode, lines, log: running.log };
}

type Running = {
  readonly child: ChildProcess;
  readonly log: readonly LogLine[];
  readonly closed: Promise<unknown>;
  errors(): string;
  said(event: string): Promise<LogLine>;
};

function run(settings: Settings): Running {
  const child = spawn(process.execPath, [MAIN], { env: settings, stdio: ['ignore', 'pipe', 'pipe'] });
  const log: LogLine[] = [];
  let errors = '';
  const heard = Promise.withResolvers<LogLine>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const read = logLine.parse(JSON.parse(line));
    log.push(read);
    if (read.event === 'started') heard.resolve(read);
  });
  child.stderr.on('data', (data) => {
    errors += String(data);
  });
  return { child, log, closed: once(child, 'close'), errors: () => errors, said: () => heard.promise };
}
