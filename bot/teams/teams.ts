import { CloudAdapter } from 'botbuilder';
import type { RequestHandler } from 'express';
import type { Turn, TurnAnswer, TurnEvent } from '../flows/event.ts';
import type { Chat, Pace } from '../ports.ts';
import { VerifiedAuthentication } from './authentication.ts';
import { BotToken } from './bot-token.ts';
import type { TeamsCredentials } from './credentials.ts';
import type { Guard } from './guard.ts';
import type { Log } from './log.ts';
import { messages } from './messages.ts';
import { outbound } from './outbound.ts';
import { realTime, type Time } from './pacer.ts';
import { turns } from './turns.ts';

export type TeamsQ = {
  readonly credentials: TeamsCredentials;
  readonly guard: Guard;
  readonly turn: Turn;
  /** What a person sees after a turn failed: usually the out-of-order card, owed or answered. */
  readonly onFailure: (event: TurnEvent) => Promise<TurnAnswer>;
  readonly log: Log;
  readonly timeouts?: Partial<Timeouts>;
  /** By which the pace of Teams is kept. */
  readonly time?: Time;
};

export type Timeouts = {
  /** An invoke is answered by then. Teams gives up after 5 to 15 s; the rest comes as a message. */
  readonly answerMs: number;
  /** One call to the Connector, from start to the last byte. */
  readonly sendMs: number;
  readonly tokenMs: number;
};
export const TEAMS_TIMEOUTS: Timeouts = { answerMs: 4_000, sendMs: 10_000, tokenMs: 5_000 };

export type Teams = {
  /** For `POST /api/messages`, mounted before any body parser. */
  readonly messages: RequestHandler[];
  readonly chat: Chat;
  readonly pace: Pace;
  /** Whether Teams can reach us and we it, as far as tokens go: `keys` inbound, `token` outbound. */
  check(): Promise<{ readonly keys: boolean; readonly token: boolean }>;
};

export function createTeams(q: TeamsQ): Teams {
  const timeouts = { ...TEAMS_TIMEOUTS, ...q.timeouts };
  const passed = new WeakSet<object>();
  const token = new BotToken(q.credentials, timeouts.tokenMs);
  const identity = { appId: q.credentials.appId, token, passed, sendMs: timeouts.sendMs };
  const authentication = new VerifiedAuthentication(identity);
  const adapter = new CloudAdapter(authentication);
  const { guard, log, turn, onFailure } = q;
  const clients = authentication.createConnectorFactory();
  const trusts: Guard['trusts'] = (serviceUrl) => guard.trusts(serviceUrl);
  const { chat, pace, speak } = outbound({ clients, token, trusts, time: q.time ?? realTime });
  const handle = turns({ tenant: guard.tenant, turn, onFailure, speak, log, answerMs: timeouts.answerMs });
  return {
    messages: messages({ guard, adapter, passed, handle, log }),
    chat,
    pace,
    check: async () => ({ keys: await guard.ready(), token: await hasToken(q.credentials, token) }),
  };
}

async function hasToken(credentials: TeamsCredentials, token: BotToken): Promise<boolean> {
  if (credentials.kind === 'none') return true;
  return token.getToken().then(
    () => true,
    () => false,
  );
}
