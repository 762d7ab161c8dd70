import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenGuard } from '../../bot/teams/guard.ts';
import { type ChannelToken, type Issuer, startIssuer } from '../support/issuer.ts';
import { message } from './support/activities.ts';
import { type Edge, guardedBy, SERVICE_URL, startEdge, TENANT } from './support/edge.ts';

let issuer: Issuer;
let edge: Edge;
beforeAll(async () => {
  issuer = await startIssuer();
  const appId = randomUUID();
  edge = await startEdge({ appId, guard: guardedBy(issuer, appId) });
});
afterAll(async () => {
  await edge.stop();
  await issuer.stop();
});

const tokenWith = (fault?: ChannelToken['fault'], serviceUrl = SERVICE_URL): Promise<string> =>
  issuer.channelToken({ appId: edge.appId, serviceUrl, ...(fault && { fault }) });

describe('a token of the Bot Service', () => {
  it('opens the door', async () => {
    const answer = await edge.post(message('help'), await tokenWith());
    expect(answer.status).toBe(200);
    expect(edge.heard.at(-1)).toMatchObject({ who: { tenant: TENANT }, what: { kind: 'said' } });
  });

  it.each([
    'expired',
    'not-yet-valid',
    'foreign',
    'unendorsed',
    'unsigned',
    'emulator',
    'wrong-issuer',
    'wrong-audience',
    'no-service-url',
    'no-expiry',
  ] as const)('that is %s gets 401 and no turn', async (fault) => {
    const before = edge.heard.length;
    const answer = await edge.post(message('help'), await tokenWith(fault));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(answer.body).toEqual({ error: 'a valid token of the Bot Service is needed' });
    expect(edge.heard).toHaveLength(before);
  });

  it('that is missing gets 401 and is asked for', async () => {
    const answer = await edge.post(message('help'));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['no parts', 'abc'],
    ['empty parts', '..'],
    ['a header that is no JSON', 'YQ.YQ.YQ'],
    ['a key of its own', headed({ alg: 'RS256', jwk: { kty: 'oct', k: 'AA' } })],
    ['a number as kid', headed({ alg: 'RS256', kid: 7 })],
    ['a list as alg', headed({ alg: ['RS256'] })],
    ['an unencoded payload', headed({ alg: 'RS256', b64: false, crit: ['b64'] })],
    ['a secret shared with everybody', headed({ alg: 'HS256' })],
    ['null as header', headed(null)],
    ['10 kB', headed({ alg: 'RS256', kid: 'x'.repeat(10_000) })],
  ])('of %s gets 401', async (_, token) => {
    expect((await edge.post(message('help'), token)).status).toBe(401);
  });

  it('is refused before the body has come', async () => {
    const { status, sent } = await postSlowly(edge.url, 300_000);
    expect(status).toBe(401);
    expect(sent).toBeLessThan(300_000);
  });
});

describe('an activity beside its token', () => {
  const other = '99999999-9999-4999-8999-999999999999';
  it.each([
    ['of another channel', { channelId: 'webchat' }],
    ['without a channel', { channelId: undefined }],
    ['with another service URL', { serviceUrl: 'http://127.0.0.1:10/' }],
    ['without a service URL', { serviceUrl: undefined }],
    ['of another tenant', { conversation: { id: 'a:chat', tenantId: other }, channelData: {} }],
    ['of two tenants', { channelData: { tenant: { id: other } } }],
    ['of no tenant', { conversation: { id: 'a:chat' }, channelData: {} }],
  ])('%s gets 403 and no turn', async (_, fields) => {
    const before = edge.heard.length;
    const answer = await edge.post(message('help', fields), await tokenWith());
    expect(answer.status).toBe(403);
    expect(edge.heard).toHaveLength(before);
  });

  it('whose service URL is not of Teams gets 403, though the token names it', async () => {
    const serviceUrl = 'https://smba.trafficmanager.net.example.org/';
    const answer = await edge.post(message('help', { serviceUrl }), await tokenWith(undefined, serviceUrl));
    expect(answer.status).toBe(403);
  });

  it('on loopback gets 403 where loopback is not allowed', () => {
    const guard = tokenGuard({ ...settings(), allowLoopbackServiceUrls: false });
    expect(guard.trusts(SERVICE_URL)).toBe(false);
    expect(guard.trusts('https://smba.trafficmanager.net/emea/')).toBe(true);
    expect(guard.trusts('http://smba.trafficmanager.net/emea/')).toBe(false);
    expect(guard.trusts('https://smba.trafficmanager.net@evil.example/')).toBe(false);
    expect(guard.trusts('https://smba.infra.gcc.teams.microsoft.com/teams')).toBe(true);
    expect(guard.trusts('https://europe.botframework.com')).toBe(true);
    expect(guard.trusts('https://evilbotframework.com')).toBe(false);
  });
});

describe('the keys', () => {
  it('are fetched when first needed, once, and a remembered token needs none', async () => {
    const fresh = await startIssuer();
    const guard = tokenGuard({ ...settings(), openIdMetadataUrl: fresh.metadataUrl });
    expect(fresh.asked.metadata).toBe(0);
    const token = await fresh.channelToken({ appId: edge.appId, serviceUrl: SERVICE_URL });
    const admitted = { kind: 'admitted', identity: { serviceUrl: SERVICE_URL } };
    const five = await Promise.all(Array.from({ length: 5 }, () => guard.admit(`Bearer ${token}`)));
    expect(five).toEqual(Array.from({ length: 5 }, () => admitted));
    await fresh.stop();
    expect(await guard.admit(`Bearer ${token}`)).toEqual(admitted);
    expect(fresh.asked.metadata).toBe(1);
  });

  it('are asked for again on an unknown kid, but not by every unknown kid', async () => {
    const guard = tokenGuard({
      ...settings(),
      keyTimes: { fetchMs: 1_000, cooldownMs: 10_000, failedMs: 0 },
    });
    const before = issuer.asked.keys;
    const foreign = await tokenWith('foreign');
    for (let i = 0; i < 20; i++)
      expect(await guard.admit(`Bearer ${foreign}`)).toMatchObject({ kind: 'refused' });
    expect(issuer.asked.keys - before).toBe(1);
    const eager = tokenGuard({ ...settings(), keyTimes: { fetchMs: 1_000, cooldownMs: 0, failedMs: 0 } });
    await eager.admit(`Bearer ${await tokenWith()}`);
    await eager.admit(`Bearer ${foreign}`);
    expect(issuer.asked.keys - before).toBe(3);
  });

  it('that can not be had make 503, never 401, and an event in the log; then they come back', async () => {
    const appId = randomUUID();
    const keyTimes = { fetchMs: 500, cooldownMs: 0, failedMs: 0 };
    const guard = tokenGuard({ ...settings(), appId, keyTimes });
    const own = await startEdge({ appId, guard });
    const token = await issuer.channelToken({ appId, serviceUrl: SERVICE_URL });
    issuer.fail('channel');
    const answer = await own.post(message('help'), token);
    issuer.fail('none');
    expect(answer.status).toBe(503);
    expect(own.logged).toContainEqual({ event: 'teams.keys-unreachable' });
    expect(await own.teams.check()).toEqual({ keys: true, token: true });
    expect((await own.post(message('help'), token)).status).toBe(200);
    await own.stop();
  });

  it('are left alone for a while after a failure, so that callers can not make us hammer the issuer', async () => {
    const down = await startIssuer();
    down.fail('channel');
    const guard = tokenGuard({ ...settings(), openIdMetadataUrl: down.metadataUrl });
    const token = await down.channelToken({ appId: edge.appId, serviceUrl: SERVICE_URL });
    expect(await guard.admit(`Bearer ${token}`)).toEqual({ kind: 'unavailable' });
    down.fail('none');
    expect(await guard.admit(`Bearer ${token}`)).toEqual({ kind: 'unavailable' });
    expect(down.asked.metadata).toBe(0);
    await down.stop();
  });
});

describe('a remembered token', () => {
  it('is not remembered beyond its end', async () => {
    let now = Date.now();
    const guard = tokenGuard({ ...settings(), clock: { now: () => now } });
    const token = await issuer.channelToken({ appId: edge.appId, serviceUrl: SERVICE_URL, lifetime: 60 });
    expect(await guard.admit(`Bearer ${token}`)).toMatchObject({ kind: 'admitted' });
    now += 60_000 + 301_000;
    expect(await guard.admit(`Bearer ${token}`)).toEqual({ kind: 'refused', why: 'invalid-token' });
  });

  it('leaves no trace of two thousand unsigned ones', async () => {
    const guard = tokenGuard(settings());
    await guard.admit(`Bearer ${await tokenWith()}`);
    const unsigned = (): Promise<string[]> =>
      Promise.all(Array.from({ length: 2_000 }, () => tokenWith('unsigned')));
    const [warmUp, measured] = [await unsigned(), await unsigned()];
    for (const token of warmUp) await guard.admit(`Bearer ${token}`);
    const before = heap();
    for (const token of measured) expect((await guard.admit(`Bearer ${token}`)).kind).toBe('refused');
    expect(heap() - before).toBeLessThan(200_000);
  });
});

function settings(): Parameters<typeof tokenGuard>[0] {
  return {
    appId: edge.appId,
    tenantId: TENANT,
    openIdMetadataUrl: issuer.metadataUrl,
    issuer: issuer.channelIssuer,
    allowLoopbackServiceUrls: true,
  };
}

function headed(header: unknown): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part({ exp: 9_999_999_999 })}.AAAA`;
}

/** Live bytes: what is left after a full collection. */
function heap(): number {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** Sends a body in pieces of 10 kB every 20 ms until there is an answer. */
function postSlowly(url: string, bytes: number): Promise<{ status: number; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    const headers = {
      'content-type': 'application/json',
      'content-length': bytes,
      authorization: 'Bearer a.b.c',
    };
    const req = request(url, { method: 'POST', headers }, (res) => {
      clearInterval(timer);
      resolve({ status: res.statusCode ?? 0, sent });
      req.destroy();
    });
    const timer = setInterval(() => {
      sent += 10_000;
      req.write('x'.repeat(10_000));
    }, 20);
    req.on('error', reject);
  });
}
