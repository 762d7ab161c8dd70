import type { SeedResult } from './run-seed.ts';

export type Report = ReturnType<typeof createReport>;

/** Adds seeds up: what went wrong on the way, what was violated, and how long it took to come to rest. */
export function createReport() {
  const counts = new Map<string, number>();
  const violations = new Map<string, number[]>();
  const quiet: number[] = [];
  const details: { readonly seed: number; readonly invariant: string; readonly what: string }[] = [];
  const bad = new Set<number>();
  const sums = { seeds: 0, steps: 0, bookings: 0, unknown: 0 };
  const started = performance.now();

  const data = () => ({
    ...sums,
    violated: [...bad],
    violations: Object.fromEntries(violations),
    details: details.slice(0, 20),
    faults: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    virtualMinutesToRest: { median: minutes(quiet, 0.5), most: minutes(quiet, 1) },
    seedsPerSecond: round(sums.seeds / ((performance.now() - started) / 1_000)),
  });

  return {
    violated: () => bad.size,
    add(result: SeedResult): void {
      sums.seeds += 1;
      sums.steps += result.steps;
      sums.bookings += result.bookings;
      sums.unknown += result.unknown;
      if (result.quietAfterMs !== null) quiet.push(result.quietAfterMs);
      for (const [name, n] of result.counts) counts.set(name, (counts.get(name) ?? 0) + n);
      for (const { invariant, what } of result.violations) {
        violations.set(invariant, [...new Set([...(violations.get(invariant) ?? []), result.seed])]);
        details.push({ seed: result.seed, invariant, what });
        bad.add(result.seed);
      }
    },
    data,
    text(): string {
      const { faults, violations: found, details: lines, virtualMinutesToRest: rest, ...all } = data();
      return [
        `${all.seeds} seeds, ${all.steps} steps, ${all.bookings} bookings, ${all.seedsPerSecond} seeds a second`,
        `came to rest after ${rest.median} virtual minutes (median), ${rest.most} at the most`,
        `messages that may not have arrived: ${all.unknown}`,
        '',
        'went wrong on the way:',
        ...Object.entries(faults).map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`),
        '',
        bad.size === 0 ? 'violations: none' : `violations in ${bad.size} seeds:`,
        ...Object.entries(found).map(([name, seeds]) => `  ${name}: seeds ${seeds.slice(0, 12).join(', ')}`),
        ...lines.map(({ seed, invariant, what }) => `  seed ${seed}: ${invariant}: ${what}`),
        '',
      ].join('\n');
    },
  };
}

function minutes(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0) / 60_000);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
