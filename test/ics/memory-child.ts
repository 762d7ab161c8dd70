/**
 * A process of its own that reads hostile calendars and says how much memory it holds: before, after, and at most.
 * `node --expose-gc memory-child.ts MODE`. The modes `kept` and `unlimited` are what would show if there were no limits.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import ICAL from 'ical.js';
import { createFeeds } from '../../bot/ics/feeds.ts';
import { event, ics } from './calendars.ts';

export type Mode = 'feeds' | 'kept' | 'unlimited';
/**
 * Bytes more than before. `held`: by our own heap and buffers after a collection. `resident`: by the process, the
 * least after any round but the first: its allocator gives back late and unevenly (from 107 MB less to 71 MB more was seen), and what
 * truly stays is there after each.
 */
export type Figures = {
  readonly held: number;
  readonly resident: number;
  readonly peak: number;
  readonly feeds: number;
  readonly answers: readonly string[];
};

const COVERS = { start: Date.parse('2026-03-23T00:00Z'), end: Date.parse('2026-04-06T00:00Z') };
/** Until the allocator has what several readings leave behind, and uses again. */
const WARM_UP = 2;
const ROUNDS = 4;

const SECONDS = event('DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY');
const day = (n: number) => new Date(Date.UTC(1990, 0, 1) + n * 86_400_000);
const stamp = (n: number) => `${day(n).toISOString().slice(0, 10).replaceAll('-', '')}T090000Z`;
const listOf = (days: number) =>
  event(`DTSTART:20260324T090000Z\nRDATE:${Array.from({ length: days }, (_, n) => stamp(n)).join(',')}`);
const HOSTILE: Readonly<Record<string, Buffer>> = {
  large: Buffer.alloc(10_000_000, 'BEGIN:VEVENT\r\n'),
  packed: Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(3_000_000)))),
  'for-ever': Buffer.from(ics(SECONDS)),
  'many-for-ever': Buffer.from(
    ics(
      ...Array.from({ length: 5_000 }, (_, n) =>
        event('DTSTART:20000101T000000Z\nRRULE:FREQ=MINUTELY', `u${n}`),
      ),
    ),
  ),
  'long-list': Buffer.from(ics(listOf(110_000))),
  'list-just-allowed': Buffer.from(ics(listOf(39_000))),
  deep: Buffer.from('BEGIN:VCALENDAR\r\n'.repeat(110_000)),
};

const server = createServer((req, res) => {
  const name = req.url?.slice(1) ?? '';
  res.on('error', () => undefined);
  if (name === 'packed') res.setHeader('content-encoding', 'gzip');
  res.end(HOSTILE[name]);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const feeds = createFeeds({ loopback: true });
const kept: unknown[] = [];

async function readOne(name: string, mode: Mode): Promise<string> {
  const address = `${origin}/${name}`;
  if (mode === 'kept') {
    for (let n = 0; n < 5; n += 1) kept.push(await (await fetch(address)).arrayBuffer());
    return 'kept';
  }
  const answer = await feeds.read({ address, known: null, zone: 'Europe/Amsterdam', covers: COVERS });
  return answer.kind === 'done' ? answer.value.kind : `${answer.kind} ${answer.code}`;
}

/** All that the rule says, with nothing that stops it before eight hundred thousand. */
function unlimited(): number {
  const calendar = new ICAL.Component(ICAL.parse(ics(SECONDS)));
  const found = calendar.getFirstSubcomponent('vevent');
  const rule = found?.getFirstPropertyValue('rrule');
  const start = found?.getFirstPropertyValue('dtstart');
  if (!(rule instanceof ICAL.Recur) || !(start instanceof ICAL.Time)) throw new Error('a rule');
  const iterator = rule.iterator(start);
  while (kept.length < 800_000) kept.push(iterator.next()?.clone());
  return kept.length;
}

function memory() {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { held: heapUsed + external, resident: rss };
}

const mode = process.argv[2] as Mode;
const names = mode === 'kept' ? ['large'] : Object.keys(HOSTILE);
const answers = new Set<string>();
const round = async () => {
  for (const name of names) answers.add(`${name}: ${await readOne(name, mode)}`);
};
const most = () => process.resourceUsage().maxRSS * 1_024;
const mostAtFirst = most();
if (mode !== 'unlimited') for (let n = 0; n < WARM_UP; n += 1) await round();
const before = memory();
if (mode === 'unlimited') unlimited();
const left: number[] = [];
if (mode !== 'unlimited')
  for (let n = 0; n < ROUNDS; n += 1) {
    await round();
    left.push(memory().resident - before.resident);
  }
const after = memory();
const figures: Figures = {
  held: after.held - before.held,
  resident: mode === 'unlimited' ? after.resident - before.resident : Math.min(...left.slice(1)),
  peak: most() - mostAtFirst,
  feeds: ROUNDS * names.length,
  answers: [...answers].sort(),
};
console.log(JSON.stringify(figures));
server.closeAllConnections();
server.close();
