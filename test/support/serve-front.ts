import { connect, createServer, type Server } from 'node:net';
import type { Serve } from './serve.ts';

/** What stands before several processes in production: connections go to them in turn. */
export async function startFront(running: readonly Serve[]) {
  const next = inTurn(running);
  const server = createServer((socket) => {
    const to = connect(Number(new URL(next()).port), '127.0.0.1');
    socket.pipe(to).pipe(socket);
    socket.on('error', () => to.destroy());
    to.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  return { url: await addressOf(server), stop: () => closed(server) };
}

/** Addresses of the processes that run now, one after the other. */
export function inTurn(running: readonly Serve[]): () => string {
  let turn = 0;
  return () => {
    turn += 1;
    const serve = running[turn % running.length];
    if (!serve) throw new Error('no process runs');
    return serve.url;
  };
}

export async function addressOf(server: Server): Promise<string> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  return `http://127.0.0.1:${address.port}`;
}

export function closed(server: Server, cut: () => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    cut();
  });
}
