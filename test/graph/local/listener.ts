import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export type Told = { readonly url: string; readonly body: string };

/** An address on loopback that shakes hands and keeps what it is told; `status` is asked for each answer. */
export async function listener(
  q: { readonly status?: (n: number) => number; readonly handshake?: (token: string) => string } = {},
) {
  const told: Told[] = [];
  const shaken: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://loopback');
    const token = url.searchParams.get('validationToken');
    if (token !== null) {
      shaken.push(url.pathname);
      response.writeHead(200, { 'content-type': 'text/plain' });
      return void response.end((q.handshake ?? String)(token));
    }
    told.push({ url: url.pathname, body: Buffer.concat(chunks).toString('utf8') });
    response.writeHead(q.status?.(told.length) ?? 202).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, told, shaken };
}

/** What the notifications said, in the order in which they came. */
export function values(told: readonly Told[]): readonly Record<string, unknown>[] {
  return told.flatMap(({ body }) => JSON.parse(body).value as Record<string, unknown>[]);
}
