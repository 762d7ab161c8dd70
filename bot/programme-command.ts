import type { Environment } from './config.ts';
import {
  type ApplyDeps,
  type Resolved,
  resolveProgramme,
  type Unresolved,
  writeProgramme,
} from './flows/apply-programme.ts';
import { difference, resolvedProgramme, standingProgramme } from './flows/programme-difference.ts';
import { type ProgrammeFile, readProgrammeFile, wantedFrom } from './programme-file.ts';
import { missingGovernance } from './programme-governance.ts';
import { openHouse } from './programme-house.ts';
import { importCommand } from './programme-import.ts';
import { installCommand } from './programme-install.ts';
import { keyTable } from './programme-keys.ts';
import { warnings } from './programme-warnings.ts';
import { extraPlaces } from './store/programme.ts';

export const HELP = `npm run programme -- check FILE          all faults of a programme file with their lines, and warnings
npm run programme -- keys                every key of that file and what it is, as the README has it
npm run programme -- apply FILE [--yes]    shows what would change, asks, and changes it
npm run programme -- import FILE [--yes]   people who are registered already, from a CSV file: shows, asks, loads
npm run programme -- install [--yes]       puts the app into Teams of all directors who do not have it; with
                                           --dry-run it only shows for whom

FILE is a programme file as PROGRAMME names it; the sample is bot/local/programme.yaml. Without --yes the
last three ask on a terminal; elsewhere they only show. The CSV has a header row with at least e-mail or upn;
also read are name, coach and sessions held (naam, coach, gehouden sessies).

They read the same settings as "npm run serve" (or, without MicrosoftAppId, those of "npm start"): the database
of DATABASE_URL or the folder DATA_DIR, and the directory through Microsoft Graph. What runs sees the change
within seconds; people who lose a role lose it at their next press.

Exit code: 0 done, 1 something is wrong or was not wanted, 64 no such command, 78 the settings are wrong.`;

export type Terminal = {
  say(line: string): void;
  complain(line: string): void;
  /** Null when nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
};
export type CommandQ = {
  readonly args: readonly string[];
  readonly env: Environment;
  readonly terminal: Terminal;
};

const OPTIONS: ReadonlySet<string> = new Set(['--yes', '--dry-run']);

/** sysexits.h */
const EX_USAGE = 64;
const EX_CONFIG = 78;

/** Answers the exit code. */
export async function runProgramme({ args, env, terminal }: CommandQ): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    terminal.say(HELP);
    return 0;
  }
  const [command, file, ...others] = args.filter((arg) => !OPTIONS.has(arg));
  const yes = args.includes('--yes');
  if (command === 'keys' && file === undefined) {
    terminal.say(keyTable());
    return 0;
  }
  if (command === 'install' && file === undefined)
    return installCommand({ env, terminal, yes, dryRun: args.includes('--dry-run') });
  const known = command === 'check' || command === 'apply' || command === 'import';
  if (!known || !file || others.length > 0 || file.startsWith('-')) {
    terminal.complain(HELP);
    return EX_USAGE;
  }
  if (command === 'check') return check(file, terminal);
  return (command === 'apply' ? apply : importCommand)({ file, env, terminal, yes });
}

export type FileCommandQ = {
  readonly file: string;
  readonly env: Environment;
  readonly terminal: Terminal;
  readonly yes: boolean;
};

async function check(path: string, terminal: Terminal): Promise<number> {
  const read = await readProgrammeFile(path);
  if (read.kind === 'faults') {
    for (const line of read.lines) terminal.complain(line);
    return 1;
  }
  for (const line of summary(read.file)) terminal.say(line);
  return 0;
}

async function apply({ file: path, env, terminal, yes }: FileCommandQ): Promise<number> {
  const read = await readProgrammeFile(path);
  if (read.kind === 'faults') return faulty(terminal, read.lines);
  const opened = await openHouse({ env, path, file: read.file });
  if (opened.kind === 'faults') return faulty(terminal, opened.lines, EX_CONFIG);
  const { house } = opened;
  try {
    const answer = await resolveProgramme(house, wantedFrom(read.file, read.text));
    if (answer.kind !== 'resolved') return faulty(terminal, [why(answer)]);
    for (const line of warnings(read.file)) terminal.say(line);
    return await applyResolved({ house, terminal, yes, resolved: answer.value });
  } finally {
    await house.close();
  }
}

type ApplyResolved = Pick<FileCommandQ, 'terminal' | 'yes'> & {
  readonly house: ApplyDeps;
  readonly resolved: Resolved;
};

async function applyResolved({ house, terminal, yes, resolved }: ApplyResolved): Promise<number> {
  const before = await standingProgramme(house.db);
  const after = resolvedProgramme(resolved);
  const lines = difference(before, after);
  if (before === null) terminal.say('Nothing is applied yet.');
  for (const line of lines) terminal.say(line);
  for (const upn of resolved.missing)
    terminal.say(`! ${upn}: is not in the directory, and has no name and mail in the file: is left out`);
  const extra = before === null ? 0 : await extraPlaces(house.db);
  if (extra > 0)
    terminal.say(
      `! ${extra} more places were agreed to by the contact person and stay beside the file's: do not count them in it`,
    );
  if (lines.length === 0) terminal.say('No setting, role or coach changes.');
  else if (!(await agreed({ terminal, yes, question: 'Apply this?' }))) return 1;
  await writeProgramme(house, resolved);
  terminal.say('Applied. What runs sees it within seconds.');
  if (restarts(before?.settings, after.settings))
    terminal.say('The mailbox or the zone changed: restart what runs, with PROGRAMME at this file.');
  else terminal.say('Let PROGRAMME name this file too.');
  return 0;
}

/** Read once, at the start of a process. */
function restarts(
  before: ReadonlyMap<string, string> | undefined,
  after: ReadonlyMap<string, string>,
): boolean {
  return before !== undefined && ['mailbox', 'zone'].some((name) => before.get(name) !== after.get(name));
}

/** By --yes, or by somebody at the terminal; nobody there is a no that says so. */
export async function agreed(q: {
  readonly terminal: Terminal;
  readonly yes: boolean;
  readonly question: string;
}): Promise<boolean> {
  if (q.yes) return true;
  if (q.terminal.ask === null) {
    q.terminal.complain('Nothing was changed: add --yes to change it.');
    return false;
  }
  if (await q.terminal.ask(q.question)) return true;
  q.terminal.say('Nothing was changed.');
  return false;
}

export function faulty(terminal: Terminal, lines: readonly string[], code = 1): number {
  for (const line of lines) terminal.complain(line);
  terminal.complain('Nothing was changed.');
  return code;
}

function why(answer: Unresolved): string {
  switch (answer.kind) {
    case 'unread':
      return `The directory could not be read for ${answer.what} (${answer.code}). Try again, and check the permissions User.ReadBasic.All and GroupMember.Read.All.`;
    case 'no-group':
      return `There is no group ${answer.group} in the directory: write its object id or its mail address.`;
    case 'no-coordinator':
      return 'Nobody with the role coordinator is in the directory: matches and call-backs would reach nobody.';
  }
}

function summary(file: ProgrammeFile): readonly string[] {
  const { programme, people, groups, governance } = file;
  const count = (role: string) => people.filter(({ roles }) => roles.some((one) => one === role)).length;
  const missing = missingGovernance(governance);
  return [
    'The file is in order.',
    `  ${programme.municipality} with ${programme.firm}; start week ${programme['start-week']}`,
    `  ${programme.places} places, ${programme.sessions} sessions each, ${programme.themes.length} themes`,
    `  ${people.length} people: ${count('director')} directors, ${count('coach')} coaches, ${count('coordinator')} coordinators`,
    `  ${groups.length} groups, ${programme.siblings.length} sibling activities`,
    ...missing.map((line) => `! production would not start: ${line}`),
    ...warnings(file),
  ];
}
