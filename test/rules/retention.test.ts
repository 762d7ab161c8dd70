import { describe, expect, it } from 'vitest';
import type { IntakeId, PersonId } from '../../bot/rules/ids.ts';
import { decideIntake, type Intake } from '../../bot/rules/intake.ts';
import type { Preferences } from '../../bot/rules/programme.ts';
import { endOf } from '../../bot/rules/retention.ts';
import { DAY } from '../../bot/rules/time.ts';

const TERMS = { preferencesDays: 30, coachDays: 90, messagesDays: 90, recordDays: 365, leaversDays: 30 };
const NOW = Date.parse('2026-11-26T09:00:00Z');
const WISHES: Preferences = {
  themes: ['team'],
  length: 60,
  place: 'teams',
  days: [],
  parts: [],
  language: 'nl',
  avoid: 'a' as PersonId,
};
const COACHED: Intake = {
  id: 'i' as IntakeId,
  director: 'd' as PersonId,
  state: 'coached',
  preferences: WISHES,
  consentedAt: NOW - 10 * DAY,
  coach: 'c' as PersonId,
  handedOverAt: NOW - 9 * DAY,
};
const end = (term: Parameters<typeof endOf>[0], intake: Intake, lastEnd: number | null = null) =>
  endOf(term, { intake, lastEnd, now: NOW }, TERMS);

describe('how long is kept what', () => {
  it('wishes and the link to the coach count from the last session, also one that is still to come', () => {
    for (const lastEnd of [NOW - 40 * DAY, NOW, NOW + 20 * DAY]) {
      expect(end('retention.preferences', COACHED, lastEnd)).toBe(lastEnd + 30 * DAY);
      expect(end('retention.coach', COACHED, lastEnd)).toBe(lastEnd + 90 * DAY);
    }
  });

  it('without any session they count from the hand-over or the consent', () => {
    expect(end('retention.preferences', COACHED)).toBe(NOW - 9 * DAY + 90 * DAY);
    expect(end('retention.coach', COACHED)).toBe(NOW - 9 * DAY + 90 * DAY);
    const choosing: Intake = { ...COACHED, state: 'choosing', coach: null, handedOverAt: null };
    expect(end('retention.preferences', choosing)).toBe(NOW - 10 * DAY + 90 * DAY);
    expect(end('retention.coach', choosing)).toBe(null);
  });

  it('wishes by which somebody is at work are looked at again later', () => {
    for (const state of ['matching', 'nobody'] as const)
      expect(end('retention.preferences', { ...COACHED, state }, NOW - 400 * DAY)).toBe(NOW + 30 * DAY);
  });

  it('nothing is owed for what is not kept', () => {
    const none: Intake = { ...COACHED, preferences: null, coach: null };
    expect(end('retention.preferences', none)).toBe(null);
    expect(end('retention.coach', none)).toBe(null);
  });
});

describe('what becomes of an intake', () => {
  const becomes = (intake: Intake, event: Parameters<typeof decideIntake>[1]) => {
    const decision = decideIntake(intake, event, NOW);
    return decision.kind === 'decided' ? decision.next : decision.why;
  };
  const ended = { preferences: null, consentedAt: null, coach: null, handedOverAt: null };

  it('that stops: as before consent, in every state, and twice the same', () => {
    for (const state of ['signing-up', 'asking', 'matching', 'choosing', 'nobody', 'coached'] as const) {
      const stopped = becomes({ ...COACHED, state }, { kind: 'stop' });
      expect(stopped).toEqual({ ...COACHED, state: 'asking', ...ended });
      expect(becomes(stopped as Intake, { kind: 'stop' })).toEqual(stopped);
    }
  });

  it('whose wishes are over: a coach stays, a choice that nobody made does not', () => {
    expect(becomes(COACHED, { kind: 'wipe' })).toEqual({ ...COACHED, preferences: null });
    const choosing: Intake = { ...COACHED, state: 'choosing', coach: null, handedOverAt: null };
    expect(becomes(choosing, { kind: 'wipe' })).toEqual({ ...choosing, state: 'signing-up', ...ended });
  });

  it('whose wishes are mended: whom somebody avoids stays as it was, and without consent nothing is kept', () => {
    const { avoid: _, ...wishes } = { ...WISHES, themes: ['limits'], length: 90 as const };
    expect(becomes(COACHED, { kind: 'correct', wishes })).toMatchObject({
      state: 'coached',
      preferences: { themes: ['limits'], length: 90, avoid: 'a' },
    });
    const wiped: Intake = { ...COACHED, preferences: null };
    expect(becomes(wiped, { kind: 'correct', wishes })).toMatchObject({ preferences: { avoid: null } });
    const asking: Intake = { ...COACHED, state: 'asking', ...ended };
    expect(becomes(asking, { kind: 'correct', wishes })).toBe('no-consent');
  });
});
