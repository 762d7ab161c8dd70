import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type Asset = { readonly type: string; readonly body: string };
export type Assets = {
  readonly page: Asset;
  readonly script: Asset;
  readonly style: Asset;
  /** What making them took. */
  readonly ms: number;
};

let made: Promise<Assets> | null = null;

/** The console's page, script and style. Bundled once in a process, at the first call. */
export function consoleAssets(): Promise<Assets> {
  made ??= make();
  return made;
}

const SOURCE = new URL('../../web/local/', import.meta.url);

async function make(): Promise<Assets> {
  const start = performance.now();
  const [page, script, style] = await Promise.all([
    readFile(new URL('console.html', SOURCE), 'utf8'),
    bundle('main.ts'),
    bundle('console.css'),
  ]);
  return {
    page: { type: 'text/html; charset=utf-8', body: page },
    script: { type: 'text/javascript; charset=utf-8', body: script },
    style: { type: 'text/css; charset=utf-8', body: style },
    ms: Math.round(performance.now() - start),
  };
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(entry, SOURCE))],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}
