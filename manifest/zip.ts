import { createZipArchiveSync, ZipEntry } from 'node:zlib';

export type ZipFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * The same files give the same bytes, on every day and in every zone: a zip's dates are wall times without
 * a zone, so this one is made from wall time too.
 */
export function zip(files: readonly ZipFile[]): Buffer {
  const modified = new Date(2000, 0, 1, 12);
  const entries = files.map(({ name, bytes }) => ZipEntry.createSync(name, bytes, { modified, mode: 0o644 }));
  return Buffer.concat([...createZipArchiveSync(entries)]);
}
