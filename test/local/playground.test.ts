import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { playgroundFile } from '../../bot/local/playground-file.ts';

const everybody = Array.from({ length: 9 }, (_, n) => ({
  aadObjectId: `33333333-3333-4333-8333-00000000000${n}`,
  name: `Voornaam${n} van Achternaam`,
  upn: `d${n}.x@voorbeeld.example`,
}));

function play(env: Record<string, string>, ...args: readonly string[]) {
  return spawnSync(process.execPath, ['bot/local/playground.ts', ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...env },
  });
}

describe('the Agents Playground', () => {
  it('gets you and exactly five others of the sample, each once', () => {
    const me = everybody[3];
    if (!me) throw new Error('nobody');
    const file = parse(playgroundFile({ me, everybody, tenant: 'tenant', app: 'app' }));
    expect(file).toMatchObject({
      version: '0.1.1',
      tenantId: 'tenant',
      bot: { id: 'app' },
      currentUser: {
        aadObjectId: me.aadObjectId,
        userPrincipleName: me.upn,
        givenName: 'Voornaam3',
        surname: 'van Achternaam',
      },
    });
    expect(file.users).toHaveLength(5);
    const ids = [file.currentUser, ...file.users].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  it('says to start the bot first when nothing answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { status, stderr } = play({ PORT: String(port) });
    expect(status).toBe(1);
    expect(stderr).toContain('start the bot first, with "npm start"');
  });

  it('says how', () => {
    expect(play({}, '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--as NAME') });
  });

  it('listens on this machine alone, whatever it asks for', () => {
    const script = `
      const server = require('node:http').createServer().listen(0, () => {
        console.log(server.address().address);
        require('node:net').createServer().listen({ port: 0, host: '0.0.0.0' }, function () {
          console.log(this.address().address);
          process.exit();
        });
      });`;
    const ran = spawnSync(
      process.execPath,
      ['--require', './bot/local/listen-on-loopback.cjs', '-e', script],
      {
        encoding: 'utf8',
      },
    );
    expect(ran.stdout.trim().split('\n')).toEqual(['127.0.0.1', '127.0.0.1']);
  });
});
