import type { Interval } from './time.ts';

/** Sorted by start, disjoint and not touching, none empty. What `merge` makes and the others keep. */
export type Merged = readonly Interval[];

/** The union of intervals in any order; empty ones hold no moment and vanish. */
export function merge(intervals: readonly Interval[]): Merged {
  const merged: Interval[] = [];
  let open: { start: number; end: number } | null = null;
  for (const { start, end } of sortedByStart(intervals)) {
    if (end <= start) continue;
    if (open !== null && start <= open.end) {
      if (end > open.end) open.end = end;
      continue;
    }
    open = { start, end };
    merged.push(open);
  }
  return merged;
}

/** The moments in both. */
export function intersect(left: Merged, right: Merged): Merged {
  const both: Interval[] = [];
  let l = 0;
  let r = 0;
  for (;;) {
    const a = left[l];
    const b = right[r];
    if (a === undefined || b === undefined) return both;
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    if (start < end) both.push({ start, end });
    if (a.end < b.end) l++;
    else r++;
  }
}

/** The moments of `from` that are not in `minus`. */
export function subtract(from: Merged, minus: Merged): Merged {
  const rest: Interval[] = [];
  let next = 0;
  for (const { start, end } of from) {
    while ((minus[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    let free = start;
    for (let m = next; ; m++) {
      const hole = minus[m];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > free) rest.push({ start: free, end: hole.start });
      free = hole.end;
    }
    if (free < end) rest.push({ start: free, end });
  }
  return rest;
}

function sortedByStart(intervals: readonly Interval[]): readonly Interval[] {
  let last = Number.NEGATIVE_INFINITY;
  for (const { start } of intervals) {
    if (start < last) return intervals.toSorted((a, b) => a.start - b.start);
    last = start;
  }
  return intervals;
}
