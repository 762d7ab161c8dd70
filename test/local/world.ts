import { once } from 'node:events';
import { createServer } from 'node:http';
import { isIPv4 } from 'node:net';
import express from 'express';
import { z } from 'zod';
import { createConsole } from '../../bot/local/console/console.ts';
import type { ConsoleOptions } from '../../bot/local/console/types.ts';
import { createLocalTeams, type LocalTeamsOptions } from '../../bot/local/teams/local-teams.ts';
import type { LocalPerson } from '../../bot/local/types.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const APP = '22222222-2222-4222-8222-222222222222';
export const MONDAY_MORNING = Date.parse('2026-11-23T08:00:00Z');

export const DIRECTOR: LocalPerson = {
  aadObjectId: 'a0000000-0000-4000-8000-000000000001',
  name: 'Noor Voorbeeld',
  upn: 'noor@voorbeeld.example',
  roles: ['director'],
};
export const COACH: LocalPerson = {
  aadObjectId: 'a0000000-0000-4000-8000-000000000002',
  name: 'Cas Klaarwater',
  upn: 'cas@klaarwater.example',
  roles: ['coach'],
};

const activitySchema = z.looseObject({
  type: z.string(),
  id: z.string(),
  text: z.string().optional(),
  value: z.unknown().optional(),
  from: z.looseObject({ id: z.string(), aadObjectId: z.string() }),
  conversation: z.looseObject({ id: z.string() }),
});
export type Received = z.infer<typeof activitySchema>;

/** A bot without botbuilder: it keeps what came in, and answers what the test says. */
export type FakeBot = {
  readonly received: Received[];
  readonly authorizations: (string | undefined)[];
  /** What the bot does with an activity; by default it takes everything with an empty 200. */
  answer: (activity: Received) => Promise<{ readonly status: number; readonly body?: unknown }>;
};

export type World = {
  readonly base: string;
  readonly port: number;
  readonly teams: ReturnType<typeof createLocalTeams>;
  readonly bot: FakeBot;
  readonly clock: { now: number; settled: number };
  /** Calls the connector as the bot would. */
  connector(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: unknown }>;
  /** The director's chat with the app installed. */
  chat(person?: LocalPerson): Promise<{ readonly conversation: string; readonly user: string }>;
  close(): Promise<void>;
};
export type WorldOptions = Partial<LocalTeamsOptions> & {
  readonly console?: Partial<ConsoleOptions>;
  /** HTML by path, beside the console. */
  readonly pages?: Readonly<Record<string, string>>;
};

/** A local Teams, a fake bot and the console on one server of this machine. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  const base = `http://127.0.0.1:${port}`;
  const clock = { now: MONDAY_MORNING, settled: 0 };
  const people = () => [DIRECTOR, COACH];
  const bot = fakeBot();
  const teams = createLocalTeams({
    people,
    botUrl: () => `${base}/api/messages`,
    connectorUrl: () => base,
    tenant: TENANT,
    appId: APP,
    storage: null,
    now: () => clock.now,
    ...options,
  });
  const outlook = { url: 'http://127.0.0.1:1', week: () => [], mailbox: () => [], mailboxes: () => [] };
  const nothing = {
    jumps: () => ({ session: null, due: null }),
    activity: { notes: () => [], onChange: () => () => undefined },
  };
  const hand = {
    now: () => clock.now,
    set: (to: number) => void Object.assign(clock, { now: to }),
    settle: async () => {
      clock.settled += 1;
    },
  };
  app.use(teams.connector);
  for (const [path, html] of Object.entries(options.pages ?? {}))
    app.get(path, (_req, res) => void res.type('html').send(html));
  app.use('/local', createConsole({ teams, people, outlook, clock: hand, ...nothing, ...options.console }));
  app.post('/api/messages', express.json(), async (req, res) => {
    const activity = activitySchema.parse(req.body);
    bot.received.push(activity);
    bot.authorizations.push(req.headers.authorization);
    const { status, body } = await bot.answer(activity);
    res.status(status).json(body ?? {});
  });
  return {
    base,
    port,
    teams,
    bot,
    clock,
    connector: (method, path, body) => call(`${base}${path}`, { method, body }),
    chat: async (person = DIRECTOR) => {
      await teams.install(person.aadObjectId);
      const first = bot.received.find((activity) => activity.from.aadObjectId === person.aadObjectId);
      if (first === undefined) throw new Error('the installation did not arrive');
      return { conversation: encodeURIComponent(first.conversation.id), user: first.from.id };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      teams.close();
    },
  };
}

export async function call(
  url: string,
  { method, body, headers }: { method: string; body?: unknown; headers?: Record<string, string> },
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...sent,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

export function cardOf(text: string): {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  readonly body: unknown;
} {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] };
}

export function cardMessage(card: unknown): unknown {
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

export function cardAnswer(card: unknown) {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
  };
}

function fakeBot(): FakeBot {
  return { received: [], authorizations: [], answer: async () => ({ status: 200 }) };
}

function portOf(address: unknown): number {
  const { address: host, port } = z.object({ address: z.string(), port: z.number() }).parse(address);
  if (!isIPv4(host)) throw new Error('the test server is not on IPv4 loopback');
  return port;
}
