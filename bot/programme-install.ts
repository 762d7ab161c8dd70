import type { Environment } from './config.ts';
import { SAMPLE_PROGRAMME } from './config.ts';
import { oweInstalls } from './flows/installs.ts';
import { agreed, faulty, type Terminal } from './programme-command.ts';
import { openHouse } from './programme-house.ts';
import * as installs from './store/installs.ts';

export type InstallCommandQ = {
  readonly env: Environment;
  readonly terminal: Terminal;
  readonly yes: boolean;
  readonly dryRun: boolean;
};

/**
 * Puts the app into Teams of all directors who do not have it. A step of its own and no part of `apply`: people
 * notice it, and a programme is applied more often than an app is rolled out.
 */
export async function installCommand({ env, terminal, yes, dryRun }: InstallCommandQ): Promise<number> {
  const opened = await openHouse({ env, path: env.PROGRAMME || SAMPLE_PROGRAMME, file: null });
  if (opened.kind === 'faults') return faulty(terminal, opened.lines, 78);
  const { house } = opened;
  try {
    const all = await installs.directors(house.db);
    for (const line of standing(all)) terminal.say(line);
    const wanted = all.filter(isWanted);
    if (wanted.length === 0) {
      terminal.say('There is nobody to install it for.');
      return 0;
    }
    for (const { name } of wanted) terminal.say(`+ ${name}`);
    if (dryRun) return 0;
    const catalogue = await house.install?.inCatalogue();
    if (catalogue && catalogue.kind !== 'done')
      return faulty(terminal, [
        `The catalogue of apps can not be read (${catalogue.code}). Check the permission AppCatalog.Read.All.`,
      ]);
    if (catalogue?.value === null)
      return faulty(terminal, [
        'The app is not in the catalogue of the organisation: make it with "npm run package" and upload it in the Teams admin centre first.',
      ]);
    if (!(await agreed({ terminal, yes, question: `Install it for ${wanted.length} people?` }))) return 1;
    const count = await oweInstalls(
      { ...house, jobs: await house.openJobs() },
      wanted.map(({ id }) => id),
    );
    terminal.say(
      `Owed for ${count} people: what runs does it, at most 30 a second. Run this again to see how it stands.`,
    );
    return 0;
  } finally {
    await house.close();
  }
}

/** Whoever has it, or for whom it is under way, is left alone; a refusal may have been mended meanwhile. */
function isWanted({ state, chats }: installs.Installee): boolean {
  return !chats && (state === null || state === 'refused' || state === 'unknown');
}

function standing(all: readonly installs.Installee[]): readonly string[] {
  const count = (what: (one: installs.Installee) => boolean) => all.filter(what).length;
  const failed = all.filter(({ state, chats }) => !chats && (state === 'refused' || state === 'unknown'));
  return [
    `${all.length} directors in Teams: ${count(({ chats }) => chats)} have the app, for ${count(({ state, chats }) => !chats && (state === 'installed' || state === 'already'))} it was installed and its news is awaited, for ${count(({ state }) => state === 'owed')} it is under way`,
    ...failed.map(({ name, state, code }) => `! ${name}: ${state} (${code})`),
  ];
}
