import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Read } from '../bot/config.ts';
import { checkIcon, type IconKind } from './icons.ts';
import { checkRights } from './rights.ts';
import { schemaFaults } from './schema.ts';
import { checkStrings } from './strings.ts';
import { fill, type Values } from './template.ts';
import { type Manifest, manifestSchema, stringsSchema } from './wire.ts';
import { type ZipFile, zip } from './zip.ts';

export type PackageQ = {
  /** Where the template, the strings and `icons/` are. */
  readonly dir: string;
  readonly values: Values;
  /** The version in package.json. */
  readonly version: string;
};

/** The app package as bytes of a zip, or every fault that it has: each line names what is wrong. */
export function buildPackage(q: PackageQ): Read<Buffer> {
  const template = readJson(q.dir, 'manifest.json');
  if (template.kind === 'fault') return { kind: 'faults', lines: [template.line] };
  const filled = fill(z.json().parse(template.value), q.values);
  const shape = schemaFaults('manifest', 'manifest.json', filled);
  const parsed = manifestSchema.safeParse(filled);
  if (!parsed.success) return { kind: 'faults', lines: shape };
  const manifest = parsed.data;
  const icons = iconsOf(q.dir, manifest);
  const languages = manifest.localizationInfo.additionalLanguages.map(({ file }) => file);
  const lines = [
    ...shape,
    ...checkVersion(manifest, q.version),
    ...languages.flatMap((file) => checkLanguage(q.dir, file, manifest)),
    ...icons.flatMap(({ kind, name, bytes }) =>
      bytes === null ? [`${name}: is missing`] : checkIcon(kind, { name, bytes }),
    ),
    ...checkRights(manifest),
  ];
  if (lines.length > 0) return { kind: 'faults', lines };
  const files: ZipFile[] = [
    { name: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(filled, null, 2)}\n`) },
    ...languages.map((name) => ({ name, bytes: readFileSync(join(q.dir, name)) })),
    ...icons.flatMap(({ name, bytes }) => (bytes === null ? [] : [{ name, bytes }])),
  ];
  return { kind: 'read', value: zip(files) };
}

function checkVersion(manifest: Manifest, version: string): string[] {
  return manifest.version === version
    ? []
    : [`manifest.json: version ${manifest.version} is not ${version}, the version in package.json`];
}

function checkLanguage(dir: string, file: string, manifest: Manifest): string[] {
  const read = readJson(dir, file);
  if (read.kind === 'fault') return [read.line];
  const json = read.value;
  const strings = stringsSchema.safeParse(json);
  const shape = schemaFaults('localization', file, json);
  return strings.success ? [...shape, ...checkStrings(manifest, { file, strings: strings.data })] : shape;
}

type Icon = { readonly kind: IconKind; readonly name: string; readonly bytes: Buffer | null };

function iconsOf(dir: string, { icons }: Manifest): readonly Icon[] {
  return (['color', 'outline'] as const).map((kind) => {
    const name = icons[kind];
    const path = join(dir, 'icons', name);
    return { kind, name, bytes: existsSync(path) ? readFileSync(path) : null };
  });
}

type Json =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'fault'; readonly line: string };

function readJson(dir: string, file: string): Json {
  const path = join(dir, file);
  if (!existsSync(path)) return { kind: 'fault', line: `${file}: is missing` };
  try {
    return { kind: 'json', value: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'fault', line: `${file}: is no JSON` };
    throw error;
  }
}
