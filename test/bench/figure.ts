import { median, type Pair, ratios } from './stats.ts';

/** Of a ratio; or `calls`: at most so many, with no baseline. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number } | { readonly calls: number };

/** One line of the table. `ratio` is ours ÷ baseline: the median of the ratios of neighbouring rounds. */
export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly baseline: number | null;
  readonly ratio: number | null;
  /** Lowest and highest ratio of a round: how noisy it was. */
  readonly spread: readonly [number, number] | null;
  readonly bar: Bar | null;
  /** Null: reported, without a bar. */
  readonly holds: boolean | null;
};

/** Something that is not measured, and why. */
export type Missing = { readonly name: string; readonly missing: string };
export type Row = Figure | Missing;

type Named = { readonly name: string; readonly unit: string };

export function compare(q: Named & { readonly pairs: readonly Pair[]; readonly bar?: Bar }): Figure {
  const each = ratios(q.pairs);
  const ratio = median(each);
  const bar = q.bar ?? null;
  return {
    name: q.name,
    unit: q.unit,
    ours: median(q.pairs.map((pair) => pair.ours)),
    baseline: median(q.pairs.map((pair) => pair.baseline)),
    ratio,
    spread: [Math.min(...each), Math.max(...each)],
    bar,
    holds: bar && holds(ratio, bar),
  };
}

/** A number of ours that has no baseline. */
export function report(q: Named & { readonly values: readonly number[] }): Figure {
  const { name, unit } = q;
  return {
    name,
    unit,
    ours: median(q.values),
    baseline: null,
    ratio: null,
    spread: null,
    bar: null,
    holds: null,
  };
}

function holds(ratio: number, bar: Bar): boolean {
  if ('calls' in bar) return ratio <= bar.calls;
  return 'atMost' in bar ? ratio <= bar.atMost : ratio >= bar.atLeast;
}
