import { z } from 'zod';
import type { Outcome } from '../ports.ts';
import { TokenFailure } from './bot-token.ts';

type Failure = Exclude<Outcome<never>, { readonly kind: 'done' }>;

/** The Connector's own codes, which come with various statuses. Source: Teams, "Bot API status codes". */
const REFUSALS: Readonly<Record<string, string>> = {
  ConversationBlockedByUser: 'blocked',
  MessageWritesBlocked: 'blocked',
  BotNotInConversationRoster: 'not-installed',
  BotDisabledByAdmin: 'disabled',
  ConversationNotFound: 'gone',
  MessageSizeTooBig: 'too-large',
};
/** The connection never stood, so nothing was sent. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT)/;
/** `{"errorCode":209,"message":"{ \"subCode\": \"MessageWritesBlocked\" … }"}`, the Connector's other shape. */
const SUB_CODE = /subCode\W{1,12}(\w{3,60})/;

const AFTER_MS = {
  token: 10_000,
  unauthorized: 30_000,
  network: 5_000,
  throttled: 5_000,
  precondition: 1_000,
};

type Headers = { get(name: string): string | undefined };
const headersSchema = z.custom<Headers>((headers) => typeof Object(headers).get === 'function');
const errorSchema = z.object({
  name: z.string().optional(),
  code: z.string().optional().catch(undefined),
  statusCode: z.number().optional(),
  response: z
    .object({
      bodyAsText: z.string().nullish(),
      headers: headersSchema,
    })
    .optional(),
});
type SendError = z.infer<typeof errorSchema>;

/** What an error of the Connector client says about the message. Anything not known to be safe is `unknown`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TokenFailure) return { kind: 'later', code: 'no-token', afterMs: AFTER_MS.token };
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return { kind: 'unknown', code: 'error' };
  return parsed.data.statusCode === undefined
    ? unanswered(parsed.data)
    : answered(parsed.data, parsed.data.statusCode);
}

/** Teams wants rest from this bot, not only for this message. */
export function isThrottled(error: unknown): boolean {
  return errorSchema.safeParse(error).data?.statusCode === 429;
}

function unanswered(error: SendError): Failure {
  if (NEVER_SENT.test(error.code ?? ''))
    return { kind: 'later', code: error.code ?? '', afterMs: AFTER_MS.network };
  if (error.name === 'AbortError') return { kind: 'unknown', code: 'timeout' };
  return { kind: 'unknown', code: safeCode(error.code) ?? 'network' };
}

function answered(error: SendError, status: number): Failure {
  const code = codeOf(error) ?? `http-${status}`;
  if (status >= 500 || status === 408 || status < 300) return { kind: 'unknown', code };
  const known = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  if (known !== undefined) return { kind: 'refused', code: known };
  if (status === 413) return { kind: 'refused', code: 'too-large' };
  if (status === 429) return { kind: 'later', code, afterMs: retryAfterMs(error) ?? AFTER_MS.throttled };
  if (status === 412) return { kind: 'later', code, afterMs: AFTER_MS.precondition };
  if (status === 401) return { kind: 'later', code: 'unauthorized', afterMs: AFTER_MS.unauthorized };
  return { kind: 'refused', code };
}

function codeOf(error: SendError): string | undefined {
  const body = error.response?.bodyAsText ?? '';
  return SUB_CODE.exec(body)?.[1] ?? safeCode(error.code);
}

/** A code, never a sentence: it is stored and logged. */
function safeCode(code: string | undefined): string | undefined {
  return code !== undefined && /^\w[\w.-]{0,60}$/.test(code) ? code : undefined;
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterMs(error: SendError): number | null {
  const said = error.response?.headers.get('retry-after');
  if (said === undefined || said === '') return null;
  const ms = /^\d+$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}
