import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';

/**
 * A Bot Connector with Teams' limits, on a clock that runs `scale` times as fast as the wall's. It runs in a
 * thread of its own, so that it does not wait for what is measured.
 */
export type LimitedConnector = {
  readonly serviceUrl: string;
  /** What came so far. Moments by conversation, in milliseconds of `wall`. */
  seen(): Promise<Seen>;
  stop(): Promise<void>;
};
export type Seen = { readonly arrived: ReadonlyMap<string, number>; readonly refused: number };

/** The same moment in every thread, with fractions of a millisecond. */
export const wall = () => performance.timeOrigin + performance.now();

type Options = {
  readonly scale: number;
  /** Milliseconds of the scaled clock until an answer. */
  readonly answerMs: number;
};

export async function startLimitedConnector(options: Options): Promise<LimitedConnector> {
  const thread = new Worker(new URL(import.meta.url), { workerData: options });
  const next = <T>(schema: z.ZodType<T>) =>
    new Promise<T>((resolve) => thread.once('message', (message) => resolve(schema.parse(message))));
  const port = await next(z.number());
  return {
    serviceUrl: `http://127.0.0.1:${port}/`,
    seen: () => {
      const answer = next(seenSchema);
      thread.postMessage('seen');
      return answer;
    },
    stop: async () => void (await thread.terminate()),
  };
}

const seenSchema = z.object({ arrived: z.map(z.string(), z.number()), refused: z.number() });
const optionsSchema = z.object({ scale: z.number(), answerMs: z.number() });

/** In one app and tenant, and to one conversation: sliding windows, the strictest reading. */
const APP = { count: 30, withinMs: 1_000 };
const THREAD = [
  { count: 7, withinMs: 1_000 },
  { count: 8, withinMs: 2_000 },
  { count: 60, withinMs: 30_000 },
];
const PATH = /^\/v3\/conversations\/([^/]+)\/activities/;

function serve({ scale, answerMs }: Options): void {
  const arrived = new Map<string, number>();
  let refused = 0;
  const app: number[] = [];
  const threads = new Map<string, number[]>();
  const server = createServer((req, res) => {
    const at = wall();
    const now = at * scale;
    const conversation = decodeURIComponent(PATH.exec(req.url ?? '')?.[1] ?? '');
    const thread = threads.get(conversation) ?? [];
    threads.set(conversation, thread);
    req.resume();
    const full = exceeds(app, APP, now) || THREAD.some((limit) => exceeds(thread, limit, now));
    if (full) refused += 1;
    else {
      app.push(now);
      thread.push(now);
      arrived.set(conversation, at);
    }
    setTimeout(() => (full ? refuse(res) : accept(res, app.length)), answerMs / scale);
  });
  server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
  parentPort?.on('message', () => parentPort?.postMessage({ arrived, refused }));
}

type Limit = { readonly count: number; readonly withinMs: number };

function exceeds(moments: readonly number[], { count, withinMs }: Limit, now: number): boolean {
  const first = moments[moments.length - count];
  return first !== undefined && now - first < withinMs;
}

function accept(res: ServerResponse, n: number): void {
  res.writeHead(201, { 'content-type': 'application/json' }).end(`{"id":"1:${n}"}`);
}

function refuse(res: ServerResponse): void {
  const body = '{"error":{"code":"Throttled","message":"Too many requests"}}';
  res.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' }).end(body);
}

if (!isMainThread) serve(optionsSchema.parse(workerData));
