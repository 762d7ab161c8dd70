import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../ports.ts';
import { isLoopbackUrl, isTeamsServiceUrl, sameServiceUrl } from './service-urls.ts';
import { KeysUnreachable, type KeyTimes, signingKeys } from './signing-keys.ts';
import { tokenCache } from './token-cache.ts';

/** Decides who may speak to us: first by the token, before a byte of the body is read, then by the body. */
export type Guard = {
  /** The tenant whose people this installation serves. */
  readonly tenant: string;
  /** By the `Authorization` header alone. */
  admit(authorization: string | undefined): Promise<Admission>;
  /** A word for why this activity does not belong to the caller; null when it does. */
  mismatch(identity: Identity, activity: Addressed): string | null;
  /** Whether messages of ours may go to this service URL. */
  trusts(serviceUrl: string): boolean;
  /** Whether tokens can be checked at this moment. */
  ready(): Promise<boolean>;
};

/** Who called, as the token says; `serviceUrl` is null where no token is asked for. */
export type Identity = { readonly serviceUrl: string | null };
export type Admission =
  | { readonly kind: 'admitted'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly why: 'no-token' | 'invalid-token' }
  /** The issuer of the keys does not answer: the caller may come back. */
  | { readonly kind: 'unavailable' };

/** The parts of an activity that say where it is from. */
export type Addressed = z.infer<typeof addressedSchema>;
export const addressedSchema = z.object({
  type: z.string().regex(/^[a-z]{1,60}$/i),
  channelId: z.string().nullish(),
  serviceUrl: z.string().nullish(),
  conversation: z.object({ tenantId: z.string().nullish() }).nullish(),
  channelData: z.object({ tenant: z.object({ id: z.string().nullish() }).nullish() }).nullish(),
});

export type TokenGuard = {
  readonly appId: string;
  readonly tenantId: string;
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  readonly allowLoopbackServiceUrls: boolean;
  readonly clock?: Clock;
  readonly keyTimes?: KeyTimes;
};

const CHANNEL = 'msteams';
/** Bot Connector authentication: "industry-standard clock skew is 5 minutes". */
const CLOCK_TOLERANCE_S = 300;
const claimsSchema = z.object({ exp: z.number(), serviceurl: z.string() });

/** Tokens of the Bot Service for this bot, and activities of this tenant in Teams. */
export function tokenGuard(q: TokenGuard): Guard {
  const clock = q.clock ?? { now: () => Date.now() };
  const keys = signingKeys({
    metadataUrl: q.openIdMetadataUrl,
    endorsement: CHANNEL,
    ...(q.keyTimes && { times: q.keyTimes }),
  });
  const remembered = tokenCache<Identity>(clock);
  const trusts = (url: string): boolean =>
    isTeamsServiceUrl(url) || (q.allowLoopbackServiceUrls && isLoopbackUrl(url));

  async function verify(token: string): Promise<Identity> {
    const known = remembered.get(token);
    if (known) return known;
    const { payload } = await jwtVerify(token, keys.find, {
      issuer: q.issuer,
      audience: q.appId,
      algorithms: ['RS256'],
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['exp', 'serviceurl'],
      currentDate: new Date(clock.now()),
    });
    const claims = claimsSchema.parse(payload);
    const identity = { serviceUrl: claims.serviceurl };
    remembered.set(token, claims.exp, identity);
    return identity;
  }

  return {
    tenant: q.tenantId,
    trusts,
    admit: (authorization) => admitBy(authorization, verify),
    mismatch: (identity, activity) => {
      if (activity.channelId !== CHANNEL) return 'channel';
      if (!activity.serviceUrl || identity.serviceUrl === null) return 'service-url';
      if (!sameServiceUrl(activity.serviceUrl, identity.serviceUrl)) return 'service-url';
      if (!trusts(activity.serviceUrl)) return 'untrusted-service-url';
      const tenants = tenantsOf(activity);
      return tenants.length > 0 && tenants.every((tenant) => sameId(tenant, q.tenantId)) ? null : 'tenant';
    },
    ready: () =>
      keys.ensure().then(
        () => true,
        () => false,
      ),
  };
}

/** Every tenant that the activity names. */
export function tenantsOf(activity: Addressed): readonly string[] {
  return [activity.conversation?.tenantId, activity.channelData?.tenant?.id].filter(
    (id) => typeof id === 'string',
  );
}

export function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

async function admitBy(
  authorization: string | undefined,
  verify: (token: string) => Promise<Identity>,
): Promise<Admission> {
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return { kind: 'refused', why: 'no-token' };
  try {
    return { kind: 'admitted', identity: await verify(token) };
  } catch (error) {
    if (error instanceof KeysUnreachable || error instanceof errors.JWKSTimeout)
      return { kind: 'unavailable' };
    if (error instanceof errors.JOSEError || error instanceof z.ZodError)
      return { kind: 'refused', why: 'invalid-token' };
    throw error;
  }
}
