import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Bot Connector that does as little as it can: it must not be what is measured. */
export type Connector = {
  readonly serviceUrl: string;
  /** The newest new message in a conversation, as it came: id and body. */
  message(conversation: string): { readonly activity: string; readonly body: string } | null;
  /** What the newest update in a conversation put there. */
  update(conversation: string): string;
  /** Messages and updates that arrived. */
  readonly arrived: { posts: number; puts: number; lastAt: number };
  stop(): Promise<void>;
};

type Message = { readonly activity: string; readonly body: string };

const PATH = /^\/v3\/conversations\/([^/]+)\/activities/;

export async function startConnector(): Promise<Connector> {
  const arrived = { posts: 0, puts: 0, lastAt: 0 };
  const messages = new Map<string, Message>();
  const updates = new Map<string, Buffer>();
  const server = createServer((req, res) => {
    const conversation = decodeURIComponent(PATH.exec(req.url ?? '')?.[1] ?? '');
    whole(req, (body) => {
      arrived.lastAt = performance.now();
      if (req.method === 'PUT') {
        arrived.puts += 1;
        updates.set(conversation, body);
      } else {
        arrived.posts += 1;
        messages.set(conversation, { activity: `1:${arrived.posts}`, body: body.toString() });
      }
      answer(res, `1:${arrived.posts}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    serviceUrl: `http://127.0.0.1:${port}/`,
    message: (conversation) => messages.get(conversation) ?? null,
    update: (conversation) => updates.get(conversation)?.toString() ?? '',
    arrived,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function whole(req: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.once('end', () => then(Buffer.concat(chunks)));
}

function answer(res: ServerResponse, id: string): void {
  const body = `{"id":"${id}"}`;
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}
