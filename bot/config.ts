import { existsSync } from 'node:fs';
import { z } from 'zod';

/** The only reader of process.env. Everything else gets values. */
export type Environment = Readonly<Record<string, string | undefined>>;
export const environment: Environment = process.env;

export type StoreConfig =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly dir: string };

export type LocalConfig = {
  readonly port: number;
  readonly outlookPort: number;
  readonly dataDir: string;
  readonly store: StoreConfig;
  readonly programme: string;
  /** Another loopback server that speaks Graph, in place of the local Outlook. */
  readonly graphBaseUrl: string | null;
  /** A file: every Graph exchange as a JSON line. */
  readonly graphRecord: string | null;
};

export type Proof =
  | { readonly kind: 'password' }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'federated'; readonly tokenFile: string };
export type GraphIdentity =
  | { readonly kind: 'secret'; readonly tenant: string; readonly client: string }
  | { readonly kind: 'certificate'; readonly tenant: string; readonly client: string; readonly path: string }
  | { readonly kind: 'federated'; readonly tenant: string; readonly client: string; readonly tokenFile: string }
  | { readonly kind: 'managed'; readonly client: string | null };

export type ProductionConfig = {
  readonly port: number;
  readonly publicUrl: string;
  readonly programme: string;
  readonly store: StoreConfig;
  readonly dataDir: string;
  readonly teams: {
    readonly appId: string;
    readonly tenantId: string;
    readonly type: 'SingleTenant' | 'UserAssignedMSI';
    readonly proof: Proof | null;
    readonly metadataUrl: string;
    readonly issuer: string;
    readonly loginUrl: string | null;
  };
  readonly graph: {
    readonly baseUrl: string;
    readonly authorityHost: string;
    readonly identity: GraphIdentity;
    readonly record: string | null;
  };
  /** A test cloud on loopback: the real authentication path against a test issuer. Said loudly in the log. */
  readonly loopbackCloud: boolean;
};
/** Apart from the settings, so that a settings dump can not hold them. */
export type Secrets = {
  readonly teamsPassword: string | null;
  readonly graphSecret: string | null;
  /** `id:base64` of 32 bytes, newest first; null: a key file in the data folder. */
  readonly dataKeys: readonly { readonly id: string; readonly key: Uint8Array }[] | null;
};

export type Read<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'faults'; readonly lines: readonly string[] };

export const SAMPLE_PROGRAMME = 'bot/local/programme.yaml';

export function readLocalConfig(env: Environment): Read<LocalConfig> {
  const faults: string[] = [];
  const dataDir = env.DATA_DIR || '.data';
  const graphBaseUrl = env.GRAPH_BASE_URL || null;
  if (graphBaseUrl && !isLoopback(graphBaseUrl)) faults.push('GRAPH_BASE_URL: local mode only takes a loopback address');
  const value: LocalConfig = {
    port: port(env, 'PORT', { otherwise: 3978, faults }),
    outlookPort: port(env, 'OUTLOOK_PORT', { otherwise: 3980, faults }),
    dataDir,
    store: store(env, dataDir, faults),
    programme: env.PROGRAMME || SAMPLE_PROGRAMME,
    graphBaseUrl,
    graphRecord: env.GRAPH_RECORD || null,
  };
  return faults.length > 0 ? { kind: 'faults', lines: faults } : { kind: 'read', value };
}

/** Refuses what would be unsafe: one line for each fault, saying what to do. */
export function readProductionConfig(env: Environment): Read<{ config: ProductionConfig; secrets: Secrets }> {
  const faults: string[] = [];
  const loopbackCloud = env.ALLOW_LOOPBACK_CLOUD === '1';
  const dataDir = env.DATA_DIR || '.data';
  const config: ProductionConfig = {
    port: port(env, 'PORT', { otherwise: 3978, faults }),
    publicUrl: publicUrl(env, loopbackCloud, faults),
    programme: programme(env, faults),
    store: store(env, dataDir, faults),
    dataDir,
    teams: teams(env, loopbackCloud, faults),
    graph: graph(env, loopbackCloud, faults),
    loopbackCloud,
  };
  if (config.store.kind === 'pglite' && !loopbackCloud)
    faults.push('DATABASE_URL: production keeps its data in PostgreSQL; set postgres://…');
  const dataKeys = readDataKeys(env, faults);
  if (dataKeys === null && !loopbackCloud)
    faults.push('DATA_KEYS: set id:key, with 32 random bytes in base64 (openssl rand -base64 32); see README');
  if (faults.length > 0) return { kind: 'faults', lines: faults };
  const secrets = {
    teamsPassword: env.MicrosoftAppPassword || null,
    graphSecret: env.AZURE_CLIENT_SECRET || null,
    dataKeys,
  };
  return { kind: 'read', value: { config, secrets } };
}

const guid = z.guid();

function teams(env: Environment, loopbackCloud: boolean, faults: string[]): ProductionConfig['teams'] {
  const { MicrosoftAppId = '', MicrosoftAppTenantId = '', MicrosoftAppType = '' } = env;
  if (!guid.safeParse(MicrosoftAppId).success) faults.push('MicrosoftAppId: set the id of the bot registration (a GUID)');
  if (!guid.safeParse(MicrosoftAppTenantId).success) faults.push('MicrosoftAppTenantId: set the id of your tenant (a GUID)');
  const type = (['SingleTenant', 'UserAssignedMSI'] as const).find((known) => known === MicrosoftAppType);
  if (!type) faults.push('MicrosoftAppType: set SingleTenant or UserAssignedMSI, spelled like that');
  const proof = teamsProof(env);
  if (type === 'SingleTenant' && !proof)
    faults.push('MicrosoftAppPassword: set it, or MicrosoftAppCertificatePath, or MicrosoftAppFederatedTokenFile');
  return {
    appId: MicrosoftAppId,
    tenantId: MicrosoftAppTenantId,
    type: type ?? 'SingleTenant',
    proof,
    metadataUrl: loopbackOnly(env, 'TEAMS_OPENID_METADATA_URL', { loopbackCloud, faults }) ?? METADATA,
    issuer: issuer(env, loopbackCloud, faults),
    loginUrl: loopbackOnly(env, 'TEAMS_LOGIN_URL', { loopbackCloud, faults }),
  };
}

/** Bot Service in the public cloud. */
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const ISSUER = 'https://api.botframework.com';
const GRAPH = 'https://graph.microsoft.com';
const AUTHORITY = 'https://login.microsoftonline.com';

function teamsProof(env: Environment): Proof | null {
  if (env.MicrosoftAppPassword) return { kind: 'password' };
  if (env.MicrosoftAppCertificatePath) return { kind: 'certificate', path: env.MicrosoftAppCertificatePath };
  if (env.MicrosoftAppFederatedTokenFile) return { kind: 'federated', tokenFile: env.MicrosoftAppFederatedTokenFile };
  return null;
}

/** A claim, not an address that is called: any value, but only with the test cloud. */
function issuer(env: Environment, loopbackCloud: boolean, faults: string[]): string {
  const value = env.TEAMS_TOKEN_ISSUER;
  if (!value || value === ISSUER) return ISSUER;
  if (!loopbackCloud) faults.push('TEAMS_TOKEN_ISSUER: only with ALLOW_LOOPBACK_CLOUD=1; remove it');
  return value;
}

function graph(env: Environment, loopbackCloud: boolean, faults: string[]): ProductionConfig['graph'] {
  const authorityHost = env.AZURE_AUTHORITY_HOST?.replace(/\/$/, '');
  const known = !authorityHost || authorityHost === AUTHORITY;
  return {
    baseUrl: loopbackOnly(env, 'GRAPH_BASE_URL', { loopbackCloud, faults }) ?? GRAPH,
    authorityHost: known ? AUTHORITY : (loopbackOnly(env, 'AZURE_AUTHORITY_HOST', { loopbackCloud, faults }) ?? AUTHORITY),
    identity: graphIdentity(env),
    record: env.GRAPH_RECORD || null,
  };
}

/** The names that `@azure/identity` itself reads, in its order. */
function graphIdentity(env: Environment): GraphIdentity {
  const { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client } = env;
  if (tenant && client && env.AZURE_CLIENT_SECRET) return { kind: 'secret', tenant, client };
  if (tenant && client && env.AZURE_CLIENT_CERTIFICATE_PATH)
    return { kind: 'certificate', tenant, client, path: env.AZURE_CLIENT_CERTIFICATE_PATH };
  if (tenant && client && env.AZURE_FEDERATED_TOKEN_FILE)
    return { kind: 'federated', tenant, client, tokenFile: env.AZURE_FEDERATED_TOKEN_FILE };
  return { kind: 'managed', client: client ?? null };
}

type Loopback = { readonly loopbackCloud: boolean; readonly faults: string[] };

function loopbackOnly(env: Environment, name: string, q: Loopback): string | null {
  const value = env[name];
  if (!value) return null;
  if (!q.loopbackCloud) q.faults.push(`${name}: only with ALLOW_LOOPBACK_CLOUD=1; remove it`);
  else if (!isLoopback(value)) q.faults.push(`${name}: only an address on this machine (127.0.0.1 or localhost)`);
  return value.replace(/\/$/, '');
}

function isLoopback(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
}

function publicUrl(env: Environment, loopbackCloud: boolean, faults: string[]): string {
  const url = URL.parse(env.PUBLIC_URL ?? '');
  const fine = url !== null && (url.protocol === 'https:' || (loopbackCloud && isLoopback(url.href)));
  if (!fine || url.pathname !== '/') faults.push('PUBLIC_URL: set the https address at which people reach this service, without a path');
  return url?.origin ?? '';
}

function programme(env: Environment, faults: string[]): string {
  const file = env.PROGRAMME ?? '';
  if (file === '') faults.push(`PROGRAMME: set the programme file; the sample is ${SAMPLE_PROGRAMME}`);
  else if (!existsSync(file)) faults.push(`PROGRAMME: there is no file ${file}`);
  return file;
}

function store(env: Environment, dataDir: string, faults: string[]): StoreConfig {
  const url = env.DATABASE_URL;
  if (!url) return { kind: 'pglite', dir: `${dataDir}/store` };
  if (!/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? '')) faults.push('DATABASE_URL: set postgres://user:password@host/database');
  return { kind: 'postgres', url };
}

function port(env: Environment, name: string, q: { otherwise: number; faults: string[] }): number {
  const value = env[name];
  if (!value) return q.otherwise;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  q.faults.push(`${name}: set a port number from 1 to 65535`);
  return q.otherwise;
}

function readDataKeys(env: Environment, faults: string[]): Secrets['dataKeys'] {
  if (!env.DATA_KEYS) return null;
  const keys = env.DATA_KEYS.split(',').map((pair) => {
    const [id = '', base64 = ''] = pair.trim().split(':');
    return { id, key: Buffer.from(base64, 'base64') };
  });
  const fine = keys.every(({ id, key }) => /^[\w-]{1,20}$/.test(id) && key.length === 32);
  if (!fine) faults.push('DATA_KEYS: every key is id:key, the key 32 bytes in base64');
  return fine ? keys : null;
}
