import { describe, expect, it } from 'vitest';
import { expand } from '../../bot/ics/expand.ts';
import { event, ics, vtimezone } from './calendars.ts';

const HOME = 'Europe/Amsterdam';
/** Two weeks around the day on which summer time begins, and around the day on which it ends. */
const SPRING = ['2026-03-23', '2026-04-06'] as const;
const AUTUMN = ['2026-10-19', '2026-11-02'] as const;

function busy(
  text: string,
  [from, to]: readonly [string, string] = SPRING,
  zone: string = HOME,
): readonly string[] {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const found = expand(text, { zone, covers: { start: at(from), end: at(to) } });
  const said = (moment: number) => new Date(moment).toISOString().slice(0, 16);
  return found.map(({ start, end }) => `${said(start)}/${said(end)}`);
}

const one = (lines: string, ...rest: readonly string[]) => ics(...rest, event(lines));
const T = `DTSTART;TZID=${HOME}`;
const E = `DTEND;TZID=${HOME}`;

describe('a calendar behind an ICS address', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['in UTC', 'DTSTART:20260324T090000Z\nDTEND:20260324T100000Z', ['2026-03-24T09:00/2026-03-24T10:00']],
    ['in a zone', `${T}:20260324T090000\n${E}:20260324T100000`, ['2026-03-24T08:00/2026-03-24T09:00']],
    [
      'in a zone behind a prefix',
      'DTSTART;TZID=/example.org/2024/Europe/London:20260324T090000\nDURATION:PT1H',
      ['2026-03-24T09:00/2026-03-24T10:00'],
    ],
    [
      'by a zone name of Windows that nothing describes',
      'DTSTART;TZID=W. Europe Standard Time:20260331T090000\nDURATION:PT30M',
      ['2026-03-31T07:00/2026-03-31T07:30'],
    ],
    [
      'without a zone: in the zone of whose it is',
      'DTSTART:20260324T090000\nDTEND:20260324T100000',
      ['2026-03-24T08:00/2026-03-24T09:00'],
    ],
    [
      'with ends in two zones',
      `${T}:20260324T090000\nDTEND;TZID=America/New_York:20260324T060000`,
      ['2026-03-24T08:00/2026-03-24T10:00'],
    ],
    ['without an end: no time at all', `${T}:20260324T090000`, []],
    ['marked as free', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nTRANSP:TRANSPARENT', []],
    [
      'marked as free by Outlook',
      'DTSTART:20260324T090000Z\nDURATION:PT1H\nX-MICROSOFT-CDO-BUSYSTATUS:FREE',
      [],
    ],
    [
      'tentative is busy',
      'DTSTART:20260324T090000Z\nDURATION:PT1H\nSTATUS:TENTATIVE\nX-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE',
      ['2026-03-24T09:00/2026-03-24T10:00'],
    ],
    ['cancelled', 'DTSTART:20260324T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED', []],
    ['outside the period', 'DTSTART:20270324T090000Z\nDURATION:PT1H', []],
    [
      'across the edge of the period',
      'DTSTART:20260322T220000Z\nDTEND:20260323T040000Z',
      ['2026-03-23T00:00/2026-03-23T04:00'],
    ],
    [
      'a whole day',
      'DTSTART;VALUE=DATE:20260324\nDTEND;VALUE=DATE:20260325',
      ['2026-03-23T23:00/2026-03-24T23:00'],
    ],
    ['a whole day without an end', 'DTSTART;VALUE=DATE:20260324', ['2026-03-23T23:00/2026-03-24T23:00']],
    [
      'days by a duration',
      'DTSTART;VALUE=DATE:20260324\nDURATION:P2D',
      ['2026-03-23T23:00/2026-03-25T23:00'],
    ],
    [
      'the day of 23 hours',
      'DTSTART;VALUE=DATE:20260329\nDTEND;VALUE=DATE:20260330',
      ['2026-03-28T23:00/2026-03-29T22:00'],
    ],
    [
      'a night in which an hour is skipped',
      `${T}:20260328T230000\n${E}:20260329T070000`,
      ['2026-03-28T22:00/2026-03-29T05:00'],
    ],
    [
      'from an hour that does not exist: from before it',
      `${T}:20260329T023000\n${E}:20260329T040000`,
      ['2026-03-29T00:30/2026-03-29T02:00'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(busy(one(lines))).toEqual(expected);
  });

  it('has a day of 25 hours, and an hour that comes twice is busy both times', () => {
    const day = one('DTSTART;VALUE=DATE:20261025\nDTEND;VALUE=DATE:20261026');
    expect(busy(day, AUTUMN)).toEqual(['2026-10-24T22:00/2026-10-25T23:00']);
    const twice = one(`${T}:20261025T021500\n${E}:20261025T024500`);
    expect(busy(twice, AUTUMN)).toEqual(['2026-10-25T00:15/2026-10-25T01:45']);
  });

  it('has whole days where the coach is', () => {
    const day = one('DTSTART;VALUE=DATE:20260324');
    expect(busy(day, SPRING, 'America/New_York')).toEqual(['2026-03-24T04:00/2026-03-25T04:00']);
  });

  it.each(['Klantzone 7', 'W. Europe Standard Time', 'Customized Time Zone'])(
    'reads a zone that the file describes itself: %s',
    (tzid) => {
      const lines = `DTSTART;TZID="${tzid}":20260302T090000\nDTEND;TZID="${tzid}":20260302T100000\nRRULE:FREQ=WEEKLY`;
      expect(busy(one(lines, vtimezone(tzid)))).toEqual([
        '2026-03-23T08:00/2026-03-23T09:00',
        '2026-03-30T07:00/2026-03-30T08:00',
      ]);
      const night = `DTSTART;TZID="${tzid}":20261025T021500\nDTEND;TZID="${tzid}":20261025T024500`;
      expect(busy(one(night, vtimezone(tzid)), AUTUMN)).toEqual(['2026-10-25T00:15/2026-10-25T01:45']);
    },
  );

  it.each<readonly [string, string, readonly [string, string], readonly string[]]>([
    [
      'every week keeps its hour when summer time begins',
      `${T}:20200106T090000\n${E}:20200106T100000\nRRULE:FREQ=WEEKLY`,
      SPRING,
      ['2026-03-23T08:00/2026-03-23T09:00', '2026-03-30T07:00/2026-03-30T08:00'],
    ],
    [
      'and when it ends',
      `${T}:20200106T090000\n${E}:20200106T100000\nRRULE:FREQ=WEEKLY`,
      AUTUMN,
      ['2026-10-19T07:00/2026-10-19T08:00', '2026-10-26T08:00/2026-10-26T09:00'],
    ],
    [
      'until a moment in UTC, which is included',
      `${T}:20260316T090000\n${E}:20260316T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260330T070000Z`,
      SPRING,
      ['2026-03-23T08:00/2026-03-23T09:00', '2026-03-30T07:00/2026-03-30T08:00'],
    ],
    [
      'until a second earlier',
      `${T}:20260316T090000\n${E}:20260316T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260330T065959Z`,
      SPRING,
      ['2026-03-23T08:00/2026-03-23T09:00'],
    ],
    [
      'until a day, which is included',
      `${T}:20260316T090000\n${E}:20260316T100000\nRRULE:FREQ=WEEKLY;UNTIL=20260323`,
      SPRING,
      ['2026-03-23T08:00/2026-03-23T09:00'],
    ],
    [
      'so many times, counted from the first',
      `${T}:20260322T090000\n${E}:20260322T100000\nRRULE:FREQ=DAILY;COUNT=3`,
      SPRING,
      ['2026-03-23T08:00/2026-03-23T09:00', '2026-03-24T08:00/2026-03-24T09:00'],
    ],
    [
      'the last Friday of the month',
      `${T}:20260130T090000\n${E}:20260130T100000\nRRULE:FREQ=MONTHLY;BYDAY=-1FR`,
      SPRING,
      ['2026-03-27T08:00/2026-03-27T09:00'],
    ],
    [
      'days left out: as they were written, and in UTC',
      `${T}:20260323T090000\n${E}:20260323T100000\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=${HOME}:20260324T090000,20260325T090000\nEXDATE:20260323T080000Z`,
      SPRING,
      ['2026-03-26T08:00/2026-03-26T09:00'],
    ],
    [
      'a whole day left out, also as Outlook writes it',
      `DTSTART;VALUE=DATE:20260323\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260323\nEXDATE;TZID=${HOME}:20260324T000000`,
      SPRING,
      ['2026-03-24T23:00/2026-03-25T23:00'],
    ],
    [
      'days added, also as periods',
      `${T}:20260101T090000\n${E}:20260101T100000\nRDATE;TZID=${HOME}:20260324T090000\nRDATE;VALUE=PERIOD:20260326T090000Z/20260326T120000Z,20260327T090000Z/PT30M`,
      SPRING,
      [
        '2026-03-24T08:00/2026-03-24T09:00',
        '2026-03-26T09:00/2026-03-26T12:00',
        '2026-03-27T09:00/2026-03-27T09:30',
      ],
    ],
    [
      'whole days through the short one',
      'DTSTART;VALUE=DATE:20260328\nRRULE:FREQ=DAILY;COUNT=3',
      SPRING,
      ['2026-03-27T23:00/2026-03-30T22:00'],
    ],
    [
      'in a series that began before the period and lasts into it',
      'DTSTART;VALUE=DATE:20260301\nDTEND;VALUE=DATE:20260324\nRRULE:FREQ=YEARLY',
      SPRING,
      ['2026-03-23T00:00/2026-03-23T23:00'],
    ],
  ])('repeats: %s', (_, lines, period, expected) => {
    expect(busy(one(lines), period)).toEqual(expected);
  });

  it('takes what stands in place of one repetition: moved, cancelled, free', () => {
    const series = event(`${T}:20260323T090000\n${E}:20260323T100000\nRRULE:FREQ=DAILY;COUNT=5`, 'reeks');
    const moved = `RECURRENCE-ID;TZID=${HOME}:20260324T090000\n${T}:20260324T150000\n${E}:20260324T160000`;
    const gone = `RECURRENCE-ID:20260325T080000Z\n${T}:20260325T090000\n${E}:20260325T100000\nSTATUS:CANCELLED`;
    const free = `RECURRENCE-ID;TZID=${HOME}:20260326T090000\n${T}:20260326T090000\n${E}:20260326T100000\nTRANSP:TRANSPARENT`;
    const exceptions = [moved, gone, free].map((lines) => event(lines, 'reeks'));
    const other = event(
      `RECURRENCE-ID;TZID=${HOME}:20260323T090000\n${T}:20260323T090000\n${E}:20260323T093000\nSTATUS:CANCELLED`,
      'ander',
    );
    const expected = [
      '2026-03-23T08:00/2026-03-23T09:00',
      '2026-03-24T14:00/2026-03-24T15:00',
      '2026-03-27T08:00/2026-03-27T09:00',
    ];
    expect(busy(ics(series, ...exceptions, other))).toEqual(expected);
    expect(busy(ics(...exceptions, other, series))).toEqual(expected);
  });

  it('reads what says only when somebody is busy, and several calendars in one file', () => {
    const given = `BEGIN:VFREEBUSY\nUID:vb\nDTSTAMP:20260101T000000Z\nFREEBUSY:20260324T090000Z/20260324T100000Z,20260325T090000Z/PT1H\nFREEBUSY;FBTYPE=FREE:20260326T090000Z/PT1H\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20260327T090000Z/PT1H\nEND:VFREEBUSY`;
    const second = ics(event('DTSTART:20260330T090000Z\nDURATION:PT1H'));
    expect(busy(ics(given) + second)).toEqual([
      '2026-03-24T09:00/2026-03-24T10:00',
      '2026-03-25T09:00/2026-03-25T10:00',
      '2026-03-27T09:00/2026-03-27T10:00',
      '2026-03-30T09:00/2026-03-30T10:00',
    ]);
  });

  it('an empty calendar is one in which nothing stands', () => {
    expect(busy(ics())).toEqual([]);
    expect(busy(`\uFEFF${ics('BEGIN:VTODO\nUID:a\nDUE:20260324T090000Z\nEND:VTODO')}`)).toEqual([]);
  });

  it.each<readonly [string, string, string]>([
    ['an unknown zone', one('DTSTART;TZID=Mars/Olympus:20260324T090000\nDURATION:PT1H'), 'zone'],
    ['a zone by a word', one('DTSTART;TZID=EST:20260324T090000\nDURATION:PT1H'), 'zone'],
    [
      'a zone that is described by half',
      one(
        'DTSTART;TZID=X:20260324T090000\nDURATION:PT1H',
        'BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:20200101T000000\nEND:STANDARD\nEND:VTIMEZONE',
      ),
      'zone',
    ],
    ['a day that does not exist', one('DTSTART:20260231T090000Z\nDURATION:PT1H'), 'unreadable'],
    ['a word for a time', one('DTSTART:morgen\nDURATION:PT1H'), 'unreadable'],
    ['no start', one('DURATION:PT1H'), 'unreadable'],
    ['an end before its start', one('DTSTART:20260324T090000Z\nDTEND:20260324T080000Z'), 'unreadable'],
    ['half a file', ics(event('DTSTART:20260324T090000Z\nDURATION:PT1H')).slice(0, 150), 'unreadable'],
    [
      'a rule that is none',
      one('DTSTART:20260324T090000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES'),
      'unreadable',
    ],
    [
      'an exception that moves all that follow',
      one(`RECURRENCE-ID;RANGE=THISANDFUTURE:20260324T090000Z\nDTSTART:20260324T100000Z\nDURATION:PT1H`),
      'repetition',
    ],
    ['a page of a website', '<!doctype html><title>Log in</title>', 'no-calendar'],
    ['nothing', '', 'no-calendar'],
    [
      'a bomb: every second for ever',
      one('DTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY'),
      'too-many',
    ],
    [
      'a bomb: a thousand million times',
      one('DTSTART:19700101T000000Z\nDURATION:PT1S\nRRULE:FREQ=MINUTELY;COUNT=1000000000'),
      'too-many',
    ],
    ['a bomb: little ones', one('DTSTART:20260323T000000Z\nDURATION:PT30S\nRRULE:FREQ=MINUTELY'), 'too-many'],
  ])('refuses all of it for %s', (_, text, why) => {
    expect(() => busy(text)).toThrow(expect.objectContaining({ name: 'Unreadable', why }));
  });
});
