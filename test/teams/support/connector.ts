import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A Bot Connector over real HTTP: keeps what it is sent, and does wrong what it is told to. */
export type FakeConnector = {
  readonly url: string;
  readonly calls: Call[];
  /** Messages that a person would see. */
  readonly stored: Call[];
  /** How the following calls go. */
  behave(how: Behaviour): void;
  stop(): Promise<void>;
};
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
};
export type Behaviour =
  | { readonly kind: 'well' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'store-then-answer'; readonly status: number }
  | { readonly kind: 'store-then-reset' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'half-an-answer' };

export async function startConnector(): Promise<FakeConnector> {
  const calls: Call[] = [];
  const stored: Call[] = [];
  let how: Behaviour = { kind: 'well' };
  const server = createServer({ keepAliveTimeout: 75_000 }, async (req, res) => {
    const call = {
      method: req.method ?? '',
      path: req.url ?? '',
      authorization: req.headers.authorization,
      body: await json(req),
    };
    calls.push(call);
    if (how.kind === 'well' || how.kind.startsWith('store')) stored.push(call);
    answer(how, res);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    calls,
    stored,
    behave: (next) => {
      how = next;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function answer(how: Behaviour, res: ServerResponse): void {
  const headers = { 'content-type': 'application/json' };
  switch (how.kind) {
    case 'well':
      res.writeHead(201, headers).end(JSON.stringify({ id: `1:${randomUUID()}` }));
      return;
    case 'answer':
      res
        .writeHead(how.status, { ...headers, ...how.headers })
        .end(how.body === undefined ? '' : JSON.stringify(how.body));
      return;
    case 'store-then-answer':
      res.writeHead(how.status, headers).end('{}');
      return;
    case 'store-then-reset':
      res.socket?.resetAndDestroy();
      return;
    case 'half-an-answer':
      res.writeHead(201, { ...headers, 'content-length': '100' }).write('{"id":');
      return;
    case 'silence':
      return;
  }
}

async function json(req: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
}
