import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A request as it arrived. `path` is decoded, without version and query. */
export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
};

export type Reply =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** JSON; nothing when absent. */
      readonly body?: unknown;
      readonly text?: string;
      readonly afterMs?: number;
    }
  /** The connection breaks once the request was read: before a byte of the answer, or halfway. */
  | { readonly reset: 'before-answer' | 'halfway' };

export type FakeGraph = { readonly origin: string; readonly seen: readonly Seen[] };

/** A server that plays Graph by script: `answer` gets each request and its number (from 1). */
export async function fakeGraph(
  answer: (seen: Seen, number: number) => Reply | Promise<Reply>,
): Promise<FakeGraph> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const arrived = await arrival(request);
    seen.push(arrived);
    await give(response, await answer(arrived, seen.length));
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: originOf(server.address()), seen };
}

/** An origin on loopback where nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = originOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return origin;
}

export function graphError(status: number, code: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { error: { code, message: 'a sentence with content in it' } } };
}

async function arrival(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://loopback');
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    path: decodeURIComponent(url.pathname).replace(/^\/v1\.0/, ''),
    query: url.searchParams,
    headers: request.headers,
    body: text === '' ? {} : JSON.parse(text),
  };
}

async function give(response: ServerResponse, reply: Reply): Promise<void> {
  if ('reset' in reply) {
    if (reply.reset === 'halfway') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"value":[');
      await sleep(20);
    }
    response.destroy();
    return;
  }
  if (reply.afterMs !== undefined) await sleep(reply.afterMs);
  const type = reply.body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(reply.status, { ...type, ...reply.headers });
  response.end(reply.body === undefined ? reply.text : JSON.stringify(reply.body));
}

function originOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
