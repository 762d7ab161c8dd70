import { describe, expect, it } from 'vitest';
import { mayRead } from '../../bot/flows/readers.ts';

describe('a card that names somebody', () => {
  it.each([
    ['coaching-ended', 'coordinator'],
    ['match-request', 'coordinator'],
    ['session-over', 'coach'],
    ['session-marked', 'coach'],
    ['coach-booked', 'coach'],
    ['coach-ended', 'coach'],
  ] as const)('%s opens only for who is %s still, whatever else they are', (kind, role) => {
    expect(mayRead({ roles: [role] }, kind)).toBe(true);
    const others = (
      ['coach', 'coordinator', 'office', 'contact', 'administrator', 'director'] as const
    ).filter((one) => one !== role);
    expect(mayRead({ roles: others }, kind)).toBe(false);
  });

  it('objection opens for who handles it, and for no coach, contact or administrator', () => {
    expect(mayRead({ roles: ['coordinator'] }, 'objection')).toBe(true);
    expect(mayRead({ roles: ['office'] }, 'objection')).toBe(true);
    expect(mayRead({ roles: ['coach', 'contact', 'administrator', 'director'] }, 'objection')).toBe(false);
  });

  it('no card of coaching opens for the municipality', () => {
    for (const kind of [
      'cancel-ask',
      'move-times',
      'session-choice',
      'coach-sessions',
      'callback-request',
    ] as const)
      expect(mayRead({ roles: ['office', 'contact', 'administrator'] }, kind)).toBe(false);
  });

  it("one's own cards open for everybody", () => {
    expect(mayRead({ roles: ['office'] }, 'my-data')).toBe(true);
    expect(mayRead({ roles: ['director'] }, 'confirmed')).toBe(true);
  });
});
