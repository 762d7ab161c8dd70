import { parentPort, workerData } from 'node:worker_threads';
import { type ExpandQ, expand } from './expand.ts';
import { Unreadable } from './unreadable.ts';

/** A thread of its own for each reading: see `expandApart`. */
const { text, ...q } = workerData as ExpandQ & { readonly text: string };
try {
  parentPort?.postMessage({ kind: 'busy', busy: expand(text, q) });
} catch (error) {
  if (!(error instanceof Unreadable)) throw error;
  parentPort?.postMessage({ kind: 'unreadable', why: error.why });
}
