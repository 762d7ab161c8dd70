// @ts-check
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * `node bot/run.js main` or `local`: the entry of that name, with what the compiler makes of the packages and of our
 * own files kept for the next start, which then loads in some 60 % of the time. It is kept beside the packages: whoever can write
 * there could change the code itself. Where that folder is read-only nothing is kept, and all works. JavaScript,
 * because TypeScript would load what strips types before anything is read from there.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/klankbord', import.meta.url)));
await import(process.argv[2] === 'local' ? './local.ts' : './main.ts');
