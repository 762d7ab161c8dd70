import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type Asset = { readonly type: string; readonly body: string };
export type AssetName = 'console.html' | 'console.js' | 'gallery.html' | 'gallery.js' | 'console.css';
export type Assets = Readonly<Record<AssetName, Asset>>;

let made: Promise<Assets> | null = null;

/** The pages of the console, their scripts and their one style. Bundled once in a process, at the first call. */
export function consoleAssets(): Promise<Assets> {
  made ??= make();
  return made;
}

const SOURCE = new URL('../../web/local/', import.meta.url);

async function make(): Promise<Assets> {
  const page = async (file: string): Promise<Asset> => ({
    type: 'text/html; charset=utf-8',
    body: await readFile(new URL(file, SOURCE), 'utf8'),
  });
  const script = async (file: string): Promise<Asset> => ({
    type: 'text/javascript; charset=utf-8',
    body: await bundle(file),
  });
  const [consolePage, consoleScript, galleryPage, galleryScript, style] = await Promise.all([
    page('console.html'),
    script('main.ts'),
    page('gallery.html'),
    script('gallery.ts'),
    bundle('console.css'),
  ]);
  return {
    'console.html': consolePage,
    'console.js': consoleScript,
    'gallery.html': galleryPage,
    'gallery.js': galleryScript,
    'console.css': { type: 'text/css; charset=utf-8', body: style },
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
