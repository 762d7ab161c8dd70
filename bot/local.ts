import { environment, readLocalConfig } from './config.ts';
import { BadProgramme, type Local, startLocal } from './local/start.ts';
import { createLog } from './log.ts';
import { FolderInUse } from './store/lock.ts';

const HELP = `npm start: Klankbord on this machine, with local Teams and local Outlook; no account needed.
Settings (environment): PORT 3978, OUTLOOK_PORT 3980, DATA_DIR .data, PROGRAMME, DATABASE_URL,
GRAPH_RECORD (a file for every Graph exchange), GRAPH_BASE_URL (another Graph on this machine).
To begin anew: stop it and remove the data folder.`;

if (process.argv.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const config = readLocalConfig(environment);
if (config.kind === 'faults') end(config.lines);
const started = performance.now();
process.stdout.write('Klankbord wordt gestart…\n');
// Warnings and errors only: the screen is for people.
const log = createLog((line) => {
  if (!line.includes('"level":30')) process.stderr.write(line);
});
const local = await startLocal(config.value, log).catch((error: unknown) => end(explain(error)));
process.stdout.write(screen(local, performance.now() - started));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await local.stop();
    process.exit(0);
  });
await welcomeEverybody(local);

function screen({ url, outlook }: Local, ms: number): string {
  return `
  Klankbord draait (klaar na ${(ms / 1000).toFixed(1)} s).

  Open      ${url}/local

  Begin     Kies links Noor Hazelaar en druk in het gesprek op "Aanmelden".
            De klok bovenaan kunt u vooruitzetten.
  Draait    bot en console ${url}, lokale Outlook ${outlook?.url ?? 'elders'}
  Stoppen   Ctrl+C. Gegevens blijven in ${config.kind === 'read' ? config.value.dataDir : ''}; weggooien mag.

`;
}

/** The app is in everybody's Teams, as after a rollout: the welcome waits for them. */
async function welcomeEverybody({ teams, people, parts }: Local): Promise<void> {
  for (const person of people) await teams.install(person.aadObjectId);
  await parts.engine.settle();
}

function explain(error: unknown): readonly string[] {
  if (error instanceof FolderInUse || error instanceof BadProgramme) return [error.message];
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return ['A port is in use: stop what runs there, or set PORT and OUTLOOK_PORT to others.'];
  throw error;
}

function end(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`klankbord: ${line}\n`);
  process.exit(1);
}
