import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { buildPackage } from '../../manifest/app-package.ts';
import type { Values } from '../../manifest/template.ts';

export const VALUES: Values = {
  APP_ID: '8f0d3c52-6a4e-4b0e-9d2f-1c7a5e3b9d10',
  GRAPH_APP_ID: '8f0d3c52-6a4e-4b0e-9d2f-1c7a5e3b9d11',
  PUBLIC_URL: 'https://klankbord.voorbeeld.example',
  DEVELOPER: 'gemeente Voorbeeld',
};

/** The template as it stands in the repository, in a folder of this test alone. */
export function copyOfManifest() {
  const dir = mkdtempSync(join(tmpdir(), 'klankbord-manifest-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  cpSync('manifest', dir, { recursive: true });
  return {
    dir,
    write: (file: string, content: string | Uint8Array) => writeFileSync(join(dir, file), content),
    remove: (file: string) => rmSync(join(dir, file)),
    /** Replaces a piece of a file, which must be in it. */
    change(file: string, from: string, to: string) {
      const text = readFileSync(join(dir, file), 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
      writeFileSync(join(dir, file), text.replace(from, to));
    },
    /** The faults of the package that is made of it. */
    faults(values: Partial<Values> = {}): readonly string[] {
      const built = buildPackage({ dir, values: { ...VALUES, ...values }, version: packageVersion() });
      return built.kind === 'faults' ? built.lines : [];
    },
  };
}

export function packageVersion(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync('package.json', 'utf8'))).version;
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** A PNG of one colour, with a dot of another in the middle. */
export function aPng(q: { side: number; height?: number; ground: Pixel; dot?: Pixel }): Buffer {
  const { side, height = side, ground, dot = ground } = q;
  const isDot = (at: number) => at >= side / 4 && at < side / 2;
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: side }, (_, x) => (isDot(x) && isDot(y) ? dot : ground)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
