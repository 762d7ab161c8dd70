import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { isLoopbackUrl } from './service-urls.ts';

/** The keys could not be fetched: says nothing about the token that asked for them. */
export class KeysUnreachable extends Error {
  constructor(cause?: unknown) {
    super('signing keys of the channel are unreachable', { cause });
    this.name = 'KeysUnreachable';
  }
}

export type SigningKeys = {
  readonly find: JWTVerifyGetKey;
  /** Fetches the keys unless they are there. Throws KeysUnreachable. */
  ensure(): Promise<void>;
};
export type KeyTimes = {
  readonly fetchMs: number;
  /** An unknown `kid` asks for a new fetch at most once in this time. */
  readonly cooldownMs: number;
  /** After a failed fetch, nobody tries again for this long. */
  readonly failedMs: number;
};

/** Documented: keys stay valid for at least 24 hours, and must be looked up again at least daily. */
const MAX_AGE_MS = 24 * 3_600_000;
export const KEY_TIMES: KeyTimes = { fetchMs: 3_000, cooldownMs: 30_000, failedMs: 2_000 };

const metadataSchema = z.object({ jwks_uri: z.url() });
const keysSchema = z.object({
  keys: z.array(z.looseObject({ endorsements: z.array(z.string()).optional() })),
});

/**
 * The channel's public keys, by its OpenID metadata: fetched when first needed, kept a day, and only
 * those that are endorsed for this channel. Source: Bot Connector authentication, "endorsements".
 */
export function signingKeys(q: {
  readonly metadataUrl: string;
  readonly endorsement: string;
  readonly times?: KeyTimes;
}): SigningKeys {
  const times = q.times ?? KEY_TIMES;
  let failedUntil = 0;
  const fetchKeys = async (url: string, init: RequestInit): Promise<Response> => {
    if (performance.now() < failedUntil) throw new KeysUnreachable();
    try {
      return await endorsedKeys(url, init, q.endorsement);
    } catch (error) {
      failedUntil = performance.now() + times.failedMs;
      throw new KeysUnreachable(error);
    }
  };
  const find = createRemoteJWKSet(new URL(q.metadataUrl), {
    timeoutDuration: times.fetchMs,
    cooldownDuration: times.cooldownMs,
    cacheMaxAge: MAX_AGE_MS,
    [customFetch]: fetchKeys,
  });
  return { find, ensure: () => (find.fresh ? Promise.resolve() : find.reload()) };
}

async function endorsedKeys(url: string, init: RequestInit, endorsement: string): Promise<Response> {
  const { jwks_uri } = metadataSchema.parse(await getJson(url, init));
  if (!jwks_uri.startsWith('https:') && !isLoopbackUrl(jwks_uri)) throw new Error('keys not on https');
  const { keys } = keysSchema.parse(await getJson(jwks_uri, init));
  return Response.json({ keys: keys.filter((key) => key.endorsements?.includes(endorsement)) });
}

async function getJson(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, init);
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  return response.json();
}
