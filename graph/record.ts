import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** One exchange with Graph as it went over the wire, without the token. Bodies are JSON where they were. */
export type Exchange = {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
};

export type Recorder = (exchange: Exchange) => void;

/**
 * Appends each exchange as one line of JSON. For local mode and tests only: bodies hold what calendars
 * hold. Synchronous, so lines never mix and stand in the order of the answers.
 */
export function recordTo(file: string): Recorder {
  mkdirSync(dirname(file), { recursive: true });
  return (exchange) => appendFileSync(file, `${JSON.stringify(exchange)}\n`);
}

/** Takes the token out: a recorded exchange still shows that there was one. */
export function withoutToken(headers: Headers): Readonly<Record<string, string>> {
  const kept = Object.fromEntries(headers);
  return headers.has('authorization') ? { ...kept, authorization: 'Bearer (removed)' } : kept;
}

/** A body as recorded: JSON when it is JSON, text otherwise, null when there is none. */
export function recordedBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
