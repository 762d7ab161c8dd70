import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, match } from '../../bot/rules/matching.ts';
import { LENGTHS, PLACES, type Preferences } from '../../bot/rules/programme.ts';
import { HOUR } from '../../bot/rules/time.ts';
import { coachNamed, idOf, NOW, wishes } from './situations.ts';

const DAY = 24 * HOUR;

function candidate(id: string, more: Partial<Candidate> = {}): Candidate {
  return { coach: coachNamed(id), load: 0, firstFree: NOW + 2 * DAY, ...more };
}

const order = (candidates: readonly Candidate[], preferences = wishes) =>
  match(preferences, candidates, NOW).ranked.map(({ coach }) => String(coach));

describe('who is not offered', () => {
  const hopeless: Candidate = {
    coach: coachNamed('a', { languages: ['en'], places: ['phone'], maxDirectors: 2 }),
    load: 2,
    firstFree: null,
  };
  const { coach } = hopeless;
  const steps: readonly (readonly [string, Candidate])[] = [
    ['language', hopeless],
    ['place', { ...hopeless, coach: { ...coach, languages: ['en', 'nl'] } }],
    ['full', { ...hopeless, coach: { ...coach, languages: ['nl'], places: ['teams'] } }],
    ['no-time', { ...hopeless, coach: { ...coach, languages: ['nl'], places: ['teams'] }, load: 1 }],
    ['no-time', candidate('a', { firstFree: NOW - 1 })],
  ];
  it('the coach to avoid is avoided before all else', () => {
    const result = match({ ...wishes, avoid: idOf('a') }, [hopeless], NOW);
    expect(result).toEqual({ ranked: [], unfit: [{ coach: 'a', why: 'avoided' }] });
  });
  it.each(steps)('%s is the first reason that holds', (why, who) => {
    expect(match(wishes, [who], NOW)).toEqual({ ranked: [], unfit: [{ coach: 'a', why }] });
  });
});

describe('the order of those who fit', () => {
  it('more of the themes goes before an earlier day', () => {
    const both = candidate('b', {
      coach: coachNamed('b', { themes: ['team', 'role'] }),
      firstFree: NOW + 9 * DAY,
    });
    const one = candidate('a', { coach: coachNamed('a', { themes: ['role', 'other'] }) });
    expect(order([one, both])).toEqual(['b', 'a']);
  });
  it('an earlier day goes before a larger share of places open', () => {
    expect(order([candidate('a', { firstFree: NOW + 3 * DAY }), candidate('b', { load: 3 })])).toEqual([
      'b',
      'a',
    ]);
  });
  it('within one day the share of places open decides, not the hour', () => {
    const early = candidate('a', { load: 2 });
    const open = candidate('b', {
      load: 3,
      firstFree: NOW + 2 * DAY + HOUR,
      coach: coachNamed('b', { maxDirectors: 10 }),
    });
    expect(order([early, open])).toEqual(['b', 'a']);
  });
  it('all else equal the id decides', () => {
    expect(order([candidate('b'), candidate('a'), candidate('c')])).toEqual(['a', 'b', 'c']);
  });
  it('the reasons say why, in order of weight', () => {
    const who = candidate('a', { coach: coachNamed('a', { themes: ['role', 'team'] }), load: 2 });
    expect(match(wishes, [who], NOW).ranked[0]?.reasons).toEqual([
      { kind: 'themes', count: 2 },
      { kind: 'soon' },
      { kind: 'room' },
    ]);
    const late = candidate('a', { load: 3, firstFree: NOW + 7 * DAY + 1 });
    expect(match(wishes, [late], NOW).ranked[0]?.reasons).toEqual([]);
  });
});

describe('over all pools', () => {
  const themes = fc.subarray(['role', 'team', 'press', 'limits']);
  const preferences: fc.Arbitrary<Preferences> = fc.record({
    themes,
    length: fc.constantFrom(...LENGTHS),
    place: fc.constantFrom(...PLACES),
    days: fc.constant([]),
    parts: fc.constant([]),
    language: fc.constantFrom('nl', 'en'),
    avoid: fc.option(fc.integer({ min: 0, max: 9 }).map((n) => idOf<'person'>(`coach-${n}`))),
  });
  const pool = fc.uniqueArray(
    fc.record({
      coach: fc
        .record({
          n: fc.integer({ min: 0, max: 30 }),
          themes,
          places: fc.subarray([...PLACES], { minLength: 1 }),
          languages: fc.subarray(['nl', 'en'] as const, { minLength: 1 }),
          maxDirectors: fc.integer({ min: 0, max: 4 }),
        })
        .map(({ n, ...more }) => coachNamed(`coach-${n}`, more)),
      load: fc.integer({ min: 0, max: 4 }),
      firstFree: fc.option(fc.integer({ min: -1, max: 20 }).map((n) => NOW + n * 12 * HOUR)),
    }),
    { selector: ({ coach }) => coach.id, maxLength: 12 },
  );

  it('the order in which coaches arrive changes nothing', () => {
    const shuffled = pool.chain((candidates) =>
      fc.tuple(fc.constant(candidates), fc.shuffledSubarray(candidates, { minLength: candidates.length })),
    );
    fc.assert(
      fc.property(preferences, shuffled, (asked, [one, other]) => {
        expect(match(asked, one, NOW)).toEqual(match(asked, other, NOW));
      }),
      { numRuns: 1_000 },
    );
  });
  it('every coach is either ranked or unfit, and the one to avoid is never ranked', () => {
    fc.assert(
      fc.property(preferences, pool, (asked, candidates) => {
        const { ranked, unfit } = match(asked, candidates, NOW);
        const named = [...ranked, ...unfit].map(({ coach }) => coach).toSorted();
        expect(named).toEqual(candidates.map(({ coach }) => coach.id).toSorted());
        expect(ranked.some(({ coach }) => coach === asked.avoid)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
  it('fewer themes never rank above more', () => {
    fc.assert(
      fc.property(preferences, pool, (asked, candidates) => {
        const counts = match(asked, candidates, NOW).ranked.map(({ reasons }) =>
          reasons[0]?.kind === 'themes' ? reasons[0].count : 0,
        );
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
      }),
      { numRuns: 500 },
    );
  });
});
