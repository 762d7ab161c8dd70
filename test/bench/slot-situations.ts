import type { SlotQuestion } from '../../bot/rules/slots.ts';
import { HOUR, type Interval, MINUTE } from '../../bot/rules/time.ts';

/** Monday 5 October 2026, 10:00 in Amsterdam: summer time ends in the third week. */
const NOW = Date.parse('2026-10-05T08:00:00Z');
const WEEKS = 8;
const ZONES = ['Europe/Amsterdam', 'Europe/Lisbon', 'Europe/Helsinki'] as const;

export type Situation = {
  readonly question: Omit<SlotQuestion, 'coach'>;
  readonly coaches: readonly SlotQuestion['coach'][];
};

/** A director and so many coaches over eight weeks, each with some three appointments a day; the same every time. */
export function situation(coaches: number): Situation {
  const next = randomFrom(coaches);
  return {
    question: {
      now: NOW,
      zone: 'Europe/Amsterdam',
      firstDay: '2026-10-05',
      settings: {
        noticeHours: 24,
        bufferMinutes: 15,
        gridMinutes: 15,
        horizonDays: WEEKS * 7,
        directorHours: week([{ from: '08:30', to: '18:00' }]),
      },
      minutes: 60,
      days: [],
      parts: ['morning', 'afternoon'],
      director: { busy: appointments(next), bookings: [] },
    },
    coaches: Array.from({ length: coaches }, () => ({
      zone: ZONES[Math.floor(next() * ZONES.length)] ?? ZONES[0],
      hours: week([
        { from: '09:00', to: '12:30' },
        { from: '13:00', to: '17:30' },
      ]),
      busy: appointments(next),
      bookings: appointments(next).slice(0, 10),
    })),
  };
}

type Day = readonly { from: string; to: string }[];

function week(day: Day): SlotQuestion['settings']['directorHours'] {
  return { mon: day, tue: day, wed: day, thu: day, fri: day };
}

/** Three a day of 15 to 120 minutes, on quarters, between 08:00 and 18:00 or so. */
function appointments(next: () => number): readonly Interval[] {
  return Array.from({ length: WEEKS * 7 * 3 }, (_, n) => {
    const day = Math.floor(n / 3) * 24 * HOUR;
    const start = NOW - 2 * HOUR + day + Math.floor(next() * 40) * 15 * MINUTE;
    return { start, end: start + (1 + Math.floor(next() * 8)) * 15 * MINUTE };
  });
}

/** A linear congruential generator (Numerical Recipes' constants): 0 ≤ x < 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
