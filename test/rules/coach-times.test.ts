import { describe, expect, it } from 'vitest';
import { joinWindows, readHours, readPause, readWindow } from '../../bot/rules/coach-times.ts';
import { mayBeLate } from '../../bot/rules/late.ts';
import { freeSlots, type SlotQuestion } from '../../bot/rules/slots.ts';
import { HOUR, MINUTE } from '../../bot/rules/time.ts';
import { bookingIn, NOW, slotAt } from './situations.ts';

const at = { now: NOW, zone: 'Europe/Amsterdam' };
const moment = (text: string) => Date.parse(text);

describe('working hours as a coach fills them in', () => {
  it('are read per day, in order of time, without what is empty', () => {
    const read = readHours({
      'mon-1-from': '13:00',
      'mon-1-to': '17:00',
      'mon-2-from': '09:00',
      'mon-2-to': '12:00',
      'tue-1-from': '',
      'tue-1-to': '',
    });
    const mon = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '17:00' },
    ];
    expect(read).toEqual({ kind: 'read', value: { mon } });
  });

  it.each([
    ['nothing at all', {}, { why: 'none' }],
    ['one of two times', { 'mon-1-from': '09:00' }, { why: 'half', day: 'mon' }],
    ['a time that is none', { 'wed-1-from': '9', 'wed-1-to': '25:00' }, { why: 'half', day: 'wed' }],
    ['an end before its start', { 'fri-2-from': '17:00', 'fri-2-to': '09:00' }, { why: 'order', day: 'fri' }],
    ['an end at its start', { 'fri-2-from': '09:00', 'fri-2-to': '09:00' }, { why: 'order', day: 'fri' }],
    [
      'two stretches that overlap',
      { 'sun-1-from': '09:00', 'sun-1-to': '12:00', 'sun-3-from': '11:59', 'sun-3-to': '13:00' },
      { why: 'overlap', day: 'sun' },
    ],
  ])('are refused with %s', (_, fields, fault) => {
    expect(readHours(fields)).toEqual({ kind: 'fault', fault });
  });
});

describe('a window', () => {
  it('is read in the zone of the coach, in winter and in summer', () => {
    const read = (date: string) => readWindow({ date, from: '09:00', to: '12:00' }, at);
    expect(read('2026-12-03')).toEqual({
      kind: 'read',
      value: { start: moment('2026-12-03T08:00Z'), end: moment('2026-12-03T11:00Z') },
    });
    expect(read('2027-06-03')).toMatchObject({ value: { start: moment('2027-06-03T07:00Z') } });
  });

  it.each([
    ['no date', {}, 'date'],
    ['a day that does not exist', { date: '2027-02-30', from: '09:00', to: '12:00' }, 'date'],
    ['a month that does not exist', { date: '2027-13-01', from: '09:00', to: '12:00' }, 'date'],
    ['SQL', { date: "2027-02-01' --", from: '09:00', to: '12:00' }, 'date'],
    ['an end before its start', { date: '2026-12-03', from: '12:00', to: '09:00' }, 'order'],
    ['less than an hour', { date: '2026-12-03', from: '09:00', to: '09:59' }, 'short'],
    ['a day that is over', { date: '2026-11-18', from: '09:00', to: '12:00' }, 'past'],
    ['a day beyond next year', { date: '2028-01-01', from: '09:00', to: '12:00' }, 'far'],
  ])('is refused with %s', (_, fields, fault) => {
    expect(readWindow(fields, at)).toEqual({ kind: 'fault', fault });
  });

  it('that touches another becomes one with it', () => {
    const [left, right, far] = [slotAt(NOW), slotAt(NOW + 2 * HOUR), slotAt(NOW + 9 * HOUR)];
    const joined = joinWindows([left, right, far], slotAt(NOW + HOUR));
    expect(joined).toEqual({ window: { start: NOW, end: NOW + 3 * HOUR }, gone: [left, right] });
  });
});

describe('a pause', () => {
  it('is whole days, the last one included', () => {
    const value = { start: moment('2026-12-20T23:00Z'), end: moment('2027-01-03T23:00Z') };
    expect(readPause({ first: '2026-12-21', last: '2027-01-03' }, at)).toEqual({ kind: 'read', value });
  });

  it.each([
    ['no day', { first: '2026-12-21' }, 'date'],
    ['an end before its start', { first: '2026-12-21', last: '2026-12-20' }, 'order'],
    ['days that are over', { first: '2026-11-01', last: '2026-11-18' }, 'past'],
    ['more than a year', { first: '2026-12-01', last: '2028-01-01' }, 'long'],
  ])('is refused with %s', (_, fields, fault) => {
    expect(readPause(fields, at)).toEqual({ kind: 'fault', fault });
  });
});

describe('slots of a coach who gives windows, or pauses', () => {
  const day = { from: '09:00', to: '17:00' };
  const hours = { mon: [day], tue: [day], wed: [day], thu: [day], fri: [day] };
  const question = (coach: Partial<SlotQuestion['coach']>): SlotQuestion => ({
    now: NOW,
    zone: 'Europe/Amsterdam',
    firstDay: '2026-11-16',
    settings: { noticeHours: 24, bufferMinutes: 15, gridMinutes: 30, horizonDays: 14, directorHours: hours },
    minutes: 60,
    days: [],
    parts: [],
    coach: { zone: 'Europe/Amsterdam', hours, busy: [], bookings: [], ...coach },
    director: { busy: [], bookings: [] },
  });
  const window = { start: moment('2026-11-24T09:00Z'), end: moment('2026-11-24T11:00Z') };

  it('are inside the windows alone, whatever the hours say', () => {
    const slots = freeSlots(question({ hours: {}, windows: [window] }));
    expect(slots.map(({ start }) => start)).toEqual([
      window.start,
      window.start + 30 * MINUTE,
      window.start + HOUR,
    ]);
  });

  it('keep a buffer around what is booked in a window', () => {
    const booked = { start: window.start, end: window.start + HOUR };
    expect(freeSlots(question({ windows: [window], bookings: [booked] }))).toEqual([]);
  });

  it('are none without a window, and none where nothing is known', () => {
    expect(freeSlots(question({ windows: [] }))).toEqual([]);
    expect(freeSlots(question({ windows: [window], busy: 'unknown' }))).toEqual([]);
  });

  it('are none that start or go on in a pause', () => {
    const away = { start: moment('2026-11-23T23:00Z'), end: moment('2026-11-24T23:00Z') };
    const all = freeSlots(question({}));
    const rest = freeSlots(question({ away: [away] }));
    expect(rest).toEqual(all.filter(({ start, end }) => end <= away.start || start >= away.end));
    expect(rest.length).toBeLessThan(all.length);
  });
});

describe('"ten minutes later"', () => {
  const booking = bookingIn('confirmed', slotAt(NOW));
  it.each([
    ['half an hour before', -30, true],
    ['earlier than that', -31, false],
    ['a quarter of an hour after the start', 15, true],
    ['later than that', 16, false],
    ['after the end', 60, false],
  ])('%s', (_, minutes, may) => {
    expect(mayBeLate(booking, NOW + minutes * MINUTE)).toBe(may);
  });

  it('is for a session that stands', () => {
    for (const state of ['held', 'cancelled', 'released', 'done'] as const)
      expect(mayBeLate(bookingIn(state, slotAt(NOW)), NOW)).toBe(false);
  });
});
