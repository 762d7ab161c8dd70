import type { LocalOutlook } from '../../graph/local/outlook.ts';
import type { LocalPerson } from './types.ts';

/** Meetings that make the sample weeks look like somebody's: per person, on weekdays, eight weeks on. */
const MEETINGS = [
  { weekday: 1, from: '09:00', minutes: 60, subject: 'Weekstart' },
  { weekday: 1, from: '13:30', minutes: 90, subject: 'Directie' },
  { weekday: 2, from: '10:00', minutes: 60, subject: 'Bilateraal' },
  { weekday: 3, from: '14:00', minutes: 120, subject: 'Stuurgroep' },
  { weekday: 4, from: '09:30', minutes: 90, subject: 'Portefeuille' },
  { weekday: 5, from: '11:00', minutes: 60, subject: 'Team' },
];

/** Fills the calendars of the sample people, once: every appointment has a key of its own. */
export function fillWeeks(outlook: LocalOutlook, people: readonly LocalPerson[], monday: string): void {
  const start = Temporal.PlainDate.from(monday);
  people.forEach((person, p) => {
    for (let week = 0; week < 8; week += 1)
      MEETINGS.forEach((meeting, m) => {
        // Not everybody is in every meeting.
        if ((p + m + week) % 3 === 0) return;
        const day = start.add({ weeks: week, days: meeting.weekday - 1 });
        const at = day.toZonedDateTime({
          timeZone: 'Europe/Amsterdam',
          plainTime: meeting.from,
        }).epochMilliseconds;
        const end = at + meeting.minutes * 60_000;
        outlook.addBusy({
          upn: person.upn,
          start: at,
          end,
          subject: meeting.subject,
          key: `sample-${week}-${m}`,
        });
      });
  });
}
