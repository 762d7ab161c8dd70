import { type Row, readCsv } from './csv.ts';
import { importPeople, type Plan, planImport, type Registered } from './flows/import-people.ts';
import { agreed, type FileCommandQ, faulty } from './programme-command.ts';
import { readBounded } from './programme-file.ts';
import { openHouse } from './programme-house.ts';

/** Bytes and rows: a programme has at most 500 places. */
const MAX_BYTES = 1_000_000;
const MOST_ROWS = 2_000;

const NAMES = {
  mail: [
    'email',
    'upn',
    'emailadres',
    'mail',
    'mailadres',
    'userprincipalname',
    'emailaddress',
    'gebruikersnaam',
  ],
  name: ['naam', 'name', 'director', 'directeur', 'volledigenaam', 'fullname', 'displayname'],
  coach: ['coach', 'coachnaam', 'coachname', 'naamcoach'],
  held: [
    'gehoudensessies',
    'sessiesgehouden',
    'sessionsheld',
    'heldsessions',
    'gehouden',
    'held',
    'aantalsessiesgehouden',
  ],
} as const;
type Column = keyof typeof NAMES;

/** Shows what would happen, asks, and loads everybody or nobody. */
export async function importCommand({ file: path, env, terminal, yes }: FileCommandQ): Promise<number> {
  const read = await readBounded(path, MAX_BYTES);
  if (read.kind === 'fault') return faulty(terminal, [`${path}: ${read.why}`]);
  const csv = readCsv<Column>(read.bytes, { names: NAMES, mostRows: MOST_ROWS });
  if (csv.kind === 'fault') return faulty(terminal, [`${path}: ${csv.why}`]);
  const { rows, columns, ignored, delimiter, encoding } = csv.table;
  if (!columns.includes('mail'))
    return faulty(terminal, [
      `${path}: has no column e-mail or upn: a name alone does not say who somebody is`,
    ]);
  const named = delimiter === '\t' ? 'tab' : delimiter;
  terminal.say(
    `${path}: ${rows.length} rows, ${encoding}, separated by ${named}; read are ${columns.join(', ')}`,
  );
  if (ignored.length > 0) terminal.say(`not read: ${ignored.join(', ')}`);
  const asked = registeredOf(rows);
  const opened = await openHouse({ env, path, file: null });
  if (opened.kind === 'faults') return faulty(terminal, opened.lines, 78);
  const { house } = opened;
  try {
    const plan = await planImport(house, asked.people);
    if (plan.kind === 'no-programme')
      return faulty(terminal, ['No programme is applied yet: apply one first.']);
    if (plan.kind === 'unread')
      return faulty(terminal, [`The directory could not be read (${plan.code}). Try again.`]);
    const faults = [...asked.faults, ...(plan.kind === 'faults' ? plan.faults : [])].sort(
      (a, b) => a.line - b.line,
    );
    if (faults.length > 0)
      return faulty(
        terminal,
        faults.map(({ line, why }) => `${path}:${line}: ${why}`),
      );
    if (plan.kind !== 'planned') return 1;
    for (const line of describe(plan.plan)) terminal.say(line);
    if (plan.plan.coached.length === 0) return 0;
    if (!(await agreed({ terminal, yes, question: 'Load this?' }))) return 1;
    const done = await importPeople({ ...house, box: house.openBox() }, plan.plan);
    if (done.kind === 'changed')
      return faulty(terminal, [
        'Somebody signed up, or had their data erased, meanwhile. Run it again to see how things stand.',
      ]);
    terminal.say(`Loaded ${plan.plan.coached.length} people.`);
    return 0;
  } finally {
    await house.close();
  }
}

type Fault = { readonly line: number; readonly why: string };

/** A spreadsheet runs what starts like this, also when it only passes through. */
const FORMULA = /^[=+@]|^-.*[(!|]/;

function registeredOf(rows: readonly Row<Column>[]) {
  const faults: Fault[] = [];
  const people: Registered[] = [];
  const lines = new Map<string, number>();
  for (const { line, cells } of rows) {
    const mail = cells.mail.toLowerCase();
    const before = lines.get(mail);
    const why = whyNot(cells) ?? (before === undefined ? null : `${mail} stands on line ${before} too`);
    if (why !== null) faults.push({ line, why });
    else people.push({ line, upn: mail, coach: cells.coach || null, held: Number(cells.held || 0) });
    lines.set(mail, before ?? line);
  }
  return { people, faults };
}

function whyNot(cells: Row<Column>['cells']): string | null {
  const formula = Object.entries(cells).find(([, cell]) => FORMULA.test(cell));
  if (formula) return `${formula[0]}: starts like a formula; write plain text`;
  if (!/^[^@\s]+@[^@\s]+$/.test(cells.mail) || cells.mail.length > 200)
    return cells.mail === '' ? 'has no e-mail or upn' : 'the e-mail or upn is no address';
  if (!/^\d{0,2}$/.test(cells.held)) return 'held sessions: write a whole number';
  return null;
}

function describe({ coached, alone, already, erased }: Plan): readonly string[] {
  return [
    ...coached.map(
      ({ name, coach, held }) => `+ ${name}: coached by ${coach.name}; ${held} sessions held before`,
    ),
    ...alone.map(({ name }) => `  ${name}: no coach in the file: nothing is loaded, may sign up in the chat`),
    ...already.map(({ name }) => `  ${name}: stands so already`),
    ...erased.map(
      ({ name }) => `  ${name}: had their data erased: nothing is loaded, may sign up in the chat`,
    ),
    ...(coached.some(({ held }) => held > 0) ? ['Sessions held before are taken off what is left.'] : []),
    ...(coached.length > 0
      ? ['Preferences are empty for them: any day, 60 minutes, by Teams.']
      : ['Nothing is loaded.']),
  ];
}
