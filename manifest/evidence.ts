import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../bot/config.ts';
import { fail, SAMPLE_NOTICE, start } from './command.ts';
import { gatherFacts } from './evidence/facts.ts';
import { evidenceFiles } from './evidence/files.ts';

const HELP = `npm run evidence: what an administrator, a privacy officer and a works council ask for.
  npm run evidence -- [--out DIR]

  --out DIR   dist/evidence
Writes a page for each of them in Dutch and English, and sbom.cdx.json. The programme file (PROGRAMME) gives the
mailbox and who answers for the data; MicrosoftAppId the application in the commands. Exit code 1: something in
the code, the database or the lockfile is not described, each line says what and where; 78: a setting is wrong.
`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist/evidence' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const started = await start(environment);
const facts = await gatherFacts();
if (facts.kind === 'faults') {
  fail(facts.lines);
  process.exit(1);
}
mkdirSync(values.out, { recursive: true });
for (const { name, text } of evidenceFiles(facts.value, started)) {
  writeFileSync(join(values.out, name), text);
  process.stdout.write(`${join(values.out, name)}\n`);
}
if (started.config.sample) process.stdout.write(SAMPLE_NOTICE);
