import { describe, expect, test } from 'vitest';
import { mailOf } from '../../cards/mail.ts';
import { COACHES, FIRM, MUNICIPALITY } from '../../cards/samples.ts';
import { fill, plural, runsOf, textOf } from '../../cards/text.ts';
import { amountOf, dayOf, intervalOf, listOf, meetingOf, momentOf } from '../../cards/when.ts';

describe('texts', () => {
  const [nl, en] = [leaves(textOf('nl')), leaves(textOf('en'))];

  test('are there in both languages, and none is empty', () => {
    expect([...nl.keys()]).toEqual([...en.keys()]);
    for (const [key, text] of [...nl, ...en]) expect([key, text.trim() === '']).toEqual([key, false]);
  });

  test('ask for the same values in both languages', () => {
    for (const [key, text] of nl)
      expect([key, placeholders(text)]).toEqual([key, placeholders(en.get(key) ?? '')]);
  });

  test('close every bold stretch that they open', () => {
    for (const [key, text] of [...nl, ...en]) expect([key, text.split('**').length % 2]).toEqual([key, 1]);
  });

  test('an unknown placeholder fails', () => {
    expect(() => fill('Bel {nummer}.', { number: '1' })).toThrow('{nummer}');
    expect(() => runsOf('Bel **{constructor}**.')).toThrow('{constructor}');
  });

  test('a value is never read for marks or placeholders', () => {
    expect(runsOf('Bel **{name}** nu', { name: '**x** {firm}' })).toEqual([
      { text: 'Bel ', bold: false },
      { text: '**x** {firm}', bold: true },
      { text: ' nu', bold: false },
    ]);
  });

  test('a number takes the form of the language', () => {
    const forms = { zero: 'geen', one: 'een', other: 'meer' };
    expect([0, 1, 2].map((n) => plural(forms, n, 'nl'))).toEqual(['geen', 'een', 'meer']);
    expect(plural({ one: 'one', other: 'other' }, 0, 'en')).toBe('other');
  });
});

describe('dates and amounts', () => {
  const nl = { language: 'nl', zone: 'Europe/Amsterdam' } as const;
  const en = { language: 'en', zone: 'Europe/Amsterdam' } as const;
  const slot = between('2026-11-26T09:00:00Z', '2026-11-26T10:15:00Z');

  test('a session has weekday, date, times and place', () => {
    const meeting = { slot, place: 'teams' } as const;
    expect(meetingOf(meeting, nl)).toBe('donderdag 26 november 2026, 10.00–11.15 uur (online)');
    expect(meetingOf(meeting, en)).toBe('Thursday 26 November 2026, 10:00–11:15 (online)');
  });

  test('the zone is named when it is not the home zone, and the times are the reader’s', () => {
    const lisbon = { language: 'nl', zone: 'Europe/Lisbon' } as const;
    expect(meetingOf({ slot, place: 'phone' }, lisbon)).toBe(
      'donderdag 26 november 2026, 09.00–10.15 uur (per telefoon, West-Europese tijd)',
    );
    expect(momentOf(slot.start, { language: 'en', zone: 'America/New_York' })).toBe(
      'Thursday 26 November 2026, 04:00 (Eastern Time)',
    );
    expect(intervalOf(slot, nl)).toBe('donderdag 26 november 2026, 10.00–11.15 uur');
  });

  test('over midnight both days are named', () => {
    const late = between('2026-11-26T22:30:00Z', '2026-11-26T23:45:00Z');
    expect(intervalOf(late, nl)).toBe(
      'donderdag 26 november 2026, 23.30 uur – vrijdag 27 november 2026, 00.45 uur',
    );
  });

  test('times follow summer time', () => {
    expect(momentOf(Date.parse('2027-03-26T09:00:00Z'), nl)).toBe('vrijdag 26 maart 2027, 10.00 uur');
    expect(momentOf(Date.parse('2027-03-29T09:00:00Z'), nl)).toBe('maandag 29 maart 2027, 11.00 uur');
  });

  test('the day is the reader’s day', () => {
    const lateEvening = Date.parse('2026-11-26T23:30:00Z');
    expect(dayOf(lateEvening, nl)).toBe('vrijdag 27 november 2026');
    expect(dayOf(lateEvening, { language: 'en', zone: 'UTC' })).toBe('Thursday 26 November 2026');
  });

  test('amounts are without VAT and say so', () => {
    expect(amountOf(103_125, 'nl').replace(/\u00a0/g, ' ')).toBe('€ 1.031,25 excl. btw');
    expect(amountOf(103_125, 'en')).toBe('€1,031.25 excl. VAT');
  });

  test('lists are joined as people say them', () => {
    expect(listOf(['maandag', 'dinsdag', 'vrijdag'], 'nl')).toBe('maandag, dinsdag en vrijdag');
    expect(listOf(['Monday'], 'en')).toBe('Monday');
  });
});

describe('the neutral mail', () => {
  test.each(['nl', 'en'] as const)('holds one link and no content (%s)', (language) => {
    const link = 'https://example.test/c/abc';
    const { subject, text } = mailOf(language, link);
    expect(text.match(/https?:\/\/\S+/g)).toEqual([link]);
    for (const word of [MUNICIPALITY, FIRM, ...COACHES, 'coach', 'afspraak', 'appointment'])
      expect(`${subject} ${text}`.toLowerCase()).not.toContain(word.toLowerCase());
  });
});

function between(start: string, end: string) {
  return { start: Date.parse(start), end: Date.parse(end) };
}

function leaves(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value !== 'object' || value === null) throw new Error(`no text at ${path}`);
  return new Map(Object.entries(value).flatMap(([key, child]) => [...leaves(child, `${path}.${key}`)]));
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}
