import { environment, readLocalConfig } from './config.ts';
import { PortInUse } from './local/listen.ts';
import type { Local } from './local/start.ts';
import { createLog } from './log.ts';
import { FolderInUse } from './store/lock.ts';

const HELP = `npm start: Klankbord on this machine, with local Teams and local Outlook; no account needed.

Settings (environment variables), with what they are when you set nothing:
  PORT          3978      bot and console
  OUTLOOK_PORT  3980      local Outlook
  DATA_DIR      .data     everything that is kept
  PROGRAMME     bot/local/programme.yaml
  DATABASE_URL            postgres://… in place of the embedded database
  GRAPH_RECORD            a file: every exchange with Outlook as a line
  GRAPH_BASE_URL          another server on this machine that speaks Graph

To start afresh: stop it and remove the data folder.`;

if (process.argv.includes('--help')) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const config = readLocalConfig(environment);
if (config.kind === 'faults') end(config.lines);
const { dataDir, store } = config.value;
const started = performance.now();
process.stdout.write('Klankbord wordt gestart… (de eerste keer duurt dat ongeveer tien seconden)\n');
// Loading all of it takes seconds: help and broken settings do not wait for that.
const { BadProgramme, startLocal } = await import('./local/start.ts');
// Warnings and errors only: the screen is for people.
const log = createLog((line) => {
  if (!line.includes('"level":30')) process.stderr.write(line);
});
const local = await startLocal(config.value, log).catch((error: unknown) => end(explain(error)));
process.stdout.write(screen(local, performance.now() - started));
const leaving = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    leaving.abort();
    process.stdout.write('Klankbord stopt…\n');
    await local.stop();
    process.exit(0);
  });
await welcomeEverybody(local).catch((error: unknown) => {
  // Who stops it during the first seconds gets the other welcomes at the next start.
  if (!leaving.signal.aborted) throw error;
});

function screen({ url, outlook }: Local, ms: number): string {
  const host = url.replace('http://', '');
  return `
  Klankbord draait (klaar na ${(ms / 1000).toFixed(1)} s). U heeft geen account nodig: alle mensen zijn verzonnen.

  Open      ${url}/local

  Begin     U bent Noor Hazelaar, directeur. Druk in de chat op "Aanmelden".
            Links kiest u een ander; rechts staat haar Outlook; bovenaan zet u de klok vooruit.
  English   Open the link, press "English" at the top, choose Yara Zilverspar on the left and press "Sign up".

  Draait    bot ${host} · lokale Outlook ${outlook?.url.replace('http://', '') ?? 'elders'} · alleen op deze computer
  Stoppen   Ctrl+C. Alles blijft bewaard in ${dataDir}. Opnieuw beginnen: gooi die map weg.

`;
}

/** The app is in everybody's Teams, as after a rollout: the welcome waits for them. Who has no Teams gets mail. */
async function welcomeEverybody({ teams, people, parts }: Local): Promise<void> {
  for (const person of people) if (person.reach !== 'mail') await teams.install(person.aadObjectId);
  await parts.engine.settle();
}

function explain(error: unknown): readonly string[] {
  if (error instanceof BadProgramme) return error.message.split('\n');
  if (error instanceof FolderInUse)
    return [
      `De gegevensmap ${dataDir} is al in gebruik: Klankbord draait al, of stopt net. Stop dat eerst, of kies met DATA_DIR een andere map.`,
      `The data folder ${dataDir} is in use by another Klankbord. Stop that one first, or choose another with DATA_DIR.`,
    ];
  if (error instanceof PortInUse) {
    const { port, setting } = error;
    return [
      `Poort ${port} is al in gebruik. Stop wat daar draait, of kies een andere, bijvoorbeeld ${setting}=${port + 100} npm start.`,
      `Port ${port} is in use. Stop what runs there, or choose another, for example ${setting}=${port + 100} npm start.`,
    ];
  }
  if (store.kind === 'postgres' && error instanceof Error && 'code' in error)
    return [
      `The database of DATABASE_URL can not be used (${String(error.code)}): check that it runs, and the name and password.`,
    ];
  throw error;
}

function end(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`klankbord: ${line}\n`);
  process.exit(1);
}
