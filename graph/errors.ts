import { z } from 'zod';
import type { Outcome } from '../bot/ports.ts';
import type { Moment } from '../bot/rules/time.ts';

/** What a call comes to when it is not `done`; carries codes only, never content. */
export type Failed = Exclude<Outcome<never>, { readonly kind: 'done' }>;

/** Graph's error envelope (learn.microsoft.com/graph/errors); other members are left unread. */
const errorBody = z.object({ error: z.object({ code: z.string().regex(/^[\w.-]{1,80}$/) }) });

/** When the server names no moment: long enough for a throttled mailbox, short for a person. */
const DEFAULT_AFTER_MS = 10_000;
/** A server that refuses connections is usually back within seconds. */
const UNREACHED_AFTER_MS = 5_000;

/** Faults before the request left: name resolution, connecting, TLS. `syscall` connect says the same. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Graph's own code from an error body, or null when there is none that can be trusted as a code
 * (a proxy's page, an empty body, a sentence).
 */
export function graphCode(body: unknown): string | null {
  const parsed = errorBody.safeParse(body);
  return parsed.success ? parsed.data.error.code : null;
}

/**
 * An HTTP answer outside 2xx, as an outcome. Only 429 promises that nothing happened. A 503 does not,
 * also not with Retry-After: it may come from a gateway in front of a mailbox that did act. So every 5xx
 * (and 408) is `unknown`; every other status is a refusal.
 */
export function statusFailure(
  answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
  now: Moment,
): Failed {
  const code = graphCode(answer.body) ?? `http-${answer.status}`;
  if (answer.status === 429)
    return { kind: 'later', code, afterMs: retryAfterMs(answer.headers, now) ?? DEFAULT_AFTER_MS };
  if (answer.status === 408 || answer.status >= 500) return { kind: 'unknown', code };
  return { kind: 'refused', code };
}

/**
 * Retry-After in ms (RFC 9110 section 10.2.3: seconds, or a date), as long as the server asks, without a
 * ceiling; null when absent or unreadable. A date is measured against the answer's own Date, so that a
 * clock that differs from the server's does not matter.
 */
export function retryAfterMs(headers: Headers, now: Moment): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  if (Number.isNaN(at)) return null;
  const sent = Date.parse(headers.get('date') ?? '');
  return Math.max(0, at - (Number.isNaN(sent) ? now : sent));
}

/** A fault of fetch, as an outcome; null when it is no network fault (a bug: rethrow). */
export function networkFailure(error: unknown): Failed | null {
  const faults = chain(error);
  if (faults.some(({ name }) => name === 'TimeoutError' || name === 'AbortError'))
    return { kind: 'unknown', code: 'timeout' };
  const fault = faults.find(({ code }) => typeof code === 'string');
  if (typeof fault?.code !== 'string') return null;
  const unsent = NEVER_SENT.has(fault.code) || fault.syscall === 'connect' || fault.syscall === 'getaddrinfo';
  return unsent
    ? { kind: 'later', code: fault.code, afterMs: UNREACHED_AFTER_MS }
    : { kind: 'unknown', code: fault.code };
}

const fault = z.object({
  name: z.string().optional(),
  code: z.unknown().optional(),
  syscall: z.unknown().optional(),
  cause: z.unknown().optional(),
});
type Fault = z.infer<typeof fault>;

/** The error and its causes, outermost first: fetch wraps the system's error once or twice. */
function chain(error: unknown, depth = 0): readonly Fault[] {
  const parsed = fault.safeParse(error);
  if (!parsed.success || depth > 4) return [];
  return [parsed.data, ...chain(parsed.data.cause, depth + 1)];
}
