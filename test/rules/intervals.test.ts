import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersect, merge, subtract } from '../../bot/rules/intervals.ts';
import type { Interval } from '../../bot/rules/time.ts';

const SPAN = 60;
const intervals = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: SPAN }), fc.integer({ min: -2, max: 12 }))
    .map(([start, length]) => ({ start, end: start + length })),
  { maxLength: 12 },
);
/** The same as a set of whole moments. */
const moments = (list: readonly Interval[]) =>
  Array.from({ length: SPAN + 15 }, (_, at) => at).filter((at) =>
    list.some(({ start, end }) => start <= at && at < end),
  );

describe('sets of moments', () => {
  it('merging keeps every moment and leaves sorted stretches with room between', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = merge(list);
        expect(moments(merged)).toEqual(moments(list));
        expect(merged.every(({ start, end }, i) => start < end && start > (merged[i - 1]?.end ?? -1))).toBe(
          true,
        );
      }),
      { numRuns: 2_000 },
    );
  });
  it('the intersection holds what both hold, the difference what only the first holds', () => {
    fc.assert(
      fc.property(intervals, intervals, (one, other) => {
        const a = merge(one);
        const b = merge(other);
        const inB = new Set(moments(b));
        expect(moments(intersect(a, b))).toEqual(moments(a).filter((at) => inB.has(at)));
        expect(moments(subtract(a, b))).toEqual(moments(a).filter((at) => !inB.has(at)));
        expect(merge(subtract(a, b))).toEqual(subtract(a, b));
      }),
      { numRuns: 2_000 },
    );
  });
});
