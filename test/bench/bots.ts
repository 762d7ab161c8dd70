import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Issuer, startIssuer } from '../support/issuer.ts';
import { type Connector, startConnector } from './connector.ts';
import { type ScriptedGraph, startGraph } from './graph.ts';
import { programmeText } from './programme.ts';

/** Everything on the other side of a bot, in this process. */
export type Cloud = {
  readonly issuer: Issuer;
  readonly connector: Connector;
  readonly graph: ScriptedGraph;
  readonly appId: string;
  readonly tenantId: string;
  /** A folder of this run. */
  readonly folder: string;
  readonly programme: string;
  /** A channel token for this bot and connector, valid for an hour. */
  token(): Promise<string>;
  stop(): Promise<void>;
};

/** A bot in a process of its own. */
export type Bot = {
  readonly pid: number;
  readonly url: string;
  /** Milliseconds from the start of the process until `/healthz` answered 200. */
  readonly coldMs: number;
  /** The most memory it ever had, in MB. */
  peakMb(): number;
  /** Processor time that it used so far, in milliseconds. */
  processorMs(): number;
  stop(): Promise<void>;
};

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PASSWORD = 'for the test issuer only';
const START_MS = 120_000;

export async function openCloud(): Promise<Cloud> {
  const folder = await mkdtemp(join(tmpdir(), 'klankbord-bench-'));
  const programme = join(folder, 'programme.yaml');
  await writeFile(programme, programmeText());
  const [issuer, connector, graph] = await Promise.all([startIssuer(), startConnector(), startGraph()]);
  const appId = randomUUID();
  return {
    issuer,
    connector,
    graph,
    appId,
    tenantId: randomUUID(),
    folder,
    programme,
    token: () => issuer.channelToken({ appId, serviceUrl: connector.serviceUrl }),
    async stop() {
      await Promise.all([issuer.stop(), connector.stop(), graph.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `npm run serve` with its real settings, against this cloud; on PGlite without a `databaseUrl`. */
export async function startOurs(
  cloud: Cloud,
  q: { readonly databaseUrl?: string; readonly dataDir: string; readonly nodeOptions?: readonly string[] },
): Promise<Bot> {
  const port = await freePort();
  const { issuer, tenantId, appId } = cloud;
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PROGRAMME: cloud.programme,
    DATA_DIR: q.dataDir,
    ...(q.databaseUrl !== undefined && { DATABASE_URL: q.databaseUrl }),
    ALLOW_LOOPBACK_CLOUD: '1',
    MicrosoftAppId: appId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: PASSWORD,
    TEAMS_OPENID_METADATA_URL: issuer.metadataUrl,
    TEAMS_TOKEN_ISSUER: issuer.channelIssuer,
    TEAMS_LOGIN_URL: issuer.loginUrl(tenantId),
    GRAPH_BASE_URL: cloud.graph.origin,
    AZURE_AUTHORITY_HOST: issuer.authorityHost,
    AZURE_TENANT_ID: tenantId,
    AZURE_CLIENT_ID: appId,
    AZURE_CLIENT_SECRET: PASSWORD,
    NODE_EXTRA_CA_CERTS: issuer.certificatePath,
  };
  const args = [...(q.nodeOptions ?? []), join(ROOT, 'bot/run.js'), 'main'];
  return start({ args, env, port, log: join(cloud.folder, 'ours.log') });
}

export async function startEcho(cloud: Cloud): Promise<Bot> {
  const port = await freePort();
  const { appId, tenantId, issuer } = cloud;
  const options = {
    port,
    appId,
    tenantId,
    password: PASSWORD,
    loginUrl: issuer.loginUrl(tenantId),
    metadataUrl: issuer.metadataUrl,
    issuer: issuer.channelIssuer,
  };
  const args = [fileURLToPath(new URL('echo-bot.ts', import.meta.url)), JSON.stringify(options)];
  const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: issuer.certificatePath };
  return start({ args, env, port, log: join(cloud.folder, 'echo.log') });
}

type Start = {
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
  readonly log: string;
};

async function start({ args, env, port, log }: Start): Promise<Bot> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends this process ends the bot.
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('close', () => process.off('exit', orphan));
  const written = createWriteStream(log, { flags: 'a' });
  child.stdout.pipe(written, { end: false });
  child.stderr.pipe(written, { end: false });
  await answers(child, `http://127.0.0.1:${port}/healthz`, log);
  const coldMs = performance.now() - began;
  const pid = child.pid ?? 0;
  return {
    pid,
    url: `http://127.0.0.1:${port}/api/messages`,
    coldMs,
    peakMb: () => peakMb(pid),
    processorMs: () => processorMs(pid),
    async stop() {
      if (ended(child)) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      const hung = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await closed;
      clearTimeout(hung);
    },
  };
}

async function answers(child: ChildProcess, url: string, log: string): Promise<void> {
  const end = performance.now() + START_MS;
  while (performance.now() < end) {
    if (ended(child)) break;
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await sleep(10);
  }
  child.kill('SIGKILL');
  throw new Error(`a bot did not start:\n${readFileSync(log, 'utf8').slice(-4_000)}`);
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** VmHWM: the kernel's high-water mark of resident memory (proc(5)). */
function peakMb(pid: number): number {
  const kb = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kb ?? Number.NaN) / 1_024;
}

/** utime and stime, the 14th and 15th field, in ticks of 10 ms (proc(5); USER_HZ is 100 on Linux). */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
