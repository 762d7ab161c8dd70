import { describe, expect, it } from 'vitest';
import { slotFinder } from '../../bot/rules/slots.ts';
import { situation } from './slot-situations.ts';
import { plainFinder } from './slots-plain.ts';

describe('the plain reading that the bench measures against', () => {
  const { question, coaches } = situation(7);

  it('finds the same slots as the product, over the end of summer time and in three zones', () => {
    const found = coaches.map(slotFinder(question));
    expect(found.flat().length).toBeGreaterThan(100);
    expect(coaches.map(plainFinder(question))).toEqual(found);
  });

  it('sees one appointment more', () => {
    const [coach] = coaches;
    const [slot] = coach ? plainFinder(question)(coach) : [];
    if (!coach || !slot || coach.busy === 'unknown') throw new Error('the situation has slots');
    const busier = { ...coach, busy: [...coach.busy, slot] };
    expect(plainFinder(question)(busier)).not.toContainEqual(slot);
    expect(plainFinder(question)(busier)).toEqual(slotFinder(question)(busier));
  });

  it('takes an unknown calendar as busy', () => {
    const unknown = { ...question, director: { busy: 'unknown', bookings: [] } } as const;
    expect(coaches.flatMap(plainFinder(unknown))).toEqual([]);
  });
});
