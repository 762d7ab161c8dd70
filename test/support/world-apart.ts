import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { localPeople, outlookPeople } from '../../bot/local/people.ts';
import { createLocalTeams } from '../../bot/local/teams/local-teams.ts';
import { parseProgramme } from '../../bot/programme-file.ts';
import type { Where } from '../../bot/store/database.ts';
import { LOCAL_APP, LOCAL_TENANT } from '../../bot/teams/open-guard.ts';
import { type LocalOutlook, startLocalOutlook } from '../../graph/local/outlook.ts';
import { type Child, startChild } from './children.ts';
import { type Actor, actor } from './house.ts';

/** Teams and Outlook in this process, and the bot in one of its own, which can be killed and started again. */
export type WorldApart = {
  readonly outlook: LocalOutlook;
  readonly teams: ReturnType<typeof createLocalTeams>;
  readonly person: (first: string) => Actor;
  /** Calls of the bot to Teams that arrived so far, by method. */
  readonly arrived: (method: 'POST' | 'PUT') => number;
  /** Kills the bot as a power switch would. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** `make`: where the bot keeps its things, given a folder. */
export async function openWorldApart(q: {
  readonly programme: string;
  readonly store: (dir: string) => Where;
}): Promise<WorldApart> {
  const dataDir = await mkdtemp(join(tmpdir(), 'klankbord-apart-'));
  const programme = join(dataDir, 'programme.yaml');
  await writeFile(programme, q.programme);
  const read = parseProgramme(q.programme, programme);
  if (read.kind === 'faults') throw new Error(read.lines.join('\n'));
  const people = localPeople(read.file);
  const port = await freePort();
  const arrivals: string[] = [];
  const app = express().use((req, _res, next) => {
    arrivals.push(req.method);
    next();
  });
  const server = createServer({ keepAliveTimeout: 75_000 }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outlook = await startLocalOutlook({
    port: 0,
    host: '127.0.0.1',
    file: null,
    people: outlookPeople(read.file),
    now: Date.now,
  });
  const teams = createLocalTeams({
    people: () => people,
    botUrl: () => `http://127.0.0.1:${port}/api/messages`,
    connectorUrl: () => url,
    tenant: LOCAL_TENANT,
    appId: LOCAL_APP,
    storage: null,
    now: Date.now,
  });
  app.use(teams.connector);
  const settings = {
    store: q.store(join(dataDir, 'store')),
    dataDir,
    programme,
    outlook: outlook.url,
    app: LOCAL_APP,
    port,
  };
  let bot: Child | null = null;
  const start = async () => {
    bot = startChild('../../flows/children/bot.ts', JSON.stringify(settings));
    await bot.printed(1);
  };
  const kill = async () => void (await bot?.kill9());
  await start();
  return {
    outlook,
    teams,
    person: (first) => actor({ people, teams }, first),
    arrived: (method) => arrivals.filter((one) => one === method).length,
    kill,
    start,
    stop: async () => {
      await kill();
      server.close();
      server.closeAllConnections();
      teams.close();
      await outlook.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that was free a moment ago: a bot that is started again must be where it was. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
