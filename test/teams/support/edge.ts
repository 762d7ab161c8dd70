import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { TurnAnswer, TurnEvent } from '../../../bot/flows/event.ts';
import type { TeamsCredentials } from '../../../bot/teams/credentials.ts';
import { type Guard, tokenGuard } from '../../../bot/teams/guard.ts';
import type { LogFields } from '../../../bot/teams/log.ts';
import { openGuard } from '../../../bot/teams/open-guard.ts';
import { createTeams, type Teams, type TeamsQ } from '../../../bot/teams/teams.ts';
import type { Issuer } from '../../support/issuer.ts';

export const TENANT = '33333333-3333-4333-8333-333333333333';
export const CARD = { type: 'AdaptiveCard', version: '1.5', body: [] };
export const SERVICE_URL = 'http://127.0.0.1:9/';

/** The edge on a real port, with a turn that keeps what it hears. */
export type Edge = {
  readonly url: string;
  readonly appId: string;
  readonly teams: Teams;
  readonly heard: TurnEvent[];
  readonly logged: LogFields[];
  post(body: unknown, token?: string): Promise<Answer>;
  stop(): Promise<void>;
};
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export type EdgeQ = Partial<Pick<TeamsQ, 'turn' | 'onFailure' | 'timeouts'>> & {
  readonly appId?: string;
  readonly guard?: Guard;
  readonly credentials?: TeamsCredentials;
};

export async function startEdge(q: EdgeQ = {}): Promise<Edge> {
  const appId = q.appId ?? randomUUID();
  const heard: TurnEvent[] = [];
  const logged: LogFields[] = [];
  const keep = (fields: LogFields): void => void logged.push(fields);
  const turn = async (event: TurnEvent): Promise<TurnAnswer> => {
    heard.push(event);
    return q.turn ? q.turn(event) : { kind: 'card', card: CARD };
  };
  const teams = createTeams({
    credentials: q.credentials ?? { kind: 'none', appId, tenantId: TENANT },
    guard: q.guard ?? openGuard(),
    turn,
    onFailure: q.onFailure ?? (async () => ({ kind: 'nothing' })),
    log: { info: keep, warn: keep, error: keep },
    ...(q.timeouts && { timeouts: q.timeouts }),
  });
  const app = express().post('/api/messages', ...teams.messages);
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = app.listen(0, '127.0.0.1', () => resolve());
  await promise;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`;
  return {
    url,
    appId,
    teams,
    heard,
    logged,
    post: (body, token) => post(url, body, token),
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** The edge as in production: tokens of the issuer, this tenant, and service URLs on loopback allowed. */
export function guardedBy(issuer: Issuer, appId: string): Guard {
  return tokenGuard({
    appId,
    tenantId: TENANT,
    openIdMetadataUrl: issuer.metadataUrl,
    issuer: issuer.channelIssuer,
    allowLoopbackServiceUrls: true,
  });
}

async function post(url: string, body: unknown, token?: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}
