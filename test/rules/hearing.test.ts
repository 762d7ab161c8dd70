import { describe, expect, it } from 'vitest';
import {
  counted,
  type Hearing,
  isWindowOld,
  LOOK_MS,
  lookAfter,
  QUIET_MS,
  renewAt,
  SUBSCRIBED_MS,
  windowAt,
} from '../../bot/rules/hearing.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const DAY = 24 * HOUR;

/**
 * Hints at these moments, with a sweep that runs what is due every two seconds, as the house does; answers the
 * moments of the looks.
 */
function looks(hints: readonly number[]): readonly number[] {
  const looked: number[] = [];
  let hearing: Hearing | null = null;
  let due: number | null = null;
  let rest = [...hints].sort((a, b) => a - b);
  const look = (at: number) => {
    looked.push(at);
    if (hearing) hearing = { ...hearing, lookUntil: null };
  };
  const end = Math.max(...hints) + 3 * MINUTE;
  for (let sweep = NOW; sweep <= end; sweep += 2_000) {
    for (const now of rest.filter((at) => at <= sweep)) {
      const next = lookAfter({ before: hearing, now });
      hearing = { ...counted(hearing, now), lookUntil: null };
      if (next.kind === 'now') look(now);
      else due = next.at;
    }
    rest = rest.filter((at) => at > sweep);
    if (due !== null && due <= sweep) {
      due = null;
      look(sweep);
    }
  }
  return looked;
}

describe('looking at an event of which Outlook tells', () => {
  it('follows a first hint at once, and a second one when it is quiet', () => {
    expect(looks([NOW])).toEqual([NOW]);
    const [first, second, ...more] = looks([NOW, NOW + 300]);
    expect([first, more]).toEqual([NOW, []]);
    expect(second).toBeGreaterThanOrEqual(NOW + 300 + QUIET_MS);
    expect(second).toBeLessThanOrEqual(NOW + 300 + QUIET_MS + 2_000);
  });

  it.each([
    ['in one moment', () => 0],
    ['spread evenly', (n: number) => n * 60],
    ['in ten bursts', (n: number) => Math.floor(n / 100) * 6_000],
    ['half at the begin and half at the end', (n: number) => (n < 500 ? n : 59_000 + n - 500)],
  ])('costs two looks at most for a thousand hints within a minute, %s', (_, at) => {
    const hints = Array.from({ length: 1_000 }, (_, n) => NOW + at(n));
    const looked = looks(hints);
    expect(looked.length).toBeLessThanOrEqual(2);
    expect(looked.at(-1)).toBeGreaterThanOrEqual(Math.max(...hints));
  });

  it('never leaves the last hint without a look after it', () => {
    for (let n = 1; n < 40; n += 1) {
      const hints = Array.from({ length: n }, (_, i) => NOW + i * 700);
      expect(looks(hints).at(-1)).toBeGreaterThanOrEqual(Math.max(...hints));
    }
  });

  it('waits for a look that is on its way, and asks anew for one that never came about', () => {
    const before = { since: NOW - 2 * MINUTE, hints: 1, lookUntil: NOW + LOOK_MS };
    expect(lookAfter({ before, now: NOW })).toEqual({ kind: 'at', at: NOW + QUIET_MS });
    expect(lookAfter({ before: { ...before, lookUntil: NOW }, now: NOW })).toEqual({ kind: 'now' });
  });

  it('begins anew when the clock was set back', () => {
    const before = { since: NOW + HOUR, hints: 900, lookUntil: null };
    expect(lookAfter({ before, now: NOW })).toEqual({ kind: 'now' });
  });
});

describe('the subscription and the window', () => {
  it('lives within every limit that Microsoft named, and is renewed long before its end', () => {
    expect(SUBSCRIBED_MS).toBeLessThan(4_230 * MINUTE);
    const expiresAt = NOW + SUBSCRIBED_MS;
    expect(renewAt(expiresAt) - NOW).toBeLessThanOrEqual(36 * HOUR);
    expect(expiresAt - renewAt(expiresAt)).toBeGreaterThanOrEqual(34 * HOUR);
  });

  it('the window holds a year ahead, and is begun anew after a month', () => {
    const { start, end } = windowAt(NOW);
    expect(start).toBeLessThan(NOW);
    expect(isWindowOld(NOW, NOW + 29 * DAY)).toBe(false);
    expect(isWindowOld(NOW, NOW + 31 * DAY)).toBe(true);
    expect(end - (NOW + 31 * DAY)).toBeGreaterThan(365 * DAY);
  });
});
