import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where the tests of the local Outlook write their exchanges, one file for each suite: `graph-local-events.jsonl`. */
export const GRAPH_RECORDING = '.tmp/graph-local.jsonl';

export type Exchange = {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
};

/** Starts a suite's recording anew; each exchange becomes a JSON line without the token. */
export function recordingOf(suite: string, file = GRAPH_RECORDING): (exchange: Exchange) => void {
  const own = file.replace(/\.jsonl$/, `-${suite}.jsonl`);
  mkdirSync(dirname(own), { recursive: true });
  writeFileSync(own, '');
  return (exchange) => {
    const requestHeaders = { ...exchange.requestHeaders, authorization: 'Bearer redacted' };
    appendFileSync(own, `${JSON.stringify({ ...exchange, requestHeaders })}\n`);
  };
}
