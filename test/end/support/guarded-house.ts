import { once } from 'node:events';
import { createServer } from 'node:http';
import { systemClock, systemRandom } from '../../../bot/clock.ts';
import { SAMPLE_PROGRAMME } from '../../../bot/config.ts';
import { localPeople, outlookPeople } from '../../../bot/local/people.ts';
import { createLocalTeams } from '../../../bot/local/teams/local-teams.ts';
import type { LocalPerson } from '../../../bot/local/types.ts';
import { createLog } from '../../../bot/log.ts';
import { buildParts, type Parts } from '../../../bot/parts.ts';
import { readProgrammeFile, wantedFrom } from '../../../bot/programme-file.ts';
import { tokenGuard } from '../../../bot/teams/guard.ts';
import { type LocalOutlook, startLocalOutlook } from '../../../graph/local/outlook.ts';
import { pgliteTemplate } from '../../support/databases.ts';
import { type ChannelToken, type Issuer, startIssuer } from '../../support/issuer.ts';

export const TENANT = '77777777-7777-4777-8777-777777777777';
export const APP = '88888888-8888-4888-8888-888888888888';

/** The product behind production's own door: tokens of a test issuer, one tenant, no console. */
export type GuardedHouse = {
  /** `POST /api/messages`. */
  readonly messages: string;
  readonly url: string;
  readonly parts: Parts;
  readonly people: readonly LocalPerson[];
  readonly teams: ReturnType<typeof createLocalTeams>;
  readonly outlook: LocalOutlook;
  readonly logged: readonly string[];
  token(fault?: ChannelToken['fault'], serviceUrl?: string): Promise<string>;
  stop(): Promise<void>;
};

export async function openGuardedHouse(): Promise<GuardedHouse> {
  const read = await readProgrammeFile(SAMPLE_PROGRAMME);
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const issuer = await startIssuer();
  const logged: string[] = [];
  const outlook = await startLocalOutlook({
    port: 0,
    host: '127.0.0.1',
    file: null,
    people: outlookPeople(read.file),
    now: systemClock.now,
  });
  const handler: { app: Parts['app'] | null } = { app: null };
  const server = createServer((req, res) =>
    handler.app ? handler.app(req, res) : void res.writeHead(503).end(),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const token: GuardedHouse['token'] = (fault, serviceUrl = url) =>
    issuer.channelToken({ appId: APP, serviceUrl, ...(fault && { fault }) });
  const people = localPeople(read.file);
  const teams = createLocalTeams({
    people: () => people,
    botUrl: () => `${url}/api/messages`,
    connectorUrl: () => url,
    tenant: TENANT,
    appId: APP,
    storage: null,
    now: systemClock.now,
    authorization: async () => `Bearer ${await token()}`,
  });
  const parts = await buildParts({
    store: { kind: 'pglite', dir: null, template: await pgliteTemplate() },
    masterKeys: new Map([['test', systemRandom.bytes(32)]]),
    tenant: TENANT,
    publicUrl: url,
    programme: wantedFrom(read.file, read.text),
    teams: { guard: guardOf(issuer), credentials: { kind: 'none', appId: APP, tenantId: TENANT } },
    graph: { baseUrl: outlook.url, credential: null, record: null },
    clock: systemClock,
    random: systemRandom,
    log: createLog((line) => void logged.push(line)),
    extra: (app) => void app.use(teams.connector),
  });
  await parts.engine.start();
  handler.app = parts.app;
  const stop = async () => {
    server.close();
    server.closeAllConnections();
    await parts.stop();
    teams.close();
    await outlook.close();
    await issuer.stop();
  };
  return { messages: `${url}/api/messages`, url, parts, people, teams, outlook, logged, token, stop };
}

function guardOf(issuer: Issuer) {
  return tokenGuard({
    appId: APP,
    tenantId: TENANT,
    openIdMetadataUrl: issuer.metadataUrl,
    issuer: issuer.channelIssuer,
    allowLoopbackServiceUrls: true,
  });
}
