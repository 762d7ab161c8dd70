import { readFile } from 'node:fs/promises';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import { z } from 'zod';
import type { Clock, Outcome } from '../bot/ports.ts';
import type { Failed } from './errors.ts';

/** Where tokens come from. `rejected` is a token that Graph answered 401 to: it is not given again. */
export type GraphCredential = {
  token(ask: { readonly rejected: string | null }): Promise<Outcome<string>>;
};

export type CredentialSettings = {
  readonly how:
    | {
        readonly kind: 'secret';
        readonly tenant: string;
        readonly client: string;
        readonly secret: string;
      }
    | {
        readonly kind: 'certificate';
        readonly tenant: string;
        readonly client: string;
        /** A PEM file with key and certificate. */
        readonly certificatePath: string;
      }
    | {
        readonly kind: 'federated';
        readonly tenant: string;
        readonly client: string;
        /** A file that the platform keeps fresh. */
        readonly tokenFilePath: string;
      }
    /** The host's identity: user-assigned when `client` is given. */
    | { readonly kind: 'managed'; readonly client: string | null };
  /** https always, the identity library insists. */
  readonly authorityHost: string;
  /** For an authority that is not Microsoft's own, which instance discovery does not know. */
  readonly disableInstanceDiscovery: boolean;
  readonly timeoutMs: number;
};

export const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';

/** Also against a Graph on loopback: its issuer must see the request that the real one sees. */
const SCOPE = 'https://graph.microsoft.com/.default';
/** A token is replaced this long before it ends, so that none ends on the way. */
const MARGIN_MS = 5 * 60_000;
const AGAIN_AFTER_MS = 10_000;

/**
 * Tokens by `@azure/identity`, kept until shortly before they end; callers at the same time share one
 * request. The issuer's "no" is `refused` with its AADSTS or OAuth code; everything else is `later`.
 * Throws on settings that the library can not accept (a tenant that is none, an http authority).
 */
export function createCredential(settings: CredentialSettings, clock: Clock): GraphCredential {
  let source = sourceOf(settings);
  let kept: Token | null = null;
  let pending: Promise<Outcome<string>> | null = null;

  const renew = async (): Promise<Outcome<string>> => {
    const answer = await ask(source, settings.timeoutMs);
    if (answer.kind !== 'done') return answer;
    kept = answer.value;
    return { kind: 'done', value: answer.value.token };
  };

  return {
    token({ rejected }) {
      const usable = kept !== null && kept.token !== rejected && clock.now() < kept.expiresAt - MARGIN_MS;
      if (kept !== null && usable) return Promise.resolve({ kind: 'done', value: kept.token });
      if (pending !== null) return pending;
      // The library keeps tokens of its own and would give the rejected one again: start with an empty one.
      if (rejected !== null) source = sourceOf(settings);
      pending = renew().finally(() => {
        pending = null;
      });
      return pending;
    },
  };
}

/** The local Outlook takes any bearer token. */
export const LOCAL_CREDENTIAL: GraphCredential = {
  token: () => Promise.resolve({ kind: 'done', value: 'local' }),
};

type Token = { readonly token: string; readonly expiresAt: number };
type Source = () => Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;

function sourceOf({ how, authorityHost, disableInstanceDiscovery }: CredentialSettings): Source {
  const options = { authorityHost, disableInstanceDiscovery, retryOptions: { maxRetries: 1 } };
  const credential = () => {
    switch (how.kind) {
      case 'secret':
        return new ClientSecretCredential(how.tenant, how.client, how.secret, options);
      case 'certificate':
        return new ClientCertificateCredential(how.tenant, how.client, how.certificatePath, options);
      case 'federated':
        return new ClientAssertionCredential(how.tenant, how.client, () => assertion(how), options);
      case 'managed':
        return new ManagedIdentityCredential(how.client === null ? {} : { clientId: how.client });
    }
  };
  const made = credential();
  return () => made.getToken(SCOPE);
}

async function assertion(how: { readonly tokenFilePath: string }): Promise<string> {
  return (await readFile(how.tokenFilePath, 'utf8')).trim();
}

async function ask(source: Source, timeoutMs: number): Promise<Outcome<Token>> {
  const limit = Promise.withResolvers<Outcome<Token>>();
  const late = { kind: 'later', code: 'no-token-in-time', afterMs: AGAIN_AFTER_MS } as const;
  const timer = setTimeout(() => limit.resolve(late), timeoutMs);
  try {
    return await Promise.race([limit.promise, source().then(read, tokenFailure)]);
  } finally {
    clearTimeout(timer);
  }
}

function read(answer: Awaited<ReturnType<Source>>): Outcome<Token> {
  return { kind: 'done', value: { token: answer.token, expiresAt: answer.expiresOnTimestamp } };
}

/** OAuth errors that asking again does not mend (RFC 6749 section 5.2, and Entra's own). */
const REFUSALS: ReadonlySet<string> = new Set([
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_resource',
  'invalid_scope',
  'unauthorized_client',
  'access_denied',
  'consent_required',
  'interaction_required',
]);

/** The identity library wraps what the issuer said; the code stands somewhere in the causes. */
const wrapped = z.object({
  message: z.string().catch(''),
  errorCode: z.unknown().optional(),
  errorResponse: z.object({ error: z.string() }).optional().catch(undefined),
  cause: z.unknown().optional(),
});

function tokenFailure(error: unknown, depth = 0): Failed {
  const parsed = wrapped.safeParse(error);
  if (!parsed.success || depth > 4) return { kind: 'later', code: 'no-token', afterMs: AGAIN_AFTER_MS };
  const { message, errorCode, errorResponse, cause } = parsed.data;
  const said = [errorCode, errorResponse?.error].find(
    (code) => typeof code === 'string' && REFUSALS.has(code),
  );
  if (typeof said === 'string') return { kind: 'refused', code: /AADSTS\d+/.exec(message)?.[0] ?? said };
  return tokenFailure(cause, depth + 1);
}
