import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Interval } from '../rules/time.ts';
import type { ExpandQ } from './expand.ts';

export type Expanded =
  | { readonly kind: 'busy'; readonly busy: readonly Interval[] }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A calendar of 2 MB takes a quarter of that on a slow machine. */
const LIMIT_MS = 10_000;
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

const said = z.union([
  z.object({
    kind: z.literal('busy'),
    busy: z.array(z.object({ start: z.number(), end: z.number() })),
  }),
  z.object({ kind: z.literal('unreadable'), why: z.string() }),
]);

/**
 * Works a stranger's calendar out in a thread of its own, with a limit on time and memory: whatever it makes the
 * parser do, it can hold nobody up here.
 */
export async function expandApart(
  q: ExpandQ & { readonly text: string },
  limitMs = LIMIT_MS,
): Promise<Expanded> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: q,
    resourceLimits: LIMITS,
    env: {},
    execArgv: [],
    stderr: true,
    stdout: true,
  });
  const { promise, resolve } = Promise.withResolvers<Expanded>();
  const timer = setTimeout(() => resolve({ kind: 'unreadable', why: 'too-long' }), limitMs);
  worker.once('message', (message) => resolve(said.parse(message)));
  worker.once('error', () => resolve({ kind: 'unreadable', why: 'too-large' }));
  worker.once('exit', () => resolve({ kind: 'unreadable', why: 'unreadable' }));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
