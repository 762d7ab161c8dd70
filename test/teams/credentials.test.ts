import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatReference } from '../../bot/ports.ts';
import type { PersonId } from '../../bot/rules/ids.ts';
import type { Proof } from '../../bot/teams/credentials.ts';
import { type Issuer, startIssuer } from '../support/issuer.ts';
import { message } from './support/activities.ts';
import { type FakeConnector, startConnector } from './support/connector.ts';
import { CARD, type Edge, guardedBy, startEdge, TENANT } from './support/edge.ts';

let issuer: Issuer;
let connector: FakeConnector;
const usual = getCACertificates('default');
beforeAll(async () => {
  issuer = await startIssuer();
  connector = await startConnector();
  setDefaultCACertificates([...usual, issuer.certificate]);
});
afterAll(async () => {
  setDefaultCACertificates(usual);
  await Promise.all([issuer.stop(), connector.stop()]);
});
beforeEach(() => {
  issuer.fail('none');
  issuer.asked.tokens.length = 0;
  connector.behave({ kind: 'well' });
  connector.calls.length = 0;
});

const password: Proof = { kind: 'password', password: 'a secret of this test' };

describe('messages go out with a token of the authority', () => {
  it('got with a password, once for all that wait, and used again', async () => {
    const edge = await cloudEdge(password);
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => send(edge)));
    expect(outcomes.every((outcome) => outcome.kind === 'done')).toBe(true);
    await send(edge);
    expect(issuer.asked.tokens).toHaveLength(1);
    expect(issuer.asked.tokens[0]).toMatchObject({
      client_id: edge.appId,
      client_secret: 'a secret of this test',
    });
    const token = connector.calls.at(-1)?.authorization?.replace('Bearer ', '') ?? '';
    const scope = 'https://api.botframework.com';
    expect(await issuer.verifyOutbound(token)).toEqual({ appId: edge.appId, scope, tenant: TENANT });
    expect(await edge.teams.check()).toEqual({ keys: true, token: true });
    await edge.stop();
  });

  it('got with a certificate', async () => {
    const pair = await generate([{ name: 'commonName', value: 'klankbord' }], { algorithm: 'sha256' });
    const edge = await cloudEdge({ kind: 'certificate', certificate: pair.cert, privateKey: pair.private });
    expect((await send(edge)).kind).toBe('done');
    const assertion = issuer.asked.tokens[0]?.client_assertion ?? '';
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': expect.any(String) });
    expect(decodeJwt(assertion)).toMatchObject({ iss: edge.appId, sub: edge.appId });
    await edge.stop();
  });

  it('got with a federated credential, read anew each time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'federated-'));
    const tokenFile = join(folder, 'token');
    await writeFile(tokenFile, 'first.assertion\n');
    const edge = await cloudEdge({ kind: 'federated', by: { tokenFile } });
    expect((await send(edge)).kind).toBe('done');
    await writeFile(tokenFile, 'second.assertion\n');
    connector.behave({ kind: 'answer', status: 401 });
    expect(await send(edge)).toMatchObject({ kind: 'later', code: 'unauthorized' });
    await send(edge);
    const assertions = issuer.asked.tokens.map((form) => form.client_assertion);
    expect(assertions).toEqual(['first.assertion', 'second.assertion']);
    await edge.stop();
    await rm(folder, { recursive: true });
  });

  it('or wait: without a token nothing was sent', async () => {
    const edge = await cloudEdge(password);
    issuer.fail('authority');
    expect(await send(edge)).toEqual({ kind: 'later', code: 'no-token', afterMs: 10_000 });
    expect(connector.calls).toHaveLength(0);
    expect(await edge.teams.check()).toEqual({ keys: true, token: false });
    issuer.fail('none');
    expect((await send(edge)).kind).toBe('done');
    await edge.stop();
  });
});

it('a managed identity asks the platform for a token of its own client id', async () => {
  const asked: string[] = [];
  const expires = Math.floor(Date.now() / 1_000) + 3_600;
  const platform = await listen((req, res) => {
    asked.push(req.url ?? '');
    const answer = { access_token: 'platform.token.x', expires_on: String(expires), token_type: 'Bearer' };
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  Object.assign(process.env, { IDENTITY_ENDPOINT: `${platform.url}/msi`, IDENTITY_HEADER: 'x' });
  const appId = randomUUID();
  const edge = await startEdge({
    appId,
    credentials: { kind: 'managed', appId, tenantId: TENANT },
    guard: guardedBy(issuer, appId),
  });
  expect((await send(edge)).kind).toBe('done');
  await send(edge);
  expect(connector.calls.map((call) => call.authorization)).toEqual([
    'Bearer platform.token.x',
    'Bearer platform.token.x',
  ]);
  expect(asked).toHaveLength(1);
  const query = new URL(asked[0] ?? '', platform.url).searchParams;
  expect(query.get('client_id')).toBe(appId);
  expect(query.get('resource')).toBe('https://api.botframework.com');
  delete process.env.IDENTITY_ENDPOINT;
  delete process.env.IDENTITY_HEADER;
  await edge.stop();
  await platform.stop();
});

it('both ways at once: a token in, a turn, a token out', async () => {
  const edge = await cloudEdge(password);
  const token = await issuer.channelToken({ appId: edge.appId, serviceUrl: connector.url });
  const answer = await edge.post(message('help', { serviceUrl: connector.url }), token);
  expect(answer.status).toBe(200);
  const chat = edge.heard[0]?.chat;
  expect(chat?.serviceUrl).toBe(connector.url);
  expect((await send(edge, chat?.serviceUrl)).kind).toBe('done');
  await edge.stop();
});

function cloudEdge(proof: Proof): Promise<Edge> {
  const appId = randomUUID();
  const loginUrl = issuer.loginUrl(TENANT);
  const credentials = { kind: 'single-tenant', appId, tenantId: TENANT, proof, loginUrl } as const;
  return startEdge({ appId, credentials, guard: guardedBy(issuer, appId), timeouts: { sendMs: 2_000 } });
}

function send(edge: Edge, serviceUrl = connector.url): Promise<{ readonly kind: string }> {
  const person = 'p' as PersonId;
  const to: ChatReference = {
    person,
    tenant: TENANT,
    serviceUrl,
    conversation: 'a:1',
    user: '29:p',
    bot: '28:b',
  };
  return edge.teams.chat.send(to, { card: CARD, summary: 'Nieuws' });
}

async function listen(handler: RequestListener): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  };
  return { url: `http://127.0.0.1:${address.port}`, stop };
}
