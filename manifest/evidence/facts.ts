import { readFileSync } from 'node:fs';
import type { Read } from '../../bot/config.ts';
import { LOG_FIELDS } from '../../bot/log.ts';
import { checkMap } from './check-map.ts';
import {
  type FoundCall,
  type FoundText,
  graphCalls,
  hostsIn,
  type LogLine,
  logLines,
  readSources,
  routesIn,
  type Source,
  unreadLogs,
} from './code.ts';
import { type FoundTable, realTables } from './database.ts';
import { mismatches } from './described.ts';
import { HOSTS, ROUTES } from './network.ts';
import { CALLS, unusedPermissions } from './permissions.ts';
import { type Package, packagesOf, sbom, unlicensed } from './sbom.ts';

/** What is true of this checkout: read from its code, its migrations and its lockfile. */
export type Facts = {
  readonly calls: readonly FoundCall[];
  readonly hosts: readonly FoundText[];
  readonly routes: readonly FoundText[];
  readonly log: readonly LogLine[];
  readonly tables: readonly FoundTable[];
  readonly packages: readonly Package[];
  readonly sbom: string;
};

/** The facts, or a line for each that nobody described: evidence that leaves something out is none. */
export async function gatherFacts(): Promise<Read<Facts>> {
  const lock: unknown = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const tables = await realTables();
  const packages = packagesOf(lock);
  const sources = readSources();
  const lines = [...checkCode(sources), ...checkMap(tables), ...unlicensed(packages)];
  if (lines.length > 0) return { kind: 'faults', lines };
  const { calls } = graphCalls(sources);
  return {
    kind: 'read',
    value: {
      calls,
      hosts: hostsIn(sources),
      routes: routesIn(sources),
      log: logLines(sources),
      tables,
      packages,
      sbom: sbom(lock),
    },
  };
}

/** Calls, hosts and addresses against what is said of them, both ways. */
export function checkCode(sources: readonly Source[]): string[] {
  const { calls, faults } = graphCalls(sources);
  const texts = (found: readonly FoundText[]) =>
    found.map(({ text, files }) => ({ text, where: files.join(', ') }));
  return [
    ...faults,
    ...unreadLogs(sources),
    ...droppedFields(logLines(sources)),
    ...unusedPermissions(),
    ...mismatches({
      what: 'the call of Graph',
      found: calls.map(({ call, file, line }) => ({ text: call, where: `${file}:${line}` })),
      described: CALLS.map(({ call }) => call),
      table: 'manifest/evidence/permissions.ts',
    }),
    ...mismatches({
      what: 'the host',
      found: texts(hostsIn(sources)),
      described: Object.keys(HOSTS),
      table: 'manifest/evidence/network.ts',
    }),
    ...mismatches({
      what: 'the address',
      found: texts(routesIn(sources)),
      described: Object.keys(ROUTES),
      table: 'manifest/evidence/network.ts',
    }),
  ];
}

/** Fields that a call of the log names and the allow-list drops: lost without a word. */
function droppedFields(lines: readonly LogLine[]): readonly string[] {
  const allowed: ReadonlySet<string> = new Set(LOG_FIELDS);
  return lines.flatMap(({ file, event, fields }) =>
    fields
      .filter((field) => !allowed.has(field))
      .map((field) => `${file}: ${event} logs "${field}", which the allow-list drops`),
  );
}
