/** Text of an ICS file, in as few words as a test needs. */
export function ics(...components: readonly string[]): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...components, 'END:VCALENDAR', ''];
  return lines.flatMap((line) => line.split('\n')).join('\r\n');
}

/** An event; `uid` stands in front where several belong together. */
export function event(lines: string, uid = 'een'): string {
  return ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', 'SUMMARY:Tandarts', lines, 'END:VEVENT']
    .join('\n')
    .replaceAll(/\n +/g, '\n');
}

/** As Outlook writes the zone of Amsterdam: since 1601, by a name of Windows or of its own. */
export function vtimezone(tzid: string): string {
  return `BEGIN:VTIMEZONE
TZID:${tzid}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;
}
