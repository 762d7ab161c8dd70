import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { environment } from '../bot/config.ts';
import { buildPackage } from './app-package.ts';
import { fail, SAMPLE_NOTICE, start } from './command.ts';
import { valuesOf } from './template.ts';

const HELP = `npm run package: the Teams app package, checked before it is written.
  npm run package -- [--out FILE] [--app-id GUID] [--public-url URL]

  --out FILE         dist/klankbord-teams.zip
  --app-id GUID      in place of MicrosoftAppId: the id of the bot registration
  --public-url URL   in place of PUBLIC_URL: the https address at which people reach this service
The developer's name is the municipality of the programme file (PROGRAMME, else the sample).
Without the two settings it builds a sample. Exit code 1: a check failed, each line says which;
78: a setting is wrong. Upload the zip in the Teams admin centre (Manage apps, Upload new app).
`;

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist/klankbord-teams.zip' },
    'app-id': { type: 'string' },
    'public-url': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const env = {
  ...environment,
  ...(values['app-id'] !== undefined && { MicrosoftAppId: values['app-id'] }),
  ...(values['public-url'] !== undefined && { PUBLIC_URL: values['public-url'] }),
};
const { config, programme, version } = await start(env);
const built = buildPackage({
  dir: import.meta.dirname,
  values: valuesOf(config, programme.programme.municipality),
  version,
});
if (built.kind === 'faults') {
  fail(built.lines);
  process.exit(1);
}
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, built.value);
if (config.sample) process.stdout.write(SAMPLE_NOTICE);
process.stdout.write(
  `${values.out}: Klankbord ${version} for Teams, ${built.value.length} bytes, every check passed\n`,
);
