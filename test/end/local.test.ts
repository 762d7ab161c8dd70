import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type LocalProcess,
  startLocalProcess,
  type Took,
  temporaryFolder,
} from '../support/local-process.ts';

/** What a newcomer waits at most. Time in line behind other processes of a test run is not counted. */
const FIRST_START_MS = 15_000;
const LATER_START_MS = 8_000;
const STOP_MS = 5_000;

describe('npm start on a bare machine', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let local: LocalProcess;
  beforeAll(async () => {
    folder = await temporaryFolder();
    local = await startLocalProcess({ DATA_DIR: folder.dir });
  });
  afterAll(async () => {
    await local.kill('SIGKILL');
    await folder.remove();
  });

  it(`is ready within ${FIRST_START_MS / 1000} seconds the first time, and says where to go and what to press`, async () => {
    const took = await local.ready();
    tell('first start', took);
    expect(took.own).toBeLessThan(FIRST_START_MS);
    await expect.poll(local.said, { timeout: 20_000 }).toContain('Stoppen');
    expect(local.said()).toContain(`${local.url}/local`);
    expect(local.said()).toContain('"Aanmelden"');
  });

  it('has everybody in Teams with a welcome', async () => {
    const people = (await ask(`${local.url}/local/people`)).json;
    expect(people).toHaveLength(10);
    const [noor] = people as { aadObjectId: string }[];
    const chat = async () => (await ask(`${local.url}/local/chats/${noor?.aadObjectId}`)).text;
    await expect.poll(chat, { timeout: 10_000 }).toContain('Goed dat u er bent');
  });

  it('says that its folder is in use to a second one, and leaves the first alone', async () => {
    const second = await startLocalProcess({ DATA_DIR: folder.dir });
    expect(await second.ended()).toBe(1);
    expect(second.said()).toContain(`${folder.dir} is al in gebruik`);
    expect(second.said()).toContain('DATA_DIR');
    expect(second.said()).not.toMatch(/\n\s+at /);
    expect((await ask(`${local.url}/healthz`)).status).toBe(200);
  });

  it.each(['PORT', 'OUTLOOK_PORT'] as const)(
    'names the port that is in use, and %s as the setting to change',
    async (setting) => {
      const other = await temporaryFolder();
      const port = new URL(local.url).port;
      const second = await startLocalProcess({ DATA_DIR: other.dir, [setting]: port });
      expect(await second.ended()).toBe(1);
      expect(second.said()).toContain(`Poort ${port} is al in gebruik`);
      expect(second.said()).toMatch(new RegExp(`bijvoorbeeld ${setting}=\\d+ npm start`));
      expect(second.said()).not.toMatch(/\n\s+at /);
      await other.remove();
    },
  );

  it('listens on loopback only', async () => {
    const ports = [local.url, local.outlookUrl].map((url) => Number(new URL(url).port));
    const listening = await listeningAddresses(ports);
    expect(listening).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it.each(['/local', '/local/people', '/healthz', '/v3/conversations', '/'])(
    'refuses a foreign name or page at %s',
    async (path) => {
      const name = await raw(local.url, { path, headers: { host: 'klankbord.example' } });
      expect(name.status).toBe(403);
      const page = await raw(local.url, { path, headers: { origin: 'https://elders.example' } });
      expect(page.status).toBe(403);
    },
  );

  it('sends nothing to a service address that is not on this machine', async () => {
    const { status } = await ask(`${local.url}/api/messages`, {
      type: 'message',
      id: 'x-1',
      text: 'help',
      channelId: 'msteams',
      serviceUrl: 'https://elders.example/',
      from: { id: '29:1', aadObjectId: '33333333-3333-4333-8333-000000000001' },
      recipient: { id: '28:1' },
      conversation: {
        id: 'a:1',
        conversationType: 'personal',
        tenantId: '11111111-1111-4111-8111-111111111111',
      },
      channelData: { tenant: { id: '11111111-1111-4111-8111-111111111111' } },
    });
    expect(status).toBe(403);
  });

  it('ends within seconds when asked, with everything kept', async () => {
    const from = performance.now();
    expect(await local.kill('SIGTERM')).toBe(0);
    const took = performance.now() - from;
    console.info(`stop: ${Math.round(took)} ms`);
    expect(took).toBeLessThan(STOP_MS);
    expect(local.said()).not.toMatch(/"level":50|\n\s+at /);
  });

  it(`is ready within ${LATER_START_MS / 1000} seconds the next time, and welcomes nobody twice`, async () => {
    local = await startLocalProcess({ DATA_DIR: folder.dir });
    const took = await local.ready();
    tell('later start', took);
    expect(took.own).toBeLessThan(LATER_START_MS);
    await expect.poll(local.said, { timeout: 20_000 }).toContain('Stoppen');
    const people = (await ask(`${local.url}/local/people`)).json as { aadObjectId: string }[];
    const chats = await Promise.all(people.map((p) => ask(`${local.url}/local/chats/${p.aadObjectId}`)));
    const welcomes = chats.map(({ text }) => text.split('Goed dat u er bent').length - 1);
    expect(Math.max(...welcomes)).toBeLessThanOrEqual(2);
    expect(chats.map(({ json }) => (json as unknown[]).length)).toSatisfy((counts: number[]) =>
      counts.every((n) => n <= 1),
    );
  });
});

describe('what a newcomer can get wrong', () => {
  it('--help names every setting and starts nothing', async () => {
    const child = await startLocalProcess({}, ['--help']);
    expect(await child.ended()).toBe(0);
    const contract = [
      'PORT',
      'OUTLOOK_PORT',
      'DATA_DIR',
      'DATABASE_URL',
      'GRAPH_RECORD',
      'GRAPH_BASE_URL',
      'PROGRAMME',
    ];
    for (const setting of contract) expect(child.said()).toContain(setting);
  });

  it.each([
    ['a port that is no number', { PORT: 'abc' }, 'PORT: set a port number'],
    [
      'a Graph elsewhere',
      { GRAPH_BASE_URL: 'https://graph.example' },
      'GRAPH_BASE_URL: local mode only takes a loopback address',
    ],
    ['a database of another kind', { DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: set postgres://'],
    ['a programme that is not there', { PROGRAMME: '/nergens/programma.yaml' }, '/nergens/programma.yaml'],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgres://geheim@127.0.0.1:1/x' },
      'DATABASE_URL can not be used (ECONNREFUSED)',
    ],
  ])('%s is said in words', async (_what, settings, words) => {
    const folder = await temporaryFolder();
    const child = await startLocalProcess({ DATA_DIR: folder.dir, ...settings });
    expect(await child.ended()).toBe(1);
    expect(child.said()).toContain(words);
    expect(child.said()).not.toMatch(/\n\s+at |geheim/);
    await folder.remove();
  });
});

function tell(what: string, { wall, own }: Took): void {
  console.info(`${what}: ready after ${Math.round(wall)} ms, ${Math.round(own)} ms of its own`);
}

async function ask(url: string, body?: unknown): Promise<{ status: number; text: string; json: unknown }> {
  const post = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, body === undefined ? {} : post);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, text, json: isJson ? JSON.parse(text) : null };
}

/** With headers that `fetch` would not let through. */
function raw(url: string, q: { path: string; headers: Record<string, string> }): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${q.path}`, { headers: q.headers }, (response) => {
      response.resume();
      response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Local addresses that listen on these ports, as Linux' own table of sockets has them. */
async function listeningAddresses(ports: readonly number[]): Promise<readonly string[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(join('/proc/net', name), 'utf8')));
  const rows = tables.flatMap((table) => table.split('\n').slice(1)).map((row) => row.trim().split(/\s+/));
  return rows.flatMap(([, address = '', , state]) => {
    const [host = '', port = ''] = address.split(':');
    return state === LISTENS && ports.includes(Number.parseInt(port, 16)) ? [readable(host)] : [];
  });
}

/** TCP_LISTEN in the kernel's `include/net/tcp_states.h`. */
const LISTENS = '0A';

/** IPv4 in hexadecimal, lowest byte first; anything else as it is. */
function readable(host: string): string {
  return host.length === 8
    ? (host.match(/../g) ?? [])
        .toReversed()
        .map((byte) => Number.parseInt(byte, 16))
        .join('.')
    : host;
}
