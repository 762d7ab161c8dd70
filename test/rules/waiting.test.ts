import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { PersonId, WaitingId } from '../../bot/rules/ids.ts';
import {
  freePlaces,
  keep,
  lapse,
  nextInQueue,
  offer,
  type Places,
  takenBefore,
  type Wait,
  type Waiting,
} from '../../bot/rules/waiting.ts';

const at = (iso: string) => Date.parse(iso);
/** A Thursday. */
const NOW = at('2026-11-26T10:00:00+01:00');
const WHEN = { now: NOW, zone: 'Europe/Amsterdam', keep: { first: 10, again: 5 } };
const PLACES: Places = { places: 20, held: 18, kept: 1, used: 0, sessions: 3, waiting: 0, mine: null };
const WAITS: Wait = { kind: 'waiting' };

describe('how many places are free', () => {
  test.each([
    ['one is left', {}, 1],
    ['a kept one counts as taken', { kept: 2 }, 0],
    ['what was used up is not there for somebody else', { used: 1 }, 0],
    ['an extra one is there', { places: 21 }, 2],
    ['fewer places than people who hold one are none, not fewer than none', { places: 5 }, 0],
  ])('%s', (_, more, free) => {
    expect(freePlaces({ ...PLACES, ...more })).toBe(free);
  });

  test.each([
    [0, 0],
    [1, 1],
    [3, 1],
    [4, 2],
    [6, 2],
  ])('%i sessions that were used take %i places of three', (used, spent) => {
    expect(freePlaces({ ...PLACES, kept: 0, held: 0, used })).toBe(20 - spent);
  });
});

describe('whose turn it is', () => {
  it('comes after everybody who waits', () => {
    expect(takenBefore({ ...PLACES, waiting: 1 })).toBe(20);
    expect(takenBefore(PLACES)).toBe(19);
  });

  it('a place that is kept for somebody is theirs, also when the programme has fewer since', () => {
    expect(takenBefore({ ...PLACES, places: 1, mine: 'offered' })).toBe(0);
    expect(takenBefore({ ...PLACES, places: 1, mine: 'kept' })).toBe(0);
    expect(takenBefore({ ...PLACES, waiting: 3, mine: 'holds' })).toBe(0);
    expect(takenBefore({ ...PLACES, waiting: 3, mine: 'waiting' })).toBe(22);
  });
});

describe('a place that is kept', () => {
  it('is kept until the end of the tenth working day, then once more for five, then for the next', () => {
    const first = offer(WAITS, WHEN);
    expect(first).toEqual({ kind: 'offered', until: at('2026-12-10T17:00:00+01:00'), told: 1 });
    const later = { ...WHEN, now: at('2026-12-10T17:00:00+01:00') };
    const again = lapse(first, later);
    expect(again).toEqual({
      kind: 'asked-again',
      wait: { kind: 'offered', until: at('2026-12-17T17:00:00+01:00'), told: 2 },
    });
    if (again.kind !== 'asked-again') throw new Error('asked again');
    expect(lapse(again.wait, { ...WHEN, now: at('2026-12-17T17:00:00+01:00') })).toEqual({ kind: 'gone' });
  });

  it('does not lapse before its moment, and who waits without one has nothing to lose', () => {
    const first = offer(WAITS, WHEN);
    expect(lapse(first, { ...WHEN, now: at('2026-12-10T16:59:59+01:00') }).kind).toBe('unchanged');
    expect(lapse(WAITS, { ...WHEN, now: NOW * 2 }).kind).toBe('unchanged');
  });

  it('is offered once: a second time changes nothing', () => {
    const first = offer(WAITS, WHEN);
    expect(offer(first, { ...WHEN, now: NOW + 1 })).toBe(first);
  });

  it('while a form is filled in it is kept without a word, and goes without a word', () => {
    const kept = keep(WHEN);
    expect(kept.kind).toBe('kept');
    expect(lapse(kept, { ...WHEN, now: at('2026-12-10T17:00:00+01:00') })).toEqual({ kind: 'gone-quietly' });
  });
});

describe('over any run of events', () => {
  type Step = 'join' | 'leave' | 'free' | 'yes' | 'lapse' | 'sign-up';
  const steps = fc.array(
    fc.record({
      what: fc.constantFrom<Step>('join', 'join', 'join', 'leave', 'free', 'yes', 'lapse', 'sign-up'),
      who: fc.nat(11),
    }),
    { maxLength: 120 },
  );

  it('no more places are given than there are, nobody is passed over, and nobody is told twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), steps, (places, run) => {
        const hall = new Hall(places);
        for (const { what, who } of run) hall.step(what, who);
        expect(hall.passedOver).toBe(0);
        expect(hall.told.length).toBe(new Set(hall.told).size);
      }),
      { numRuns: 500 },
    );
  });

  /** As the flows do it: state in, rule, state out. */
  class Hall {
    #now = NOW;
    #made = 0;
    #queue: Waiting[] = [];
    readonly #holders = new Set<string>();
    #places: number;
    passedOver = 0;
    readonly told: string[] = [];

    constructor(places: number) {
      this.#places = places;
    }

    step(what: Step, number: number) {
      const who = `person-${number}` as PersonId;
      this.#now += 24 * 3_600_000;
      if (what === 'join' && !this.#holders.has(who) && !this.#of(who))
        this.#queue.push({ id: `wait-${this.#made++}` as WaitingId, director: who, wait: WAITS });
      if (what === 'leave') this.#drop(who);
      if (what === 'free') this.#holders.delete(who);
      if (what === 'yes') this.#places += 1;
      if (what === 'lapse') for (const one of [...this.#queue]) this.#lapse(one);
      if (what === 'sign-up') this.#signUp(who);
      this.#give();
      const kept = this.#queue.filter(({ wait }) => wait.kind !== 'waiting').length;
      expect(this.#holders.size + kept).toBeLessThanOrEqual(this.#places);
    }

    #seen(who: PersonId | null): Places {
      const others = this.#queue.filter(({ director }) => director !== who);
      return {
        places: this.#places,
        held: [...this.#holders].filter((one) => one !== who).length,
        kept: others.filter(({ wait }) => wait.kind !== 'waiting').length,
        used: 0,
        sessions: 3,
        waiting: others.filter(({ wait }) => wait.kind === 'waiting').length,
        mine: (who && this.#of(who)?.wait.kind) ?? null,
      };
    }

    #give() {
      const before = this.#queue.filter(({ wait }) => wait.kind === 'waiting').map(({ id }) => id);
      const next = nextInQueue(this.#seen(null), this.#queue);
      if (next.some(({ id }, i) => before[i] !== id)) this.passedOver += 1;
      for (const one of next) this.#set({ ...one, wait: offer(one.wait, { ...WHEN, now: this.#now }) });
    }

    #lapse(one: Waiting) {
      const decision = lapse(one.wait, { ...WHEN, now: this.#now });
      if (decision.kind === 'asked-again') this.#set({ ...one, wait: decision.wait });
      if (decision.kind === 'gone' || decision.kind === 'gone-quietly') this.#drop(one.director);
    }

    #signUp(who: PersonId) {
      const seen = this.#seen(who);
      if (this.#holders.has(who) || takenBefore(seen) >= seen.places) return;
      // Somebody who came new while others wait would pass them over.
      if (seen.mine === null && seen.waiting > 0) this.passedOver += 1;
      this.#holders.add(who);
      this.#drop(who);
    }

    #set(one: Waiting) {
      if (one.wait.kind === 'offered') this.told.push(`${one.id}:${one.wait.told}`);
      this.#queue = this.#queue.map((each) => (each.id === one.id ? one : each));
    }

    #of(who: PersonId) {
      return this.#queue.find(({ director }) => director === who);
    }

    #drop(who: PersonId) {
      this.#queue = this.#queue.filter(({ director }) => director !== who);
    }
  }
});
