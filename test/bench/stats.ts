import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { z } from 'zod';

/** `gc` of V8, without a flag on the command line. */
setFlagsFromString('--expose-gc');
const collectGarbage = z.function({ input: [], output: z.unknown() }).implement(runInNewContext('gc'));

/** The middle of sorted values; of two, the mean. Throws when there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** By linear interpolation between neighbours. Throws when there are no values. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new Error('no values to take a quantile of');
  return low + (high - low) * (at - Math.floor(at));
}

/**
 * Milliseconds of processor time that the work took on this thread: neither what else runs on the machine
 * nor the compiler's and collector's own threads count. Garbage is collected before: what the neighbouring
 * round left behind would otherwise be paid for in this one.
 */
export function processorMs(work: () => void): number {
  collectGarbage();
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** The ratio of each pair of neighbouring rounds: what slows the machine for a while slows both. */
export function ratios(pairs: readonly Pair[]): readonly number[] {
  return pairs.map(({ ours, baseline }) => ours / baseline);
}

/** One round of ours and the round of the baseline right beside it, in the same unit. */
export type Pair = { readonly ours: number; readonly baseline: number };
