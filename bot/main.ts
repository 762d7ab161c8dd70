import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock, systemRandom } from './clock.ts';
import { environment, type ProductionConfig, readProductionConfig, type Secrets } from './config.ts';
import type { Wanted } from './flows/apply-programme.ts';
import { productionGraph } from './graph-settings.ts';
import { keyFile } from './key-file.ts';
import { createLog, type Log } from './log.ts';
import { buildParts, type PartsQ } from './parts.ts';
import { type ReadFile, readProgrammeFile, wantedFrom } from './programme-file.ts';
import { missingGovernance } from './programme-governance.ts';
import { FolderInUse } from './store/lock.ts';
import type { TeamsCredentials } from './teams/credentials.ts';
import { tokenGuard } from './teams/guard.ts';

/** sysexits.h: the configuration is wrong. */
const EX_CONFIG = 78;

const HELP = `npm run serve: Klankbord in production.
Reads its settings from the environment (README, "Run it") and the programme from PROGRAMME.
Exit code 78: a setting is missing or unsafe; each line says which, and what to do.`;

function refuse(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`klankbord: ${line}\n`);
  process.exit(EX_CONFIG);
}

if (process.argv.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const read = readProductionConfig(environment);
const programme = await readProgramme(environment.PROGRAMME ?? '');
if (read.kind === 'faults') refuse([...read.lines, ...(programme?.kind === 'faults' ? programme.lines : [])]);
if (programme?.kind === 'faults') refuse(programme.lines);
if (programme === null) throw new Error('the settings were read without a programme file');
const missing = missingGovernance(programme.file.governance);
if (missing.length > 0) refuse(missing.map((line) => `PROGRAMME: ${line}`));
await serve({ ...read.value, programme: wantedFrom(programme.file, programme.text) });

/** Null when there is no such file: the settings say so. */
async function readProgramme(path: string): Promise<ReadFile | null> {
  if (!existsSync(path)) return null;
  const file = await readProgrammeFile(path);
  return file.kind === 'read' ? file : { ...file, lines: file.lines.map((line) => `PROGRAMME: ${line}`) };
}

type ServeQ = { readonly config: ProductionConfig; readonly secrets: Secrets; readonly programme: Wanted };

async function serve({ config, secrets, programme }: ServeQ): Promise<void> {
  const log = createLog();
  if (config.loopbackCloud)
    log.warn(
      { event: 'config.loopback-cloud' },
      'ALLOW_LOOPBACK_CLOUD: this is a test against a cloud on this machine',
    );
  const parts = await buildParts({
    ...partsFrom(config, secrets, log),
    programme,
  }).catch((error: unknown) => {
    if (error instanceof FolderInUse) refuse([error.message]);
    giveUp(error, 'DATABASE_URL: the database can not be opened');
  });
  await parts.engine.start();
  // Longer than a proxy in front keeps its connections (60 s is common): one closed as it is used again is a 502.
  const server = createHttpServer({ keepAliveTimeout: 75_000 }, parts.app);
  const port = await listen(server, config.port);
  await mustRefuseStrangers(port, log);
  log.info({ event: 'started', port }, 'Klankbord is running');
  const stop = async () => {
    log.info({ event: 'stopping' }, 'no new work; what runs is finished');
    await answerAll(server);
    await parts.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Nothing is wrong with the settings, so the service manager may start us again. What is no system or database error is a bug. */
function giveUp(error: unknown, what: string): never {
  if (!(error instanceof Error && 'code' in error)) throw error;
  process.stderr.write(`klankbord: ${what} (${error.code})\n`);
  process.exit(1);
}

/** Answers the port that it became. */
async function listen(server: Server, wanted: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(wanted, resolve);
  await promise.catch((error: unknown) => giveUp(error, `PORT: can not listen on ${wanted}`));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : wanted;
}

/** Teams gives up on an answer after 15 s at most; ours end after 4. */
const LAST_ANSWERS_MS = 5_000;

/** Takes no new connection, and lets go of the database only when those who wait have their answer. */
async function answerAll(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await Promise.race([closed, sleep(LAST_ANSWERS_MS)]);
  server.closeAllConnections();
}

/** The door is tried once from outside: without a token it must stay shut. */
async function mustRefuseStrangers(port: number, log: Log): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', body: '{}' });
  if (answer.status === 401) return;
  log.error({ event: 'guard.open', status: answer.status }, 'a message without a token was not refused');
  refuse(['POST /api/messages answered a message without a token; this is unsafe and a bug']);
}

function partsFrom(config: ProductionConfig, secrets: Secrets, log: Log): Omit<PartsQ, 'programme'> {
  const { teams } = config;
  const { store } = config;
  const guard = tokenGuard({
    appId: teams.appId,
    tenantId: teams.tenantId,
    openIdMetadataUrl: teams.metadataUrl,
    issuer: teams.issuer,
    allowLoopbackServiceUrls: config.loopbackCloud,
  });
  return {
    store,
    masterKeys: secrets.dataKeys
      ? new Map(secrets.dataKeys.map(({ id, key }) => [id, key]))
      : keyFile(config.dataDir, systemRandom),
    tenant: teams.tenantId,
    publicUrl: config.publicUrl,
    proxies: config.proxies,
    teams: { guard, credentials: teamsCredentials(teams, secrets) },
    graph: productionGraph(config, secrets),
    signIn: config.signIn && {
      ...config.signIn,
      clientSecret: secrets.signInSecret ?? '',
      authorityHost: config.graph.authorityHost,
    },
    loopbackFeeds: config.loopbackCloud,
    clock: systemClock,
    random: systemRandom,
    log,
  };
}

function teamsCredentials(teams: ProductionConfig['teams'], secrets: Secrets): TeamsCredentials {
  const { appId, tenantId } = teams;
  const loginUrl = teams.loginUrl === null ? {} : { loginUrl: teams.loginUrl };
  switch (teams.proof?.kind) {
    case 'password':
      return {
        kind: 'single-tenant',
        appId,
        tenantId,
        ...loginUrl,
        proof: { kind: 'password', password: secrets.teamsPassword ?? '' },
      };
    case 'certificate': {
      const pem = readFileSync(teams.proof.path, 'utf8');
      return {
        kind: 'single-tenant',
        appId,
        tenantId,
        ...loginUrl,
        proof: { kind: 'certificate', certificate: pem, privateKey: pem },
      };
    }
    case 'federated':
      return {
        kind: 'single-tenant',
        appId,
        tenantId,
        ...loginUrl,
        proof: { kind: 'federated', by: teams.proof },
      };
    case undefined:
      return { kind: 'managed', appId, tenantId };
  }
}
