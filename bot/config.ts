import {
  dataKeys,
  type Environment,
  existingFile,
  HTTPS,
  isLoopback,
  loopbackAddress,
  ONLY_LOOPBACK_CLOUD,
  port,
  proxyHops,
  publicUrl,
  requireGuid,
  requireTenant,
  type Source,
} from './config-values.ts';

export type { Environment } from './config-values.ts';

/** The only reader of process.env. Everything else gets values. */
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
  | {
      readonly kind: 'federated';
      readonly tenant: string;
      readonly client: string;
      readonly tokenFile: string;
    }
  | { readonly kind: 'managed'; readonly client: string | null };

export type ProductionConfig = {
  readonly port: number;
  readonly publicUrl: string;
  /** Proxies of one's own in front. */
  readonly proxies: number;
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
  /** The registration with which people sign in on a page; null: by code alone. */
  readonly signIn: { readonly clientId: string } | null;
  /** A test cloud on loopback: the real authentication path against a test issuer. Said loudly in the log. */
  readonly loopbackCloud: boolean;
};
/** Apart from the settings, so that a settings dump can not hold them. */
export type Secrets = {
  readonly teamsPassword: string | null;
  readonly graphSecret: string | null;
  readonly signInSecret: string | null;
  /** `id:base64` of 32 bytes, newest first; null: a key file in the data folder. */
  readonly dataKeys: readonly { readonly id: string; readonly key: Uint8Array }[] | null;
};

export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

export const SAMPLE_PROGRAMME = 'bot/local/programme.yaml';

export function readLocalConfig(env: Environment): Read<LocalConfig> {
  const faults: string[] = [];
  const dataDir = env.DATA_DIR || '.data';
  const graphBaseUrl = env.GRAPH_BASE_URL || null;
  if (graphBaseUrl && !isLoopback(graphBaseUrl))
    faults.push('GRAPH_BASE_URL: local mode only takes a loopback address');
  const value: LocalConfig = {
    port: port({ env, faults }, 'PORT', 3978),
    outlookPort: port({ env, faults }, 'OUTLOOK_PORT', 3980),
    dataDir,
    store: store({ env, faults }, dataDir),
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
  const source = { env, loopbackCloud, faults };
  const dataDir = env.DATA_DIR || '.data';
  const config: ProductionConfig = {
    port: port(source, 'PORT', 3978),
    publicUrl: publicUrl(source),
    proxies: proxyHops(source),
    programme: programme(source),
    store: store(source, dataDir),
    dataDir,
    teams: teams(source),
    graph: graph(source),
    signIn: signIn(source),
    loopbackCloud,
  };
  const secrets = {
    teamsPassword: env.MicrosoftAppPassword || null,
    graphSecret: env.AZURE_CLIENT_SECRET || null,
    signInSecret: env.SIGN_IN_CLIENT_SECRET || null,
    dataKeys: dataKeys(source),
  };
  if (!loopbackCloud) faults.push(...missingInProduction(env));
  return faults.length > 0 ? { kind: 'faults', lines: faults } : { kind: 'read', value: { config, secrets } };
}

/** What the Teams app package and the evidence speak of. Without its two settings: a sample. */
type Named = Pick<ProductionConfig, 'publicUrl' | 'programme'>;
export type PackageConfig = Named & {
  readonly appId: string;
  /** The application that calls Graph: AZURE_CLIENT_ID, else that of the bot. */
  readonly graphAppId: string;
  readonly sample: boolean;
};

export function readPackageConfig(env: Environment): Read<PackageConfig> {
  const sample = !env.MicrosoftAppId && !env.PUBLIC_URL;
  const programme = env.PROGRAMME || SAMPLE_PROGRAMME;
  if (sample) return { kind: 'read', value: { ...SAMPLE_PACKAGE, programme, sample } };
  const source = { env, loopbackCloud: false, faults: [] };
  const appId = requireGuid(source, 'MicrosoftAppId', 'the id of the bot registration');
  const graphAppId = env.AZURE_CLIENT_ID
    ? requireGuid(source, 'AZURE_CLIENT_ID', 'the id of the application that calls Graph')
    : appId;
  const value: PackageConfig = { appId, graphAppId, publicUrl: publicUrl(source), programme, sample };
  return source.faults.length > 0 ? { kind: 'faults', lines: source.faults } : { kind: 'read', value };
}
const SAMPLE_APP = '22222222-2222-4222-8222-222222222222';
const SAMPLE_PACKAGE = {
  appId: SAMPLE_APP,
  graphAppId: SAMPLE_APP,
  publicUrl: 'https://klankbord.voorbeeld.example',
};

/** What a test against a cloud on this machine may do without. */
function missingInProduction(env: Environment): readonly string[] {
  const { DATABASE_URL, DATA_KEYS, GRAPH_RECORD } = env;
  return [
    ...(DATABASE_URL ? [] : ['DATABASE_URL: production keeps its data in PostgreSQL; set postgres://…']),
    ...(DATA_KEYS
      ? []
      : ['DATA_KEYS: set id:key, with 32 random bytes in base64 (openssl rand -base64 32); see README']),
    // What is recorded is what stands in calendars.
    ...(GRAPH_RECORD ? [`GRAPH_RECORD: ${ONLY_LOOPBACK_CLOUD}`] : []),
  ];
}

/** Bot Service in the public cloud. */
const METADATA = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const ISSUER = 'https://api.botframework.com';
const GRAPH = 'https://graph.microsoft.com';
const AUTHORITY = 'https://login.microsoftonline.com';

function teams(source: Source): ProductionConfig['teams'] {
  const { env, faults } = source;
  const type = (['SingleTenant', 'UserAssignedMSI'] as const).find((known) => known === env.MicrosoftAppType);
  if (!type) faults.push('MicrosoftAppType: set SingleTenant or UserAssignedMSI, spelled like that');
  const proof = teamsProof(source);
  if (type === 'SingleTenant' && !proof)
    faults.push(
      'MicrosoftAppPassword: set it, or MicrosoftAppCertificatePath, or MicrosoftAppFederatedTokenFile',
    );
  return {
    appId: requireGuid(source, 'MicrosoftAppId', 'the id of the bot registration'),
    tenantId: requireGuid(source, 'MicrosoftAppTenantId', 'the id of your tenant'),
    type: type ?? 'SingleTenant',
    // A managed identity has no proof of its own: one that is left in the settings is not used.
    proof: type === 'UserAssignedMSI' ? null : proof,
    metadataUrl: loopbackAddress(source, 'TEAMS_OPENID_METADATA_URL') ?? METADATA,
    issuer: issuer(source),
    loginUrl: loopbackAddress(source, 'TEAMS_LOGIN_URL', HTTPS),
  };
}

function teamsProof(source: Source): Proof | null {
  const path = existingFile(source, 'MicrosoftAppCertificatePath');
  const tokenFile = existingFile(source, 'MicrosoftAppFederatedTokenFile');
  if (source.env.MicrosoftAppPassword) return { kind: 'password' };
  if (path) return { kind: 'certificate', path };
  return tokenFile ? { kind: 'federated', tokenFile } : null;
}

/** A claim, not an address that is called: any value, but only with the test cloud. */
function issuer({ env, loopbackCloud, faults }: Source): string {
  const value = env.TEAMS_TOKEN_ISSUER;
  if (!value || value === ISSUER) return ISSUER;
  if (!loopbackCloud) faults.push(`TEAMS_TOKEN_ISSUER: ${ONLY_LOOPBACK_CLOUD}`);
  return value;
}

function graph(source: Source): ProductionConfig['graph'] {
  const { env } = source;
  const known = env.AZURE_AUTHORITY_HOST?.replace(/\/$/, '') === AUTHORITY;
  return {
    baseUrl: loopbackAddress(source, 'GRAPH_BASE_URL') ?? GRAPH,
    authorityHost: known ? AUTHORITY : (loopbackAddress(source, 'AZURE_AUTHORITY_HOST', HTTPS) ?? AUTHORITY),
    identity: graphIdentity(source),
    record: env.GRAPH_RECORD || null,
  };
}

/** The names that `@azure/identity` itself reads, in its order. A proof without its owner is a fault, not another identity. */
function graphIdentity(source: Source): GraphIdentity {
  const { env } = source;
  const path = existingFile(source, 'AZURE_CLIENT_CERTIFICATE_PATH');
  const tokenFile = existingFile(source, 'AZURE_FEDERATED_TOKEN_FILE');
  if (!env.AZURE_CLIENT_SECRET && !path && !tokenFile)
    return {
      kind: 'managed',
      client: env.AZURE_CLIENT_ID ? requireGuid(source, 'AZURE_CLIENT_ID', CLIENT) : null,
    };
  const tenant = requireTenant(source, 'AZURE_TENANT_ID');
  const client = requireGuid(source, 'AZURE_CLIENT_ID', CLIENT);
  if (env.AZURE_CLIENT_SECRET) return { kind: 'secret', tenant, client };
  return path
    ? { kind: 'certificate', tenant, client, path }
    : { kind: 'federated', tenant, client, tokenFile };
}
const CLIENT = 'the id of the app registration or managed identity for Graph';

/** Both or neither. */
function signIn(source: Source): ProductionConfig['signIn'] {
  const { SIGN_IN_CLIENT_ID, SIGN_IN_CLIENT_SECRET } = source.env;
  if (!SIGN_IN_CLIENT_ID && !SIGN_IN_CLIENT_SECRET) return null;
  if (!SIGN_IN_CLIENT_SECRET)
    source.faults.push('SIGN_IN_CLIENT_SECRET: set it, or remove SIGN_IN_CLIENT_ID');
  return { clientId: requireGuid(source, 'SIGN_IN_CLIENT_ID', 'the id of the registration for signing in') };
}

function programme(source: Source): string {
  const file = existingFile(source, 'PROGRAMME');
  if (file === '') source.faults.push(`PROGRAMME: set the programme file; the sample is ${SAMPLE_PROGRAMME}`);
  return file;
}

function store({ env, faults }: Pick<Source, 'env' | 'faults'>, dataDir: string): StoreConfig {
  const url = env.DATABASE_URL;
  if (!url) return { kind: 'pglite', dir: `${dataDir}/store` };
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    faults.push('DATABASE_URL: set postgres://user:password@host/database');
  return { kind: 'postgres', url };
}
