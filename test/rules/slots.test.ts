import { describe, expect, it } from 'vitest';
import type { WorkingHours } from '../../bot/rules/programme.ts';
import { freeSlots, type SlotQuestion, slotFinder, window } from '../../bot/rules/slots.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';

const at = (text: string) => Date.parse(text);
const everyDay = (from: string, to: string): WorkingHours => {
  const times = [{ from, to }];
  return { mon: times, tue: times, wed: times, thu: times, fri: times, sat: times, sun: times };
};
const settings: SlotQuestion['settings'] = {
  noticeHours: 24,
  bufferMinutes: 0,
  gridMinutes: 30,
  horizonDays: 1,
  directorHours: everyDay('00:00', '24:00'),
};
/** One day in December (the 10th, a Thursday) with a coach who works from nine to twelve. */
const question: SlotQuestion = {
  now: at('2026-12-08T09:00:00Z'),
  zone: 'Europe/Amsterdam',
  firstDay: '2026-12-10',
  settings,
  minutes: 60,
  days: [],
  parts: [],
  coach: { zone: 'Europe/Amsterdam', hours: everyDay('09:00', '12:00'), busy: [], bookings: [] },
  director: { busy: [], bookings: [] },
};
const asked = (more: Partial<SlotQuestion>) => ({ ...question, ...more });
const set = (more: Partial<SlotQuestion['settings']>) => ({ settings: { ...settings, ...more } });
const worksIn = (zone: string, hours: WorkingHours) => ({ coach: { ...question.coach, zone, hours } });
const wall = (slots: readonly { start: number }[], zone = 'Europe/Amsterdam') =>
  slots.map(({ start }) =>
    Temporal.Instant.fromEpochMilliseconds(start)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: 'minute' }),
  );
const busy = (from: string, to: string) => ({
  start: at(`2026-12-10T${from}+01:00`),
  end: at(`2026-12-10T${to}+01:00`),
});

describe('the window', () => {
  it('starts at the first day when the notice ends before', () => {
    expect(window(question)).toEqual({
      start: at('2026-12-10T00:00+01:00'),
      end: at('2026-12-11T00:00+01:00'),
    });
  });
  it('starts when the notice ends, and counts days from the local day of that moment', () => {
    const q = asked({ now: at('2026-12-19T23:30:00Z'), ...set({ horizonDays: 14 }) });
    expect(window(q)).toEqual({ start: at('2026-12-20T23:30:00Z'), end: at('2027-01-04T00:00+01:00') });
  });
  it('ends at midnight on the other side of a clock change', () => {
    const q = asked({ now: at('2026-10-23T12:00:00Z'), firstDay: '2026-10-19', ...set({ horizonDays: 2 }) });
    expect(window(q).end).toBe(at('2026-10-26T00:00+01:00'));
  });
});

describe('free slots', () => {
  it('are every start on the grid that ends within the working hours', () => {
    expect(wall(freeSlots(question))).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
    expect(freeSlots(question).every(({ start, end }) => end - start === HOUR)).toBe(true);
  });
  it('keep to the hours in which the director can be asked', () => {
    expect(wall(freeSlots(asked(set({ directorHours: everyDay('10:00', '17:00') }))))).toEqual([
      '10:00',
      '10:30',
      '11:00',
    ]);
  });
  it('may run over from one stretch of hours into the one that adjoins it', () => {
    const split = {
      thu: [
        { from: '10:00', to: '12:00' },
        { from: '09:00', to: '10:00' },
      ],
    };
    expect(wall(freeSlots(asked(worksIn('Europe/Amsterdam', split))))).toContain('09:30');
  });
  it('may run over midnight when both days are worked', () => {
    const nights = worksIn('Europe/Amsterdam', {
      thu: [{ from: '23:00', to: '00:00' }],
      fri: [{ from: '00:00', to: '00:30' }],
    });
    expect(wall(freeSlots(asked(nights)))).toEqual(['23:00', '23:30']);
  });
  it('start no earlier than the notice allows', () => {
    expect(wall(freeSlots(asked({ now: at('2026-12-09T10:01+01:00') })))).toEqual(['10:30', '11:00']);
    expect(wall(freeSlots(asked({ now: at('2026-12-09T10:30+01:00') })))).toEqual(['10:30', '11:00']);
  });
  it.each([
    ['coach', 'busy'],
    ['coach', 'bookings'],
    ['director', 'busy'],
    ['director', 'bookings'],
  ] as const)('avoid what the %s has in %s', (who, list) => {
    const taken = { [who]: { ...question[who], [list]: [busy('10:00', '10:30')] } };
    expect(wall(freeSlots(asked(taken)))).toEqual(['09:00', '10:30', '11:00']);
  });
  it('keep the buffer on both sides, and not a minute more', () => {
    const q = { ...set({ bufferMinutes: 30 }), director: { busy: [busy('10:30', '10:45')], bookings: [] } };
    expect(wall(freeSlots(asked(q)))).toEqual(['09:00']);
    const wider = {
      ...set({ bufferMinutes: 15 }),
      director: { busy: [busy('10:30', '10:45')], bookings: [] },
    };
    expect(wall(freeSlots(asked(wider)))).toEqual(['09:00', '11:00']);
  });
  it('the buffer is between appointments, not at the edge of the working day', () => {
    expect(wall(freeSlots(asked(set({ bufferMinutes: 60 }))))).toEqual(wall(freeSlots(question)));
  });
  it.each(['coach', 'director'] as const)('are none when the calendar of the %s is unknown', (who) => {
    expect(freeSlots(asked({ [who]: { ...question[who], busy: 'unknown' } }))).toEqual([]);
  });
  it('an appointment of no length takes no time', () => {
    const q = { director: { busy: [busy('10:00', '10:00')], bookings: [] } };
    expect(freeSlots(asked(q))).toEqual(freeSlots(question));
  });
  it('days and parts of the day are those of the programme, wherever the coach is', () => {
    const q = { ...worksIn('America/New_York', everyDay('05:00', '07:00')), parts: ['afternoon'] as const };
    expect(wall(freeSlots(asked(q)))).toEqual(['12:00']);
    expect(freeSlots(asked({ days: ['fri'] }))).toEqual([]);
    expect(freeSlots(asked({ days: ['thu'] }))).toEqual(freeSlots(question));
  });
  it('a finder for many coaches answers for each what is answered for one', () => {
    const find = slotFinder(question);
    const coaches = ['Europe/Amsterdam', 'Europe/Lisbon', 'Asia/Kathmandu', 'Europe/Lisbon'].map((zone) => ({
      ...question.coach,
      zone,
      hours: everyDay('08:15', '13:00'),
    }));
    for (const coach of coaches) expect(find(coach)).toEqual(freeSlots({ ...question, coach }));
  });
});

describe('on the days the clock changes', () => {
  const slotsOn = (day: string, from: string, to: string) => {
    const q = {
      ...worksIn('Europe/Amsterdam', everyDay(from, to)),
      firstDay: day,
      now: at(`${day}T00:00Z`) - 48 * HOUR,
    };
    return freeSlots(asked({ ...q, ...set({ gridMinutes: 60 }) }));
  };
  it('hours that occur twice are worked twice', () => {
    expect(wall(slotsOn('2026-10-25', '01:00', '04:00'))).toEqual(['01:00', '02:00', '02:00', '03:00']);
  });
  it('hours that do not exist are not worked', () => {
    expect(wall(slotsOn('2027-03-28', '01:00', '04:00'))).toEqual(['01:00', '03:00']);
    expect(slotsOn('2027-03-28', '02:00', '03:00')).toEqual([]);
  });
  it('working hours by day stay the same by the clock on the wall', () => {
    const starts = ['2026-10-24', '2026-10-25', '2027-03-28'].map(
      (day) => slotsOn(day, '09:00', '11:00')[0]?.start,
    );
    expect(starts).toEqual([at('2026-10-24T07:00Z'), at('2026-10-25T08:00Z'), at('2027-03-28T07:00Z')]);
  });
  it('a zone that changes by half an hour works half an hour longer or shorter', () => {
    const minutes = (day: string) => {
      const q = asked({
        ...worksIn('Australia/Lord_Howe', everyDay('00:00', '06:00')),
        zone: 'Australia/Lord_Howe',
        firstDay: day,
        now: at(`${day}T00:00Z`) - 72 * HOUR,
        minutes: 15,
        ...set({ gridMinutes: 15 }),
      });
      return freeSlots(q).length * 15;
    };
    expect([minutes('2026-10-03'), minutes('2026-10-04'), minutes('2027-04-04')]).toEqual([360, 330, 390]);
  });
  it('the grid is counted from 1970, so a quarter zone has its starts at the quarters', () => {
    const q = { ...worksIn('Asia/Kathmandu', everyDay('09:00', '11:00')), zone: 'Asia/Kathmandu' };
    expect(wall(freeSlots(asked({ ...q, ...set({ gridMinutes: 60 }) })), 'Asia/Kathmandu')).toEqual([
      '09:45',
    ]);
  });
  it('a slot counts its minutes in real time', () => {
    expect(
      slotsOn('2026-10-25', '00:00', '24:00').every(({ start, end }) => end - start === 60 * MINUTE),
    ).toBe(true);
    expect(slotsOn('2026-10-25', '00:00', '24:00')).toHaveLength(25);
    expect(slotsOn('2027-03-28', '00:00', '00:00')).toHaveLength(23);
  });
});
