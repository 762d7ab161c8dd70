import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createCredential } from '../graph/credential.ts';
import { recordTo } from '../graph/record.ts';
import { systemClock, systemRandom } from './clock.ts';
import { environment, type ProductionConfig, readProductionConfig, type Secrets } from './config.ts';
import { keyFile } from './key-file.ts';
import { createLog, type Log } from './log.ts';
import { buildParts, type PartsQ } from './parts.ts';
import { readProgrammeFile, wantedFrom } from './programme-file.ts';
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
if (read.kind === 'faults') refuse(read.lines);
await serve(read.value.config, read.value.secrets);

async function serve(config: ProductionConfig, secrets: Secrets): Promise<void> {
  const log = createLog();
  const programme = await readProgrammeFile(config.programme);
  if (programme.kind === 'faults') refuse(programme.lines);
  if (config.loopbackCloud)
    log.warn({ event: 'config.loopback-cloud' }, 'ALLOW_LOOPBACK_CLOUD: this is a test against a cloud on this machine');
  const parts = await buildParts({
    ...partsFrom(config, secrets, log),
    programme: wantedFrom(programme.file, programme.text),
  }).catch((error: unknown) => {
    if (error instanceof FolderInUse) refuse([error.message]);
    throw error;
  });
  await parts.engine.start();
  const server = createHttpServer(parts.app);
  await new Promise<void>((resolve) => server.listen(config.port, resolve));
  await mustRefuseStrangers(server.address(), log);
  log.info({ event: 'started', port: config.port }, 'Klankbord is running');
  const stop = async () => {
    log.info({ event: 'stopping' }, 'no new work; what runs is finished');
    server.close();
    await parts.stop();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** The door is tried once from outside: without a token it must stay shut. */
async function mustRefuseStrangers(address: unknown, log: Log): Promise<void> {
  const port = typeof address === 'object' && address !== null && 'port' in address ? address.port : null;
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', body: '{}' });
  if (answer.status === 401) return;
  log.error({ event: 'guard.open', status: answer.status }, 'a message without a token was not refused');
  refuse(['POST /api/messages answered a message without a token; this is unsafe and a bug']);
}

function partsFrom(config: ProductionConfig, secrets: Secrets, log: Log): Omit<PartsQ, 'programme'> {
  const { teams, graph } = config;
  const { store } = config;
  const guard = tokenGuard({
    appId: teams.appId,
    tenantId: teams.tenantId,
    openIdMetadataUrl: teams.metadataUrl,
    issuer: teams.issuer,
    allowLoopbackServiceUrls: config.loopbackCloud,
  });
  const credential = createCredential(
    {
      how: graphIdentity(graph.identity, secrets),
      authorityHost: graph.authorityHost,
      disableInstanceDiscovery: config.loopbackCloud,
      timeoutMs: 10_000,
    },
    systemClock,
  );
  return {
    store,
    masterKeys: secrets.dataKeys
      ? new Map(secrets.dataKeys.map(({ id, key }) => [id, key]))
      : keyFile(config.dataDir, systemRandom),
    tenant: teams.tenantId,
    publicUrl: config.publicUrl,
    teams: { guard, credentials: teamsCredentials(teams, secrets) },
    graph: { baseUrl: graph.baseUrl, credential, record: graph.record ? recordTo(graph.record) : null },
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
      return { kind: 'single-tenant', appId, tenantId, ...loginUrl, proof: { kind: 'password', password: secrets.teamsPassword ?? '' } };
    case 'certificate': {
      const pem = readFileSync(teams.proof.path, 'utf8');
      return { kind: 'single-tenant', appId, tenantId, ...loginUrl, proof: { kind: 'certificate', certificate: pem, privateKey: pem } };
    }
    case 'federated':
      return { kind: 'single-tenant', appId, tenantId, ...loginUrl, proof: { kind: 'federated', by: teams.proof } };
    case undefined:
      return { kind: 'managed', appId, tenantId };
  }
}

function graphIdentity(identity: ProductionConfig['graph']['identity'], secrets: Secrets) {
  switch (identity.kind) {
    case 'secret':
      return { ...identity, secret: secrets.graphSecret ?? '' };
    case 'certificate':
      return { ...identity, certificatePath: identity.path };
    case 'federated':
      return { ...identity, tokenFilePath: identity.tokenFile };
    case 'managed':
      return identity;
  }
}
