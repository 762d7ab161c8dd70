import { once } from 'node:events';
import type { Server } from 'node:http';

/** Something else listens on a port that local mode needs; `setting` is the one to change. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  readonly setting: 'PORT' | 'OUTLOOK_PORT';
  readonly port: number;

  constructor(q: { readonly setting: PortInUse['setting']; readonly port: number }) {
    super(`port ${q.port} (${q.setting}) is in use`);
    this.setting = q.setting;
    this.port = q.port;
  }
}

/** Listens on loopback only; answers the address. */
export async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch(namingPort('PORT', port));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
}

/** Says which port it was, when that is what went wrong; any other error goes on as it is. */
export function namingPort(setting: PortInUse['setting'], port: number) {
  return (error: unknown): never => {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw inUse ? new PortInUse({ setting, port }) : error;
  };
}
