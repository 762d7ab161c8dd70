import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import pg from 'pg';
import { localPeople, outlookPeople } from '../../bot/local/people.ts';
import { createLocalTeams } from '../../bot/local/teams/local-teams.ts';
import { parseProgramme } from '../../bot/programme-file.ts';
import { type LocalOutlook, startLocalOutlook } from '../../graph/local/outlook.ts';
import { newPostgres } from './databases.ts';
import { type Actor, actor, until } from './house.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { type Serve, type Settings, startServe } from './serve.ts';
import { addressOf, closed, inTurn, startFront } from './serve-front.ts';

export const TENANT = randomUUID();
export const APP = randomUUID();
const GRAPH_CLIENT = randomUUID();
const BOT_SCOPE = 'https://api.botframework.com';
const GRAPH_SCOPE = 'https://graph.microsoft.com';

type Teams = ReturnType<typeof createLocalTeams>;

/** Production as it runs: processes of `npm run serve` on PostgreSQL, with Teams, Outlook and the token services around them. */
export type ServeHouse = {
  readonly teams: Teams;
  readonly outlook: LocalOutlook;
  readonly issuer: Issuer;
  /** The mailbox that organises. */
  readonly mailbox: string;
  /** Tokens that Teams and Outlook took from the bot, and those that they did not. */
  readonly tokens: { teams: number; graph: number; refused: number };
  /** Processes that run; people's presses go to them in turn. */
  readonly running: Serve[];
  /** Everything a process needs; `programme` is the text of another programme file. */
  settings(programme?: string): Promise<Settings>;
  start(programme?: string): Promise<Serve>;
  kill9(serve: Serve): Promise<void>;
  /** Teams of another organisation, with the same token service. */
  foreignTeams(tenant: string): Teams;
  /** Somebody who has the app, and the welcome: no card comes after those that a test waits for. */
  person(first: string): Promise<Actor>;
  rows(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Somebody does this in Outlook, below `/v1.0`; answers the status. */
  byHand(method: string, path: string): Promise<number>;
  stop(): Promise<void>;
};
type Row = Readonly<Record<string, unknown>>;

export async function openServeHouse(q: { record: string; programme: string }): Promise<ServeHouse> {
  const file = parseProgramme(q.programme, 'programme');
  if (file.kind === 'faults') throw new Error(file.lines.join('\n'));
  const people = localPeople(file.file);
  const folder = await mkdtemp(join(tmpdir(), 'klankbord-serve-'));
  const issuer = await startIssuer();
  const database = await newPostgres();
  const tokens = { teams: 0, graph: 0, refused: 0 };
  const running: Serve[] = [];
  const hand = `Bearer ${randomUUID()}`;
  const isGraphToken = checker({ issuer, tokens }, { who: 'graph', appId: GRAPH_CLIENT, scope: GRAPH_SCOPE });
  const outlook = await startLocalOutlook({
    port: 0,
    host: '127.0.0.1',
    file: null,
    people: outlookPeople(file.file),
    now: Date.now,
    checkBearer: async (authorization) => authorization === hand || (await isGraphToken(authorization)),
  });
  const connector = await connectorHouse({ issuer, tokens, running });
  const teams = connector.teams(TENANT, people);
  connector.app.use(teams.connector);
  const front = await startFront(running);
  const settings = settingsMaker({
    ...q,
    recording: recording(q.record),
    folder,
    url: database.where.url,
    front: front.url,
    outlook,
    issuer,
  });
  const client = new pg.Client({ connectionString: database.where.url });
  await client.connect();
  return {
    teams,
    outlook,
    issuer,
    mailbox: file.file.programme.mailbox,
    tokens,
    running,
    settings,
    async start(text) {
      const serve = await startServe(await settings(text));
      running.push(serve);
      return serve;
    },
    async kill9(serve) {
      running.splice(running.indexOf(serve), 1);
      await serve.kill9();
    },
    foreignTeams: (tenant) => connector.teams(tenant, people),
    person: (first) => welcomed(actor({ people, teams }, first), teams),
    byHand: async (method, path) => {
      const answer = await fetch(`${outlook.url}/v1.0${path}`, { method, headers: { authorization: hand } });
      return answer.status;
    },
    rows: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    async stop() {
      await client.end();
      for (const serve of [...running]) await serve.sigterm();
      await Promise.all([front.stop(), connector.stop(), outlook.close(), issuer.stop()]);
      teams.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function welcomed(person: Actor, teams: Teams): Promise<Actor> {
  await teams.install(person.aad);
  await until(() => person.messages().length > 0, 30_000);
  return person;
}

type Maker = {
  readonly record: string;
  readonly recording: string;
  readonly programme: string;
  readonly folder: string;
  readonly url: string;
  readonly front: string;
  readonly outlook: LocalOutlook;
  readonly issuer: Issuer;
};

function settingsMaker(q: Maker): ServeHouse['settings'] {
  let made = 0;
  return async (text = q.programme) => {
    made += 1;
    const name = `${q.record}-${made}`;
    const programme = join(q.folder, `${name}.yaml`);
    await writeFile(programme, text);
    return {
      PORT: '0',
      DATA_DIR: join(q.folder, `${name}-data`),
      DATABASE_URL: q.url,
      DATA_KEYS: keys,
      PUBLIC_URL: q.front,
      PROGRAMME: programme,
      GRAPH_BASE_URL: q.outlook.url,
      GRAPH_RECORD: q.recording,
      ...identitySettings(q.issuer),
    };
  };
}

/** Our appointments in somebody's calendar that start at this moment. */
export function eventsAt(house: ServeHouse, upn: string, start: number) {
  const day = Temporal.Instant.fromEpochMilliseconds(start)
    .toZonedDateTimeISO('Europe/Amsterdam')
    .toPlainDate();
  const week = house.outlook.week(upn, day.toString()) ?? [];
  return week.filter((e) => e.subject === 'Gesprek' && e.start === new Date(start).toISOString());
}

const keys = `test:${randomBytes(32).toString('base64')}`;

function identitySettings(issuer: Issuer): Settings {
  return {
    ALLOW_LOOPBACK_CLOUD: '1',
    NODE_EXTRA_CA_CERTS: issuer.certificatePath,
    AZURE_AUTHORITY_HOST: issuer.authorityHost,
    AZURE_TENANT_ID: TENANT,
    AZURE_CLIENT_ID: GRAPH_CLIENT,
    AZURE_CLIENT_SECRET: 'graph-secret',
    MicrosoftAppId: APP,
    MicrosoftAppTenantId: TENANT,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppPassword: 'teams-secret',
    TEAMS_OPENID_METADATA_URL: issuer.metadataUrl,
    TEAMS_TOKEN_ISSUER: issuer.channelIssuer,
    TEAMS_LOGIN_URL: issuer.loginUrl(TENANT),
  };
}

type Around = { readonly issuer: Issuer; readonly tokens: ServeHouse['tokens'] };
type Bearer = { readonly who: 'teams' | 'graph'; readonly appId: string; readonly scope: string };

/** A token is good when the test's authority signed it, for this app and this service. */
function checker({ issuer, tokens }: Around, wanted: Bearer) {
  return async (authorization: string | undefined): Promise<boolean> => {
    const token = authorization?.replace(/^Bearer /, '') ?? '';
    const found = await issuer.verifyOutbound(token).catch(() => null);
    const good = found?.appId === wanted.appId && found.scope === wanted.scope && found.tenant === TENANT;
    tokens[good ? wanted.who : 'refused'] += 1;
    return good;
  };
}

/** The Bot Connector on an address of its own; every activity carries a token of the Bot Service. */
async function connectorHouse(q: Around & { readonly running: readonly Serve[] }) {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  server.keepAliveTimeout = 75_000;
  const url = await addressOf(server);
  const token = await q.issuer.channelToken({ serviceUrl: url, appId: APP });
  const next = inTurn(q.running);
  const teams = (tenant: string, people: ReturnType<typeof localPeople>) =>
    createLocalTeams({
      people: () => people,
      botUrl: () => `${next()}/api/messages`,
      connectorUrl: () => url,
      tenant,
      appId: APP,
      storage: null,
      now: Date.now,
      authorization: async () => `Bearer ${token}`,
      checkBearer: checker(q, { who: 'teams', appId: APP, scope: BOT_SCOPE }),
    });
  return { app, teams, stop: () => closed(server, () => server.closeAllConnections()) };
}

/** One file for all processes of a house: one goes on from a link that another was given. Each appends whole lines. */
function recording(name: string): string {
  mkdirSync('.tmp', { recursive: true });
  const file = `.tmp/graph-house-serve-${name}.jsonl`;
  rmSync(file, { force: true });
  return file;
}
