import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Account } from '../flows/sign-in.ts';

/** Signing in with Entra: OpenID Connect, authorization code with PKCE (RFC 7636), as a confidential client. */
export type Entra = {
  /** Where the browser goes to sign in. */
  authorizeUrl(q: Trip & { readonly tenants: readonly string[] }): string;
  /** Who came back with this code. */
  redeem(q: Trip & { readonly tenants: readonly string[]; readonly code: string }): Promise<Redeemed>;
};

/** What belongs to one way there and back; `verifier` stays here, only its hash goes along. */
export type Trip = { readonly state: string; readonly nonce: string; readonly verifier: string };

export type Redeemed =
  /** `upn`: of a member of that tenant, never of a guest; null when the token says none. */
  | { readonly kind: 'account'; readonly account: Account; readonly upn: string | null }
  /** The code or the token is not good, or of a tenant that is not listed. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'down' };

export type EntraQ = {
  /** `https://login.microsoftonline.com`. */
  readonly authorityHost: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
};

const TIMEOUT_MS = 10_000;
const tokens = z.object({ id_token: z.string().max(20_000) });
const claims = z.object({
  tid: z.guid(),
  oid: z.guid(),
  nonce: z.string(),
  ver: z.literal('2.0'),
  upn: z.string().max(200).optional(),
  /** 1: a guest, whose UPN is another organisation's. */
  acct: z.number().optional(),
});

/**
 * By hand on `jose`, which verifies Teams' tokens too: msal-node does not check the signature of an ID token, and
 * a client of a hundred functions for one request is more to keep than this.
 */
export function createEntra(q: EntraQ): Entra {
  const redirect = `${q.publicUrl}/mij/entra/terug`;
  const keys = createRemoteJWKSet(new URL(`${q.authorityHost}/common/discovery/v2.0/keys`), {
    timeoutDuration: TIMEOUT_MS,
  });
  return {
    authorizeUrl({ tenants, state, nonce, verifier }) {
      const url = new URL(`${q.authorityHost}/${pathFor(tenants)}/oauth2/v2.0/authorize`);
      url.search = new URLSearchParams({
        client_id: q.clientId,
        response_type: 'code',
        response_mode: 'query',
        redirect_uri: redirect,
        scope: 'openid profile',
        prompt: 'select_account',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...{ state, nonce },
      }).toString();
      return url.href;
    },
    async redeem({ tenants, nonce, verifier, code }) {
      const form = new URLSearchParams({
        client_id: q.clientId,
        client_secret: q.clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: redirect,
        code_verifier: verifier,
        code,
      });
      const token = await idToken(`${q.authorityHost}/${pathFor(tenants)}/oauth2/v2.0/token`, form);
      if (typeof token !== 'string') return token;
      try {
        const options = {
          audience: q.clientId,
          algorithms: ['RS256'],
          clockTolerance: 60,
          requiredClaims: ['exp', 'iss'],
        };
        const { payload } = await jwtVerify(token, keys, options);
        return accountIn(payload, { ...q, tenants, nonce });
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError))
          return { kind: 'down' };
        return { kind: 'refused' };
      }
    },
  };
}

/** One tenant is asked for itself; of several the person chooses, and the token says which it was. */
function pathFor(tenants: readonly string[]): string {
  const [only, ...others] = tenants;
  return only !== undefined && others.length === 0 ? only : 'organizations';
}

async function idToken(
  url: string,
  form: URLSearchParams,
): Promise<string | Exclude<Redeemed, { kind: 'account' }>> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { method: 'POST', body: form, signal, redirect: 'error' });
    if (answer.status >= 500) return { kind: 'down' };
    const read = tokens.safeParse(await answer.json());
    return answer.ok && read.success ? read.data.id_token : { kind: 'refused' };
  } catch (error) {
    // Not reached, not in time, or no JSON: whose fault it is, nobody is signed in.
    if (error instanceof Error) return { kind: 'down' };
    throw error;
  }
}

function accountIn(
  payload: { readonly iss?: string },
  q: { readonly authorityHost: string; readonly tenants: readonly string[]; readonly nonce: string },
): Redeemed {
  const read = claims.safeParse(payload);
  if (!read.success) return { kind: 'refused' };
  const { tid, oid, nonce, upn, acct } = read.data;
  const known = q.tenants.includes(tid.toLowerCase()) && payload.iss === `${q.authorityHost}/${tid}/v2.0`;
  if (!known || !same(nonce, q.nonce)) return { kind: 'refused' };
  const member = upn !== undefined && acct !== 1 && !upn.includes('#EXT#');
  return { kind: 'account', account: { tenant: tid, oid }, upn: member ? upn : null };
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
