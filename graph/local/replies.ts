/** An answer before it goes over the wire; `body` undefined is an empty answer without a content type. */
export type Reply = {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What a parser answers when the caller asked for something that Graph refuses. */
export type Refusal = { readonly refused: Reply };

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The error body of Graph, `{error: {code, message}}` (learn.microsoft.com/graph/errors). */
export function errorReply(
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): Reply {
  return { status, body: { error: { code, message } }, ...(headers === undefined ? {} : { headers }) };
}

export function refuse(status: number, code: string, message: string): Refusal {
  return { refused: errorReply(status, code, message) };
}

export function itemNotFound(): Reply {
  return errorReply(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

export function tooManyRequests(code: string, seconds: number): Reply {
  return errorReply(429, code, 'Application is over its limit.', { 'Retry-After': String(seconds) });
}
