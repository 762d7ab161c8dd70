import { open } from 'node:fs/promises';
import type { Wanted, WantedPerson } from './flows/apply-programme.ts';
import { parseProgramme, type ReadFile } from './programme-parse.ts';
import {
  FIRST_APPLIED,
  type FilePerson,
  type Hours,
  isWholeDay,
  type ProgrammeFile,
} from './programme-schema.ts';
import type { SessionTemplate, Sibling, WorkingHours } from './rules/programme.ts';
import { addDays, type Interval, isoWeekMonday, midnight, momentAt } from './rules/time.ts';

export { parseProgramme, type ReadFile } from './programme-parse.ts';
export type { ProgrammeFile } from './programme-schema.ts';

/** Bytes; a programme of two hundred people has about 60 KB. */
const MAX_BYTES = 1_000_000;

/** Looks at the size first: a file that is too large is never in memory. */
export async function readProgrammeFile(path: string): Promise<ReadFile> {
  const bytes = await readBounded(path, MAX_BYTES);
  if (bytes.kind === 'fault') return { kind: 'faults', lines: [`${path}: ${bytes.why}`] };
  const text = decode(bytes.bytes);
  if (text === null) return { kind: 'faults', lines: [`${path}: is no UTF-8 text; save it as UTF-8`] };
  return parseProgramme(text, path);
}

export type BoundedRead =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'fault'; readonly why: string };

/** A regular file of at most this many bytes. */
export async function readBounded(path: string, maxBytes: number): Promise<BoundedRead> {
  const file = await open(path).catch(() => null);
  if (file === null) return { kind: 'fault', why: 'can not be read' };
  try {
    const about = await file.stat();
    if (!about.isFile()) return { kind: 'fault', why: 'can not be read: it is no file' };
    if (about.size > maxBytes) return { kind: 'fault', why: `larger than ${maxBytes / 1_000_000} MB` };
    return { kind: 'bytes', bytes: await file.readFile() };
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** In the words of the house. */
export function wantedFrom(read: ProgrammeFile, source: string): Wanted {
  const p = read.programme;
  return {
    source,
    people: read.people.map(personFrom),
    groups: read.groups,
    settings: {
      municipality: p.municipality,
      firm: p.firm,
      firmContact: p['firm-contact'],
      mailbox: p.mailbox,
      zone: p.zone,
      firstDay: p['start-week'] === FIRST_APPLIED ? null : isoWeekMonday(p['start-week']),
      places: p.places,
      sessions: p.sessions,
      matching: p.matching,
      slots: {
        noticeHours: p.slots['notice-hours'],
        bufferMinutes: p.slots['buffer-minutes'],
        gridMinutes: p.slots['grid-minutes'],
        horizonDays: p.slots['horizon-days'],
        directorHours: hoursFrom(p.slots['director-hours']),
      },
      themes: p.themes.map(({ code, nl, en }) => ({ code, label: { nl, en } })),
      helpline: p.helpline,
      subject: p.subject,
      address: p.address,
      answerWithinWorkingDays: p['answer-within-working-days'],
      retention: {
        preferencesDays: p.retention['preferences-days'],
        coachDays: p.retention['coach-days'],
        messagesDays: p.retention['messages-days'],
        recordDays: p.retention['record-days'],
        leaversDays: p.retention['leavers-days'],
      },
      requestsTo: read.governance?.['requests-to'] ?? 'coordinator',
      controller: read.governance?.controller?.name ?? null,
      siblings: p.siblings.map((sibling) => siblingFrom(sibling, p.zone)),
      budget: p.budget ? { cents: p.budget.cents, places: p.budget.places ?? p.places } : null,
      requests: p.requests,
      keepPlace: { first: p['keep-place'].days, again: p['keep-place']['days-again'] },
      templates: p['session-templates'].map(templateFrom).sort((a, b) => a.number - b.number),
      signInTenants: p['sign-in'].tenants.map((tenant) => tenant.toLowerCase()),
      feedHours: p['ics-hours'],
      callBackHours: p['call-back-hours'],
      terms: {
        lateCancelHours: p['late-cancel-hours'],
        lateCancelCounts: p['late-cancel-counts'],
        missedCounts: p['missed-counts'],
        spacingDays: p['spacing-days'],
        reminders: p.reminders,
      },
    },
  };
}

function personFrom(p: FilePerson): WantedPerson {
  const { upn, roles, language, reach } = p;
  const coach = p.coach && {
    line: p.coach.line,
    languages: p.coach.languages,
    themes: p.coach.themes,
    places: p.coach.places,
    zone: p.coach.zone,
    hours: hoursFrom(p.coach.hours),
    calendar: p.coach.calendar,
    ...(p.coach.tenant && { tenant: p.coach.tenant.toLowerCase() }),
    maxDirectors: p.coach['max-directors'],
  };
  return {
    ...{ upn, roles, language, reach, name: p.name ?? null, mail: p.mail ?? null },
    coach: coach ?? null,
    feed: p.coach?.ics ?? null,
  };
}

/** A day that is absent stays absent. */
function hoursFrom(read: Hours): WorkingHours {
  return Object.fromEntries(Object.entries(read).filter(([, periods]) => periods !== undefined));
}

type FileTemplate = ProgrammeFile['programme']['session-templates'][number];

function templateFrom({ exercises, ...template }: FileTemplate): SessionTemplate {
  const filled = exercises.map(({ title, text, link }) => ({
    title,
    text: text ?? null,
    link: link ?? null,
  }));
  return { ...template, exercises: filled };
}

function siblingFrom(read: ProgrammeFile['programme']['siblings'][number], zone: string): Sibling {
  return { name: read.name, dates: read.dates.map((dates) => intervalFrom(dates, zone)) };
}

function intervalFrom(
  { start, end }: { readonly start: string; readonly end: string },
  zone: string,
): Interval {
  const last = isWholeDay(end) ? midnight(addDays(end, 1), zone) : moment(end, zone);
  return { start: isWholeDay(start) ? midnight(start, zone) : moment(start, zone), end: last };
}

/** `2026-12-03 13:00`, as the schema let it through. */
function moment(text: string, zone: string): number {
  return momentAt(text.slice(0, 10), text.slice(11), zone);
}
