import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where tests find PostgreSQL: a server that is there, or the binaries to start one. */
export type PostgresSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'binaries'; readonly bin: string }
  | { readonly kind: 'none'; readonly reason: string };

export function postgresSource(): PostgresSource {
  const url = process.env.DATABASE_URL;
  if (url) return { kind: 'url', url };
  const newest = globSync('/usr/lib/postgresql/*/bin/initdb').sort().at(-1);
  if (newest) return { kind: 'binaries', bin: dirname(newest) };
  return { kind: 'none', reason: 'no DATABASE_URL and no PostgreSQL binaries' };
}

/** Starts a server with fsync on, on loopback; answers its address. It ends with `stopServer`. */
export async function startServer(shared: string, bin: string): Promise<string> {
  const who = serverUser();
  const home = join(shared, 'postgres');
  const data = join(home, 'data');
  await chmod(shared, 0o755);
  await mkdir(home);
  if (who) await chown(home, who.uid, who.gid);
  const as = { cwd: home, ...who };
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'klankbord', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    as,
  );
  const port = await freePort();
  const options = `-h 127.0.0.1 -p ${port} -k ${home} -c max_connections=200`;
  await run(join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', join(home, 'log'), '-o', options, 'start'], as);
  return `postgres://klankbord@127.0.0.1:${port}/postgres`;
}

/** Stops the server that was started in this folder, if any. */
export async function stopServer(shared: string): Promise<void> {
  const data = join(shared, 'postgres', 'data');
  const source = postgresSource();
  if (source.kind !== 'binaries' || !existsSync(join(data, 'postmaster.pid'))) return;
  await run(join(source.bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], {
    cwd: shared,
    ...serverUser(),
  });
}

/** PostgreSQL refuses to run as root: then as its own user, or as nobody. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no other user');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
