import { describe, expect, it } from 'vitest';
import { feedBusy, feedPeriod, isFeedAddress, nextFeedReading, speaksFor } from '../../bot/rules/feeds.ts';
import { HOUR } from '../../bot/rules/time.ts';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const asked = { start: NOW, end: NOW + 100 * HOUR };
const reading = {
  busy: [{ start: NOW + HOUR, end: NOW + 2 * HOUR }],
  covers: asked,
  zone: 'Europe/Amsterdam',
};
const at = { asked, now: NOW, staleMs: 3 * HOUR };

describe('a calendar that is read every hour', () => {
  it('is unknown before it was read, and when that is too long ago', () => {
    expect(feedBusy({ reading: null, readAt: null }, at)).toBe('unknown');
    expect(feedBusy({ reading: null, readAt: NOW }, at)).toBe('unknown');
    expect(feedBusy({ reading, readAt: NOW - 3 * HOUR - 1 }, at)).toBe('unknown');
    expect(feedBusy({ reading, readAt: NOW - 3 * HOUR }, at)).toEqual(reading.busy);
  });

  it('is busy where it does not speak for', () => {
    const wider = { start: asked.start - HOUR, end: asked.end + HOUR };
    expect(feedBusy({ reading, readAt: NOW }, { ...at, asked: wider })).toEqual([
      { start: wider.start, end: asked.start },
      ...reading.busy,
      { start: asked.end, end: wider.end },
    ]);
    const elsewhere = { start: asked.end + HOUR, end: asked.end + 2 * HOUR };
    expect(feedBusy({ reading, readAt: NOW }, { ...at, asked: elsewhere })).toContainEqual({
      start: asked.end,
      end: elsewhere.end,
    });
  });

  it('can be asked whether it changed while the reading speaks for what is asked, in the same zone', () => {
    const { zone } = reading;
    expect(speaksFor(reading, { asked, zone })).toBe(true);
    expect(speaksFor(reading, { asked, zone: 'Europe/Lisbon' })).toBe(false);
    expect(speaksFor(reading, { asked: { ...asked, end: asked.end + 1 }, zone })).toBe(false);
    expect(speaksFor({ ...reading, covers: feedPeriod(asked) }, { asked, zone })).toBe(true);
  });

  it('is read within an hour and a half, and from then on every hour at its own moment', () => {
    for (const phase of [0, 1, 1_799_999, 3_599_999]) {
      const first = nextFeedReading(NOW + 1_234_567, phase);
      expect(first - NOW - 1_234_567).toBeGreaterThanOrEqual(HOUR / 2);
      expect(first - NOW - 1_234_567).toBeLessThan(1.5 * HOUR);
      expect(first % HOUR).toBe(phase);
      expect(nextFeedReading(first, phase)).toBe(first + HOUR);
      expect(nextFeedReading(first + 1_500, phase)).toBe(first + HOUR);
    }
  });

  it.each([
    ['https://calendar.example/a.ics?key=1', true],
    ['https://[2606:4700::1111]:8443/a', true],
    ['http://127.0.0.1:8080/a.ics', true],
    ['http://[::1]/a.ics', true],
    ['http://localhost/a.ics', true],
    ['http://localhost.example/a.ics', false],
    ['http://calendar.example/a.ics', false],
    ['webcal://calendar.example/a.ics', false],
    ['https://name@calendar.example/a.ics', false],
    ['calendar.example/a.ics', false],
    ['', false],
  ])('%s can be an address: %s', (address, fine) => {
    expect(isFeedAddress(address)).toBe(fine);
  });
});
