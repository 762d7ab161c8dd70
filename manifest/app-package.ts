import { readFileSync } from 'node:fs';
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
  const template = z.json().parse(readJson(q.dir, 'manifest.json'));
  const filled = fill(template, q.values);
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
    ...icons.flatMap(({ kind, name, bytes }) => checkIcon(kind, { name, bytes })),
    ...checkRights(manifest),
  ];
  if (lines.length > 0) return { kind: 'faults', lines };
  const files: ZipFile[] = [
    { name: 'manifest.json', bytes: Buffer.from(`${JSON.stringify(filled, null, 2)}\n`) },
    ...languages.map((name) => ({ name, bytes: readFileSync(join(q.dir, name)) })),
    ...icons,
  ];
  return { kind: 'read', value: zip(files) };
}

function checkVersion(manifest: Manifest, version: string): string[] {
  return manifest.version === version
    ? []
    : [`manifest.json: version ${manifest.version} is not ${version}, the version in package.json`];
}

function checkLanguage(dir: string, file: string, manifest: Manifest): string[] {
  const json = readJson(dir, file);
  const strings = stringsSchema.safeParse(json);
  const shape = schemaFaults('localization', file, json);
  return strings.success ? [...shape, ...checkStrings(manifest, { file, strings: strings.data })] : shape;
}

function iconsOf(dir: string, { icons }: Manifest): readonly (ZipFile & { readonly kind: IconKind })[] {
  return (['color', 'outline'] as const).map((kind) => {
    const name = icons[kind];
    return { kind, name, bytes: readFileSync(join(dir, 'icons', name)) };
  });
}

function readJson(dir: string, file: string): unknown {
  return JSON.parse(readFileSync(join(dir, file), 'utf8'));
}
