import { readFile } from 'node:fs/promises';
import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import type { Wanted, WantedPerson } from './flows/apply-programme.ts';
import {
  FIRST_APPLIED,
  type FilePerson,
  type Hours,
  type ProgrammeFile,
  programmeSchema,
} from './programme-schema.ts';
import type { WorkingHours } from './rules/programme.ts';
import { isoWeekMonday } from './rules/time.ts';

export type { ProgrammeFile } from './programme-schema.ts';

/** Bytes; a programme of two hundred people has about 60 KB. */
const MAX_BYTES = 1_000_000;

export type ReadFile =
  | { readonly kind: 'read'; readonly file: ProgrammeFile; readonly text: string }
  /** Each line: where in the file, what is wrong, what would be right. */
  | { readonly kind: 'faults'; readonly lines: readonly string[] };

export async function readProgrammeFile(path: string): Promise<ReadFile> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return { kind: 'faults', lines: [`${path}: can not be read`] };
  if (bytes.length > MAX_BYTES)
    return { kind: 'faults', lines: [`${path}: larger than ${MAX_BYTES / 1_000_000} MB`] };
  return parseProgramme(bytes.toString('utf8'), path);
}

export function parseProgramme(text: string, path: string): ReadFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, merge: false, uniqueKeys: true });
  if (document.errors.length > 0)
    return {
      kind: 'faults',
      lines: document.errors.map((e) => `${path}:${e.linePos?.[0].line ?? 1}: ${firstLine(e.message)}`),
    };
  const parsed = programmeSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return { kind: 'read', file: parsed.data, text };
  const lines = parsed.error.issues.map((issue) => {
    const where = nearest(document.contents, issue.path);
    const line = where?.range ? counter.linePos(where.range[0]).line : 1;
    return `${path}:${line}: ${issue.path.join('.') || 'the file'}: ${firstLine(issue.message)}`;
  });
  return { kind: 'faults', lines };
}

/** The deepest node on the path that stands in the file. */
function nearest(root: unknown, path: readonly PropertyKey[]): Node | null {
  let node = root as Node | null;
  for (const key of path) {
    if (!node || !('get' in node) || typeof node.get !== 'function') return node;
    const pair = isMap(node) ? node.items.find((item) => String(item.key) === String(key)) : null;
    const next = node.get(key, true) as Node | undefined;
    if (!next || typeof next !== 'object') return (pair?.key as Node | undefined) ?? node;
    node = next;
  }
  return node;
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}

/** In the words of the house. */
export function wantedFrom(read: ProgrammeFile, source: string): Wanted {
  const p = read.programme;
  return {
    source,
    people: read.people.map(personFrom),
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
      wipePreferencesAfterDays: p['wipe-preferences-after-days'],
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
    maxDirectors: p.coach['max-directors'],
  };
  return { upn, roles, language, reach, name: p.name ?? null, mail: p.mail ?? null, coach: coach ?? null };
}

/** A day that is absent stays absent. */
function hoursFrom(read: Hours): WorkingHours {
  return Object.fromEntries(Object.entries(read).filter(([, periods]) => periods !== undefined));
}
