import { createLog, LOG_FIELDS } from '../../bot/log.ts';
import type { LogLine } from './code.ts';

/** What stands in a sample for each field that may be logged. */
const VALUES: Readonly<Record<(typeof LOG_FIELDS)[number], string | number>> = {
  event: '',
  kind: 'calendar.create',
  what: 'pressed',
  code: 'ETIMEDOUT',
  status: 503,
  constraint: 'bookings_coach_free',
  table: 'bookings',
  job: 'chat.send',
  method: 'POST',
  route: '/api/messages',
  count: 2,
  ms: 1240,
  port: 3978,
  name: 'Error',
  reason: 'no-token',
  error: 'TypeError',
};

/** Every line that the code can log, written by the real logger with its allow-list. */
export function logSamples(lines: readonly LogLine[]): readonly string[] {
  const written: string[] = [];
  const log = createLog((line) => void written.push(line.trim()));
  for (const { level, event, fields, message } of lines) {
    const values = Object.fromEntries(fields.map((field) => [field, sampleOf(field)]));
    log[level]({ ...values, event }, message);
  }
  return [...new Set(written.map(withoutTime))];
}

/** What the logger makes of a line that says too much: the allow-list leaves only the event. */
export function forbiddenSample(): { readonly given: string; readonly written: string } {
  const given = {
    event: 'example',
    text: 'Ik slaap slecht',
    upn: 'noor.hazelaar@voorbeeld.example',
    token: 'eyJ0',
  };
  const written: string[] = [];
  createLog((line) => void written.push(line.trim())).info(given, 'a line that says too much');
  return { given: JSON.stringify(given), written: withoutTime(written.join('')) };
}

/** A field that is not on the allow-list stands as "…" and does not come through the logger. */
function sampleOf(field: string): string | number {
  const known = LOG_FIELDS.find((name) => name === field);
  return known === undefined ? '…' : VALUES[known];
}

/** The same evidence twice is the same file. */
function withoutTime(line: string): string {
  return line.replace(/"time":"[^"]*"/, '"time":"2026-12-01T09:00:00.000Z"');
}
