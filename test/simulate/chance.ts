import type { Random } from '../../bot/ports.ts';

/** Everything that a seed decides; the same seed decides the same. */
export type Chance = Random & {
  /** A whole number, 0 ≤ n < below. */
  int(below: number): number;
  happens(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the names, each as often as its weight says. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
};

/** sfc32 (C. Doty-Humphrey, PractRand), started from one number and run in. */
export function chanceOf(seed: number): Chance {
  let [a, b, c, counter] = [0, seed >>> 0, Math.floor(seed / 0x1_0000_0000) >>> 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let run = 0; run < 15; run += 1) next();
  const int = (below: number) => Math.floor((next() / 0x1_0000_0000) * below);
  const bytes = (n: number) => Uint8Array.from({ length: n }, () => int(256));
  const pick = <T>(from: readonly T[]): T => {
    const found = from[int(from.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  return {
    int,
    bytes,
    pick,
    happens: (share) => next() / 0x1_0000_0000 < share,
    weigh(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let at = (next() / 0x1_0000_0000) * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of entries) {
        at -= weight;
        if (at < 0) return name;
      }
      throw new Error('no weights');
    },
    uuid() {
      const hex = Buffer.from(bytes(16)).toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
