import { createGraph } from '../graph/graph.ts';
import { systemClock, systemRandom } from './clock.ts';
import { type Environment, type LocalConfig, readLocalConfig, readProductionConfig } from './config.ts';
import type { ApplyDeps } from './flows/apply-programme.ts';
import { productionGraph } from './graph-settings.ts';
import { keyFile } from './key-file.ts';
import { localDirectory } from './local/people.ts';
import type { Directory, Install } from './ports.ts';
import type { ProgrammeFile } from './programme-file.ts';
import { type Box, createBox } from './store/box.ts';
import { openDatabase, type Where } from './store/database.ts';
import { safeError } from './store/errors.ts';
import { type Jobs, openJobs } from './store/jobs.ts';
import { FolderInUse } from './store/lock.ts';
import { migrate } from './store/migrate.ts';
import { LOCAL_APP, LOCAL_TENANT } from './teams/open-guard.ts';

/** What the programme command works with: the store and the directory that `serve` or `start` would use. */
export type House = ApplyDeps & {
  /** The Teams app through Graph; null in local mode, where everybody has it from the start. */
  readonly install: Install | null;
  /** To owe jobs, which whatever runs carries out. */
  openJobs(): Promise<Pick<Jobs, 'owe'>>;
  /** With the master keys; made only when something is sealed. */
  openBox(): Box;
  close(): Promise<void>;
};
export type Opened =
  | { readonly kind: 'open'; readonly house: House }
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

type OpenQ = {
  readonly env: Environment;
  /** The file that the command was given: stands in for PROGRAMME. */
  readonly path: string;
  /** Null for a command that brings no programme. */
  readonly file: ProgrammeFile | null;
};

export async function openHouse(q: OpenQ): Promise<Opened> {
  const read = q.env.MicrosoftAppId ? production(q) : local(q);
  if (read.kind === 'faults') return read;
  const { store, masterKeys, directory, tenant, install } = read.value;
  try {
    const database = await openDatabase(store);
    await migrate(database);
    const openBox = () => {
      const keys = masterKeys();
      const [currentKeyId = ''] = keys.keys();
      return createBox({ masterKeys: keys, currentKeyId, random: systemRandom });
    };
    const opened: Jobs[] = [];
    const house = {
      db: database.db,
      install,
      openJobs: async () => {
        const jobs = await openJobs(database);
        opened.push(jobs);
        return jobs;
      },
      directory,
      tenant,
      clock: systemClock,
      random: systemRandom,
      openBox,
      close: async () => {
        for (const jobs of opened) await jobs.stop();
        await database.close();
      },
    };
    return { kind: 'open', house };
  } catch (error) {
    return { kind: 'faults', lines: [unopened(error)] };
  }
}

type Parts = {
  readonly store: Where;
  readonly masterKeys: () => ReadonlyMap<string, Uint8Array>;
  readonly directory: Directory;
  readonly install: Install | null;
  readonly tenant: string;
};
type Read = { readonly kind: 'read'; readonly value: Parts } | Extract<Opened, { kind: 'faults' }>;

function production({ env, path }: OpenQ): Read {
  const read = readProductionConfig({ ...env, PROGRAMME: path });
  if (read.kind === 'faults') return read;
  const { config, secrets } = read.value;
  const { dataKeys } = secrets;
  const value = {
    store: config.store,
    masterKeys: () =>
      dataKeys ? new Map(dataKeys.map(({ id, key }) => [id, key])) : keyFile(config.dataDir, systemRandom),
    ...graphAt(productionGraph(config, secrets), config.teams.appId),
    tenant: config.teams.tenantId,
  };
  return { kind: 'read', value };
}

function local({ env, file }: OpenQ): Read {
  const read = readLocalConfig(env);
  if (read.kind === 'faults') return read;
  const config: LocalConfig = read.value;
  const { graphBaseUrl } = config;
  const graph =
    graphBaseUrl === null
      ? { directory: localDirectory(file), install: null }
      : graphAt({ baseUrl: graphBaseUrl, credential: null, record: null }, LOCAL_APP);
  const masterKeys = () => keyFile(config.dataDir, systemRandom);
  return { kind: 'read', value: { store: config.store, masterKeys, ...graph, tenant: LOCAL_TENANT } };
}

/** Only the directory of Graph, and the app: no mailbox is touched. */
function graphAt(graph: ReturnType<typeof productionGraph>, appId: string) {
  const timeouts = { readMs: 10_000, writeMs: 10_000 };
  const { directory, install } = createGraph({
    ...graph,
    appId,
    mailbox: '',
    zone: 'UTC',
    timeouts,
    clock: systemClock,
  });
  return { directory, install };
}

function unopened(error: unknown): string {
  if (error instanceof FolderInUse)
    return `The data folder ${error.dir} is in use: local mode is running. Stop it first, and start it again afterwards.`;
  const { code } = safeError(error);
  return `The database can not be opened (${code}): check DATABASE_URL, that it runs, and the name and password.`;
}
