import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type LocalProcess = {
  readonly url: string;
  readonly outlookUrl: string;
  readonly pid: number;
  /** Everything it said so far, on both streams. */
  said(): string;
  /** From its start until `/healthz` answered 200; throws with what it said when it ends before that. */
  ready(): Promise<Took>;
  /** Its exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
};

/** Milliseconds. `own` leaves out what its main thread stood in line for a processor that others were using. */
export type Took = { readonly wall: number; readonly own: number };

const ENTRY = fileURLToPath(new URL('../../bot/local.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** `node bot/local.ts`, as `npm start` runs it. */
export async function startLocalProcess(
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<LocalProcess> {
  const env = { ...inherited(), ...(await freePorts()), ...settings };
  const from = performance.now();
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (data: unknown) => {
    said += String(data);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const closed = once(child, 'close').then(() => child.exitCode ?? child.signalCode ?? 'unknown');
  const url = `http://127.0.0.1:${env.PORT}`;
  return {
    url,
    outlookUrl: `http://127.0.0.1:${env.OUTLOOK_PORT}`,
    pid: child.pid ?? 0,
    said: () => said,
    ready: async () => {
      while (!(await isHealthy(url))) {
        if (hasEnded(child)) throw new Error(`local mode ended before it was ready: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      const wall = performance.now() - from;
      return { wall, own: wall - (await stoodInLine(child.pid ?? 0)) };
    },
    ended: () => closed,
    kill: (signal) => {
      child.kill(signal);
      return closed;
    },
  };
}

export async function temporaryFolder(): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'klankbord-local-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

/** Chosen by the system a moment before; both are held together, so that they differ. */
export async function freePorts(): Promise<{ readonly PORT: string; readonly OUTLOOK_PORT: string }> {
  const servers = [createServer(), createServer()];
  const [PORT = '', OUTLOOK_PORT = ''] = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return String(typeof address === 'object' && address ? address.port : '');
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { PORT, OUTLOOK_PORT };
}

/** Milliseconds, from Linux' own account of the main thread (`/proc/PID/schedstat`, second field); 0 elsewhere. */
async function stoodInLine(pid: number): Promise<number> {
  try {
    const [, delay = '0'] = (await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ');
    return Number(delay) / 1_000_000;
  } catch {
    // Not Linux: then the wall clock decides.
    return 0;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    // Nothing listens yet.
    return false;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** What a child needs of this process; no setting of ours. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] ? [[name, process.env[name] ?? '']] : [])),
  );
}
