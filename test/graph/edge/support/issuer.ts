import { once } from 'node:events';
import { createServer } from 'node:https';
import tls from 'node:tls';
import selfsigned from 'selfsigned';

export type Issuer = {
  readonly authorityHost: string;
  /** The forms posted to the token address, in order. */
  readonly forms: readonly URLSearchParams[];
  /** Whose token address each was posted to. */
  readonly tenants: readonly string[];
  /** What the next answers are; by default a token with a number that goes up. */
  script(
    answer: ((form: URLSearchParams) => { status: number; body: unknown; afterMs?: number }) | null,
  ): void;
  readonly pem: string;
  close(): Promise<void>;
};

/** An Entra on loopback, https with a throw-away certificate that this process then trusts. */
export async function startIssuer(): Promise<Issuer> {
  const pems = await selfsigned.generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  });
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), pems.cert]);
  const forms: URLSearchParams[] = [];
  const tenants: string[] = [];
  let scripted: Parameters<Issuer['script']>[0] = null;

  const server = createServer({ key: pems.private, cert: pems.cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const origin = `https://${request.headers.host}`;
    const tenant = request.url?.split('/')[1];
    const discovery = request.url?.includes('openid-configuration') === true;
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    if (!discovery) forms.push(form);
    if (!discovery) tenants.push(tenant ?? '');
    const answer = discovery
      ? { status: 200, body: metadata(`${origin}/${tenant}`) }
      : (scripted?.(form) ?? { status: 200, body: tokenBody(forms.length) });
    if ('afterMs' in answer) await new Promise((resolve) => setTimeout(resolve, answer.afterMs));
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    authorityHost: `https://localhost:${address.port}`,
    forms,
    tenants,
    script: (answer) => {
      scripted = answer;
    },
    pem: `${pems.private}\n${pems.cert}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function metadata(base: string) {
  return {
    issuer: `${base}/v2.0`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

export function tokenBody(number: number, seconds = 3_600) {
  return {
    token_type: 'Bearer',
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: `token-${number}`,
  };
}
