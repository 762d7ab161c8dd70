import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  ConfidentialClientApplication,
  ManagedIdentityApplication,
  type NodeAuthOptions,
} from '@azure/msal-node';

/** How the bot proves who it is, and at which token service. */
export type TeamsCredentials =
  | {
      readonly kind: 'single-tenant';
      readonly appId: string;
      readonly tenantId: string;
      readonly proof: Proof;
      /** An authority with the tenant in its path, in place of the public cloud's. */
      readonly loginUrl?: string;
      readonly oauthScope?: string;
    }
  /** A user-assigned managed identity. */
  | {
      readonly kind: 'managed';
      readonly appId: string;
      readonly tenantId: string;
      readonly oauthScope?: string;
    }
  /** Local mode: messages go out without a token. */
  | { readonly kind: 'none'; readonly appId: string; readonly tenantId: string };

export type Proof =
  | { readonly kind: 'password'; readonly password: string }
  /** Both PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  /** A federated credential: a token of a managed identity (its client id), or a token file that the platform renews. */
  | {
      readonly kind: 'federated';
      readonly by: { readonly identity: string } | { readonly tokenFile: string };
    };

/** An access token and the moment it ends. */
export type AccessToken = { readonly token: string; readonly expires: Date };
export type TokenSource = () => Promise<AccessToken>;

/** The audience of tokens for the Bot Connector in the public cloud. */
export const BOT_SCOPE = 'https://api.botframework.com';
/** The audience of tokens that stand in for a secret (workload identity federation). */
const EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';
const PUBLIC_LOGIN = 'https://login.microsoftonline.com/';

/** Where tokens come from, by MSAL; null when none are used. A source keeps nothing: the caller does. */
export function tokenSource(credentials: TeamsCredentials): TokenSource | null {
  switch (credentials.kind) {
    case 'none':
      return null;
    case 'managed': {
      const identity = managedIdentity(credentials.appId);
      const resource = credentials.oauthScope ?? BOT_SCOPE;
      return async () => given(await identity.acquireToken({ resource, forceRefresh: true }));
    }
    case 'single-tenant': {
      const application = new ConfidentialClientApplication({ auth: authOptions(credentials) });
      const scopes = [`${credentials.oauthScope ?? BOT_SCOPE}/.default`];
      return async () => given(await application.acquireTokenByClientCredential({ scopes, skipCache: true }));
    }
  }
}

function authOptions(q: Extract<TeamsCredentials, { kind: 'single-tenant' }>): NodeAuthOptions {
  const authority = q.loginUrl ?? PUBLIC_LOGIN + q.tenantId;
  return {
    clientId: q.appId,
    authority,
    // A known authority is not looked up at the public cloud first.
    ...(q.loginUrl !== undefined && { knownAuthorities: [new URL(q.loginUrl).host] }),
    ...proofOptions(q.proof),
  };
}

function proofOptions(proof: Proof): Partial<NodeAuthOptions> {
  switch (proof.kind) {
    case 'password':
      return { clientSecret: proof.password };
    case 'certificate': {
      const { certificate, privateKey } = proof;
      const thumbprintSha256 = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
      return { clientCertificate: { thumbprintSha256, privateKey, x5c: certificate } };
    }
    case 'federated':
      return { clientAssertion: federatedAssertion(proof.by) };
  }
}

/** Asked for again at every token request: both kinds of assertion end within hours. */
function federatedAssertion(by: Extract<Proof, { kind: 'federated' }>['by']): () => Promise<string> {
  if ('tokenFile' in by) return async () => (await readFile(by.tokenFile, 'utf8')).trim();
  const identity = managedIdentity(by.identity);
  return async () => given(await identity.acquireToken({ resource: EXCHANGE_AUDIENCE })).token;
}

function managedIdentity(clientId: string): ManagedIdentityApplication {
  return new ManagedIdentityApplication({ managedIdentityIdParams: { userAssignedClientId: clientId } });
}

type MsalAnswer = { readonly accessToken: string; readonly expiresOn: Date | null } | null;

function given(answer: MsalAnswer): AccessToken {
  if (!answer?.accessToken || !answer.expiresOn) throw new Error('the token service gave no token');
  return { token: answer.accessToken, expires: answer.expiresOn };
}
