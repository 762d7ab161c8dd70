import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source file of the product that runs in production, by its path from the root. */
export type Source = { readonly file: string; readonly text: string };

const FOLDERS = ['bot', 'cards', 'graph'];
/** What plays Teams and Outlook on a developer's machine, and never runs in production. */
const LOCAL = /^(bot\/local[./]|bot\/web\/local\/|graph\/local\/)/;

export function readSources(root = '.'): readonly Source[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
    .filter((file) => file.endsWith('.ts') && !LOCAL.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** A call of Graph as the code writes it: `POST /users/{id}/events`. */
export type FoundCall = { readonly call: string; readonly file: string; readonly line: number };

/** The client and its layers carry calls and make none. */
const CARRIERS: ReadonlySet<string> = new Set(['graph/client.ts', 'graph/middleware.ts', 'graph/record.ts']);
const METHOD = /method: '([A-Z]+)'/g;
const PATH = /^method: '[A-Z]+',\s*path: (?:`([^`]*)`|'([^']*)')/;

/** Every call of Graph in the code; a call whose path does not stand beside its method is a fault by name. */
export function graphCalls(sources: readonly Source[]): {
  calls: readonly FoundCall[];
  faults: readonly string[];
} {
  const graph = sources.filter(({ file }) => file.startsWith('graph/') && !CARRIERS.has(file));
  const found = graph.flatMap(({ file, text }) =>
    [...text.matchAll(METHOD)].map(({ index, 1: method = '' }) => {
      const [, template, plain] = PATH.exec(text.slice(index)) ?? [];
      const path = template ?? plain;
      const at = { file, line: lineAt(text, index) };
      return { ...at, call: path === undefined ? null : `${method} ${pathOf(path, text)}` };
    }),
  );
  return {
    calls: found.flatMap(({ call, ...at }) => (call === null ? [] : [{ call, ...at }])),
    faults: found
      .filter(({ call }) => call === null)
      .map(
        ({ file, line }) =>
          `${file}:${line}: a call of Graph without its path right after its method; write it there`,
      ),
  };
}

/** `${segment(x)}` is an id; `${mailboxPath(x)}` is what that function of the same file returns. */
function pathOf(template: string, text: string): string {
  return template.replaceAll(/\$\{(\w+)(\([^}]*\))?\}/g, (_, name) => {
    const [, returned] = new RegExp(`function ${name}\\([^{]*\\{\\s*return \`([^\`]*)\``).exec(text) ?? [];
    return returned === undefined ? '{id}' : pathOf(returned, text);
  });
}

export type FoundText = { readonly text: string; readonly files: readonly string[] };

/** Hosts that the code names in an https address, comments aside. */
export function hostsIn(sources: readonly Source[]): readonly FoundText[] {
  return collect(sources, (text) =>
    [...withoutComments(text).matchAll(/['"`]https:\/\/([\w.-]+\.[a-z]+)/g)].map(([, host = '']) => host),
  ).filter(({ text }) => !text.endsWith('.example'));
}

/** Addresses at which the service answers: `GET /healthz`, `POST /p/:token`. */
export function routesIn(sources: readonly Source[]): readonly FoundText[] {
  const http = sources.filter(({ file }) => /^bot\/(http|teams|collector)\//.test(file));
  return collect(http, (text) =>
    [...text.matchAll(/\.(get|post|put|delete)\(\s*'(\/[^']*)'/g)].map(
      ([, method = '', path = '']) => `${method.toUpperCase()} ${path}`,
    ),
  );
}

export type LogLine = {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: readonly string[];
  readonly message: string;
  readonly file: string;
};

const LOG_CALL = /\blog\.(info|warn|error)\(\s*\{\s*event: '([^']+)'([^}]*)\},\s*'([^']+)'/g;

/** What the code logs, read where it does so; `...rest` of an error stands as its fields. */
export function logLines(sources: readonly Source[]): readonly LogLine[] {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(LOG_CALL)].map(([, level, event = '', fields = '', message = '']) => ({
      level: level === 'info' || level === 'warn' ? level : 'error',
      event,
      fields: fieldsOf(fields),
      message,
      file,
    })),
  );
}

/** Calls of the log that `logLines` can not read: the event first, then a message in plain quotes. */
export function unreadLogs(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ file }) => file !== 'bot/log.ts')
    .flatMap(({ file, text }) => {
      const read = new Set([...text.matchAll(LOG_CALL)].map(({ index }) => index));
      return [...text.matchAll(/\blog\.(info|warn|error)\(/g)]
        .filter(({ index }) => !read.has(index))
        .map(
          ({ index }) =>
            `${file}:${lineAt(text, index)}: a log call that can not be read; event first, then a plain message`,
        );
    });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function fieldsOf(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  return parts.flatMap((part) => {
    if (part.startsWith('...')) return ['name', 'code'];
    const [, name] = /^(\w+)/.exec(part) ?? [];
    return name === undefined ? [] : [name];
  });
}

function collect(
  sources: readonly Source[],
  find: (text: string) => readonly string[],
): readonly FoundText[] {
  const found = new Map<string, string[]>();
  for (const { file, text } of sources)
    for (const hit of new Set(find(text))) found.set(hit, [...(found.get(hit) ?? []), file]);
  return [...found].map(([text, files]) => ({ text, files })).sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Enough for addresses: `//` of an address follows a colon, `//` of a comment does not. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|[^:])\/\/.*$/gm, '$1');
}
