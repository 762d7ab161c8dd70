import type { DayPart } from './programme.ts';
import type { Interval } from './time.ts';
import { offsets, type Stretch, wallOf } from './wall.ts';

/** One day's slots still to be shown, by part of the day, in the order in which they are shown. */
type DayQueue = { readonly [part in DayPart]: Interval[] };

const PARTS = ['morning', 'afternoon', 'evening'] as const satisfies readonly DayPart[];

/**
 * `count` slots spread over days, sorted by start; page 0, 1, … never repeats one; empty when none are left.
 * All pages together hold every slot. Slots are dealt in rounds, one a day, earliest days first; of a day's
 * slots one in the part of the day that was dealt least, and times that overlap each other come late.
 */
export function spread(
  slots: readonly Interval[],
  zone: string,
  count: number,
  page: number,
): readonly Interval[] {
  const dealt = deal(byDay(slots, zone), (page + 1) * count);
  return dealt.slice(page * count).toSorted((a, b) => a.start - b.start);
}

function deal(days: readonly DayQueue[], enough: number): readonly Interval[] {
  const dealt: Interval[] = [];
  const times = { morning: 0, afternoon: 0, evening: 0 };
  let left = days;
  while (left.length > 0) {
    for (const day of left) {
      const part = leastDealt(day, times);
      const slot = day[part].shift();
      if (slot === undefined || dealt.length === enough) return dealt;
      times[part]++;
      dealt.push(slot);
    }
    left = left.filter((day) => PARTS.some((part) => day[part].length > 0));
  }
  return dealt;
}

function leastDealt(day: DayQueue, times: { readonly [part in DayPart]: number }): DayPart {
  const open = PARTS.filter((part) => day[part].length > 0);
  return open.toSorted((a, b) => times[a] - times[b])[0] ?? 'morning';
}

function byDay(slots: readonly Interval[], zone: string): readonly DayQueue[] {
  const sorted = slots.toSorted((a, b) => a.start - b.start);
  const stretches = stretchesOver(sorted, zone);
  const days = new Map<number, DayQueue>();
  let s = 0;
  for (const slot of sorted) {
    while ((stretches[s]?.end ?? Number.POSITIVE_INFINITY) <= slot.start) s++;
    const { day, part } = wallOf(slot.start, stretches[s]?.offset ?? 0);
    const queue = days.get(day) ?? { morning: [], afternoon: [], evening: [] };
    queue[part].push(slot);
    days.set(day, queue);
  }
  return [...days.values()].map((queue) => ({
    morning: overlapsLast(queue.morning),
    afternoon: overlapsLast(queue.afternoon),
    evening: overlapsLast(queue.evening),
  }));
}

function stretchesOver(sorted: readonly Interval[], zone: string): readonly Stretch[] {
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  return offsets(zone, { start: first.start, end: last.start + 1 });
}

/** Sorted slots in passes: each pass takes, from early to late, what does not overlap its last. */
function overlapsLast(sorted: readonly Interval[]): Interval[] {
  const passes: { end: number; readonly slots: Interval[] }[] = [];
  for (const slot of sorted) {
    const pass = passes.find(({ end }) => end <= slot.start);
    if (pass === undefined) passes.push({ end: slot.end, slots: [slot] });
    else {
      pass.end = slot.end;
      pass.slots.push(slot);
    }
  }
  return passes.flatMap(({ slots }) => slots);
}
