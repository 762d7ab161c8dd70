import { describe, expect, it } from 'vitest';
import { BOOKING_STATES } from '../../bot/rules/booking.ts';
import { type Answer, fits, type HearFacts, hear } from '../../bot/rules/hear.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';
import { bookingIn, NOW, slotAt } from './situations.ts';

const session = slotAt(NOW + 96 * HOUR);
const other = slotAt(NOW + 120 * HOUR);
const said = (answer: Answer['answer'], more: Partial<Answer> = {}): Answer => ({
  answer,
  answeredAt: NOW - MINUTE,
  proposed: null,
  ...more,
});
const facts = (more: Partial<HearFacts> = {}): HearFacts => ({
  now: NOW,
  booking: bookingIn('confirmed', session),
  outlook: session,
  changedAt: NOW - HOUR,
  before: {},
  seen: { cancelled: false, when: session, answers: {} },
  ...more,
});
const seen = (more: Partial<NonNullable<HearFacts['seen']>>) => ({
  cancelled: false,
  when: session,
  answers: {},
  ...more,
});

describe('what is heard from Outlook', () => {
  it('nothing, when it stands as we know it', () => {
    expect(hear(facts())).toEqual([]);
    expect(
      hear(facts({ seen: seen({ answers: { director: said('accepted'), coach: said('none') } }) })),
    ).toEqual([]);
  });

  it.each(BOOKING_STATES)(
    '%s: only a session to come follows Outlook, and only what is off is removed there',
    (state) => {
      const gone = hear(facts({ booking: bookingIn(state, session), seen: null }));
      const moved = hear(facts({ booking: bookingIn(state, session), seen: seen({ when: other }) }));
      const off = ['released', 'cancelled', 'cancelled-late'].includes(state);
      expect(gone).toEqual(state === 'confirmed' ? [{ kind: 'gone' }] : []);
      expect(moved).toEqual(
        state === 'confirmed' ? [{ kind: 'moved', to: other }] : off ? [{ kind: 'remove' }] : [],
      );
    },
  );

  it('an event that is cancelled is gone', () => {
    expect(hear(facts({ seen: seen({ cancelled: true }) }))).toEqual([{ kind: 'gone' }]);
  });

  it('what began is as it is', () => {
    const begun = facts({ now: session.start });
    expect(hear({ ...begun, seen: null })).toEqual([]);
    expect(hear({ ...begun, seen: seen({ when: other }) })).toEqual([]);
    expect(hear({ ...begun, seen: seen({ answers: { coach: said('declined') } }) })).toEqual([]);
  });

  it('while a change of ours is owed, ours is the last word', () => {
    const behind = facts({ outlook: other });
    expect(hear({ ...behind, seen: seen({ when: other }) })).toEqual([{ kind: 'catch-up' }]);
    expect(hear({ ...behind, seen: seen({ when: slotAt(NOW + 200 * HOUR) }) })).toEqual([
      { kind: 'catch-up' },
    ]);
    expect(hear({ ...behind, seen: seen({}) })).toEqual([{ kind: 'arrived' }]);
  });

  it('what was said of a new time is heard with that time, whoever made it and however long ago', () => {
    const answers = { coach: said('declined', { answeredAt: NOW - 3 * MINUTE }) };
    const declined = { kind: 'answered', who: 'coach', as: 'declined' };
    expect(hear(facts({ outlook: other, seen: seen({ answers }) }))).toEqual([{ kind: 'arrived' }, declined]);
    expect(hear(facts({ outlook: other, changedAt: NOW, seen: seen({ answers }) }))).toEqual([
      { kind: 'arrived' },
    ]);
    expect(hear(facts({ changedAt: NOW, seen: seen({ when: other, answers }) }))).toEqual([
      { kind: 'moved', to: other },
      declined,
    ]);
  });

  it('a time that is over is put back', () => {
    expect(hear(facts({ seen: seen({ when: slotAt(NOW - HOUR) }) }))).toEqual([{ kind: 'put-back' }]);
  });

  it('an answer is heard once, and again when it is given again', () => {
    const declined = said('declined');
    const news = [{ kind: 'answered', who: 'coach', as: 'declined' }];
    const now = facts({ seen: seen({ answers: { coach: declined } }) });
    expect(hear(now)).toEqual(news);
    expect(hear({ ...now, before: { coach: declined } })).toEqual([]);
    expect(hear({ ...now, before: { coach: { ...declined, answeredAt: NOW - HOUR } } })).toEqual(news);
  });

  it('an answer to an earlier time is no answer', () => {
    const now = facts({ changedAt: NOW, seen: seen({ answers: { director: said('declined') } }) });
    expect(hear(now)).toEqual([]);
  });

  it('another time is a wish, whatever button it came with', () => {
    for (const answer of ['declined', 'tentative'] as const)
      expect(
        hear(facts({ seen: seen({ answers: { director: said(answer, { proposed: other }) } }) })),
      ).toEqual([{ kind: 'answered', who: 'director', as: 'proposed' }]);
  });

  it('of two at once the earlier comes first, and nothing after a no', () => {
    const answers = {
      director: said('tentative'),
      coach: said('declined', { answeredAt: NOW - 2 * MINUTE }),
    };
    expect(hear(facts({ seen: seen({ answers }) })).map((one) => one.kind === 'answered' && one.who)).toEqual(
      ['coach'],
    );
    const later = { ...answers, coach: said('declined', { answeredAt: NOW }) };
    expect(hear(facts({ seen: seen({ answers: later }) }))).toEqual([
      { kind: 'answered', who: 'director', as: 'tentative' },
      { kind: 'answered', who: 'coach', as: 'declined' },
    ]);
  });

  it.each([
    ['an hour', 60, 25, true],
    ['an hour and a half', 90, 25, true],
    ['too short', 45, 25, false],
    ['too long', 120, 25, false],
    ['too soon', 60, 23, false],
  ] as const)('a proposed time fits: %s', (_, minutes, hours, good) => {
    expect(fits(slotAt(NOW + hours * HOUR, minutes), { now: NOW, noticeMs: 24 * HOUR })).toBe(good);
  });
});
