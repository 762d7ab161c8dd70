import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isPublic } from '../../bot/ics/addresses.ts';
import { expandApart } from '../../bot/ics/apart.ts';
import { createFeeds } from '../../bot/ics/feeds.ts';
import type { FetchSettings } from '../../bot/ics/fetch.ts';
import type { Feeds, Validators } from '../../bot/ports.ts';
import { event, ics } from './calendars.ts';

const FINE = ics(event('DTSTART:20260324T090000Z\nDTEND:20260324T100000Z'));
const BUSY = [{ start: Date.parse('2026-03-24T09:00Z'), end: Date.parse('2026-03-24T10:00Z') }];
const COVERS = { start: Date.parse('2026-03-23T00:00Z'), end: Date.parse('2026-04-06T00:00Z') };
const NONE = { etag: null, modified: null };

/** A server on this machine; answers its origin. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Loopback is allowed unless told: the server is there. */
function read(
  address: string,
  settings: Partial<FetchSettings> = {},
  known: Validators = NONE,
): ReturnType<Feeds['read']> {
  const zone = 'Europe/Amsterdam';
  return createFeeds({ loopback: true, ...settings }).read({ address, known, zone, covers: COVERS });
}

describe('reading a calendar behind an address', () => {
  it('gives busy times and what to tell by whether it changed; the next time that is enough', async () => {
    const asked: (string | undefined)[] = [];
    const origin = await serving((req, res) => {
      asked.push(req.headers['if-none-match'], req.headers['if-modified-since']);
      if (req.headers['if-none-match'] === '"1"') return void res.writeHead(304).end();
      res.setHeader('etag', '"1"').setHeader('last-modified', 'Mon, 23 Mar 2026 09:00:00 GMT').end(FINE);
    });
    const validators = { etag: '"1"', modified: 'Mon, 23 Mar 2026 09:00:00 GMT' };
    expect(await read(`${origin}/a.ics`)).toEqual({
      kind: 'done',
      value: { kind: 'read', busy: BUSY, validators },
    });
    expect(await read(`${origin}/a.ics`, {}, validators)).toEqual({ kind: 'done', value: { kind: 'same' } });
    expect(asked).toEqual([undefined, undefined, validators.etag, validators.modified]);
  });

  it.each(['text/calendar', 'text/plain', 'application/octet-stream', ''])(
    'does not mind being told that it is %j',
    async (type) => {
      const origin = await serving((_, res) => {
        if (type) res.setHeader('content-type', type);
        res.end(FINE);
      });
      expect(await read(origin)).toMatchObject({ kind: 'done', value: { busy: BUSY } });
    },
  );

  it('reads what is packed', async () => {
    const origin = await serving((_, res) => res.setHeader('content-encoding', 'gzip').end(gzipSync(FINE)));
    expect(await read(origin)).toMatchObject({ kind: 'done', value: { busy: BUSY } });
  });

  it('follows a redirect within the same host, and no more than three', async () => {
    const origin = await serving((req, res) => {
      const left = Number(req.url?.slice(1));
      if (left === 0) return void res.end(FINE);
      res.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await read(`${origin}/3`)).toMatchObject({ kind: 'done', value: { busy: BUSY } });
    expect(await read(`${origin}/4`)).toEqual({ kind: 'refused', code: 'redirect' });
  });
});

describe('what is refused', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'https://10.0.0.7/a.ics',
    'http://elsewhere.example/a.ics',
    '//elsewhere.example/a.ics',
    'file:///etc/passwd',
    'http://127.0.0.1:1/a.ics',
    'http://me:secret@127.0.0.1/a.ics',
    '',
  ])('a redirect to %j', async (location) => {
    let asked = 0;
    const origin = await serving((_, res) => {
      asked += 1;
      res.writeHead(301, { location }).end();
    });
    expect(await read(`${origin}/a.ics`)).toMatchObject({
      kind: 'refused',
      code: expect.stringMatching(/^(redirect|address)$/),
    });
    expect(asked).toBeLessThan(5);
  });

  it.each([
    'http://elsewhere.example/a.ics',
    'ftp://elsewhere.example/a.ics',
    'webcal://elsewhere.example/a.ics',
    'https://name:password@elsewhere.example/a.ics',
    'nothing',
    `https://elsewhere.example/${'a'.repeat(3_000)}`,
  ])('the address %s, before its name is looked up', async (address) => {
    const resolve = () => Promise.reject(new Error('looked up'));
    expect(await read(address, { loopback: false, resolve })).toEqual({ kind: 'refused', code: 'address' });
  });

  it('http also to this machine itself, but in local mode', async () => {
    let asked = 0;
    const origin = await serving((_, res) => {
      asked += 1;
      res.end(FINE);
    });
    expect(await read(origin, { loopback: false })).toEqual({ kind: 'refused', code: 'address' });
    expect(asked).toBe(0);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'example.org',
  ])('a host at %s, alone or beside a public address', async (address) => {
    expect(isPublic(address)).toBe(false);
    for (const beside of [[], [{ address: '93.184.215.14', family: 4 }]]) {
      const found = [...beside, { address, family: address.includes(':') ? 6 : 4 }];
      const resolve = () => Promise.resolve(found);
      const answer = await read('https://calendar.example/a.ics', { loopback: false, resolve });
      expect(answer).toEqual({ kind: 'refused', code: 'private-address' });
    }
  });

  it.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:127.0.0.1]/',
  ])('an address that is written out: %s', async (address) => {
    expect(await read(address, { loopback: false })).toEqual({ kind: 'refused', code: 'private-address' });
  });

  it('lets public hosts through', () => {
    for (const address of ['93.184.215.14', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111'])
      expect(isPublic(address)).toBe(true);
  });

  it('a name is looked up once, and it is there that we connect: what it says afterwards does not matter', async () => {
    let lookups = 0;
    const origin = await serving((req, res) => {
      if (req.url === '/a.ics') return void res.writeHead(302, { location: '/b.ics' }).end();
      res.end(FINE);
    });
    const resolve = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const { port } = new URL(origin);
    expect(await read(`http://localhost:${port}/a.ics`, { resolve })).toMatchObject({ kind: 'done' });
    expect(lookups).toBe(1);
  });

  it('a certificate that nobody vouches for', async () => {
    const pem = await generate([{ name: 'commonName', value: 'localhost' }]);
    const server = createTlsServer({ key: pem.private, cert: pem.cert }, (_, res) => res.end(FINE));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const answer = await read(`https://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ kind: 'later', code: expect.stringMatching(/CERT/) });
  });

  it.each([
    [401, 'refused'],
    [404, 'refused'],
    [204, 'refused'],
    [429, 'later'],
    [500, 'later'],
  ])('the status %i', async (status, kind) => {
    const origin = await serving((_, res) => res.writeHead(status).end());
    expect(await read(origin)).toMatchObject({ kind, code: `http-${status}` });
  });

  it('a page to log in on, and a packing that was not asked for', async () => {
    const page = await serving((_, res) => res.end('<!doctype html><title>Log in</title>'));
    expect(await read(page)).toEqual({ kind: 'refused', code: 'no-calendar' });
    const packed = await serving((_, res) => res.setHeader('content-encoding', 'br').end('x'));
    expect(await read(packed)).toEqual({ kind: 'refused', code: 'encoding' });
  });
});

describe('what would take too much', () => {
  const memory = () => {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };

  it('ten megabytes, also when it says less or nothing: let go after two', async () => {
    const block = Buffer.alloc(100_000, 'x');
    let sent = 0;
    const origin = await serving(async (req, res) => {
      if (req.url === '/said') res.setHeader('content-length', 10_000_000);
      res.on('error', () => undefined);
      const closed = once(res, 'close');
      for (let i = 0; i < 100 && !res.destroyed; i++) {
        sent += block.length;
        if (!res.write(block)) await Promise.race([once(res, 'drain'), closed]);
      }
      res.end();
    });
    const before = memory();
    for (const path of ['/', '/said'])
      expect(await read(origin + path)).toEqual({ kind: 'refused', code: 'too-large' });
    expect(sent).toBeLessThan(15_000_000);
    expect(memory() - before).toBeLessThan(100_000_000);
  });

  it('three hundred megabytes that are packed into a few', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000));
    const origin = await serving((_, res) => {
      res.on('error', () => undefined);
      res.setHeader('content-encoding', 'gzip').end(bomb);
    });
    const before = memory();
    expect(await read(origin)).toEqual({ kind: 'refused', code: 'too-large' });
    expect(memory() - before).toBeLessThan(100_000_000);
  });

  it.each([
    ['never answers', () => undefined],
    [
      'says a word now and then',
      (res: Parameters<RequestListener>[1]) => {
        res.write('BEGIN:VCALENDAR\r\n');
        const timer = setInterval(() => res.write('X:Y\r\n'), 50);
        res.once('close', () => clearInterval(timer));
      },
    ],
    [
      'packs a word and then nothing',
      (res: Parameters<RequestListener>[1]) => {
        res.setHeader('content-encoding', 'gzip').write(gzipSync(FINE).subarray(0, 20));
      },
    ],
  ])('a server that %s', async (_, answer) => {
    const origin = await serving((_req, res) => answer(res));
    expect(await read(origin, { limitMs: 400 })).toMatchObject({ kind: 'later', code: 'timeout' });
  });

  it('a name that is never found', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const answer = await read('https://calendar.example/', { resolve, limitMs: 100 });
    expect(answer).toMatchObject({ kind: 'later', code: 'timeout' });
  });

  it.each([false, true])('an answer that breaks off, packed: %s', async (packed) => {
    const origin = await serving((_, res) => {
      if (packed) res.setHeader('content-encoding', 'gzip');
      res.setHeader('content-length', 5_000);
      res.write(packed ? gzipSync(FINE).subarray(0, 40) : FINE, () => res.destroy());
    });
    expect((await read(origin)).kind).toBe('later');
  });

  it('a calendar that would repeat for ever: refused, and nobody waits for it', async () => {
    const bomb = ics(event('DTSTART:20200101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY'));
    const origin = await serving((_, res) => res.end(bomb));
    expect(await read(origin)).toEqual({ kind: 'refused', code: 'too-many' });
  });

  it('whatever keeps the parser busy ends with its time', async () => {
    const bomb = ics(event('DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY'));
    const ended = await expandApart({ text: bomb, zone: 'UTC', covers: COVERS }, 1);
    expect(ended).toEqual({ kind: 'unreadable', why: 'too-long' });
  });
});
