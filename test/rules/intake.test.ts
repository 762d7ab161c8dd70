import { describe, expect, it } from 'vitest';
import { decideIntake, type IntakeEvent, type IntakeState } from '../../bot/rules/intake.ts';
import { coachA, coachB, coachNamed, intakeIn, NOW, wishes } from './situations.ts';

const STATES = ['signing-up', 'asking', 'matching', 'choosing', 'nobody', 'coached'] as const;
const room = { placesTaken: 19, places: 20 };
const full = { placesTaken: 20, places: 20 };
const coachC = coachNamed('coach-c').id;
const other = { ...wishes, length: 90 } as const;
const avoiding = { ...wishes, avoid: coachB };

/** Each event, and what it gives in every state: `state`, `state + effect`, or the reason of a refusal. */
const TABLE: readonly (readonly [string, IntakeEvent, Record<IntakeState, string>])[] = [
  ['sign-up', { kind: 'sign-up', ...room }, inAll('signing-up', { coached: 'already-coached' })],
  ['sign-up when full', { kind: 'sign-up', ...full }, inAll('full', { coached: 'already-coached' })],
  [
    'consent, the director chooses',
    { kind: 'consent', preferences: other, matching: 'director', ...room },
    inAll('wrong-state', { 'signing-up': 'choosing', asking: 'choosing', coached: 'already-coached' }),
  ],
  [
    'consent, the coordinator matches',
    { kind: 'consent', preferences: other, matching: 'coordinator', ...room },
    inAll('wrong-state', {
      'signing-up': 'matching + coordinator.match',
      asking: 'matching + coordinator.match',
      coached: 'already-coached',
    }),
  ],
  [
    'consent when full',
    { kind: 'consent', preferences: other, matching: 'director', ...full },
    inAll('wrong-state', { 'signing-up': 'full', asking: 'full', coached: 'already-coached' }),
  ],
  [
    'the same consent again',
    { kind: 'consent', preferences: wishes, matching: 'coordinator', ...full },
    { ...same(), 'signing-up': 'full', asking: 'full', coached: 'already-coached' },
  ],
  ['no consent', { kind: 'no-consent' }, inAll('asking', { coached: 'already-coached' })],
  [
    'the coach left',
    { kind: 'coach-left', coach: coachA },
    { ...same(), coached: 'nobody + coordinator.nobody' },
  ],
  ['another coach left', { kind: 'coach-left', coach: coachB }, same()],
  ['searched, none', { kind: 'searched', found: 0 }, { ...same(), choosing: 'nobody + coordinator.nobody' }],
  ['searched, some', { kind: 'searched', found: 2 }, { ...same(), nobody: 'choosing' }],
  [
    'coach by the director',
    { kind: 'coach', coach: coachB, by: 'director', offered: [coachA, coachB] },
    inAll('no-consent', {
      matching: 'wrong-state',
      nobody: 'wrong-state',
      choosing: 'coached + director.choose-slot',
      coached: 'already-coached',
    }),
  ],
  [
    'coach by the director, not offered',
    { kind: 'coach', coach: coachB, by: 'director', offered: [coachA] },
    inAll('no-consent', {
      matching: 'wrong-state',
      nobody: 'wrong-state',
      choosing: 'not-offered',
      coached: 'already-coached',
    }),
  ],
  [
    'coach by the coordinator',
    { kind: 'coach', coach: coachB, by: 'coordinator', offered: [] },
    inAll('coached + director.choose-slot', {
      'signing-up': 'no-consent',
      asking: 'no-consent',
      coached: 'already-coached',
    }),
  ],
  [
    'another coach, by the coordinator',
    { kind: 'override', from: coachA, coach: coachB, offered: [coachB] },
    overridden('coached + director.choose-slot'),
  ],
  [
    'another coach who does not fit now, by the coordinator',
    { kind: 'override', from: coachA, coach: coachB, offered: [coachA] },
    overridden('not-offered'),
  ],
  [
    'another coach in the place of one who is there no more, by the coordinator',
    { kind: 'override', from: coachC, coach: coachB, offered: [coachB] },
    overridden('wrong-state'),
  ],
  [
    'the coach who is there already, by the coordinator',
    { kind: 'override', from: coachC, coach: coachA, offered: [] },
    overridden('coached'),
  ],
  [
    'change coach, the director chooses',
    { kind: 'change-coach', matching: 'director' },
    inAll('wrong-state', { coached: 'choosing' }),
  ],
  [
    'change coach, the coordinator matches',
    { kind: 'change-coach', matching: 'coordinator' },
    inAll('wrong-state', { coached: 'matching + coordinator.match' }),
  ],
  [
    'the same coach again, by either',
    { kind: 'coach', coach: coachA, by: 'director', offered: [] },
    inAll('no-consent', {
      matching: 'wrong-state',
      nobody: 'wrong-state',
      choosing: 'not-offered',
      coached: 'coached',
    }),
  ],
];
const PAIRS = TABLE.flatMap(([name, event, results]) =>
  STATES.map((state) => ({ name, event, state, result: results[state] })),
);

describe('every state and event', () => {
  it.each(PAIRS)('$state, $name: $result', ({ state, event, result }) => {
    const decision = decideIntake(intakeIn(state), event, NOW);
    if (decision.kind === 'refused') return expect(decision.why).toBe(result);
    const effects = decision.effects.map(({ kind }) => ` + ${kind}`);
    expect(decision.next.state + effects.join('')).toBe(result);
  });

  it.each(PAIRS)('$state, $name, twice: the same again without effects', ({ state, event }) => {
    const first = decideIntake(intakeIn(state), event, NOW);
    if (first.kind === 'refused') return;
    const again = decideIntake(first.next, event, NOW);
    // Again there is no coach to change: the director's card leads on by itself.
    if (event.kind === 'change-coach') return expect(again).toMatchObject({ why: 'wrong-state' });
    if (event.kind === 'consent' || event.kind === 'coach' || event.kind === 'searched') {
      expect(again).toEqual({ kind: 'decided', next: first.next, effects: [] });
    } else expect(again).toEqual({ ...first, effects: [] });
  });

  it.each(PAIRS)('$state, $name: who it is about never changes', ({ state, event }) => {
    const before = intakeIn(state);
    const decision = decideIntake(before, event, NOW);
    if (decision.kind === 'decided') {
      expect(decision.next).toMatchObject({ id: before.id, director: before.director });
    }
  });
});

describe('what is kept', () => {
  it('signing up again keeps the wishes for the form and asks for consent anew', () => {
    const decision = decideIntake(intakeIn('nobody'), { kind: 'sign-up', ...room }, NOW);
    expect(decision).toMatchObject({ next: { preferences: wishes, consentedAt: null, coach: null } });
  });
  it('consent keeps the wishes and the moment', () => {
    const event = { kind: 'consent', preferences: other, matching: 'director', ...room } as const;
    expect(decideIntake(intakeIn('asking'), event, NOW)).toMatchObject({
      next: { preferences: other, consentedAt: NOW, handedOverAt: null },
    });
  });
  it('a no drops the wishes', () => {
    expect(decideIntake(intakeIn('choosing'), { kind: 'no-consent' }, NOW)).toMatchObject({
      next: { preferences: null, consentedAt: null },
    });
  });
  it('the hand-over is the moment the coach is chosen', () => {
    const event = { kind: 'coach', coach: coachB, by: 'coordinator', offered: [] } as const;
    expect(decideIntake(intakeIn('matching'), event, NOW)).toMatchObject({
      next: { coach: coachB, handedOverAt: NOW, preferences: wishes },
    });
  });
  it.each(['director', 'coordinator'] as const)('the coach to avoid is never chosen, by the %s', (by) => {
    const intake = intakeIn('choosing', { preferences: avoiding });
    const event = { kind: 'coach', coach: coachB, by, offered: [coachB] } as const;
    expect(decideIntake(intake, event, NOW)).toEqual({ kind: 'refused', why: 'avoided' });
  });
  it('an override keeps the wishes, and both coaches can be chosen later', () => {
    const event = { kind: 'override', from: coachA, coach: coachB, offered: [coachB] } as const;
    expect(decideIntake(intakeIn('coached'), event, NOW)).toMatchObject({
      next: { coach: coachB, handedOverAt: NOW, preferences: wishes },
    });
  });
  it('whom the director avoids or left is never put in the place of their coach', () => {
    const event = { kind: 'override', from: coachA, coach: coachB, offered: [coachB] } as const;
    for (const preferences of [avoiding, { ...wishes, former: [coachB] }])
      expect(decideIntake(intakeIn('coached', { preferences }), event, NOW)).toEqual({
        kind: 'refused',
        why: 'avoided',
      });
  });
  it('without wishes no other coach can be found', () => {
    const event = { kind: 'override', from: coachA, coach: coachB, offered: [coachB] } as const;
    const intake = intakeIn('coached', { preferences: null });
    expect(decideIntake(intake, event, NOW)).toEqual({ kind: 'refused', why: 'wrong-state' });
  });
  it('a consent that differs in one wish is no repeat', () => {
    const changes = [
      { themes: ['role'] },
      { themes: ['team', 'role'] },
      { days: ['mon'] },
      { parts: ['evening'] },
      { length: 75 },
      { place: 'phone' },
      { language: 'en' },
      { avoid: coachA },
    ] as const;
    for (const change of changes) {
      const preferences = { ...wishes, ...change };
      const event = { kind: 'consent', preferences, matching: 'director', ...room } as const;
      expect(decideIntake(intakeIn('choosing'), event, NOW)).toEqual({ kind: 'refused', why: 'wrong-state' });
    }
  });
});

function inAll(result: string, except: Partial<Record<IntakeState, string>>): Record<IntakeState, string> {
  return {
    'signing-up': result,
    asking: result,
    matching: result,
    choosing: result,
    nobody: result,
    coached: result,
    ...except,
  };
}

function overridden(coached: string): Record<IntakeState, string> {
  return inAll('wrong-state', { 'signing-up': 'no-consent', asking: 'no-consent', coached });
}

function same(): Record<IntakeState, string> {
  return {
    'signing-up': 'signing-up',
    asking: 'asking',
    matching: 'matching',
    choosing: 'choosing',
    nobody: 'nobody',
    coached: 'coached',
  };
}
