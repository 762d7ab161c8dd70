import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { generate } from 'selfsigned';

/**
 * Stands in for two token services: the Bot Service's (channel to bot; OpenID metadata and keys over http)
 * and Entra's (bot or Graph client to service; an https authority under a throw-away certificate).
 */
export type Issuer = {
  /** The `iss` of channel tokens: `TEAMS_TOKEN_ISSUER`. */
  readonly channelIssuer: string;
  /** `TEAMS_OPENID_METADATA_URL`. */
  readonly metadataUrl: string;
  /** `AZURE_AUTHORITY_HOST`. */
  readonly authorityHost: string;
  /** For `NODE_EXTRA_CA_CERTS`; `certificate` is the same as text. */
  readonly certificatePath: string;
  readonly certificate: string;
  /** `TEAMS_LOGIN_URL`. */
  loginUrl(tenant: string): string;
  channelToken(q: ChannelToken): Promise<string>;
  /** Whom a token of the authority speaks for; throws when it is not one of ours, or ended. */
  verifyOutbound(
    token: string,
  ): Promise<{ readonly appId: string; readonly scope: string; readonly tenant: string }>;
  /** Somebody signs in at this address of the authority; answers where their browser is sent back to. */
  signIn(authorizeUrl: string, who: SignedIn): string;
  /** Makes one of the services fail from now on; `none` mends. */
  fail(what: 'none' | 'channel' | 'authority'): void;
  readonly asked: { metadata: number; keys: number; tokens: TokenRequest[] };
  stop(): Promise<void>;
};

export type ChannelToken = {
  readonly serviceUrl: string;
  readonly appId: string;
  /**
   * What is wrong with it. `foreign`: signed by a key that is not published. `unendorsed`: by a published key
   * that is endorsed for another channel. `emulator`: as the SDK's emulator path takes it.
   */
  readonly fault?:
    | 'expired'
    | 'not-yet-valid'
    | 'foreign'
    | 'unendorsed'
    | 'unsigned'
    | 'emulator'
    | 'wrong-issuer'
    | 'wrong-audience'
    | 'no-service-url'
    | 'no-expiry';
  /** Seconds; 3600 unless told. */
  readonly lifetime?: number;
};
/** Who signed in, and what is wrong with the token that says so. */
export type SignedIn = {
  readonly tid: string;
  readonly oid: string;
  readonly upn?: string;
  readonly acct?: number;
  readonly fault?: 'foreign' | 'unsigned' | 'wrong-audience' | 'wrong-issuer' | 'wrong-nonce' | 'expired';
};

/** The form that a client posted to the token endpoint. */
export type TokenRequest = Readonly<Record<string, string>>;

const CHANNEL_ISSUER = 'https://api.botframework.com';
const TENANT = /^\/([^/]+)\//;

export async function startIssuer(): Promise<Issuer> {
  const keys = { channel: rsa(), other: rsa(), foreign: rsa(), authority: rsa() };
  const codes = new Map<string, Grant>();
  const state = { failing: 'none', asked: { metadata: 0, keys: 0, tokens: [] as TokenRequest[] }, codes };
  const certificate = await selfSigned();
  const channel = await listen(createServer(channelSide(keys, state)));
  const secure = createTlsServer(
    { key: certificate.private, cert: certificate.cert },
    authoritySide(keys, state),
  );
  const authority = await listen(secure);
  const folder = await mkdtemp(join(tmpdir(), 'issuer-'));
  const certificatePath = join(folder, 'authority.pem');
  await writeFile(certificatePath, certificate.cert);
  const authorityHost = `https://127.0.0.1:${authority.port}`;
  return {
    channelIssuer: CHANNEL_ISSUER,
    metadataUrl: `http://127.0.0.1:${channel.port}/v1/.well-known/openidconfiguration`,
    authorityHost,
    certificatePath,
    certificate: certificate.cert,
    loginUrl: (tenant) => `${authorityHost}/${tenant}`,
    channelToken: (q) => channelToken(keys, q),
    verifyOutbound: async (token) => {
      const { payload } = await jwtVerify(token, keys.authority.publicKey, { algorithms: ['RS256'] });
      return { appId: String(payload.appid), scope: String(payload.aud), tenant: String(payload.tid) };
    },
    signIn: (authorizeUrl, who) => {
      const { searchParams: asked } = new URL(authorizeUrl);
      const code = randomUUID();
      codes.set(code, { asked, who });
      const back = new URL(asked.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return back.href;
    },
    fail: (what) => {
      state.failing = what;
    },
    asked: state.asked,
    stop: async () => {
      await Promise.all([channel.stop(), authority.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
type Keys = Readonly<Record<'channel' | 'other' | 'foreign' | 'authority', Pair>>;
type State = { failing: string; asked: Issuer['asked']; codes: Map<string, Grant> };
type Grant = { readonly asked: URLSearchParams; readonly who: SignedIn };

function rsa(): Pair {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

async function channelToken(keys: Keys, q: ChannelToken): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const lifetime = q.lifetime ?? 3_600;
  const late = q.fault === 'expired' ? -lifetime - 600 : q.fault === 'not-yet-valid' ? 900 : 0;
  const claims = {
    ...(q.fault !== 'no-service-url' && { serviceurl: q.serviceUrl }),
    ...(q.fault === 'emulator' && { appid: q.appId, azp: q.appId, ver: '1.0', tid: randomUUID() }),
    iss: issuerOf(q),
    aud: q.fault === 'wrong-audience' ? randomUUID() : q.appId,
    nbf: now + late,
    ...(q.fault !== 'no-expiry' && { exp: now + late + lifetime }),
    // Tokens of the same second differ, as the real ones do.
    jti: randomUUID(),
  };
  if (q.fault === 'unsigned') return new UnsecuredJWT(claims).encode();
  const signer = q.fault === 'foreign' ? 'foreign' : q.fault === 'unendorsed' ? 'other' : 'channel';
  const header = { alg: 'RS256', kid: kidOf(keys[signer]), typ: 'JWT' };
  return new SignJWT(claims).setProtectedHeader(header).sign(keys[signer].privateKey);
}

function issuerOf(q: ChannelToken): string {
  if (q.fault === 'emulator') return 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/';
  return q.fault === 'wrong-issuer' ? 'https://issuer.example' : CHANNEL_ISSUER;
}

function channelSide(keys: Keys, state: State): RequestListener {
  return async (req, res) => {
    if (state.failing === 'channel') return void res.writeHead(503).end();
    const host = `http://${req.headers.host}`;
    if (req.url === '/v1/.well-known/openidconfiguration') {
      state.asked.metadata++;
      return sendJson(res, { issuer: CHANNEL_ISSUER, jwks_uri: `${host}/v1/.well-known/keys` });
    }
    if (req.url !== '/v1/.well-known/keys') return void res.writeHead(404).end();
    state.asked.keys++;
    const published = [await jwk(keys.channel, ['msteams', 'webchat']), await jwk(keys.other, ['webchat'])];
    sendJson(res, { keys: published });
  };
}

/** What MSAL and the Azure identity library ask of an authority. */
function authoritySide(keys: Keys, state: State): RequestListener {
  return async (req, res) => {
    if (state.failing === 'authority') return void res.writeHead(503).end('{}');
    const url = new URL(req.url ?? '/', `https://${req.headers.host}`);
    const tenant = TENANT.exec(url.pathname)?.[1] ?? '';
    const base = `${url.origin}/${tenant}`;
    if (url.pathname.endsWith('/.well-known/openid-configuration'))
      return sendJson(res, openIdConfiguration(base));
    if (url.pathname === '/common/discovery/instance') {
      return sendJson(res, {
        tenant_discovery_endpoint: `${base}/v2.0/.well-known/openid-configuration`,
        metadata: [],
      });
    }
    if (url.pathname.endsWith('/discovery/v2.0/keys'))
      return sendJson(res, { keys: [await jwk(keys.authority, [])] });
    if (!url.pathname.endsWith('/oauth2/v2.0/token') || req.method !== 'POST')
      return void res.writeHead(404).end('{}');
    const form = Object.fromEntries(new URLSearchParams(await text(req)));
    state.asked.tokens.push(form);
    if (form.grant_type === 'authorization_code') {
      const token = await idToken(keys, { origin: url.origin, form, codes: state.codes });
      return token === null
        ? sendJson(res, { error: 'invalid_grant' }, 400)
        : sendJson(res, { token_type: 'Bearer', expires_in: 3_600, id_token: token });
    }
    const proof = form.client_secret ?? form.client_assertion;
    if (form.grant_type !== 'client_credentials' || !proof || !form.scope?.includes('/.default')) {
      return sendJson(res, { error: 'invalid_client', error_description: 'no proof, or no scope' }, 401);
    }
    const token = await appToken(keys, { base, tenant, form });
    sendJson(res, { token_type: 'Bearer', expires_in: 3_600, ext_expires_in: 3_600, access_token: token });
  };
}

function openIdConfiguration(base: string): object {
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

function appToken(keys: Keys, q: { base: string; tenant: string; form: TokenRequest }): Promise<string> {
  const scope = q.form.scope?.split(' ').find((one) => one.endsWith('/.default')) ?? '';
  const claims = { appid: q.form.client_id, tid: q.tenant, jti: randomUUID() };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: kidOf(keys.authority), typ: 'JWT' })
    .setIssuer(`${q.base}/v2.0`)
    .setAudience(scope.replace(/\/\.default$/, ''))
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(keys.authority.privateKey);
}

/** A code is good once, for whoever asked for it and has the verifier (RFC 7636) and the secret; else null. */
async function idToken(
  keys: Keys,
  q: { origin: string; form: TokenRequest; codes: Map<string, Grant> },
): Promise<string | null> {
  const { form, codes, origin } = q;
  const grant = codes.get(form.code ?? '');
  codes.delete(form.code ?? '');
  const challenge = createHash('sha256')
    .update(form.code_verifier ?? '')
    .digest('base64url');
  const fine =
    grant?.asked.get('code_challenge') === challenge &&
    grant.asked.get('code_challenge_method') === 'S256' &&
    grant.asked.get('client_id') === form.client_id &&
    grant.asked.get('redirect_uri') === form.redirect_uri &&
    form.client_secret === 'sign-in-secret';
  if (!fine) return null;
  const { fault, ...who } = grant.who;
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    ...who,
    ver: '2.0',
    iss: fault === 'wrong-issuer' ? `${origin}/${randomUUID()}/v2.0` : `${origin}/${who.tid}/v2.0`,
    aud: fault === 'wrong-audience' ? randomUUID() : (form.client_id ?? ''),
    nonce: fault === 'wrong-nonce' ? randomUUID() : (grant.asked.get('nonce') ?? ''),
    iat: now,
    exp: fault === 'expired' ? now - 600 : now + 3_600,
  };
  if (fault === 'unsigned') return new UnsecuredJWT(claims).encode();
  const header = { alg: 'RS256', kid: kidOf(keys.authority), typ: 'JWT' };
  const signer = fault === 'foreign' ? keys.foreign : keys.authority;
  return new SignJWT(claims).setProtectedHeader(header).sign(signer.privateKey);
}

async function jwk(pair: Pair, endorsements: readonly string[]): Promise<object> {
  return { ...(await exportJWK(pair.publicKey)), kid: kidOf(pair), use: 'sig', endorsements };
}

function kidOf({ publicKey }: Pair): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
}

function selfSigned(): ReturnType<typeof generate> {
  const altNames = [{ type: 7, ip: '127.0.0.1' } as const, { type: 2, value: 'localhost' } as const];
  return generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
}

function sendJson(res: Parameters<RequestListener>[1], body: object, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function text(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(server: Server): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  };
  return { port: address.port, stop };
}
