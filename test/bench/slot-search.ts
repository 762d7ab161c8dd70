import assert from 'node:assert/strict';
import { type SlotFinder, slotFinder } from '../../bot/rules/slots.ts';
import { compare, type Figure, report } from './figure.ts';
import { type Situation, situation } from './slot-situations.ts';
import { plainFinder } from './slots-plain.ts';
import { median, type Pair, processorMs } from './stats.ts';

const COACHES = [20, 200, 2_000] as const;
const ROUNDS = 5;
const WARM_UP = 3;

/** The search over eight weeks beside a plain reading of the rules; throws when they do not find the same slots. */
export function slotSearch({ say }: { readonly say: (line: string) => void }): readonly Figure[] {
  for (let n = 0; n < WARM_UP; n++)
    for (const finder of [slotFinder, plainFinder]) count(finder, situation(200));
  const measured = COACHES.map((coaches) => {
    const asked = situation(coaches);
    const found = search(slotFinder, asked);
    assert.deepEqual(found, search(plainFinder, asked));
    const times = Math.ceil(200 / coaches);
    const cost = (finder: Finder) =>
      processorMs(() => {
        for (let n = 0; n < times; n++) count(finder, asked);
      }) / times;
    const round = (): Pair => ({
      baseline: cost(plainFinder),
      ours: cost(slotFinder),
    });
    // Two rounds are not counted: the first ones pay for the compiler.
    const pairs = Array.from({ length: ROUNDS + 2 }, round).slice(2);
    say(`slots: ${coaches} coaches, ${found.flat().length} slots, the same by both`);
    return { coaches, pairs };
  });
  return [...measured.map(({ coaches, pairs }) => figure(coaches, pairs)), growth(measured)];
}

type Finder = (question: Situation['question']) => SlotFinder;

function search(finder: Finder, { question, coaches }: Situation) {
  const find = finder(question);
  return coaches.map(find);
}

/** One coach after the other, as the ranking asks: what was found for the last one is let go. */
function count(finder: Finder, { question, coaches }: Situation): number {
  const find = finder(question);
  return coaches.reduce((sum, coach) => sum + find(coach).length, 0);
}

/** In processor time; the 20 coaches are searched several times over, to be long enough to measure. */
function figure(coaches: number, pairs: readonly Pair[]): Figure {
  const speeds = pairs.map(({ ours, baseline }) => ({ ours: 1_000 / ours, baseline: 1_000 / baseline }));
  const name = `slot search over 8 weeks, ${coaches.toLocaleString('en')} coaches`;
  return compare({ name, unit: 'searches/s', pairs: speeds, bar: { atLeast: 6 } });
}

/** A tenfold of coaches takes this many times as long: 10 is linear. */
function growth(measured: readonly { readonly coaches: number; readonly pairs: readonly Pair[] }[]): Figure {
  const times = measured.slice(-2).map(({ pairs }) => median(pairs.map((pair) => pair.ours)));
  const [small = Number.NaN, large = Number.NaN] = times;
  const name = 'slot search, time for 2,000 coaches in that for 200 (10 is linear)';
  return report({ name, unit: '×', values: [large / small] });
}
