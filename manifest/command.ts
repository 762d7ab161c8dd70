import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type PackageConfig, readPackageConfig } from '../bot/config.ts';
import type { Environment } from '../bot/config-values.ts';
import { type ProgrammeFile, readProgrammeFile } from '../bot/programme-file.ts';

/** What both commands start from: settings, the programme file, and what package.json says. */
export type Start = {
  readonly config: PackageConfig;
  readonly programme: ProgrammeFile;
  readonly version: string;
};

const packageJson = z.object({ version: z.string() });

/** Ends the process with code 78 and a line for each fault when the settings or the programme are wrong. */
export async function start(env: Environment): Promise<Start> {
  const config = readPackageConfig(env);
  if (config.kind === 'faults') return refuse(config.lines);
  const programme = await readProgrammeFile(config.value.programme);
  if (programme.kind === 'faults') return refuse(programme.lines);
  const { version } = packageJson.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  return { config: config.value, programme: programme.file, version };
}

/** sysexits.h: the configuration is wrong. */
const EX_CONFIG = 78;

function refuse(lines: readonly string[]): never {
  fail(lines);
  process.exit(EX_CONFIG);
}

export function fail(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`klankbord: ${line}\n`);
}

export const SAMPLE_NOTICE =
  'No MicrosoftAppId and PUBLIC_URL set: this is a sample, with an app id that no tenant knows.\n';
