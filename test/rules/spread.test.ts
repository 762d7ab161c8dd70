import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spread } from '../../bot/rules/slots.ts';
import { dayOf, HOUR, type Interval, MINUTE } from '../../bot/rules/time.ts';

const ZONE = 'Europe/Amsterdam';
const at = (text: string) => Date.parse(`${text}+01:00`);
const slot = (start: number): Interval => ({ start, end: start + HOUR });
const daysOf = (slots: readonly Interval[]) => new Set(slots.map(({ start }) => dayOf(start, ZONE)));
const hoursOf = (slots: readonly Interval[]) =>
  slots.map(({ start }) => Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(ZONE).hour);

/** Starts in the week of a clock change, on a quarter grid, each once. */
const slotSets = fc
  .uniqueArray(fc.integer({ min: 0, max: 10 * 24 * 4 }), { maxLength: 120 })
  .map((quarters) =>
    quarters.map((quarter) => slot(Date.parse('2026-10-20T00:00Z') + quarter * 15 * MINUTE)),
  );
const counts = fc.integer({ min: 1, max: 8 });

function allPages(slots: readonly Interval[], count: number): readonly (readonly Interval[])[] {
  const pages: (readonly Interval[])[] = [];
  for (let page = 0; ; page++) {
    const shown = spread(slots, ZONE, count, page);
    if (shown.length === 0) return pages;
    pages.push(shown);
  }
}

describe('times spread over days', () => {
  const fortnight = Array.from({ length: 10 }, (_, day) =>
    ['09:00', '09:30', '10:00', '13:00', '13:30', '17:00'].map((time) =>
      slot(at(`2026-12-${String(day + 1).padStart(2, '0')}T${time}`)),
    ),
  ).flat();

  it('the first six are on six days, the earliest, in parts of the day that take turns', () => {
    const first = spread(fortnight, ZONE, 6, 0);
    expect([...daysOf(first)]).toEqual(['01', '02', '03', '04', '05', '06'].map((day) => `2026-12-${day}`));
    expect(hoursOf(first)).toEqual([9, 13, 17, 9, 13, 17]);
  });
  it('on a single day, times that overlap come last', () => {
    const oneDay = fortnight.slice(0, 6);
    expect(hoursOf(spread(oneDay, ZONE, 4, 0))).toEqual([9, 10, 13, 17]);
    expect(spread(oneDay, ZONE, 4, 1)).toHaveLength(2);
  });
  it('nothing to show is an empty page', () => {
    expect(spread([], ZONE, 6, 0)).toEqual([]);
    expect(spread(fortnight, ZONE, 6, 10)).toEqual([]);
  });

  it('pages never repeat a slot, together hold them all, and all but the last are full', () => {
    fc.assert(
      fc.property(slotSets, counts, (slots, count) => {
        const pages = allPages(slots, count);
        const starts = pages.flat().map(({ start }) => start);
        expect(starts.toSorted()).toEqual(slots.map(({ start }) => start).toSorted());
        expect(pages.slice(0, -1).every((page) => page.length === count)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it('every page is sorted, and the first has as many days as it can, the earliest', () => {
    fc.assert(
      fc.property(slotSets, counts, (slots, count) => {
        for (const page of allPages(slots, count)) {
          expect(page).toEqual(page.toSorted((a, b) => a.start - b.start));
        }
        const days = [...daysOf(slots)].toSorted();
        const first = [...daysOf(spread(slots, ZONE, count, 0))];
        expect(first).toEqual(days.slice(0, count));
      }),
      { numRuns: 500 },
    );
  });
  it('the order in which slots arrive changes nothing', () => {
    const shuffled = slotSets.chain((slots) =>
      fc.tuple(fc.constant(slots), fc.shuffledSubarray(slots, { minLength: slots.length })),
    );
    fc.assert(
      fc.property(shuffled, counts, ([one, other], count) => {
        expect(allPages(one, count)).toEqual(allPages(other, count));
      }),
      { numRuns: 300 },
    );
  });
});
