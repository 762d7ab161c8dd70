import { createGraph } from '../graph/graph.ts';
import { systemClock, systemRandom } from './clock.ts';
import { type Environment, type LocalConfig, readLocalConfig, readProductionConfig } from './config.ts';
import type { ApplyDeps } from './flows/apply-programme.ts';
import { productionGraph } from './graph-settings.ts';
import { keyFile } from './key-file.ts';
import { localDirectory } from './local/people.ts';
import type { Directory } from './ports.ts';
import type { ProgrammeFile } from './programme-file.ts';
import { type Box, createBox } from './store/box.ts';
import { openDatabase, type Where } from './store/database.ts';
import { safeError } from './store/errors.ts';
import { FolderInUse } from './store/lock.ts';
import { migrate } from './store/migrate.ts';
import { LOCAL_TENANT } from './teams/open-guard.ts';

/** What the programme command works with: the store and the directory that `serve` or `start` would use. */
export type House = ApplyDeps & {
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
  const { store, masterKeys, directory, tenant } = read.value;
  try {
    const database = await openDatabase(store);
    await migrate(database);
    const openBox = () => {
      const keys = masterKeys();
      const [currentKeyId = ''] = keys.keys();
      return createBox({ masterKeys: keys, currentKeyId, random: systemRandom });
    };
    const house = {
      db: database.db,
      directory,
      tenant,
      clock: systemClock,
      random: systemRandom,
      openBox,
      close: () => database.close(),
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
    directory: directoryAt(productionGraph(config, secrets)),
    tenant: config.teams.tenantId,
  };
  return { kind: 'read', value };
}

function local({ env, file }: OpenQ): Read {
  const read = readLocalConfig(env);
  if (read.kind === 'faults') return read;
  const config: LocalConfig = read.value;
  const directory =
    config.graphBaseUrl === null
      ? localDirectory(file)
      : directoryAt({ baseUrl: config.graphBaseUrl, credential: null, record: null });
  const masterKeys = () => keyFile(config.dataDir, systemRandom);
  return { kind: 'read', value: { store: config.store, masterKeys, directory, tenant: LOCAL_TENANT } };
}

/** Only the directory of Graph: no mailbox is touched. */
function directoryAt(graph: ReturnType<typeof productionGraph>): Directory {
  const timeouts = { readMs: 10_000, writeMs: 10_000 };
  return createGraph({ ...graph, mailbox: '', zone: 'UTC', timeouts, clock: systemClock }).directory;
}

function unopened(error: unknown): string {
  if (error instanceof FolderInUse)
    return `The data folder ${error.dir} is in use: local mode is running. Stop it first, and start it again afterwards.`;
  const { code } = safeError(error);
  return `The database can not be opened (${code}): check DATABASE_URL, that it runs, and the name and password.`;
}
