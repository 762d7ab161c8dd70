import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { environment, readLocalConfig } from '../config.ts';
import { LOCAL_APP, LOCAL_TENANT } from '../teams/open-guard.ts';
import { type PlaygroundPerson, playgroundFile } from './playground-file.ts';

const HELP = `npm run playground: Microsoft's Agents Playground, as a second client of the bot that "npm start" runs.
  npm run playground -- [--as NAME] [--port PORT]

  --as NAME    noor: whom you are, by the first part of their UPN
  --port PORT  56150; for two people at once start it twice, each on a port of its own
It is fetched by npx when it is needed, and its licence (Microsoft's, for evaluation) is shown there. It shows
cards, their buttons and updates; no dialogs, no deletes. The console at /local shows everything.
`;

/** What was tried; another version may name its settings otherwise. */
const PACKAGE = '@microsoft/m365agentsplayground@0.2.28';

const { values } = parseArgs({
  options: {
    as: { type: 'string', default: 'noor' },
    port: { type: 'string', default: '56150' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const config = readLocalConfig(environment);
if (config.kind === 'faults') end(config.lines);
const bot = `http://127.0.0.1:${config.value.port}`;
const everybody = await people();
const me = everybody.find(({ upn }) => upn.startsWith(`${values.as}.`) || upn === values.as);
if (!me) end([`nobody of the sample is called ${values.as}; there are ${everybody.map(first).join(', ')}`]);
const folder = join(config.value.dataDir, 'playground', first(me));
mkdirSync(folder, { recursive: true });
const file = playgroundFile({ me, everybody, tenant: LOCAL_TENANT, app: LOCAL_APP });
writeFileSync(join(folder, '.m365agentsplayground.yml'), file);
// It would listen on every interface of this machine.
const loopback = fileURLToPath(new URL('listen-on-loopback.cjs', import.meta.url));
const args = ['--yes', PACKAGE, '-e', `${bot}/api/messages`, '-c', 'msteams'];
const child = spawn('npx', [...args, '-p', values.port, '--disable-telemetry'], {
  cwd: folder,
  stdio: 'inherit',
  env: { ...environment, NODE_OPTIONS: `--require=${JSON.stringify(loopback)}` },
});
child.once('error', () => end(['npx can not be started: it comes with npm']));
child.once('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));

async function people(): Promise<readonly PlaygroundPerson[]> {
  const schema = z.array(z.object({ aadObjectId: z.string(), name: z.string(), upn: z.string() }));
  const answer = await fetch(`${bot}/local/people`).catch(() => null);
  const read = schema.safeParse(await answer?.json().catch(() => null));
  return read.success ? read.data : end([`nothing answers at ${bot}: start the bot first, with "npm start"`]);
}

function first({ upn }: PlaygroundPerson): string {
  return upn.split(/[.@]/)[0] ?? upn;
}

function end(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`klankbord: ${line}\n`);
  process.exit(1);
}
